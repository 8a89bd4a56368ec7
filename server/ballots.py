"""Answers to surveys, read from the log: to count them, to list them, to empty a box."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from protocol.log import LogReader
from protocol.record import Sealer, decode_rows, event_of
from protocol.surveys import (
    Answer,
    BallotCast,
    BallotCounted,
    Question,
    QuestionKind,
    SurveyAnswered,
)
from protocol.units import ERASED_TEXT, AccountId
from simulation.parts import BallotMark, Survey
from simulation.school import School
from simulation.surveys import SCALE_STEPS, answers_in
from simulation.texts import without_readings

BOM: Final = "\ufeff"
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def ballots_at(
    log: LogReader, sealer: Sealer, marks: Sequence[BallotMark]
) -> Iterator[tuple[AccountId, str]]:
    """Who answered what, in the order of `marks`; nobody's name stands on a counted ballot.

    A ballot whose key is destroyed reads （削除済み）. Blocks: call it on a thread.
    """
    for mark in marks:
        header, events = decode_rows(log.read(mark.batch - 1, 1)[0].state)
        said = event_of(events[mark.index], header.number, mark.index, sealer)
        assert isinstance(said, SurveyAnswered | BallotCast | BallotCounted)
        yield "" if isinstance(said, BallotCounted) else said.account, said.ballot


def counted(survey: Survey, ballots: Sequence[str]) -> list[dict[str, object]]:
    """For each question how many answered it, and how often each choice was taken."""
    readable = [answers_in(ballot) for ballot in ballots if ballot != ERASED_TEXT]
    return [
        _counted(question, [answers[place] for answers in readable])
        for place, question in enumerate(survey.content.questions)
    ]


def _counted(question: Question, answers: list[Answer]) -> dict[str, object]:
    scale = question.kind is QuestionKind.SCALE
    choices = SCALE_STEPS if scale else len(question.choices)
    return {
        "kind": question.kind.value, "text": question.text, "choices": list(question.choices),
        "answered": sum(bool(answer.chosen or answer.text) for answer in answers),
        "counts": [sum(number in a.chosen for a in answers) for number in range(choices)],
    }  # fmt: skip


def as_csv(school: School, survey: Survey, ballots: Sequence[tuple[AccountId, str]]) -> str:
    """One row for each answer, as Excel reads it: with a byte order mark, and no cell a formula."""
    written = io.StringIO()
    write = csv.writer(written, lineterminator="\r\n").writerow
    named, questions = survey.content.named, survey.content.questions
    heading = [without_readings(question.text) for question in questions]
    write([harmless(cell) for cell in (["名前", *heading] if named else heading)])
    for account, ballot in ballots:
        words = school.words.get(account)
        cells = [ERASED_TEXT] * len(questions)
        if ballot != ERASED_TEXT:
            cells = [_cell(*one) for one in zip(questions, answers_in(ballot), strict=True)]
        name = ERASED_TEXT if words is None else words.name
        write([harmless(cell) for cell in ([name, *cells] if named else cells)])
    return BOM + written.getvalue()


def harmless(cell: str) -> str:
    """A text that a spreadsheet shows and does not run (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _cell(question: Question, answer: Answer) -> str:
    if question.kind is QuestionKind.SCALE:
        return "".join(str(number + 1) for number in answer.chosen)
    chosen = (without_readings(question.choices[number]) for number in answer.chosen)
    return answer.text or "、".join(chosen)
