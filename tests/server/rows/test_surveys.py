"""Surveys on the wire, in the list for Excel and in the log that stays (T3.8)."""

import asyncio
from pathlib import Path

import pytest

from protocol.surveys import (
    Answer,
    AnswersRead,
    AnswerSurvey,
    AnswerTaken,
    BallotCast,
    BallotCounted,
    CloseSurvey,
    MakeSurvey,
    Question,
    QuestionKind,
    SurveyClosed,
    SurveyContent,
    SurveyShown,
)
from protocol.units import ERASED_TEXT
from server.ballots import BOM, harmless
from simulation.surveys import answers_in
from tests.server.people import Person, Rehearsal, people_of, rehearsing
from tests.server.stored import batches_of

VOTERS = 20
COLOUR = Question(
    QuestionKind.SINGLE, "どの 色《いろ》", ("赤《あか》", "あお", "きいろ"), needed=True
)
WISH = Question(QuestionKind.TEXT, "してみたいこと", (), needed=False)
FORMULA = '=HYPERLINK("https://example.jp")'

pytestmark = pytest.mark.spec("T3.8")


def poll(*, named: bool) -> SurveyContent:
    return SurveyContent("いろの アンケート", "", named, 0, 0, (COLOUR, WISH))


def vote_of(number: int) -> tuple[Answer, Answer]:
    return Answer((number % 3,), ""), Answer((), FORMULA if number == 0 else f"ねがい{number}")


async def vote(voter: Person, number: int) -> str:
    survey = (await voter.until(SurveyShown)).survey
    assert await voter.ask(AnswerSurvey(survey, vote_of(number))) == ""
    await voter.until(AnswerTaken)
    assert await voter.ask(AnswerSurvey(survey, vote_of(number))) == "already_answered"
    return survey


async def all_vote(staff: Person, voters: list[Person], *, named: bool) -> str:
    await staff.arrive()
    for voter in voters:
        await voter.arrive()
    assert await staff.ask(MakeSurvey(poll(named=named))) == ""
    surveys = await asyncio.gather(*(vote(voter, at) for at, voter in enumerate(voters)))
    assert len(set(surveys)) == 1
    return surveys[0]


async def list_of(admin: Person, survey: str) -> list[str]:
    path = f"/api/survey-answers.csv?survey={survey}"
    async with admin.browser.session.get(admin.server.address + path) as response:
        assert response.status == 200
        text = (await response.read()).decode()
    assert text.startswith(BOM)
    return text.removeprefix(BOM).split("\r\n")[:-1]


async def counts(staff: Person, survey: str) -> list[int]:
    told = await staff.get(f"/api/survey-results?survey={survey}")
    found: list[int] = told["questions"][0]["counts"]
    return found


async def test_twenty_answer_a_poll_once_and_its_list_has_twenty_rows(
    drill: Rehearsal, children: list[dict[str, str]]
) -> None:
    (admin_card,) = await drill.new_cards("きくひと", role="admin")
    (staff_card,) = await drill.new_cards("きくしえん", role="supporter")
    cards = [admin_card, staff_card, *children[:VOTERS]]
    async with people_of(drill, cards) as (admin, staff, *voters):
        await staff.arrive()
        survey = await all_vote(admin, voters, named=True)
        assert await counts(staff, survey) == [7, 7, 6]
        heading, *rows = await list_of(admin, survey)
        assert heading == "名前,どの 色,してみたいこと"
        assert len(rows) == VOTERS
        assert sum(",赤," in row for row in rows) == 7
        assert next(row for row in rows if "HYPERLINK" in row).split(",")[2].startswith("\"'=")
        assert await staff.get(f"/api/survey-answers.csv?survey={survey}") == 403
        assert await voters[0].get(f"/api/survey-results?survey={survey}") == 403
        assert not voters[1].was_sent("ねがい2"), "nobody is sent what others answered"
        assert not voters[1].was_sent("ねがい1"), "nor their own"
        await admin.ask(CloseSurvey(survey))


async def test_of_an_anonymous_poll_nobody_can_tell_any_more_whose_answer_is_whose(
    tmp_path: Path,
) -> None:
    with rehearsing(tmp_path / "school") as server:
        cards = await server.new_cards(*(f"とくめい{n}" for n in range(VOTERS)))
        (admin_card,) = await server.new_cards("むきめい", role="admin")
        async with people_of(server, [admin_card, *cards]) as (admin, *voters):
            survey = await all_vote(admin, voters, named=False)
            assert await admin.get(f"/api/survey-results?survey={survey}") == 409
            assert await admin.get(f"/api/survey-answers.csv?survey={survey}") == 409
            (told,) = await admin.get("/api/surveys")
            assert (told["count"], told["readable"]) == (VOTERS, False)
            assert await admin.ask(CloseSurvey(survey)) == ""
            await voters[0].until(SurveyClosed)
            while not (await admin.get("/api/surveys"))[0]["readable"]:
                await admin.settled()
            assert await counts(admin, survey) == [7, 7, 6]
            heading, *rows = await list_of(admin, survey)
            assert (heading, len(rows)) == ("どの 色,してみたいこと", VOTERS)
        assert server.stop() == 0
    batches = batches_of(tmp_path / "school")
    events = [event for batch in batches for event in batch.events]
    cast = [event.ballot for event in events if isinstance(event, BallotCast)]
    assert cast == [ERASED_TEXT] * VOTERS
    counted = [event.ballot for event in events if isinstance(event, BallotCounted)]
    assert counted == sorted(counted), "their order tells nothing of when they came"
    given = [list(vote_of(number)) for number in range(VOTERS)]
    assert all(answers_in(ballot) in given for ballot in counted)
    assert len(set(counted)) == VOTERS
    together = [b for b in batches if any(isinstance(e, BallotCounted) for e in b.events)]
    assert len(together) == 1, "all of them in one moment"
    assert [e.survey for e in events if isinstance(e, AnswersRead)] == [survey]


async def test_a_server_that_dies_on_closing_a_survey_leaves_its_counting_to_the_next(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "school"
    with rehearsing(folder) as server:
        cards = await server.new_cards("いちばん", "にばん", "さんばん")
        (admin_card,) = await server.new_cards("きゅうに", role="admin")
        admin, *voters = (Person(server, card) for card in (admin_card, *cards))
        survey = await all_vote(admin, voters, named=False)
        assert await admin.ask(CloseSurvey(survey)) == ""
        server.process.kill()
        server.process.wait()
        for person in (admin, *voters):
            await person.drop()
            await person.browser.session.close()
    with rehearsing(folder) as server:
        async with people_of(server, [admin_card]) as (admin,):
            await admin.arrive()
            while not (await admin.get("/api/surveys"))[0]["readable"]:
                await admin.settled()
            assert await counts(admin, survey) == [1, 1, 1]
        assert server.stop() == 0
    events = [event for batch in batches_of(folder) for event in batch.events]
    cast = [event.ballot for event in events if isinstance(event, BallotCast)]
    assert cast == [ERASED_TEXT] * len(voters)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_a_list_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless(f"ことば{cell}") == f"ことば{cell}"
