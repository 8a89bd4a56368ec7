"""The web client as a package, so that an installed server finds its files."""
