"""The client's files: immutable under a hash, preloaded by what they import."""

import gzip
from pathlib import Path

from server.client_files import ClientFiles

FILES = {
    "index.html": '<head>{{preload}}</head><script type="module" src="{{client}}/src/main.js">',
    "src/main.js": (
        'import { a } from "./a.js";\nimport "./features/talk.js";\n'
        'const later = () => import("./settings.js");\n// import "./ghost.js"\n'
    ),
    "src/a.js": "export const a = 1;\n",
    "src/features/talk.js": 'import { a } from "../a.js";\nexport { b } from "./b.js";\n',
    "src/features/b.js": "export const b = 2;\n",
    "src/settings.js": "export const c = 3;\n",
    "src/notes.md": "not for browsers",
}


def client_in(folder: Path, **changes: str) -> ClientFiles:
    for name, text in {**FILES, **{k.replace("__", "/"): v for k, v in changes.items()}}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return ClientFiles(folder)


def test_the_preload_list_is_the_static_import_graph(tmp_path: Path) -> None:
    assert client_in(tmp_path).preloads == (
        "src/main.js",
        "src/a.js",
        "src/features/talk.js",
        "src/features/b.js",
    )


def test_the_page_names_its_modules_under_the_hash(tmp_path: Path) -> None:
    client = client_in(tmp_path)
    page = client.page("index.html")
    text = page.body.decode()
    assert f'href="{client.base}/src/features/talk.js"' in text
    assert f'src="{client.base}/src/main.js"' in text
    assert "{{" not in text
    assert gzip.decompress(page.gzipped) == page.body


def test_the_hash_follows_every_byte_of_every_file(tmp_path: Path) -> None:
    first = client_in(tmp_path).version
    assert client_in(tmp_path).version == first
    assert client_in(tmp_path, **{"src/a.js": "export const a = 2;\n"}).version != first


def test_only_files_that_a_browser_needs_are_served(tmp_path: Path) -> None:
    assert "src/notes.md" not in client_in(tmp_path).files
