"""The subcommands of `hiroba`. Each module has `add_arguments(parser)` and `run(args) -> int`."""
