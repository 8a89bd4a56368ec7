"""The client's files: joined into one script, immutable under a hash, named by the page."""

import gzip
import subprocess
from pathlib import Path

import pytest

from server.client_files import ClientFiles
from server.joined import CannotJoin, joined

FILES = {
    "index.html": '<head>{{preload}}</head><script type="module" src="{{client}}/src/app.js">',
    "src/main.js": (
        "import { a, twice as double } from './a.js';\n"
        "import * as talk from './features/talk.js';\n"
        "import { signal } from '../vendor/vendor.js';\n"
        "console.log(a, double(a), talk.b, talk.said(), signal);\n"
        "import('./settings.js')\n"
        "  .then((late) => { console.log(late.c); return import('./chart.js').then((c) => c); })\n"
        "  .then((chart) => console.log(chart.drawn()));\n"
    ),
    "src/a.js": "export const a = 21;\nexport function twice(n) {\n  return 2 * n;\n}\n",
    "src/features/talk.js": (
        "import { a } from '../a.js';\nexport { b } from './b.js';\n"
        "export const said = () => `a is ${a}`;\n"
    ),
    "src/features/b.js": "export const b = 'b';\n",
    "src/settings.js": "import { d } from './both.js';\nexport const c = 'late' + d;\n",
    "src/chart.js": (
        "import { d } from './both.js';\nimport { a } from './a.js';\n"
        "export const drawn = () => `chart of ${a}` + d;\n"
    ),
    "src/both.js": "import { a } from './a.js';\nexport const d = ` and ${a}`;\n",
    "vendor/vendor.js": "export const signal = 'vendor';\n",
    "style/1_base.css": "body { margin: 0 }\n",
    "style/2_floor.css": "main { margin: 1px }\n",
    "src/notes.md": "not for browsers",
}


def client_in(folder: Path, changed: dict[str, str] | None = None) -> ClientFiles:
    for name, text in (FILES | (changed or {})).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return ClientFiles(folder)


def test_the_joined_script_does_what_its_modules_do(tmp_path: Path) -> None:
    client = client_in(tmp_path)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    for name, file in client.files.items():
        (tmp_path / name).write_bytes(file.body)
    said = [
        subprocess.run(
            ("node", tmp_path / "src" / name), capture_output=True, text=True, check=True
        ).stdout
        for name in ("main.js", "app.js")
    ]
    assert said[0] == "21 42 b a is 21 vendor\nlate and 21\nchart of 21 and 21\n"
    assert said[1] == said[0]


def test_what_comes_later_is_in_no_file_that_comes_first_and_nothing_comes_twice(
    tmp_path: Path,
) -> None:
    files = client_in(tmp_path).files
    scripts = {n: f.body.decode() for n, f in files.items() if n.startswith(("src/app", "src/pa"))}
    holding = {
        word: [name for name, script in scripts.items() if word in script]
        for word in ("a = 21", "'late'", "chart of", "` and ${a}`")
    }
    assert holding["a = 21"] == ["src/app.js"]
    assert all(len(names) == 1 for names in holding.values())
    assert len({names[0] for names in holding.values()}) == 4


def test_comments_stay_at_home_and_everything_else_travels(tmp_path: Path) -> None:
    remarks = (
        "/** A title.\n * @param {number} n\n */\nexport function twice(n) {\n"
        "  // why\n  const m = /** @type {number} */ (n); // beside\n  /* how */\n"
        "  return 'http://' && `/* kept */` && 2 * m;\n}\n"
        "/** @type {number} */ export const a = 21;\n"
    )
    script = client_in(tmp_path, {"src/a.js": remarks}).files["src/app.js"].body.decode()
    for gone in ("A title", "@param", "// why", "how"):
        assert gone not in script
    for kept in ("/** @type {number} */ (n)", "'http://'", "`/* kept */`", "a = 21"):
        assert kept in script


