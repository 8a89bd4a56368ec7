"""Lost cards and lost devices: something new, shown once, and nothing that worked before."""

import json
from pathlib import Path

import pytest
import segno

from protocol.sessions import Welcome
from server.slips import slips_page
from tests.server.running import (
    Browser,
    Server,
    current_code,
    new_card,
    operate,
    run_hiroba,
    serving,
)

CARD = {"name": "<b>あき</b>", "login_id": "ab3km7", "passphrase": "りす もも そら"}
LINK = "otpauth://totp/hiroba:ab3km7?secret=ABCDEFGH&issuer=hiroba"


def scanned(text: str) -> str:
    return segno.make(text, error="m", micro=False).svg_inline(omitsize=True)


async def test_staff_who_lost_their_device_get_a_new_code_and_the_old_one_is_dead(
    tmp_path: Path,
) -> None:
    with serving(tmp_path / "school") as server:
        card = new_card(server, "なくした先生", "supporter")
        async with Browser(server.address) as browser:
            fresh = operate(server, "reset_code", account=card["account"])
            assert "passphrase" not in fresh
            old = await browser.log_in(card, current_code(card))
            assert old == (401, {"reason": "code_wrong", "at_ms": 0})
            assert (await browser.log_in(card, current_code(fresh)))[0] == 200


async def test_an_admin_prints_a_new_card_and_what_the_old_one_opened_is_closed(
    demo: Server,
) -> None:
    card = new_card(demo, "なくした子")
    form = {"account": card["account"], "renew": "words"}
    async with Browser(demo.address) as admin, Browser(demo.address) as child:
        await child.log_in(card)
        socket = await child.connect()
        await socket.until(Welcome)
        await admin.log_in(new_card(demo, "カードかかり", "admin"))
        status, page = await admin.post("/api/card", form)
        assert status == 200
        words = page.split('3つの ことば</dt><dd class="">')[1].split("<")[0]
        assert scanned(f"{demo.address}/#id={card['login_id']}") in page
        assert await socket.closed() == 4401
        assert (await child.log_in(card))[0] == 401
        assert (await child.log_in({**card, "passphrase": words}))[0] == 200
        assert (await admin.post("/api/card", {**form, "renew": "code"}))[1]["reason"] == (
            "no_code_needed"
        )
        unknown = await admin.post("/api/card", {**form, "account": "A" * 22})
        assert unknown == (409, {"reason": "no_such_account", "at_ms": 0})


@pytest.mark.parametrize("role", ["pupil", "teacher", "supporter"])
async def test_only_admins_print_cards(demo: Server, role: str) -> None:
    card = new_card(demo, f"カード{role[0]}", role)
    async with Browser(demo.address) as browser:
        await browser.log_in(card)
        told = await browser.post("/api/card", {"account": card["account"], "renew": "words"})
        assert told == (403, {"reason": "not_allowed", "at_ms": 0})
        assert (await browser.get("/api/session"))[0] == 200


def test_a_sheet_shows_id_words_and_address_and_its_code_only_the_id() -> None:
    page = slips_page([CARD], "https://school.example/")
    for text in (CARD["login_id"], CARD["passphrase"], "https://school.example<"):
        assert text in page
    assert "<b>" not in page
    assert scanned("https://school.example/#id=ab3km7") in page
    assert page.count("<svg") == 1


def test_no_sheet_of_staff_holds_both_factors() -> None:
    sheets = slips_page([{**CARD, "code_link": LINK}], "https://school.example").split("<section>")
    assert len(sheets) == 3
    assert [CARD["passphrase"] in sheet for sheet in sheets] == [False, True, False]
    assert ["ABCDEFGH" in sheet for sheet in sheets] == [False, False, True]
    assert scanned(LINK) in sheets[2]


def test_cards_of_an_import_become_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    cards, out = tmp_path / "cards.json", tmp_path / "slips.html"
    cards.write_text(json.dumps([CARD, {**CARD, "login_id": "zz9zz9"}]), encoding="utf-8")
    printing = ("accounts", "slips", "--cards", str(cards), "--out", str(out))
    done = run_hiroba(*printing, "--address", "https://school.example")
    assert done.returncode == 0, done.stderr
    assert "delete" in done.stdout
    assert out.stat().st_mode & 0o777 == 0o600
    assert out.read_text(encoding="utf-8").count("<section>") == 2
    again = run_hiroba(*printing, "--address", "https://school.example")
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    cards.write_text("[1, 2]", encoding="utf-8")
    assert "does not hold login cards" in run_hiroba(*printing, "--address", "a").stderr
