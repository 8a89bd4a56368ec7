"""The rules of the school: what a command does to the state, without clock, chance or I/O."""
