"""Units, identifiers and limits: everything that has a size has it here, once.

A limit that nobody named is a limit that a hostile client chooses. Names carry their unit last; the
SPEC row a number comes from stands beside it. Text types that hold something personal carry
`PERSONAL`: the log seals such fields, and DuckDB, exports and log lines never receive them.
"""

from typing import Annotated, Final

from msgspec import Meta

TICK_MS: Final = 50
TICKS_PER_SECOND: Final = 1000 // TICK_MS
TICKS_PER_MINUTE: Final = 60 * TICKS_PER_SECOND

SUBTILES_PER_TILE: Final = 16
WALK_SUBTILES_PER_TICK: Final = 5
FLOOR_MAX_TILES: Final = 128
PATH_MAX_POINTS: Final = 64
HEADING_MAX_SUBTILES: Final = 2 * TICKS_PER_SECOND * WALK_SUBTILES_PER_TICK

FLOOR_CAPACITY: Final = 100  # T1.2, A7
FLOORS_MAX: Final = 200
OBJECTS_MAX: Final = 500
PLACES_MAX: Final = 50  # zones, doors and places to arrive, each
CHANGES_MAX: Final = 40
EDITS_KEPT: Final = 100

UPLOAD_MAX_BYTES: Final = 10 * 1024 * 1024  # T3.7, DESIGN section 10
UPLOADS_MAX: Final = 2_000
UPLOADS_TOTAL_MAX_BYTES: Final = 2 * 1024 * 1024 * 1024
PICTURE_MAX_PIXELS: Final = 20_000_000
PICTURE_MAX_SIDE_PX: Final = 2_560
"""A larger picture is stored smaller: twice the width of a school's tablet is enough to zoom."""
PREVIEW_MAX_SIDE_PX: Final = 320

DROP_AFTER_SILENCE_MS: Final = 20_000  # T1.6, DESIGN section 5
LEAVE_AFTER_DROP_TICKS: Final = 120 * TICKS_PER_SECOND
IDLE_LOGOUT_TICKS: Final = 30 * TICKS_PER_MINUTE
ACTIVITY_SEEN_EVERY_TICKS: Final = TICKS_PER_MINUTE
BEAT_EVERY_MS: Final = 2_000

MURMUR_MAX_CHARS: Final = 40  # T2.1.d
MURMUR_TICKS: Final = 12 * TICKS_PER_SECOND
CHAT_MAX_CHARS: Final = 200
NAME_MAX_CHARS: Final = 12
CONVERSATION_KEPT_MESSAGES: Final = 100
CONVERSATION_PAGE_MESSAGES: Final = 50
CONVERSATION_WALKED_MAX: Final = 5_000
QUESTIONS_PER_SECOND: Final = 10
STAMPS: Final = 16  # T2.2.b asks for 16 or more
GROUP_NAME_MAX_CHARS: Final = 20
GROUP_MEMBERS_MAX: Final = 30
GROUPS_OF_ONE_MAX: Final = 30
NOTICE_MAX_CHARS: Final = 300  # T2.2.a
NOTICE_MAX_MINUTES: Final = 24 * 60
NOTICES_KEPT: Final = 50
LABEL_MAX_CHARS: Final = 40
POST_MAX_CHARS: Final = 800  # T3.8
POSTS_MAX: Final = 200
SURVEYS_MAX: Final = 50
QUESTIONS_MAX: Final = 10
QUESTION_MAX_CHARS: Final = 80
CHOICES_MAX: Final = 8
FREE_TEXTS_MAX: Final = 4
ANSWER_MAX_CHARS: Final = 240
BALLOT_MAX_CHARS: Final = 8_000
PUPILS_MAX: Final = 20_000

CONTACT_EVERY_TICKS: Final = 4
CONTACT_WIDTH_SUBTILES: Final = 24
CONTACT_DEPTH_SUBTILES: Final = 16
DWELL_TICKS: Final = 16  # A2: 0.8 s
APART_GRACE_TICKS: Final = 2 * TICKS_PER_SECOND  # T4.5
CALL_MAX_MEMBERS: Final = 6
CALL_SEATS: Final = 8  # T4.8; seven slots to receive in and one's own place
KNOCK_TICKS: Final = 30 * TICKS_PER_SECOND  # T2.1.f: a knock ends alike after a no and unanswered
KNOCK_COOL_DOWN_TICKS: Final = 5 * TICKS_PER_MINUTE  # T2.1.f

