"""What hangs on the board, and for its writers all that they may change (T3.8)."""

from aiohttp import web

from protocol.rights import Capability
from protocol.units import AccountId
from server.routes.table import Route
from server.school_app import SchoolApp
from simulation.boards import may_edit
from simulation.parts import Post
from simulation.school import School
from simulation.versions import version_of


async def board(app: SchoolApp, _request: web.Request, _account: AccountId) -> web.Response:
    """What hangs now: pinned posts first, then the newest."""
    school = app.loop.school
    hanging = [(post.up_tick, post) for post in school.posts.values() if post.up_tick is not None]
    hanging.sort(key=lambda one: (one[1].content.pinned, one[0]), reverse=True)
    return web.json_response([_row(school, post) for _, post in hanging])


async def posts(app: SchoolApp, _request: web.Request, account: AccountId) -> web.Response:
    """All posts, the newest first: also those of later days, and those that are over."""
    school = app.loop.school
    return web.json_response(
        [
            {
                **_row(school, post), "from_day": post.content.from_day,
                "until_day": post.content.until_day, "up": post.up_tick is not None,
                "mine": may_edit(school, account, post),
                "version": version_of((post.content, post.yomi)),
            }
            for post in reversed(list(school.posts.values()))
        ]
    )  # fmt: skip


def _row(school: School, post: Post) -> dict[str, object]:
    words = school.words.get(post.account)
    return {
        "post": post.post, "by": "" if words is None else words.name,
        "title": post.content.title, "yomi": post.yomi, "text": post.content.text,
        "event_day": post.content.event_day, "pinned": post.content.pinned,
        "written_ms": post.written_ms, "edited_ms": post.edited_ms,
    }  # fmt: skip


ROUTES = [
    Route("GET", "/api/board", Capability.ATTEND, board),
    Route("GET", "/api/posts", Capability.POST, posts),
]
