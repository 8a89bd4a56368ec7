"""Help and reports on the wire: not one byte of a tick goes to a third person."""

import pytest

from protocol.helping import AnswerHelp, CallForHelp, CloseHelp, HelpShown, PointAtButton
from protocol.helping import Button as OnScreen
from protocol.reporting import Place, Report
from tests.server.heard import Heard
from tests.server.published import School
from tests.simulation.given import AKI, HARU, NATSU, SUPPORTER, logged_in


@pytest.mark.spec("T2.2.h")
@pytest.mark.spec("T6.19")
def test_what_a_pupil_tells_the_supporters_sends_nothing_to_the_others() -> None:
    school = School()
    school.lived.then(logged_in(SUPPORTER))
    school.heard[SUPPORTER] = Heard(SUPPORTER)
    school.publisher.arrive(school.heard[SUPPORTER])
    school.tick()
    for heard in school.heard.values():
        heard.take()
    school.tick((AKI, CallForHelp()))
    school.tick((SUPPORTER, AnswerHelp(AKI)))
    school.tick((SUPPORTER, PointAtButton(AKI, OnScreen.CHAT)))
    school.tick((SUPPORTER, CloseHelp(AKI)))
    school.tick((AKI, Report(HARU, Place.PERSON, 0, ())))
    assert [b"".join(school.heard[who].written) for who in (HARU, NATSU)] == [b"", b""]
    assert HelpShown.__name__ in school.kinds(SUPPORTER)
    assert school.kinds(AKI) == [
        "OwnHelpShown", "Done", "OwnHelpShown", "PointShown", "OwnHelpShown", "Done"
    ]  # fmt: skip
