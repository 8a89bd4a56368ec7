"""HTTP routes. Each names the capability it needs; a route without a row does not start."""
