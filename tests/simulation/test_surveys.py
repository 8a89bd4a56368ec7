"""Surveys: asked once, answered once, anonymous ones countable only all together (SPEC T3.8)."""

import pytest

from protocol.rights import Capability
from protocol.sessions import AccessRefused
from protocol.surveys import (
    Answer,
    AnswersRead,
    AnswerSurvey,
    AnswerTaken,
    BallotCast,
    BallotCounted,
    BoxEmptied,
    CloseSurvey,
    DropSurvey,
    EmptyBox,
    MakeSurvey,
    Question,
    QuestionKind,
    ReadAnswers,
    SurveyAnswered,
    SurveyClosed,
    SurveyContent,
    SurveyDropped,
    SurveyMade,
    SurveyOpened,
    SurveyShown,
)
from protocol.units import SURVEYS_MAX, TICKS_PER_MINUTE, AccountId
from protocol.vocabulary import DECLARED, Message
from simulation.school import Now
from simulation.sight import shown_by, view_of
from simulation.snapshot import dump
from simulation.surveys import answers_in, may_be_read
from tests.simulation.given import (
    ADMIN,
    AKI,
    HARU,
    JAPAN_MIN,
    MONDAY_9_MS,
    NATSU,
    PLACE,
    SUPPORTER,
    TEACHER,
    Lived,
    an_open_school,
    given,
    logged_in,
    standing_at,
)

pytestmark = pytest.mark.spec("T3.8")

COLOUR = Question(QuestionKind.SINGLE, "すきな いろは", ("あか", "あお", "きいろ"), needed=True)
SPORTS = Question(QuestionKind.MULTIPLE, "すきな あそびは", ("おに", "ボール"), needed=False)
MOOD = Question(QuestionKind.SCALE, "きょうの きぶんは", ("わるい", "よい"), needed=True)
WISH = Question(QuestionKind.TEXT, "してみたいこと", (), needed=False)
ALL = (COLOUR, SPORTS, MOOD, WISH)
SAID = "うみに いきたい"
FITS = (Answer((2,), ""), Answer((1, 0), ""), Answer((4,), ""), Answer((), SAID))


def a_school() -> Lived:
    return given(
        an_open_school(), logged_in(ADMIN, SUPPORTER, TEACHER, HARU, NATSU), standing_at(PLACE, AKI)
    )


def content(
    *questions: Question, named: bool = False, opens_ms: int = 0, closes_ms: int = 0
) -> SurveyContent:
    return SurveyContent("みんなに きく", "", named, opens_ms, closes_ms, questions or ALL)


def made(lived: Lived, what: SurveyContent) -> SurveyMade:
    survey = lived.when(MakeSurvey(what), SUPPORTER)[0]
    assert isinstance(survey, SurveyMade)
    return survey


def seen_by(lived: Lived, account: AccountId) -> list[Message]:
    now = Now(lived.tick, lived.wall_ms, JAPAN_MIN, lived.tick, 0)
    return [m for m in view_of(lived.school, account, now) if isinstance(m, SurveyShown)]


def test_pupils_are_shown_an_open_survey_until_they_have_answered() -> None:
    lived = a_school()
    first, opened = lived.when(MakeSurvey(content()), SUPPORTER)
    assert isinstance(first, SurveyMade)
    shown = SurveyShown(first.survey, "みんなに きく")
    assert list(shown_by(lived.school, opened)) == [(("school",), shown)]
    assert seen_by(lived, AKI) == [shown]
    assert seen_by(lived, SUPPORTER) == []
    lived.when(AnswerSurvey(first.survey, FITS), AKI)
    assert seen_by(lived, AKI) == []
    assert seen_by(lived, HARU) == [shown]


def test_a_second_answer_is_refused() -> None:
    lived = a_school()
    survey = made(lived, content()).survey
    lived.when(AnswerSurvey(survey, FITS), AKI)
    assert lived.refusal(AnswerSurvey(survey, FITS), AKI).reason == "already_answered"


