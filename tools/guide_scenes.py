"""What the guides' pictures show: each scene leads a page there, by the presses a person makes."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from playwright.sync_api import Locator, Page

from protocol.avatars import Murmur, ShowStatus, Status
from protocol.chatting import Say, SayInCall
from protocol.counselling import AskForCounselling
from protocol.emotes import RaiseHand
from protocol.helping import CallForHelp
from protocol.knocking import SetTalkMode, TalkMode
from protocol.reporting import Place, Report
from protocol.surveys import Answer, AnswerSurvey
from tests.browser.pages import Person
from tests.server.running import Server
from tools.guide_company import NAMES, Company

LEAFLET_VIEW: Final = (1200, 767)
BUTTONS_PX: Final = (702, 448)
SCREEN_VIEW: Final = (1366, 768)
FORM_VIEW: Final = (1366, 1000)
NEAR: Final = 4
DRAWN_MS: Final = 800
TOO_FAR: Final = 99
SLIP: Final = {"login_id": "k7m2pq", "passphrase": "さくら かもめ にじ"}
"""Nobody's: it stands in a picture."""


class Stage(NamedTuple):
    """Who is there while a picture is taken."""

    person: Person
    school: Server
    company: Company

    @property
    def page(self) -> Page:
        return self.person.page

    def arrive(self, role: str) -> None:
        """Log in and stand among the others."""
        self.person.log_in(self.school.card(role), dress=role not in self.company.dressed)
        self.company.dressed.add(role)
        self.menu("人を検索")
        row = self.page.locator(f"li:has-text('{NAMES[2]}')")
        row.locator("button:has-text('近くへ')").click()
        self.person.until(lambda: _tiles(row.inner_text()) <= NEAR)
        self.page.click(".panel header button[aria-label='とじる']")

    def menu(self, name: str) -> None:
        """Press an entry of everybody's menu."""
        self.page.click(f".rail:not(.staff) button:has-text('{name}')")

    def staff_page(self, name: str) -> Locator:
        """Open a page of staff."""
        self.page.click(f".rail.staff button:has-text('{name}')")
        panel = self.page.locator(".panel.left")
        panel.locator("h2").wait_for()
        return panel

    def field(self, label: str, text: str, kind: str = "input") -> None:
        """Write into a field of a form by its label."""
        self.page.fill(f"form .field:has-text('{label}') {kind}", text)


class Scene(NamedTuple):
    """One picture: of what `show` returns, or of the whole screen."""

    name: str
    view: tuple[int, int]
    show: Callable[[Stage], Locator | None]


def _tiles(text: str) -> int:
    found = re.search(r"(\d+)マス", text)
    return int(found[1]) if found else TOO_FAR


def _login(stage: Stage) -> None:
    stage.page.goto(stage.person.address)
    stage.page.fill("#login_id", SLIP["login_id"])
    stage.page.fill("#passphrase", SLIP["passphrase"])
    stage.page.locator("h1").click()


def _walk(stage: Stage) -> None:
    stage.arrive("pupil")
    stage.company.send(1, ShowStatus(Status.OPEN_TO_TALK))
    stage.company.send(4, Murmur("きょうは 図書室に いくよ"))
    # The bubble is drawn; the picture would otherwise be taken before it has come.
    stage.page.wait_for_timeout(DRAWN_MS)


def _talk(stage: Stage) -> None:
    stage.arrive("pupil")
    stage.menu("チャット")
    if stage.page.locator(".notice button").count():
        stage.page.click(".notice button")
    for number, text in (
        (0, "おはよう"),
        (3, "おはよう！ きょうも さむいね"),
        (5, "絵を かいたよ"),
    ):
        stage.company.send(number, Say(text))
        stage.page.wait_for_selector(f".lines li:has-text('{text}')")
    stage.page.fill(".typing input >> nth=0", "どんな 絵？")


def _always(stage: Stage) -> None:
    """A small window, so that the buttons are large."""
    stage.arrive("pupil")
    stage.page.click(".menu[aria-expanded=true]")
    stage.person.resize(*BUTTONS_PX)
    stage.page.wait_for_timeout(DRAWN_MS)


def _staff(stage: Stage) -> None:
    stage.arrive("admin")


def _care(stage: Stage) -> Locator:
    stage.arrive("supporter")
    company = stage.company
    company.send(6, RaiseHand(up=True))
    company.send(3, CallForHelp())
    company.send(7, Report(company.account(1), Place.PERSON, 0, ()))
    panel = stage.staff_page("みまもり")
    stage.page.wait_for_selector(".case >> nth=1")
    return panel


def _counsellors(stage: Stage) -> Locator:
    stage.arrive("admin")
    panel = stage.staff_page("相談の権限")
    stage.page.wait_for_selector(".counsellors .case")
    return panel


def _talks(stage: Stage) -> Locator:
    stage.arrive("admin")
    panel = stage.staff_page("相談の記録")
    stage.page.wait_for_selector(".talks-asked textarea")
    return panel


def _counsel(stage: Stage) -> Locator:
    stage.arrive("supporter")
    stage.company.send(5, AskForCounselling())
    panel = stage.staff_page("相談する")
    stage.page.wait_for_selector(".case.urgent")
    return panel


