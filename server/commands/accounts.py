"""hiroba accounts: the people of a school, and their login cards."""

import argparse
import csv
import json
from pathlib import Path
from typing import Final

from protocol.rights import Role
from server.commands.operate import add_data_dir, do
from server.data_dir import StartRefused

COLUMNS: Final = frozenset({"role", "name", "real_name", "home_school"})
COLUMNS_SAID: Final = "role, name, real_name and home_school"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    adding = actions.add_parser("add", help="register a person and print the login card")
    add_data_dir(adding)
    adding.add_argument("--role", choices=[role.value for role in Role], required=True)
    adding.add_argument("--name", required=True, help="the nickname that others see")
    adding.add_argument("--real-name", default="")
    adding.add_argument("--home-school", default="")
    importing = actions.add_parser("import", help="register everybody in a CSV file")
    add_data_dir(importing)
    importing.add_argument("file", type=Path, help="columns role,name,real_name,home_school")
    add_data_dir(actions.add_parser("list", help="everybody who belongs to the school"))
    for action, title in (
        ("rename", "give another nickname"),
        ("disable", "keep somebody from logging in"),
        ("enable", "let somebody log in again"),
        ("erase", "remove a person for ever and destroy the key of their words"),
        ("reset-passphrase", "print three new words"),
    ):
        one = actions.add_parser(action, help=title)
        add_data_dir(one)
        one.add_argument("account")
        if action == "rename":
            one.add_argument("--name", required=True)


def run(arguments: argparse.Namespace) -> int:
    folder = arguments.data_dir
    if arguments.action == "add":
        answer = do(
            folder, "add_account", role=arguments.role, name=arguments.name,
            real_name=arguments.real_name, home_school=arguments.home_school,
        )  # fmt: skip
    elif arguments.action == "import":
        answer = do(folder, "import_accounts", rows=_rows(arguments.file))
    elif arguments.action == "list":
        answer = do(folder, "people")
    elif arguments.action == "rename":
        answer = do(folder, "rename_account", account=arguments.account, name=arguments.name)
    elif arguments.action == "reset-passphrase":
        answer = do(folder, "reset_passphrase", account=arguments.account)
    else:
        answer = do(folder, f"{arguments.action}_account", account=arguments.account)
    if answer is not None:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    return 0


def _rows(file: Path) -> list[dict[str, str]]:
    """The people of a CSV file, as Excel saves it (UTF-8, with or without its mark)."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines, restkey="more", restval="", strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise StartRefused(f"{file} cannot be read: {error}.") from error
    if not rows or not {"role", "name"} <= rows[0].keys():
        raise StartRefused(f"{file} needs a first line with the columns role and name.")
    for number, row in enumerate(rows, 1):
        if row.keys() - COLUMNS:
            raise StartRefused(f"Row {number} of {file} has other columns than {COLUMNS_SAID}.")
    return [{column: (text or "").strip() for column, text in row.items()} for row in rows]
