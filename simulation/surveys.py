"""Surveys: asked, answered once each, closed, counted (T3.8).

The state knows who has answered and where in the log the answers stand, never what they say. An
anonymous answer becomes countable only with all others, after the survey is closed.
"""

from collections.abc import Iterator

import msgspec

from protocol.audience import Audience
from protocol.rights import Role
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
    SurveyId,
    SurveyMade,
    SurveyOpened,
    SurveyShown,
)
from protocol.units import (
    ANSWER_MAX_CHARS,
    FREE_TEXTS_MAX,
    SURVEYS_MAX,
    TICK_MS,
    AccountId,
    Tick,
)
from protocol.vocabulary import Event, Message
from simulation.chatting import id_from
from simulation.parts import BallotMark, Survey
from simulation.rules import Refused, applies, decides, due, every_tick, shows, view
from simulation.school import Now, School, Session
from simulation.texts import cleaned

SCALE_STEPS = 5
_ENDS_OF_A_SCALE = 2


@decides(MakeSurvey)
def make_survey(
    school: School, actor: Session, wish: MakeSurvey, now: Now, fresh: int
) -> Iterator[Event]:
    if len(school.surveys) >= SURVEYS_MAX:
        raise Refused("too_many_surveys")
    _check(wish.content, now)
    survey = id_from(fresh)
    # The same bits turned round are another id; the keys of both are drawn by the vault.
    box = id_from(fresh ^ (2**128 - 1))
    yield SurveyMade(actor.account, survey, box, wish.content)


@decides(CloseSurvey)
def close_survey(school: School, _actor: Session, wish: CloseSurvey, _now: Now) -> Iterator[Event]:
    if _known(school, wish.survey).closed:
        raise Refused("survey_closed")
    yield SurveyClosed(wish.survey)


@decides(DropSurvey)
def drop_survey(school: School, actor: Session, wish: DropSurvey, _now: Now) -> Iterator[Event]:
    survey = _known(school, wish.survey)
    if not survey.closed:
        raise Refused("survey_open")
    yield SurveyDropped(actor.account, wish.survey, survey.box)


@decides(AnswerSurvey)
def answer_survey(school: School, actor: Session, wish: AnswerSurvey, _now: Now) -> Iterator[Event]:
    survey = _known(school, wish.survey)
    if not survey.open:
        raise Refused("survey_closed")
    if actor.account in survey.answered:
        raise Refused("already_answered")
    ballot = _ballot(survey.content, wish.answers)
    if survey.content.named:
        yield SurveyAnswered(actor.account, wish.survey, ballot)
    else:
        yield BallotCast(actor.account, wish.survey, survey.box, ballot)


@decides(ReadAnswers)
def read_answers(school: School, actor: Session, wish: ReadAnswers, _now: Now) -> Iterator[Event]:
    if not may_be_read(_known(school, wish.survey)):
        raise Refused("survey_open")
    yield AnswersRead(actor.account, wish.survey)


@decides(EmptyBox)
def empty_box(school: School, _shell: None, wish: EmptyBox, _now: Now) -> Iterator[Event]:
    survey = _known(school, wish.survey)
    if survey.content.named or not survey.closed or survey.emptied:
        raise Refused("box_not_closed")
    if len(wish.ballots) != len(survey.ballots):
        raise Refused("ballots_missing")
    # Sorted by what they say, their order tells nothing of when and by whom they were given.
    for ballot in sorted(wish.ballots):
        yield BallotCounted(wish.survey, ballot)
    yield BoxEmptied(wish.survey, survey.box)


@every_tick
def open_and_close(school: School, now: Now) -> Iterator[Event]:
    for survey in list(school.surveys.values()):
        content = survey.content
        if not survey.open and not survey.closed and content.opens_ms <= now.wall_ms:
            yield SurveyOpened(survey.survey)
        if not survey.closed and 0 < content.closes_ms <= now.wall_ms:
            yield SurveyClosed(survey.survey)