def _call(stage: Stage) -> None:
    stage.company.send(2, SetTalkMode(TalkMode.OPEN))
    stage.arrive("supporter")
    stage.person.tap_on(NAMES[2])
    stage.page.click(".person .primary")
    stage.page.wait_for_selector(".call .leave-call")
    stage.company.send(2, SayInCall("この もんだい、むずかしくて"))
    stage.page.fill(".call input", "いっしょに みてみようか")
    stage.page.click(".call .typing .primary")
    stage.page.wait_for_selector(".call li:has-text('いっしょに')")
    stage.page.click(".call .notice button")
    stage.page.wait_for_selector(".call button:has-text('マイク'):not([disabled])")


def _lessons(stage: Stage) -> Locator:
    stage.arrive("admin")
    panel = stage.staff_page("授業")
    stage.page.click("button:has-text('授業を計画する')")
    stage.field("授業の名前", "かけざんの はじめ")
    stage.field("教科", "算数")
    stage.page.select_option("form .field:has-text('授業者') select", label="やまだ先生")
    stage.page.select_option("form .field:has-text('場所') select", label="教室")
    stage.page.fill("form input[type=datetime-local]", "2026-11-20T10:30")
    stage.page.fill("form input[type=url]", "https://meet.example.jp/kakezan")
    stage.field("内容", "2の段と 5の段", "textarea")
    return panel


def _board(stage: Stage) -> Locator:
    stage.arrive("supporter")
    panel = stage.staff_page("掲示板")
    stage.page.click("button:has-text('新しく 書く')")
    stage.field("題名", "おはなし会")
    stage.field("本文", "図書室で、えほんを 読みます。\nきくだけでも どうぞ。", "textarea")
    stage.page.fill("form .field:has-text('行事の日') input", "2026-11-27")
    return panel


def _notices(stage: Stage) -> Locator:
    stage.arrive("admin")
    panel = stage.staff_page("お知らせ")
    stage.field("お知らせの文", "きょうの そうじの時間は おやすみです。", "textarea")
    stage.page.click("form .primary")
    stage.company.see_notice()
    stage.page.wait_for_selector(".sent:has-text('9人に 届きました')")
    return panel


def _surveys(stage: Stage) -> Locator:
    stage.arrive("admin")
    panel = stage.staff_page("アンケート")
    stage.page.click("button:has-text('アンケートを 作る')")
    stage.field("題名", "いちばん すきな場所")
    stage.page.fill("form fieldset:has-text('質問 1') input >> nth=0", "どこが すきですか")
    stage.page.fill("form fieldset:has-text('質問 1') textarea", "ひろば\n図書室\n校庭")
    stage.page.click("form .primary")
    survey = stage.company.opened_survey()
    for number, chosen in enumerate((0, 1, 0, 2, 0, 1)):
        stage.company.send(number, AnswerSurvey(survey, (Answer((chosen,), ""),)))
    stage.page.wait_for_selector(".all li:has-text('回答 6件')")
    stage.page.click("button:has-text('しめきる')")
    stage.page.click("button:has-text('ほんとうに しめきる')")
    stage.page.click("button:has-text('結果')")
    stage.page.wait_for_selector(".bars")
    return panel


def _extras(stage: Stage) -> Locator:
    stage.arrive("supporter")
    panel = stage.staff_page("おたのしみ")
    stage.page.fill(".panel.left .field input", NAMES[0])
    stage.page.click(f".all button:has-text('{NAMES[0]}')")
    stage.page.wait_for_selector("fieldset")
    return panel


def _calendar(stage: Stage) -> Locator:
    stage.arrive("admin")
    panel = stage.staff_page("カレンダー")
    stage.page.wait_for_selector(".year")
    return panel


def _chimes(stage: Stage) -> Locator:
    stage.arrive("admin")
    panel = stage.staff_page("チャイム")
    stage.page.wait_for_selector(".chime")
    return panel


def _build(stage: Stage) -> None:
    stage.arrive("admin")
    stage.staff_page("つくる")
    stage.page.click("summary")
    stage.page.click("details .all button:has-text('ポスト')")
    stage.page.wait_for_selector(".properties")


SCENES: Final = (
    Scene("login", LEAFLET_VIEW, _login),
    Scene("walk", LEAFLET_VIEW, _walk),
    Scene("talk", LEAFLET_VIEW, _talk),
    Scene("always", LEAFLET_VIEW, _always),
    Scene("staff", SCREEN_VIEW, _staff),
    Scene("care", FORM_VIEW, _care),
    Scene("counsel", FORM_VIEW, _counsel),
    Scene("counsellors", FORM_VIEW, _counsellors),
    Scene("talks", FORM_VIEW, _talks),
    Scene("call", SCREEN_VIEW, _call),
    Scene("lessons", FORM_VIEW, _lessons),
    Scene("board", FORM_VIEW, _board),
    Scene("notices", FORM_VIEW, _notices),
    Scene("surveys", FORM_VIEW, _surveys),
    Scene("extras", FORM_VIEW, _extras),
    Scene("calendar", FORM_VIEW, _calendar),
    Scene("chimes", FORM_VIEW, _chimes),
    Scene("build", SCREEN_VIEW, _build),
)
