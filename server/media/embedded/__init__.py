"""The media plane that comes with hiroba: a packet forwarder in a process of its own."""
