"""Programs for those who build hiroba; nothing here runs in a school."""