TIMES_OFFERED_MAX: Final = 3  # T3.10
BOOKING_MINUTES: Final = 30
"""As long a talk keeps its counsellor from another one."""
BOOKING_REMINDED_MIN: Final = 5
BOOKING_WAITS_MIN: Final = 20
"""As long a booking waits for somebody who is late."""
BOOKING_DAYS_AHEAD: Final = 60
BOOKING_READ_DAYS: Final = 7
"""As long it can be read that a booking was called off."""
BOOKINGS_OF_PUPIL_MAX: Final = 3
BOOKINGS_OF_COUNSELLOR_MAX: Final = 40
BOOKINGS_MAX: Final = 1_000
NAMINGS_KEPT: Final = 100
READINGS_KEPT: Final = 500

EMOTE_TICKS: Final = 5 * TICKS_PER_SECOND  # T2.1.h
HIDDEN_MAX: Final = 200  # T2.1.i
REPORT_CONTEXT_LINES: Final = 10  # T6.19
REPORTS_OPEN_MAX: Final = 20  # of one person, not yet looked after

SEARCH_RESULTS_MAX: Final = 20  # T2.2.c
SEARCHES_PER_SECOND: Final = 3
WHITEBOARDS_MAX: Final = 100  # T4.4
WHITEBOARD_PAGES_MAX: Final = 20
WHITEBOARD_WIDTH: Final = 3_200
WHITEBOARD_HEIGHT: Final = 1_800
"""In spots: two to a pixel of a school's tablet."""
STROKES_OF_A_PAGE_MAX: Final = 5_000
STROKES_MAX: Final = 100_000
STROKE_MAX_NUMBERS: Final = 600
PIECE_MAX_NUMBERS: Final = 80
RUBBED_AT_ONCE_MAX: Final = 200
RUBBINGS_KEPT: Final = 20
UNDONE_KEPT: Final = 100  # of a page
LOOK_REASON_MAX_CHARS: Final = 200
WRITING_MAX_CHARS: Final = 120

NEAR_MIN_TILES: Final = 2
NEAR_MAX_TILES: Final = 4

CHIMES_MAX: Final = 500  # T2.3.a asks for 20 or more
LESSONS_MAX: Final = 1_000
LESSON_MINUTES_MIN: Final = 5
LESSON_MINUTES_MAX: Final = 240  # T6.8: 45 as a rule
LESSON_BELL_VOLUME: Final = 60

CLOSING_WARNINGS_MIN: Final = (10, 3, 1)  # T2.3.c
CALENDAR_DAYS_MAX: Final = 1_000

CARD_STAMPS: Final = 10  # T7.1
STAMP_KINDS: Final = 28
DESK_PLACES: Final = 8
DESK_THINGS: Final = 12
GARDEN_PLANTS: Final = 24

TEXT_PERCENT_MAX: Final = 200  # T1.7
VOLUME_MAX: Final = 100

COMMAND_MAX_BYTES: Final = 4_096
LARGE_COMMAND_MAX_BYTES: Final = 60 * 1024
"""Of the few commands that carry a floor, a calendar or a survey, and only from who may send such.
It fits the largest message of a socket and the largest body of a post, 64 KiB both."""
COMMANDS_PER_SECOND: Final = 10
DRAWN_PER_SECOND: Final = 20  # T4.4
TRACED_PER_SECOND: Final = 20
"""A pen's pieces and a pointer together: what passes and is not kept."""
ID_CHARS: Final = 22
HANDLE_MAX: Final = 2**21 - 1
TIME_MAX_MS: Final = 2**52

PERSONAL: Final = {"personal": True}
PLACE: Final = {"place": True}
"""Where something stands in the log: how much lies between two places would tell of talks, so
analysts are told of none (T3.4)."""

