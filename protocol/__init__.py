"""The words of the school: commands, events, signals, limits and the wire form of each."""
