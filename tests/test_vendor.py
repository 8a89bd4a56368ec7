"""Third-party code in pupils' browsers is one pinned file, and its licences are listed."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "web_client" / "vendor"
LOCK = ROOT / "tools" / "vendor" / "package-lock.json"
ACCEPTED_LICENCES = {"Apache-2.0", "ISC", "MIT"}


def read_json(path: Path) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(path.read_text(encoding="utf-8")))


def record() -> dict[str, Any]:
    return read_json(VENDOR / "vendor.json")


def pdf_record() -> dict[str, Any]:
    return read_json(VENDOR / "pdf" / "pdf.json")


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_bundle_is_the_one_that_was_recorded() -> None:
    assert sha256_of(VENDOR / record()["bundle"]) == record()["sha256"]


def test_the_licence_texts_are_the_ones_that_were_recorded() -> None:
    assert sha256_of(VENDOR / "LICENSES.txt") == record()["licences_sha256"]


def test_every_package_of_the_bundle_has_its_licence_text() -> None:
    headings = re.findall(
        r"^(\S+ \d\S*) \(([^)]+)\)$",
        (VENDOR / "LICENSES.txt").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    listed = [(f"{p['name']} {p['version']}", p["licence"]) for p in record()["packages"]]
    assert headings == listed
    assert {licence for _, licence in listed} <= ACCEPTED_LICENCES


def test_the_record_agrees_with_the_lock_file_the_bundle_is_made_from() -> None:
    locked = read_json(LOCK)["packages"]
    for package in record()["packages"]:
        entry = locked[f"node_modules/{package['name']}"]
        assert (entry["version"], entry["integrity"]) == (package["version"], package["integrity"])


def test_what_the_client_asked_for_is_what_the_record_names() -> None:
    wanted = read_json(ROOT / "tools" / "vendor" / "package.json")["dependencies"]
    recorded = {p["name"]: p["version"] for p in record()["packages"]}
    pdf = pdf_record()
    assert wanted.items() <= (recorded | {pdf["name"]: pdf["version"]}).items()


def test_the_bundle_evaluates_no_text_so_the_security_policy_may_forbid_it() -> None:
    code = (VENDOR / "vendor.js").read_text(encoding="utf-8")
    assert not re.search(r"\beval\s*\(|new\s+Function\b|\bFunction\s*\(\s*[\"'`]", code)


def test_the_bundle_names_no_other_host() -> None:
    code = (VENDOR / "vendor.js").read_text(encoding="utf-8")
    namespaces = {"http://www.w3.org"}
    assert set(re.findall(r"https?://[\w.-]+", code)) <= namespaces


def test_the_types_describe_exactly_what_the_bundle_exports() -> None:
    code = (VENDOR / "vendor.js").read_text(encoding="utf-8")
    exports = re.findall(r"export\{([^}]*)\}", code)[-1]
    names = {entry.split(" as ")[-1].strip() for entry in exports.split(",")}
    types = (VENDOR / "vendor.d.ts").read_text(encoding="utf-8")
    assert set(re.findall(r"^export (?:function|const) (\w+)", types, re.MULTILINE)) == names


def test_pdf_js_is_what_was_published_with_its_licences_and_nothing_else() -> None:
    record = pdf_record()
    folder = VENDOR / "pdf"
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert found == {*record["files"], "pdf.json"}
    assert {name: sha256_of(folder / name) for name in record["files"]} == record["files"]
    locked = read_json(LOCK)["packages"]["node_modules/pdfjs-dist"]
    assert (locked["version"], locked["integrity"]) == (record["version"], record["integrity"])
    assert record["licence"] in ACCEPTED_LICENCES
    texts = (folder / "LICENSES.txt").read_text(encoding="utf-8")
    assert all(name in texts for name in ("Apache License", "Adobe", "FOXIT", "OPENJPEG", "JBIG2"))


def test_pdf_js_brings_no_wasm_and_stays_small() -> None:
    files = [path for path in (VENDOR / "pdf").rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".mjs", ".js", ".bcmap", ".pfb", ".txt", ".json"}
    assert sum(path.stat().st_size for path in files) < 5_000_000