WORKING = {
    "src/main.js": (
        "import { a } from './a.js';\nimport { beyond } from './page.js';\n"
        "beyond(a, new URL('./at_work.js', import.meta.url));\n"
    ),
    "src/page.js": "export const beyond = (a, url) => document.title = a + url;\n",
    "src/at_work.js": (
        "import { a } from './a.js';\nimport { d } from './both.js';\npostMessage(a + d);\n"
        "import('./late.js').then(({ e }) => postMessage(e));\n"
    ),
    "src/late.js": "import { a } from './a.js';\nexport const e = a + 'late';\n",
}


def test_a_worker_has_files_of_its_own_and_one_that_it_shares_with_the_page(
    tmp_path: Path,
) -> None:
    files = client_in(tmp_path, WORKING).files
    page, worker, shared = (
        files[f"src/{name}.js"].body.decode() for name in ("app", "part_worker_1", "shared")
    )
    assert "new URL('./part_worker_1.js', import.meta.url)" in page
    assert "a = 21" in shared
    assert "a = 21" not in page + worker
    assert "document" not in worker + shared
    assert "app.js" not in worker + shared
    assert "vendor" not in worker + shared
    assert "` and ${a}`" in worker
    assert "import('./part_worker_1_1.js')" in worker
    assert "a + 'late'" in files["src/part_worker_1_1.js"].body.decode()


def test_what_a_worker_shares_with_the_page_may_not_lead_to_either_ones_later_parts() -> None:
    sources = FILES | WORKING | {"src/a.js": "import('./late.js').then((e) => e);\n"}
    scripts = {name: text for name, text in sources.items() if name.endswith(".js")}
    with pytest.raises(CannotJoin, match=r"src/a\.js"):
        joined(scripts, "src/main.js", "vendor/vendor.js")


@pytest.mark.parametrize(
    "form",
    [
        "import a from './a.js';\n",
        "import './a.js';\n",
        "export default 3;\n",
        "export * from './a.js';\n",
        'import { a } from "./a.js";\n',
        "const late = await import('./a.js').catch(() => null);\n",
    ],
)
def test_a_form_it_does_not_understand_is_refused_instead_of_broken(form: str) -> None:
    sources = {"src/main.js": form, "src/a.js": "export const a = 1;\n"}
    with pytest.raises(CannotJoin, match=r"src/main\.js"):
        joined(sources, "src/main.js", "vendor/vendor.js")


def test_modules_that_import_each_other_are_refused() -> None:
    sources = {
        "src/main.js": "import { b } from './b.js';\nexport const a = 1;\n",
        "src/b.js": "import { a } from './main.js';\nexport const b = 2;\n",
    }
    with pytest.raises(CannotJoin, match="imports itself"):
        joined(sources, "src/main.js", "vendor/vendor.js")


def test_the_page_preloads_what_it_needs_under_the_hash(tmp_path: Path) -> None:
    client = client_in(tmp_path)
    page = client.page("index.html")
    text = page.body.decode()
    for module in ("vendor/vendor.js", "src/shared.js", "src/app.js"):
        assert f'<link rel="modulepreload" href="{client.base}/{module}">' in text
    assert "{{" not in text
    assert gzip.decompress(page.gzipped) == page.body


def test_the_sheets_are_joined_in_the_order_of_their_names(tmp_path: Path) -> None:
    sheet = client_in(tmp_path).files["style/app.css"]
    assert sheet.body == b"body { margin: 0 }\nmain { margin: 1px }\n"


def test_the_hash_follows_every_byte_of_every_file(tmp_path: Path) -> None:
    first = client_in(tmp_path).version
    assert client_in(tmp_path).version == first
    assert client_in(tmp_path, {"style/1_base.css": "body { margin: 2px }\n"}).version != first


def test_only_files_that_a_browser_needs_are_served(tmp_path: Path) -> None:
    assert "src/notes.md" not in client_in(tmp_path).files