@due
def next_moments(school: School, now: Now) -> Iterator[Tick]:
    for survey in school.surveys.values():
        if survey.closed:
            continue
        moments = [survey.content.closes_ms]
        if not survey.open:
            moments.append(survey.content.opens_ms)
        for moment_ms in moments:
            if moment_ms:
                yield now.tick + max(1, -(-(moment_ms - now.wall_ms) // TICK_MS))


def may_be_read(survey: Survey) -> bool:
    """Whether answers may be looked at: anonymous ones not before all are in, and counted."""
    return survey.content.named or survey.emptied


def marks_of(survey: Survey) -> list[BallotMark]:
    """Where the answers stand that may be looked at."""
    return survey.ballots if survey.content.named else survey.counted


def answers_in(ballot: str) -> list[Answer]:
    """The answers of a ballot. Raises msgspec.DecodeError for what never was one."""
    return msgspec.json.decode(ballot, type=list[Answer])


def _known(school: School, survey: SurveyId) -> Survey:
    if survey not in school.surveys:
        raise Refused("no_such_survey")
    return school.surveys[survey]


def _check(content: SurveyContent, now: Now) -> None:
    if not content.title.strip() or not all(q.text.strip() for q in content.questions):
        raise Refused("text_empty")
    if content.closes_ms and content.closes_ms <= max(content.opens_ms, now.wall_ms):
        raise Refused("ends_before_it_begins")
    texts = sum(question.kind is QuestionKind.TEXT for question in content.questions)
    if texts > FREE_TEXTS_MAX:
        raise Refused("too_many_texts")
    if not all(_choices_fit(question) for question in content.questions):
        raise Refused("choices_do_not_fit")


def _choices_fit(question: Question) -> bool:
    count = len(question.choices)
    if question.kind is QuestionKind.TEXT:
        return count == 0
    if question.kind is QuestionKind.SCALE:
        return count in (0, _ENDS_OF_A_SCALE)
    return count > 1 and len(set(question.choices)) == count


def _ballot(content: SurveyContent, answers: tuple[Answer, ...]) -> str:
    if len(answers) != len(content.questions):
        raise Refused("answer_does_not_fit")
    kept = [
        _fitting(question, answer)
        for question, answer in zip(content.questions, answers, strict=True)
    ]
    return msgspec.json.encode(kept).decode()


def _fitting(question: Question, answer: Answer) -> Answer:
    chosen = tuple(sorted(set(answer.chosen)))
    text = cleaned(answer.text, ANSWER_MAX_CHARS)
    choices = SCALE_STEPS if question.kind is QuestionKind.SCALE else len(question.choices)
    most = choices if question.kind is QuestionKind.MULTIPLE else 1
    if question.kind is QuestionKind.TEXT:
        most = 0
    elif text:
        raise Refused("answer_does_not_fit")
    if len(chosen) > most or any(number >= choices for number in chosen):
        raise Refused("answer_does_not_fit")
    if question.needed and not chosen and not text:
        raise Refused("answer_missing")
    return Answer(chosen, text)


@applies(SurveyMade)
def survey_made(school: School, event: SurveyMade) -> None:
    school.surveys[event.survey] = Survey(
        survey=event.survey, box=event.box, account=event.account, content=event.content,
        made_ms=school.position.wall_ms, open=False, closed=False, answered=set(), ballots=[],
        counted=[], emptied=False,
    )  # fmt: skip


@applies(SurveyOpened)
def survey_opened(school: School, event: SurveyOpened) -> None:
    school.surveys[event.survey].open = True


@applies(SurveyClosed)
def survey_closed(school: School, event: SurveyClosed) -> None:
    survey = school.surveys[event.survey]
    survey.open = False
    survey.closed = True


@applies(SurveyDropped)
def survey_dropped(school: School, event: SurveyDropped) -> None:
    del school.surveys[event.survey]


@applies(SurveyAnswered)
@applies(BallotCast)
def answered(school: School, event: SurveyAnswered | BallotCast) -> None:
    survey = school.surveys[event.survey]
    survey.answered.add(event.account)
    survey.ballots.append(_here(school))


@applies(BallotCounted)
def ballot_counted(school: School, event: BallotCounted) -> None:
    school.surveys[event.survey].counted.append(_here(school))


@applies(BoxEmptied)
def box_emptied(school: School, event: BoxEmptied) -> None:
    survey = school.surveys[event.survey]
    survey.ballots.clear()
    survey.emptied = True


@applies(AnswersRead)
def answers_read(_school: School, _event: AnswersRead) -> None:
    """A note for the supervisors; the school is as it was."""


def _here(school: School) -> BallotMark:
    return BallotMark(school.position.batch, school.applied_in_batch)


@shows(SurveyOpened)
def show_opened(school: School, event: SurveyOpened) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SCHOOL, _shown(school.surveys[event.survey])


@shows(SurveyAnswered)
@shows(BallotCast)
def show_answered(
    _school: School, event: SurveyAnswered | BallotCast
) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SELF, AnswerTaken(event.survey)


@view
def view_surveys(school: School, account: AccountId, _now: Now) -> Iterator[Message]:
    if school.accounts[account].role is not Role.PUPIL:
        return
    for survey in school.surveys.values():
        if survey.open and account not in survey.answered:
            yield _shown(survey)


def _shown(survey: Survey) -> SurveyShown:
    return SurveyShown(survey.survey, survey.content.title)