def test_a_named_answer_is_sealed_under_its_pupils_key() -> None:
    lived = a_school()
    survey = made(lived, content(named=True)).survey
    (answered,) = lived.when(AnswerSurvey(survey, FITS), AKI)
    assert isinstance(answered, SurveyAnswered)
    declared = DECLARED[SurveyAnswered]
    assert ([f.name for f in declared.personal], declared.subject) == (["ballot"], "account")
    assert answers_in(answered.ballot)[1] == Answer((0, 1), ""), "choices are in their order"
    assert list(shown_by(lived.school, answered)) == [((f"account:{AKI}",), AnswerTaken(survey))]


def test_an_anonymous_answer_waits_in_a_box_under_a_key_that_is_no_persons() -> None:
    lived = a_school()
    survey = made(lived, content())
    (cast,) = lived.when(AnswerSurvey(survey.survey, FITS), AKI)
    assert isinstance(cast, BallotCast)
    assert cast.box == survey.box != survey.survey
    assert (DECLARED[BallotCast].subject, DECLARED[BallotCounted].subject) == ("box", "survey")
    assert list(shown_by(lived.school, cast)) == [((f"account:{AKI}",), AnswerTaken(cast.survey))]
    assert SAID.encode() not in dump(lived.school).clear
    assert lived.refusal(ReadAnswers(survey.survey), ADMIN).reason == "survey_open"
    assert not may_be_read(lived.school.surveys[survey.survey])


def test_a_closed_box_is_emptied_as_a_whole_and_in_an_order_of_its_own() -> None:
    lived = a_school()
    survey = made(lived, content(COLOUR)).survey
    ballots = []
    for who, colour in ((AKI, 2), (HARU, 0), (NATSU, 1)):
        (cast,) = lived.when(AnswerSurvey(survey, (Answer((colour,), ""),)), who)
        assert isinstance(cast, BallotCast)
        ballots.append(cast.ballot)
    assert lived.refusal(EmptyBox(survey, tuple(ballots))).reason == "box_not_closed"
    lived.when(CloseSurvey(survey), SUPPORTER)
    assert lived.refusal(EmptyBox(survey, tuple(ballots[1:]))).reason == "ballots_missing"
    *counted, emptied = lived.when(EmptyBox(survey, tuple(ballots)))
    assert counted == [BallotCounted(survey, ballot) for ballot in sorted(ballots)]
    assert isinstance(emptied, BoxEmptied)
    assert not any(list(shown_by(lived.school, event)) for event in (*counted, emptied))
    assert lived.refusal(EmptyBox(survey, ())).reason == "box_not_closed"
    assert lived.school.surveys[survey].ballots == []
    assert lived.when(ReadAnswers(survey), ADMIN) == [AnswersRead(ADMIN, survey)]


def test_a_survey_opens_and_closes_at_its_times() -> None:
    lived = a_school()
    minute_ms = 60_000
    what = content(opens_ms=MONDAY_9_MS + 5 * minute_ms, closes_ms=MONDAY_9_MS + 9 * minute_ms)
    (first,) = lived.when(MakeSurvey(what), SUPPORTER)
    assert isinstance(first, SurveyMade)
    assert lived.refusal(AnswerSurvey(first.survey, FITS), AKI).reason == "survey_closed"
    lived.wait(20 * TICKS_PER_MINUTE)
    began = lived.happened[0][0] - 1
    (opened,), (closed,) = lived.of_kind(SurveyOpened), lived.of_kind(SurveyClosed)
    assert opened[0] - began == 5 * TICKS_PER_MINUTE
    assert closed[0] - began == 9 * TICKS_PER_MINUTE
    assert lived.refusal(AnswerSurvey(first.survey, FITS), AKI).reason == "survey_closed"
    assert seen_by(lived, AKI) == []


