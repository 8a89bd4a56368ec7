"""The figures of a running server: they follow what happened, and nobody is in them."""

from typing import Any

from protocol.calling import LeaveCall
from protocol.sessions import Refusal, Welcome
from tests.server.running import Browser, Server, new_card


async def figures(admin: Browser) -> dict[str, Any]:
    status, told = await admin.get("/api/metrics")
    assert status == 200
    found: dict[str, Any] = told
    return found


async def test_the_figures_follow_what_people_do(demo: Server) -> None:
    card = new_card(demo, "かぞえる")
    async with Browser(demo.address) as admin, Browser(demo.address) as pupil:
        await admin.log_in(new_card(demo, "かぞえて", "admin"))
        watching = await admin.connect()
        await watching.until(Welcome)
        before = await figures(admin)
        await pupil.log_in({**card, "passphrase": "ちがう"})
        await pupil.log_in(card)
        socket = await pupil.connect()
        await socket.until(Welcome)
        await socket.send(LeaveCall())
        refused = await socket.until(Refusal)
        for _ in range(6):
            await socket.send_raw(b"\xc1")
        assert await socket.closed() == 4400
        after = await figures(admin)

    def more(name: str, key: str) -> int:
        return int(after[name].get(key, 0) - before[name].get(key, 0))

    assert more("logins", "login_wrong") == 1
    assert more("logins", "entered") == 1
    assert more("refusals", refused.reason) >= 1
    assert more("refusals", "not_msgpack") == 5
    assert more("sockets_closed", "4400") == 1
    assert before["connections"]["admin"] >= 1
    assert after["frames_sent"] > before["frames_sent"]
    assert after["bytes_sent"] > before["bytes_sent"]
    assert after["ticks"] > before["ticks"]
    assert after["batch"] > before["batch"]
    assert after["commands_waiting_most"] >= 1
    assert after["batches_in_flight"] <= 4
    for name in ("tick_ms", "tick_late_ms", "commit_ms"):
        ranked = list(after[name].values())
        assert ranked == sorted(ranked)
    assert after["commit_ms"]["p50"] > 0
    assert card["account"] not in str(after)
    assert "かぞえる" not in str(after)


async def test_the_figures_say_how_far_the_projector_is(demo: Server) -> None:
    async with Browser(demo.address) as admin:
        await admin.log_in(new_card(demo, "おいかける", "admin"))
        socket = await admin.connect()
        while (told := await figures(admin))["projector_batch"] is None:
            await socket.heard()
        assert 0 < told["projector_batch"] <= told["batch"]
        assert told["projector_lag_batches"] == told["batch"] - told["projector_batch"]


async def test_anybody_may_ask_whether_the_school_is_well(demo: Server) -> None:
    async with Browser(demo.address) as stranger:
        assert await stranger.get("/healthz") == (200, {"state": "ok"})
