"""The boxes of anonymous surveys: emptied when a survey closes, and their keys destroyed.

The rules cannot do it: answers stand in the log and not in the state, and keys are the vault's.
Each step leaves a state from which the next start goes on: closed but not emptied, emptied but with
a key. Until the key is gone, only who holds both the log and the vault could tell whose answer is
whose; no question and no page does (docs/adr/0010).
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

from protocol.log import EventLog
from protocol.surveys import BoxEmptied, EmptyBox, SurveyClosed, SurveyDropped, SurveyId
from server.ballots import ballots_at
from server.loop import Loop
from server.sealing import Sealer
from server.vault import Vault
from simulation.parts import Survey


class Boxes:
    """Follows the surveys of a school. Make it before its loop runs."""

    def __init__(
        self, loop: Loop, log: EventLog, vault: Vault, sealers: tuple[Sealer, ...]
    ) -> None:
        self._loop, self._log, self._vault, self._sealers = loop, log, vault, sealers
        self._counting: set[asyncio.Future[None]] = set()
        self._destroying: set[asyncio.Future[None]] = set()
        loop.followers[SurveyClosed] = self._closed
        loop.followers[BoxEmptied] = self._emptied
        loop.followers[SurveyDropped] = self._dropped
        for survey in loop.school.surveys.values():
            self._go_on(survey)

    async def settled(self) -> None:
        """Returns when every key that is to go is gone. What is not counted waits for a start."""
        for counting in self._counting:
            counting.cancel()
        await asyncio.gather(*self._destroying)

    def _go_on(self, survey: Survey) -> None:
        """After a start: what the server before this one did not come to."""
        if survey.emptied and self._vault.data_key(survey.box) is not None:
            self._start(self._destroying, self._destroy(survey.box))
        elif _waits(survey):
            read = list(ballots_at(self._log, self._sealers[0], survey.ballots))
            ballots = tuple(ballot for _, ballot in read)
            self._loop.begins_with.append(EmptyBox(survey.survey, ballots))

    def _closed(self, event: SurveyClosed) -> None:
        survey = self._loop.school.surveys.get(event.survey)
        if survey is not None and _waits(survey):
            self._start(self._counting, self._empty(event.survey, survey))

    def _emptied(self, event: BoxEmptied) -> None:
        self._start(self._destroying, self._destroy(event.box))

    def _dropped(self, event: SurveyDropped) -> None:
        self._start(self._destroying, self._destroy(event.box, event.survey))

    async def _empty(self, survey_id: SurveyId, survey: Survey) -> None:
        marks = list(survey.ballots)
        read = await asyncio.to_thread(lambda: list(ballots_at(self._log, self._sealers[1], marks)))
        ballots = tuple(ballot for _, ballot in read)
        # Refused if somebody dropped the survey meanwhile: then nobody is to read them.
        await self._loop.inbox.ask(EmptyBox(survey_id, ballots))

    async def _destroy(self, *owners: str) -> None:
        for owner in owners:
            await asyncio.to_thread(self._vault.erase_person, owner)
            for sealer in self._sealers:
                sealer.forget(owner)

    def _start(self, tasks: set[asyncio.Future[None]], work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        tasks.add(task)
        task.add_done_callback(tasks.discard)


def _waits(survey: Survey) -> bool:
    return survey.closed and not survey.emptied and not survey.content.named