Tick = Annotated[int, Meta(ge=0, le=TIME_MAX_MS // TICK_MS)]
WallMs = Annotated[int, Meta(ge=0, le=TIME_MAX_MS)]
UtcOffsetMin = Annotated[int, Meta(ge=-14 * 60, le=14 * 60)]
SaidCount = Annotated[int, Meta(ge=0, le=2**31 - 1)]
Version = Annotated[str, Meta(pattern=r"^([0-9a-f]{16})?\Z")]
"""Which state of something a form was opened with; empty is whichever there is."""
MinuteOfDay = Annotated[int, Meta(ge=0, le=24 * 60)]
MinuteStamp = Annotated[int, Meta(ge=0, le=TIME_MAX_MS // 60_000)]
"""Local minutes since 1970-01-01 00:00."""
EpochDay = Annotated[int, Meta(ge=0, le=100_000)]
"""Local calendar days since 1970-01-01 (a Thursday)."""
Weekday = Annotated[int, Meta(ge=0, le=6)]
"""Monday is 0."""

Subtile = Annotated[int, Meta(ge=0, le=FLOOR_MAX_TILES * SUBTILES_PER_TILE)]
Tile = Annotated[int, Meta(ge=0, le=FLOOR_MAX_TILES)]
Direction = Annotated[int, Meta(ge=-1, le=1)]
_SPAN = FLOOR_MAX_TILES * SUBTILES_PER_TILE
PathNumber = Annotated[int, Meta(ge=-_SPAN, le=_SPAN)]
Path = Annotated[tuple[PathNumber, ...], Meta(min_length=4, max_length=2 * PATH_MAX_POINTS)]
"""x0, y0, then dx, dy to each following point, in subtiles."""

# `\Z` and not `$`, which would let a line break follow.
_ID = Meta(pattern=r"^[A-Za-z0-9_-]{22}\Z")
AccountId = Annotated[str, _ID]
SessionId = Annotated[str, _ID]
CallId = Annotated[str, _ID]
LessonId = Annotated[str, _ID]
SealId = Annotated[str, _ID]
"""Under which key something is sealed, where it is not an account's own."""
MessageId = Annotated[str, _ID]
BookingId = Annotated[str, _ID]
GroupId = Annotated[str, _ID]
TalkId = Annotated[str, _ID]
"""A conversation as one of its people names it: the other's account, or the group."""
Invited = Annotated[tuple[AccountId, ...], Meta(min_length=1, max_length=GROUP_MEMBERS_MAX - 1)]
BatchNumber = Annotated[int, Meta(ge=0, le=TIME_MAX_MS, extra=PLACE)]
EventIndex = Annotated[int, Meta(ge=0, le=TIME_MAX_MS, extra=PLACE)]
UploadId = Annotated[str, _ID]
AvatarHandle = Annotated[int, Meta(ge=1, le=HANDLE_MAX)]
Slug = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,39}\Z")]
FloorId = Slug
CommandId = Annotated[int, Meta(ge=0, le=2**31 - 1)]

Name = Annotated[str, Meta(min_length=1, max_length=NAME_MAX_CHARS, extra=PERSONAL)]
RealName = Annotated[str, Meta(max_length=60, extra=PERSONAL)]
ChatText = Annotated[str, Meta(min_length=1, max_length=CHAT_MAX_CHARS, extra=PERSONAL)]
GroupName = Annotated[str, Meta(min_length=1, max_length=GROUP_NAME_MAX_CHARS, extra=PERSONAL)]
Stamp = Annotated[int, Meta(ge=0, le=STAMPS, extra=PERSONAL)]
"""A stamp by its number, from 1; 0 stands for one that was erased."""
MurmurText = Annotated[str, Meta(max_length=MURMUR_MAX_CHARS, extra=PERSONAL)]
Label = Annotated[str, Meta(min_length=1, max_length=LABEL_MAX_CHARS)]
"""A text that an admin wrote for everybody (floor, zone, chime): not personal."""
Reading = Annotated[str, Meta(max_length=LABEL_MAX_CHARS)]
"""A label in hiragana, for whoever cannot read it yet; empty where it needs none."""
StrokeId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{8}\Z")]
"""Drawn by lot by whoever draws, so that they know their stroke again; one on a page."""
WhiteboardId = Annotated[str, _ID]
SpotX = Annotated[int, Meta(ge=0, le=WHITEBOARD_WIDTH)]
SpotY = Annotated[int, Meta(ge=0, le=WHITEBOARD_HEIGHT)]
PageNumber = Annotated[int, Meta(ge=0, lt=WHITEBOARD_PAGES_MAX)]
SpotStep = Annotated[int, Meta(ge=-WHITEBOARD_WIDTH, le=WHITEBOARD_WIDTH)]
Points = Annotated[tuple[SpotStep, ...], Meta(max_length=STROKE_MAX_NUMBERS, extra=PERSONAL)]
"""x0, y0, then dx, dy to each following point, in spots. A hand that writes is personal."""
Writing = Annotated[str, Meta(min_length=1, max_length=WRITING_MAX_CHARS, extra=PERSONAL)]
LookReason = Annotated[str, Meta(min_length=1, max_length=LOOK_REASON_MAX_CHARS, extra=PERSONAL)]
"""Why somebody reads what is not theirs."""
SchoolCode = Annotated[str, Meta(max_length=20)]

ERASED_TEXT: Final = "（削除済み）"
