"""Login cards on paper: one A4 sheet for each secret, cut from nothing but the card itself.

The QR code holds the address and the login id and never the words: what a camera reads ends up in
histories, photo albums and link previews, and a slip that opens the school by itself would be a
key for whoever photographs it. The id stands behind a `#`, so no server or proxy logs it either.
The secret of an authenticator app must be scanned once; it stands on a sheet of its own, so that no
one sheet holds both factors of a member of staff.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from html import escape
from typing import Final

import segno

STYLE: Final = """
@page { size: A4; margin: 20mm }
body { font-family: sans-serif; color: #111; line-height: 1.7 }
section { break-after: page; border: 1pt solid #555; border-radius: 6mm; padding: 12mm }
h1 { font-size: 20pt; margin: 0 0 6mm }
dt { font-size: 11pt; color: #444; margin-top: 5mm }
dd { margin: 0; font-size: 20pt; overflow-wrap: anywhere }
.id { font-family: monospace; letter-spacing: 2pt }
.address, .secret { font-size: 13pt }
svg { margin-top: 6mm; width: 45mm; height: 45mm }
"""
POLICY: Final = (
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; style-src "
    f"'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
)
"""What a browser may do with such a page: lay it out."""


def slips_page(cards: Iterable[Mapping[str, str]], address: str) -> str:
    """A page to print, in the order of the cards. `address` is where the school is reached."""
    sheets = [sheet for card in cards for sheet in _sheets(card, address.rstrip("/"))]
    return (
        '<!doctype html>\n<html lang="ja"><head><meta charset="utf-8"><title>ログインカード</title>'
        f"<style>{STYLE}</style></head>\n<body>\n{''.join(sheets)}</body></html>\n"
    )


def _sheets(card: Mapping[str, str], address: str) -> Iterable[str]:
    name, login_id = card.get("name", ""), card["login_id"]
    if "passphrase" in card:
        yield _sheet(
            f"{name} ログインカード",
            [
                ("ログインの ID", "id", login_id),
                ("3つの ことば", "", card["passphrase"]),
                ("ばしょ", "address", address),
            ],
            "ほかの ひとに みせないでね。なくしたら、先生か センターに おしえてね。",
            f"{address}/#id={login_id}",
        )
    if "code_link" in card:
        secret = card["code_link"].split("secret=")[1].split("&")[0]
        yield _sheet(
            f"{name} 確認コードの設定",
            [("ログインの ID", "id", login_id), ("手で入力する場合", "secret", secret)],
            "認証アプリで読み取り、最初のログインの後でこの紙を破棄してください。"
            "端末をなくしたら管理者に知らせると、新しい紙が出ます。",
            card["code_link"],
        )


def _sheet(title: str, rows: list[tuple[str, str, str]], note: str, scanned: str) -> str:
    told = "".join(
        f'<dt>{escape(label)}</dt><dd class="{kind}">{escape(text)}</dd>'
        for label, kind, text in rows
    )
    code = segno.make(scanned, error="m", micro=False).svg_inline(omitsize=True)
    return (
        f"<section><h1>{escape(title)}</h1><dl>{told}</dl>{code}<p>{escape(note)}</p></section>\n"
    )
