"""Surveys: questions to the pupils, answered once each, named or anonymous (T3.8).

Answers are sealed whole, choices too: what a child ticks can be as private as what it writes. A
named answer is under the key of its pupil. An anonymous one waits in a box, under a key of the
box's own; when the survey closes, the answers are written down anew without names and in an order
of their own, and the box's key is destroyed (docs/adr/0010).
"""

from enum import Enum, unique
from typing import Annotated

import msgspec
from msgspec import Meta

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import (
    ANSWER_MAX_CHARS,
    BALLOT_MAX_CHARS,
    CHOICES_MAX,
    PERSONAL,
    PUPILS_MAX,
    QUESTION_MAX_CHARS,
    QUESTIONS_MAX,
    AccountId,
    Label,
    MessageId,
    WallMs,
)
from protocol.vocabulary import Command, Event, Signal, command, event, signal

SurveyId = MessageId
ChoiceText = Annotated[str, Meta(min_length=1, max_length=30)]
ChoiceNumber = Annotated[int, Meta(ge=0, lt=CHOICES_MAX)]
Ballot = Annotated[str, Meta(max_length=BALLOT_MAX_CHARS, extra=PERSONAL)]
"""All answers of one person as JSON: for each question the chosen numbers and the text."""


@unique
class QuestionKind(Enum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    """One of five steps; its two choices, if any, name the first and the last."""
    TEXT = "text"


class Question(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One question; one that is not `needed` may be left out."""

    kind: QuestionKind
    text: Annotated[str, Meta(min_length=1, max_length=QUESTION_MAX_CHARS)]
    choices: Annotated[tuple[ChoiceText, ...], Meta(max_length=CHOICES_MAX)]
    needed: bool


class SurveyContent(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What is asked and when. `opens_ms` of 0 is at once, `closes_ms` of 0 when staff close it."""

    title: Label
    about: Annotated[str, Meta(max_length=200)]
    named: bool
    opens_ms: WallMs
    closes_ms: WallMs
    questions: Annotated[tuple[Question, ...], Meta(min_length=1, max_length=QUESTIONS_MAX)]


class Answer(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What somebody answers to one question: choices by number, or a text, or nothing."""

    chosen: Annotated[tuple[ChoiceNumber, ...], Meta(max_length=CHOICES_MAX)]
    text: Annotated[str, Meta(max_length=ANSWER_MAX_CHARS)]


@command(may=Capability.SURVEY, durable=True, large=True)
class MakeSurvey(Command):
    """Ask the pupils something. Questions do not change once they are asked."""

    content: SurveyContent


@command(may=Capability.SURVEY, durable=True)
class CloseSurvey(Command):
    """Take no more answers."""

    survey: SurveyId


@command(may=Capability.SURVEY, durable=True)
class DropSurvey(Command):
    """Remove a closed survey; its answers can be read no more."""

    survey: SurveyId


@command(may=Capability.ANSWER, durable=True)
class AnswerSurvey(Command):
    """Answer a survey, once, in the order of its questions."""

    survey: SurveyId
    answers: Annotated[tuple[Answer, ...], Meta(min_length=1, max_length=QUESTIONS_MAX)]


@command(may=Capability.READ_RECORDS, durable=True)
class ReadAnswers(Command):
    """The shell hands somebody every single answer of a survey: note it before."""

    survey: SurveyId


@command(may=Capability.SYSTEM, durable=True)
class EmptyBox(Command):
    """The shell has opened the box of a closed anonymous survey: these lay in it."""

    survey: SurveyId
    ballots: Annotated[tuple[Ballot, ...], Meta(max_length=PUPILS_MAX)]


@event(audience=Audience.SELF)
class SurveyMade(Event):
    """Staff made a survey. Pupils hear of it when it opens."""

    account: AccountId
    survey: SurveyId
    box: MessageId
    content: SurveyContent


@event(audience=Audience.SCHOOL)
class SurveyOpened(Event):
    """A survey takes answers from now on. Everybody is shown a `SurveyShown`."""

    survey: SurveyId


@event(audience=Audience.SCHOOL)
class SurveyClosed(Event):
    """A survey takes no more answers."""

    survey: SurveyId


@event(audience=Audience.SELF)
class SurveyDropped(Event):
    """A survey is no more. The shell destroys the keys of its answers."""

    account: AccountId
    survey: SurveyId
    box: MessageId


@event(audience=Audience.SELF)
class SurveyAnswered(Event):
    """`account` has answered a survey that asks for names; shown as an `AnswerTaken`."""

    account: AccountId
    survey: SurveyId
    ballot: Ballot


@event(audience=Audience.SELF, subject="box")
class BallotCast(Event):
    """`account` has put an anonymous answer into a box; shown as an `AnswerTaken`.

    Nobody can read it once the box is emptied: its key is gone.
    """

    account: AccountId
    survey: SurveyId
    box: MessageId
    ballot: Ballot


@event(audience=Audience.NOBODY, subject="survey")
class BallotCounted(Event):
    """One of the answers that lay in a box; whose it was can be told no more."""

    survey: SurveyId
    ballot: Ballot


@event(audience=Audience.NOBODY)
class BoxEmptied(Event):
    """All answers of a box are counted. The shell destroys its key."""

    survey: SurveyId
    box: MessageId


@event(audience=Audience.NOBODY)
class AnswersRead(Event):
    """`account` was handed every single answer of a survey."""

    account: AccountId
    survey: SurveyId


@signal(audience=Audience.SCHOOL)
class SurveyShown(Signal):
    """A survey that pupils may answer; its questions come by query."""

    survey: SurveyId
    title: str


@signal(audience=Audience.SELF)
class AnswerTaken(Signal):
    """Your answer is kept; you cannot answer again."""

    survey: SurveyId
