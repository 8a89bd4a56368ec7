"""hiroba accounts: the people of a school, and their login cards."""

import argparse
import csv
import json
import os
from pathlib import Path
from typing import Final

import msgspec

from protocol.rights import Role
from server.commands.operate import add_data_dir, do
from server.data_dir import StartRefused
from server.slips import slips_page

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
        ("counsellor", "let one of the staff counsel pupils in private"),
        ("erase", "remove a person for ever and destroy the key of their words"),
        ("reset-passphrase", "print three new words, end what the old ones opened"),
        ("reset-code", "print a new secret for an authenticator app (staff, device lost)"),
    ):
        one = actions.add_parser(action, help=title)
        add_data_dir(one)
        one.add_argument("account")
        if action == "rename":
            one.add_argument("--name", required=True)
        if action == "counsellor":
            one.add_argument("--off", action="store_true", help="take the right back")

    printing = actions.add_parser("slips", help="make cards into sheets to print (A4, HTML)")
    printing.add_argument(
        "--cards", type=Path, required=True,
        help="what add, import or reset printed: words cannot be looked up later",
    )  # fmt: skip
    printing.add_argument("--address", required=True, help="like https://school.example")
    printing.add_argument("--out", type=Path, required=True, help="a new HTML file")


def run(arguments: argparse.Namespace) -> int:
    if arguments.action == "slips":
        return _print_slips(arguments.cards, arguments.address, arguments.out)
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
    elif arguments.action == "counsellor":
        answer = do(folder, "name_counsellor", account=arguments.account, on=not arguments.off)
    elif arguments.action.startswith("reset-"):
        answer = do(folder, arguments.action, account=arguments.account)
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


def _print_slips(file: Path, address: str, out: Path) -> int:
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
        cards = msgspec.convert(read if isinstance(read, list) else [read], list[dict[str, str]])
        page = slips_page(cards, address)
    except (OSError, ValueError, KeyError) as error:
        raise StartRefused(f"{file} does not hold login cards: {error}.") from error
    try:
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise StartRefused(f"{out} cannot be written: {error.strerror}.") from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as written:
        written.write(page)
    print(f"{len(cards)} cards in {out}. Print it, then delete it and {file}: both hold the words.")
    return 0
