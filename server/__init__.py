"""The shell: sockets, files, clock and processes around the simulation."""
