"""How the server is: one word for anybody, figures for those who operate it.

No person, word or id is in the figures. They count sockets, so whoever may read them can tell a
covered person from one who went home: the right belongs to operators and to nobody else.
"""

from collections import Counter

from aiohttp import web

from protocol.rights import Capability
from protocol.units import AccountId
from server.routes.table import Route
from server.samples import percentile
from server.school_app import SchoolApp

QUANTILES = (50, 90, 99, 100)


async def health(app: SchoolApp, _request: web.Request, _account: AccountId) -> web.Response:
    state = "read_only" if app.loop.read_only else "ok"
    return web.json_response({"state": state}, status=200 if state == "ok" else 503)


async def metrics(app: SchoolApp, _request: web.Request, _account: AccountId) -> web.Response:
    """Every figure of docs/operations.md, "Figures"."""
    return web.json_response(measured(app))


def measured(app: SchoolApp) -> dict[str, object]:
    loop, samples = app.loop, app.loop.samples
    projected = _projected(app)
    return {
        "tick": loop.last_tick,
        "batch": loop.number,
        "read_only": loop.read_only,
        "ticks": samples.ticks,
        "ticks_skipped": samples.ticks_skipped,
        "tick_ms": {f"p{part}": percentile(samples.tick_ms, part) for part in QUANTILES},
        "tick_late_ms": {f"p{part}": percentile(samples.late_ms, part) for part in QUANTILES},
        "commit_ms": {f"p{part}": percentile(samples.commit_ms, part) for part in QUANTILES},
        "batches_in_flight": loop.in_flight,
        "ticks_unsent": loop.publisher.waiting,
        "commands_waiting": loop.inbox.waiting,
        "commands_waiting_most": loop.inbox.most_waiting,
        "commands_dropped": loop.inbox.dropped,
        "refusals": dict(samples.refusals),
        "connections": _by_role(app),
        "frames_sent": samples.frames_sent,
        "bytes_sent": samples.bytes_sent,
        "sockets_closed": {str(code): count for code, count in samples.closed.items()},
        "sockets_cut": dict(samples.cut),
        "logins": dict(app.logins.outcomes),
        "logins_waiting": app.logins.waiting,
        "media_unasked": app.media.unasked,
        "projector_batch": projected,
        "projector_lag_batches": None if projected is None else max(0, loop.number - projected),
    }


def _by_role(app: SchoolApp) -> dict[str, int]:
    accounts = app.loop.school.accounts
    here = [accounts[account] for account in app.loop.publisher.connections if account in accounts]
    return dict(Counter(account.role.value for account in here))


def _projected(app: SchoolApp) -> int | None:
    """What the projector last wrote down, None before it ever did."""
    try:
        return int(app.data_dir.projected.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


ROUTES = [
    Route("GET", "/healthz", None, health),
    Route("GET", "/api/metrics", Capability.OPERATE, metrics),
]