@pytest.mark.parametrize(
    ("place", "answer", "reason"),
    [
        (0, Answer((), ""), "answer_missing"),
        (0, Answer((0, 1), ""), "answer_does_not_fit"),
        (0, Answer((3,), ""), "answer_does_not_fit"),
        (0, Answer((0,), "あか"), "answer_does_not_fit"),
        (1, Answer((2,), ""), "answer_does_not_fit"),
        (2, Answer((5,), ""), "answer_does_not_fit"),
        (3, Answer((0,), SAID), "answer_does_not_fit"),
    ],
)
def test_an_answer_that_does_not_fit_its_question_is_refused(
    place: int, answer: Answer, reason: str
) -> None:
    lived = a_school()
    survey = made(lived, content()).survey
    answers = (*FITS[:place], answer, *FITS[place + 1 :])
    assert lived.refusal(AnswerSurvey(survey, answers), AKI).reason == reason
    assert lived.refusal(AnswerSurvey(survey, FITS[:2]), AKI).reason == "answer_does_not_fit"
    assert lived.when(AnswerSurvey(survey, FITS), AKI)


def test_questions_that_cannot_be_answered_are_refused() -> None:
    lived = a_school()
    one = Question(QuestionKind.SINGLE, "どれ", ("これ",), needed=True)
    twice = Question(QuestionKind.MULTIPLE, "どれ", ("これ", "これ"), needed=True)
    for wrong in (one, twice, Question(QuestionKind.TEXT, "なに", ("x", "y"), needed=True)):
        assert lived.refusal(MakeSurvey(content(wrong)), ADMIN).reason == "choices_do_not_fit"
    assert lived.refusal(MakeSurvey(content(*[WISH] * 5)), ADMIN).reason == "too_many_texts"
    blank = Question(QuestionKind.TEXT, " ", (), needed=False)
    assert lived.refusal(MakeSurvey(content(blank)), ADMIN).reason == "text_empty"
    over = content(closes_ms=MONDAY_9_MS - 1)
    assert lived.refusal(MakeSurvey(over), ADMIN).reason == "ends_before_it_begins"
    for _ in range(SURVEYS_MAX):
        made(lived, content())
    assert lived.refusal(MakeSurvey(content()), ADMIN).reason == "too_many_surveys"


def test_a_closed_survey_can_be_dropped_and_its_answers_with_it() -> None:
    lived = a_school()
    survey = made(lived, content(named=True))
    assert lived.refusal(DropSurvey(survey.survey), SUPPORTER).reason == "survey_open"
    lived.when(CloseSurvey(survey.survey), SUPPORTER)
    assert lived.refusal(CloseSurvey(survey.survey), ADMIN).reason == "survey_closed"
    assert lived.when(DropSurvey(survey.survey), SUPPORTER) == [
        SurveyDropped(SUPPORTER, survey.survey, survey.box)
    ]
    assert lived.refusal(ReadAnswers(survey.survey), ADMIN).reason == "no_such_survey"


@pytest.mark.parametrize(
    ("who", "wish"),
    [
        (AKI, MakeSurvey(content())),
        (AKI, CloseSurvey("s" * 22)),
        (TEACHER, MakeSurvey(content())),
        (SUPPORTER, ReadAnswers("s" * 22)),
        (ADMIN, AnswerSurvey("s" * 22, FITS)),
        (ADMIN, EmptyBox("s" * 22, ())),
    ],
)
def test_staff_ask_pupils_answer_and_admins_read(
    who: AccountId, wish: MakeSurvey | CloseSurvey | ReadAnswers | AnswerSurvey | EmptyBox
) -> None:
    lived = a_school()
    assert lived.when_all((wish, who)) == [AccessRefused(who, type(wish).__name__)]
    assert lived.refusals() == ["not_allowed"]
    assert DECLARED[type(wish)].may is not Capability.ATTEND
