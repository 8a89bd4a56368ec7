"""What `bench.crowd` is made of: a school of pupils, their sockets, and the bare yardstick."""
