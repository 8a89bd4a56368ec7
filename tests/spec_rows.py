"""Which rows of the specification have a test that names them: `python -m tests.spec_rows`.

The ids stand in `tests/spec_ids.txt`, so that a checkout alone can answer. Where the
specification lies beside the checkout, its own table must hold the same ids.
"""

import re
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent
IDS = TESTS / "spec_ids.txt"
SPECIFICATION = TESTS.parents[1] / "shared" / "SPEC.md"

TABLE_ROW = re.compile(r"^\| *([TUVWR]\d[\d.]*[a-z]?) *\|", re.MULTILINE)
NAMED_BY_PYTEST = re.compile(r"\bspec\(([^)]*)\)")
NAMED_BY_NODE = re.compile(r"@spec +([TUVWR]\d[\w.]*)")
QUOTED = re.compile(r"[\"']([TUVWR]\d[\w.]*)[\"']")


def known_ids() -> list[str]:
    """The ids of all rows, in the order of the specification."""
    return IDS.read_text(encoding="utf-8").split()


def ids_in_specification() -> list[str] | None:
    """The ids of the specification's tables, or None where it is not at hand."""
    if not SPECIFICATION.exists():
        return None
    return TABLE_ROW.findall(SPECIFICATION.read_text(encoding="utf-8"))


def named_ids() -> dict[str, set[str]]:
    """For each id that a test names, the files that name it."""
    named: dict[str, set[str]] = {}
    for path in sorted([*TESTS.rglob("test_*.py"), *TESTS.rglob("test_*.js")]):
        text = path.read_text(encoding="utf-8")
        found = NAMED_BY_NODE.findall(text)
        for arguments in NAMED_BY_PYTEST.findall(text):
            found += QUOTED.findall(arguments)
        for spec_id in found:
            named.setdefault(spec_id, set()).add(path.relative_to(TESTS).as_posix())
    return named


def main() -> int:
    """Print the rows without a test; 1 when a list and its source have parted."""
    known, named = known_ids(), named_ids()
    missing = [spec_id for spec_id in known if spec_id not in named]
    unknown = sorted(set(named) - set(known))
    in_specification = ids_in_specification()
    changed = in_specification is not None and in_specification != known
    print(f"{len(known) - len(missing)} of {len(known)} rows have a test; without one:")
    print(" ".join(missing) or "none")
    for spec_id in unknown:
        print(f"{spec_id} is not a row, but is named in {', '.join(sorted(named[spec_id]))}")
    if changed:
        print("tests/spec_ids.txt differs from the tables of the specification")
    return int(bool(unknown) or changed)


if __name__ == "__main__":
    sys.exit(main())
