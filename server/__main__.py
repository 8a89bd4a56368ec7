"""`python -m server` is `hiroba`."""

from server.cli import main

main()
