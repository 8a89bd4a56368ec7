"""Sound and pictures of calls: a plane beside the school that follows its log (DESIGN 10)."""
