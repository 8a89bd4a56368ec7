/**
 * The messages, made from the declarations in `protocol/` by `make generated`; a test fails when
 * this file is older than they are.
 */

/** What somebody answers to one question: choices by number, or a text, or nothing. */
export type Answer = [
  chosen: number[],
  text: string,
];

/** Where people appear. */
export interface Area {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** When the school is open. Holidays are listed days: replay asks no library what a holiday is. */
export interface Calendar {
  first_day: number;
  last_day: number;
  openings: Opening[];
  closed_days: number[];
  extra_days: ExtraDay[];
}

/** One bell. No floors named means every floor. */
export interface ChimeRule {
  chime: string;
  name: string;
  minute: number;
  weekdays: number[];
  floors: string[];
  sound: string;
  volume: number;
}

/** What somebody set for themselves. `calm` has quiet colours and little that moves; `still` only takes the motion away. `shown` means that what would sound is shown instead. Whoever has `toured` was led round, or wanted not to be. */
export type Comfort = [
  language?: 'ja' | 'ja-easy' | 'en',
  text_percent?: number,
  calm?: boolean,
  still?: boolean,
  shown?: boolean,
  volume?: number,
  letter_keys?: boolean,
  toured?: boolean,
];

/** A way to another floor: standing on or beside it, one may go through to its partner. */
export interface Door {
  door: string;
  x: number;
  y: number;
  w: number;
  h: number;
  to_floor: string;
  to_door: string;
}

/** A door is gone. */
export type DropDoor = [
  kind: 'drop_door',
  door: string,
];

/** An object is gone. */
export type DropObject = [
  kind: 'drop_object',
  object: string,
];

/** A zone is gone. */
export type DropZone = [
  kind: 'drop_zone',
  zone: string,
];

/** A day that is open although its weekday or a holiday says otherwise; hours of `like_weekday`. */
export interface ExtraDay {
  day: number;
  like_weekday: number;
}

/** Everything that makes a floor. `wall` rows at the top are the back wall. `direct` allows letters to one person, `sounds` lets chimes be heard and not only seen. */
export interface FloorPlan {
  floor: string;
  name: string;
  yomi: string;
  theme: string;
  width: number;
  height: number;
  wall: number;
  objects: Placed[];
  zones: Zone[];
  doors: Door[];
  arrivals: Area[];
  chat: boolean;
  bubbles: boolean;
  calls: boolean;
  roles: ('pupil' | 'supporter' | 'teacher' | 'admin')[];
  capacity: number;
  direct?: boolean;
  sounds?: boolean;
}

/** What the timetable says of a lesson. `walk_in` lets pupils in who did not sign up. */
export interface LessonPlan {
  title: string;
  subject: string;
  teacher: string;
  floor: string;
  zone: string;
  starts_ms: number;
  minutes: number;
  capacity: number;
  content: string;
  code: string;
  walk_in: boolean;
  yomi?: string;
}

/** Where a letter stands in the log: its batch and its place in it. */
export type LineMark = [
  batch: number,
  index: number,
];

/** A paper doll's parts. Ornament and held item 0 are "none". */
export type Look = [
  hair: number,
  hair_colour: number,
  skin: number,
  cut: number,
  clothes_colour: number,
  ornament: number,
  held: number,
];

/** Somebody in a group, as the others see them. */
export type Member = [
  account: string,
  name: string,
  role: 'pupil' | 'supporter' | 'teacher' | 'admin',
];

/** An object stands there, so turned. */
export type MoveObject = [
  kind: 'move_object',
  object: string,
  x: number,
  y: number,
  w: number,
  h: number,
  facing: number,
];

/** A floor is open on `weekday` from minute `opens` (included) to `closes` (excluded), local time. */
export interface Opening {
  floor: string;
  weekday: number;
  opens: number;
  closes: number;
}

/** A thing on a floor. x, y, w, h is its footprint on the ground, in tiles. `facing` counts quarter turns clockwise. `target` is what a press opens, read by the kind: an https address of a `link`, the id of an upload of a `document` or `picture`, of a survey of a `survey_box`. */
export interface Placed {
  object: string;
  kind: string;
  x: number;
  y: number;
  w: number;
  h: number;
  text: string;
  facing?: number;
  target?: string;
}

/** What a post says and when. A day of 0 is none: up at once, up until dropped, no event. Days are those of the school's own zone; a post hangs on both `from_day` and `until_day`. */
export type PostContent = [
  title: string,
  text: string,
  from_day: number,
  until_day: number,
  event_day: number,
  pinned: boolean,
];

/** A door is new or leads there now. */
export type PutDoor = [
  kind: 'put_door',
  door: Door,
];

/** A new object stands here. */
export type PutObject = [
  kind: 'put_object',
  placed: Placed,
];

/** A zone is new or looks like this now. */
export type PutZone = [
  kind: 'put_zone',
  zone: Zone,
];

/** One question; one that is not `needed` may be left out. */
export type Question = [
  kind: 'single' | 'multiple' | 'scale' | 'text',
  text: string,
  choices: string[],
  needed: boolean,
];

/** People appear in these places. */
export type SetArrivals = [
  kind: 'set_arrivals',
  arrivals: Area[],
];

/** The floor is called and looks like this. */
export type SetFace = [
  kind: 'set_face',
  name: string,
  yomi: string,
  theme: string,
];

/** Who may enter, how many, and what they may do here. */
export type SetRules = [
  kind: 'set_rules',
  roles: ('pupil' | 'supporter' | 'teacher' | 'admin')[],
  capacity: number,
  chat: boolean,
  direct: boolean,
  bubbles: boolean,
  calls: boolean,
  sounds: boolean,
];

/** The floor is so large; `wall` rows at the top are the back wall. */
export type SetSize = [
  kind: 'set_size',
  width: number,
  height: number,
  wall: number,
];

/** What is asked and when. `opens_ms` of 0 is at once, `closes_ms` of 0 when staff close it. */
export type SurveyContent = [
  title: string,
  about: string,
  named: boolean,
  opens_ms: number,
  closes_ms: number,
  questions: Question[],
];

/** An object says this and opens that. */
export type WriteObject = [
  kind: 'write_object',
  object: string,
  text: string,
  target: string,
];

/** A named part of a floor: what search answers with. It may forbid what its floor allows. */
export interface Zone {
  zone: string;
  name: string;
  x: number;
  y: number;
  w: number;
  h: number;
  calls?: boolean;
  sounds?: boolean;
  yomi?: string;
}

/** The fields of each command, in the order in which they are sent. */
export interface Commands {
  /** Register a person. `name` is the nickname others see; the rest is for admins only. */
  AddAccount: [account: string, role: 'pupil' | 'supporter' | 'teacher' | 'admin', name: string, real_name: string, home_school: string];
  /** Add a floor. */
  AddFloor: [plan: FloorPlan];
  /** Let somebody into a group one belongs to. */
  AddToGroup: [group: string, account: string];
  /** The shell has stored and checked what a person sent. */
  AddUpload: [upload: string, account: string, sha256: string, preview: string, kind: 'jpeg' | 'png' | 'webp' | 'pdf', size_bytes: number, width_px: number, height_px: number, title: string];
  /** Tell somebody who called that I am coming. */
  AnswerHelp: [account: string];
  /** Say yes or no to somebody who knocks. */
  AnswerKnock: [account: string, yes: boolean];
  /** Open the talk one is invited to, or say that one does not want it now. */
  AnswerOffer: [yes: boolean];
  /** Answer a survey, once, in the order of its questions. */
  AnswerSurvey: [survey: string, answers: Answer[]];
  /** Ask for a talk that nobody else can notice. */
  AskForCounselling: [];
  /** ひとりになる: no talk with anybody, until one comes back to the status from before. */
  BeAlone: [on: boolean];
  /** A server took over the log. Always its first command: it fences the writer before it. */
  BeginEpoch: [];
  /** Call a supporter to me. */
  CallForHelp: [];
  /** I do not want it, or cannot; or I have read that the other one cannot. Only for its own people, and a wish also for those who may counsel: to everybody else there is no such booking. */
  CancelBooking: [booking: string];
  /** Take a lesson out of the timetable. */
  CancelLesson: [lesson: string];
  /** Replace what is planned, if it is still as it was. A lesson that is being held stays in its room and at its start. */
  ChangeLesson: [lesson: string, plan: LessonPlan, link: string, over: string];
  /** Have all of this so, wherever one logs in. */
  ChooseComfort: [comfort: Comfort];
  /** Have an extra, as far as staff let one, or do without it. One at a time: a list of all would undo what another device has just chosen. */
  ChooseExtra: [extra: 'stamps' | 'desk' | 'garden' | 'seasons' | 'today' | 'goodbye', on: boolean];
  /** Dress the avatar. */
  ChooseLook: [look: Look];
  /** One of the times that were offered. */
  ChooseTime: [booking: string, at_ms: number];
  /** Take off all that one drew on a page; for staff everything of everybody. */
  ClearPage: [board: string, page: number, rubbing: string, everything: boolean];
  /** Somebody has been helped. */
  CloseHelp: [account: string];
  /** I have read a notice: it need not be shown to me again. */
  CloseNotice: [notice: string];
  /** A report has been looked after. */
  CloseReport: [report: string];
  /** Take no more answers. */
  CloseSurvey: [survey: string];
  /** Look at no whiteboard any more. */
  CloseWhiteboard: [];
  /** Add a floor like another one, without its doors. */
  CopyFloor: [floor: string, name: string, yomi: string];
  /** Say no during the countdown: this overlap opens no call. */
  DeclineCall: [];
  /** Keep a person from logging in; ends a running stay. */
  DisableAccount: [account: string];
  /** The shell lost the connection of this session: silence, a closed socket or a leave beacon. */
  Disconnect: [account: string, session: string];
  /** Leave a whole stroke or shape on a page. */
  Draw: [board: string, page: number, stroke: string, pen: 'pen' | 'marker' | 'line' | 'arrow' | 'box' | 'oval', ink: 'black' | 'red' | 'blue' | 'green' | 'orange' | 'purple', width: number, points: number[]];
  /** Remove a post for good: one's own, for an admin anybody's. */
  DropPost: [post: string];
  /** Remove a closed survey; its answers can be read no more. */
  DropSurvey: [survey: string];
  /** Change parts of a floor, all of them or none. */
  EditFloor: [floor: string, changes: (PutObject | MoveObject | WriteObject | DropObject | PutZone | DropZone | PutDoor | DropDoor | SetArrivals | SetFace | SetSize | SetRules)[]];
  /** Write a post anew, if it is still as it was: one's own, for an admin anybody's. */
  EditPost: [post: string, content: PostContent, yomi: string, over: string];
  /** The shell has opened the box of a closed anonymous survey: these lay in it. */
  EmptyBox: [survey: string, ballots: string[]];
  /** Let a disabled person log in again. */
  EnableAccount: [account: string];
  /** Staff end somebody's session for today. */
  EndSession: [account: string];
  /** Go to a floor, from the desk or from another floor. */
  EnterFloor: [floor: string];
  /** Remove a person for ever. The shell destroys the person's key once this is in the log. */
  EraseAccount: [account: string];
  /** Go to a place a few tiles from somebody, on whatever floor they are; it starts no call. */
  GoNear: [account: string];
  /** Leave one's own call for that of somebody one stands with; a call with them opens after the dwell, as for everybody who walks up. */
  GoOver: [to: string];
  /** Go through a door one stands at. */
  GoThrough: [door: string];
  /** Put a picture or a PDF behind the pages, or take it away. */
  HangMaterial: [board: string, upload: string];
  /** Walk straight on for up to two seconds, as keys or a stick are held; 0, 0 stops. */
  Head: [dx: number, dy: number];
  /** Hear nothing of somebody any more. */
  HidePerson: [account: string];
  /** Leave the call one is in. It does not open again until one has walked apart. */
  LeaveCall: [];
  /** End the talk. Both come back. */
  LeaveCounselling: [];
  /** Go out of a group. */
  LeaveGroup: [group: string];
  /** Stay among those who are in the call now, or let others come in again. */
  LockCall: [locked: boolean];
  /** Leave the school now. */
  LogOut: [];
  /** Make a group of oneself and others. */
  MakeGroup: [name: string, members: string[]];
  /** Ask the pupils something. Questions do not change once they are asked. */
  MakeSurvey: [content: SurveyContent];
  /** Everything in one of my talks is read. */
  MarkRead: [of: string];
  /** Put a speech bubble on the avatar; an empty text takes it away. */
  Murmur: [text: string];
  /** Give somebody of the staff the right to counsel, or take it back. */
  NameCounsellor: [account: string, on: boolean];
  /** Give one's group another name. */
  NameGroup: [group: string, name: string];
  /** Add an empty floor: walls, ground and a place to arrive. */
  NewFloor: [name: string, yomi: string, theme: string, width: number, height: number];
  /** The shell refused a request that the role of `account` may not make: method and path. */
  NoteForged: [account: string, asked: string];
  /** The shell shows the lines of a report to a supporter. */
  NoteReportRead: [account: string, report: string];
  /** The shell shows an admin (`by`) what was said in the talks of a pupil. */
  NoteTalksRead: [account: string, by: string, reason: string];
  /** The media plane gave a person an answer and then heard nothing of them. */
  NoteUnreachable: [account: string];
  /** Invite a pupil, who may have asked or not. */
  OfferCounselling: [account: string];
  /** Offer times for what a pupil wished for, or others than before. */
  OfferTimes: [booking: string, times: number[]];
  /** I open the meeting of the lesson I am in. */
  OpenMeeting: [];
  /** The shell has checked a login: let this person in, or say why not. */
  OpenSession: [account: string, session: string, device: 'chromebook' | 'ipad' | 'windows' | 'other'];
  /** Look at the whiteboard of an object on one's floor, or of one's call. */
  OpenWhiteboard: [object: string];
  /** Put a lesson into the timetable. Teachers plan their own lessons only. */
  PlanLesson: [plan: LessonPlan, link: string];
  /** Show somebody who called a place on the floor. Nothing moves by it. */
  PointAt: [account: string, x: number, y: number];
  /** Show somebody who called a button of their own screen. Nothing is pressed by it. */
  PointAtButton: [account: string, button: 'menu' | 'chat' | 'people' | 'floors' | 'status' | 'look' | 'settings' | 'help' | 'alone' | 'leave' | 'where' | 'zoom' | 'whole'];
  /** I point here. */
  PointOn: [board: string, page: number, x: number, y: number];
  /** Offer times to a pupil who did not wish for any. */
  ProposeTimes: [account: string, times: number[]];
  /** Let something stand in a place of one's own desk, or nothing. One place at a time: two quick presses must not undo each other. */
  PutOnDesk: [place: number, thing: number];
  /** Raise one's hand, or take it down. */
  RaiseHand: [up: boolean];
  /** The shell hands somebody every single answer of a survey: note it before. */
  ReadAnswers: [survey: string];
  /** I have looked at the board. The client says so when it shows it. */
  ReadBoard: [];
  /** The shell has a connection of this session (the first one, or one again). */
  Reconnect: [account: string, session: string];
  /** Do again what one took back last on a page, unless one did something else since. */
  RedoDrawing: [board: string, page: number];
  /** Do again what one has just taken back. */
  RedoEdit: [floor: string];
  /** Take somebody out of one's group: who made it may, and staff who belong to it. */
  RemoveFromGroup: [group: string, account: string];
  /** Take an upload away for good; refused while it hangs on a floor. */
  RemoveUpload: [upload: string];
  /** Give a person another nickname. */
  RenameAccount: [account: string, name: string];
  /** The shell makes a person a new login card: end a running stay, and note it. */
  RenewCard: [account: string];
  /** Bring somebody before the supporters: a letter, or what they said when I heard it. */
  Report: [about: string, place: 'person' | 'floor' | 'direct' | 'call' | 'drawing', heard_tick: number, letters: string[]];
  /** Bring what somebody else drew or wrote on the whiteboard before the supporters. Under cover one reports the other person (`Report`): what is drawn there is nobody else's to see. */
  ReportDrawing: [board: string, page: number, stroke: string];
  /** Close a floor for good. Those on it go to the desk. */
  RetireFloor: [floor: string];
  /** I look at the school again. */
  ReturnFromMeeting: [];
  /** Take strokes off a page: one's own, for staff anybody's. */
  RubOut: [board: string, page: number, rubbing: string, strokes: string[]];
  /** Say something to everybody on the floor. */
  Say: [text: string];
  /** Say something to the people in one's call. */
  SayInCall: [text: string];
  /** Say something to one person, wherever they are, or to one's group. */
  SayTo: [to: string, text: string];
  /** A notice stands on my screen. The client says so by itself. */
  SeeNotice: [notice: string];
  /** Show a text to the school or to some floors, also to those who come within `minutes`. */
  SendNotice: [text: string, floors: string[], minutes: number];
  /** Replace the whole calendar, if it is still as it was. */
  SetCalendar: [calendar: Calendar, over: string];
  /** Replace the whole list of chimes, if it is still as it was. */
  SetChimes: [rules: ChimeRule[], over: string];
  /** Say what one sends into one's call, by one's own press. */
  SetMedia: [microphone: boolean, camera: boolean, screen: boolean];
  /** Say how one may be talked to. */
  SetTalkMode: [mode: 'open' | 'ask' | 'closed'];
  /** Turn 見ているだけ on or off. */
  SetWatching: [on: boolean];
  /** Show a picture above one's avatar. */
  ShowEmote: [emote: 'clap' | 'heart' | 'smile' | 'laugh' | 'surprised' | 'thinking' | 'sad' | 'good' | 'question' | 'wave'];
  /** Hear somebody again. */
  ShowPerson: [account: string];
  /** Let others know how one is. */
  ShowStatus: [status: 'none' | 'open_to_talk' | 'focusing' | 'resting' | 'quiet'];
  /** Take a seat in a lesson. */
  SignUp: [lesson: string];
  /** Send a stamp to one person or to one's group. */
  StampTo: [to: string, stamp: number];
  /** I want no talk any more. */
  TakeAskingBack: [];
  /** I need no help any more. */
  TakeHelpBack: [];
  /** Take a reported stroke off its page, or everything that its person drew there. */
  TakeOffReported: [report: string, everything: boolean];
  /** Take back one's invitation to a pupil. */
  TakeOfferBack: [account: string];
  /** My pen is drawing this; the whole stroke follows when it is lifted. */
  TracePen: [board: string, page: number, stroke: string, pen: 'pen' | 'marker' | 'line' | 'arrow' | 'box' | 'oval', ink: 'black' | 'red' | 'blue' | 'green' | 'orange' | 'purple', width: number, points: number[]];
  /** Show a page to everybody who looks; staff alone, while they show a material. */
  TurnPage: [board: string, page: number];
  /** Take back the last thing one did oneself on a page. */
  UndoDrawing: [board: string, page: number];
  /** Take back one's own last edit of a floor, unless somebody has built on it. */
  UndoEdit: [floor: string];
  /** Walk to a place on the current floor. */
  WalkTo: [x: number, y: number];
  /** None of these times, but perhaps one of that day. */
  WishForAnother: [booking: string, day: number, half: 'morning' | 'afternoon'];
  /** I would like a talk on that day, before or after noon. */
  WishForTalk: [day: number, half: 'morning' | 'afternoon'];
  /** Give the seat back. */
  Withdraw: [lesson: string];
  /** Take a notice off everybody's screen. */
  WithdrawNotice: [notice: string];
  /** Keep an extra from somebody whom it would not do good, or let them have it again. */
  WithholdExtra: [account: string, extra: 'stamps' | 'desk' | 'garden' | 'seasons' | 'today' | 'goodbye', withheld: boolean];
  /** Leave a line of text on a page. */
  WriteOn: [board: string, page: number, stroke: string, ink: 'black' | 'red' | 'blue' | 'green' | 'orange' | 'purple', width: number, x: number, y: number, text: string];
  /** Put something on the board. `yomi` is how its title is read. */
  WritePost: [content: PostContent, yomi: string];
}

export type CommandTopic = keyof Commands;

/** What the server tells, by name. */
export interface Messages {
  /** Somebody sent a command that their role may not send, or asked for what it may not ask for. Nothing else happened. */
  AccessRefused: {
    topic: 'AccessRefused';
    account: string;
    command: string;
  };
  /** A person belongs to the school. */
  AccountAdded: {
    topic: 'AccountAdded';
    account: string;
    role: 'pupil' | 'supporter' | 'teacher' | 'admin';
    name: string;
    real_name: string;
    home_school: string;
  };
  /** A person cannot log in. */
  AccountDisabled: {
    topic: 'AccountDisabled';
    account: string;
  };
  /** A person can log in again. */
  AccountEnabled: {
    topic: 'AccountEnabled';
    account: string;
  };
  /** A person is gone; their sealed words can no longer be read. */
  AccountErased: {
    topic: 'AccountErased';
    account: string;
  };
  /** A person has another nickname from now on. Others are shown the person again. */
  AccountRenamed: {
    topic: 'AccountRenamed';
    account: string;
    name: string;
  };
  /** The person did something; noted at most once a minute, for the idle logout. */
  ActivitySeen: {
    topic: 'ActivitySeen';
    account: string;
  };
  /** The pupil `account` asks the counsellor `to` for another day. */
  AnotherWished: {
    topic: 'AnotherWished';
    account: string;
    to: string;
    booking: string;
    day: number;
    half: 'morning' | 'afternoon';
  };
  /** Your answer is kept; you cannot answer again. */
  AnswerTaken: {
    topic: 'AnswerTaken';
    survey: string;
  };
  /** `account` was handed every single answer of a survey. */
  AnswersRead: {
    topic: 'AnswersRead';
    account: string;
    survey: string;
  };
  /** A member is out of reach of the others and leaves the call at `leaves_tick` unless they return. */
  ApartBegan: {
    topic: 'ApartBegan';
    call: string;
    account: string;
    leaves_tick: number;
  };
  /** A member came back into reach. */
  ApartEnded: {
    topic: 'ApartEnded';
    call: string;
    account: string;
  };
  /** A pupil wants no talk any more. */
  AskingTakenBack: {
    topic: 'AskingTakenBack';
    account: string;
  };
  /** Somebody is not on your floor any more. */
  AvatarGone: {
    topic: 'AvatarGone';
    avatar: number;
  };
  /** Somebody is on your floor: all that may be known of them there. */
  AvatarShown: {
    topic: 'AvatarShown';
    avatar: number;
    account: string;
    name: string;
    role: 'pupil' | 'supporter' | 'teacher' | 'admin';
    look: Look;
    status: string;
    watching: boolean;
    start_tick: number;
    path: number[];
    murmur: string;
    murmur_until: number;
    away: boolean;
  };
  /** `account` has put an anonymous answer into a box; shown as an `AnswerTaken`. Nobody can read it once the box is emptied: its key is gone. */
  BallotCast: {
    topic: 'BallotCast';
    account: string;
    survey: string;
    box: string;
    ballot: string;
  };
  /** One of the answers that lay in a box; whose it was can be told no more. */
  BallotCounted: {
    topic: 'BallotCounted';
    survey: string;
    ballot: string;
  };
  /** Two of different calls stand in one place: from `from_tick` on either may go over. It ends as an overlap does. */
  BesideShown: {
    topic: 'BesideShown';
    account: string;
    to: string;
    from_tick: number;
  };
  /** `account` has seen all that hangs on the board; every device of theirs clears its mark. */
  BoardRead: {
    topic: 'BoardRead';
    account: string;
  };
  /** `by` does not want it or cannot. It stays for the other one to read, without a reason. */
  BookingCalledOff: {
    topic: 'BookingCalledOff';
    account: string;
    to: string;
    booking: string;
    by: string;
  };
  /** A booking is no more. `to` is None where nobody had taken up the wish. */
  BookingEnded: {
    topic: 'BookingEnded';
    account: string;
    to: string | null;
    booking: string;
    ending: 'withdrawn' | 'unanswered' | 'put_away' | 'met' | 'not_now' | 'lapsed';
  };
  /** A booking is not yours to see any more. */
  BookingGone: {
    topic: 'BookingGone';
    booking: string;
  };
  /** Whether the invitation of a talk whose time has come is out: one of the two may still be on the way, or have gone again. */
  BookingInvited: {
    topic: 'BookingInvited';
    account: string;
    to: string;
    booking: string;
    on: boolean;
  };
  /** A talk that both agreed on begins in `minutes`; at 0 it has come. */
  BookingReminded: {
    topic: 'BookingReminded';
    account: string;
    to: string;
    booking: string;
    minutes: number;
  };
  /** A booking as its people see it. `to` is None while a wish waits for somebody to take it up, and where the counsellor called it off; `at_ms` is 0 until a time is chosen, `times` are those to choose from. */
  BookingShown: {
    topic: 'BookingShown';
    booking: string;
    account: string;
    name: string;
    to: string | null;
    to_name: string;
    stage: 'wished' | 'offered' | 'agreed' | 'soon' | 'due' | 'called_off';
    day: number;
    half: 'morning' | 'afternoon';
    times: number[];
    at_ms: number;
  };
  /** All answers of a box are counted. The shell destroys its key. */
  BoxEmptied: {
    topic: 'BoxEmptied';
    survey: string;
    box: string;
  };
  /** These are the school's hours from now on. */
  CalendarSet: {
    topic: 'CalendarSet';
    calendar: Calendar;
  };
  /** `account` wants no call from the overlap with `to`; both walk apart before the next one. */
  CallDeclined: {
    topic: 'CallDeclined';
    account: string;
    to: string;
  };
  /** A call is over: fewer than two people were left. */
  CallEnded: {
    topic: 'CallEnded';
    call: string;
  };
  /** `account` came up to `to`, whose call has no place left; they walk apart before the next try. */
  CallFull: {
    topic: 'CallFull';
    account: string;
    to: string;
  };
  /** A person is in a call; every member sees a `CallMemberShown`. */
  CallJoined: {
    topic: 'CallJoined';
    call: string;
    account: string;
  };
  /** A person is no longer in a call. They are told too. */
  CallLeft: {
    topic: 'CallLeft';
    call: string;
    account: string;
  };
  /** A member locked the call or opened it again. Outside nobody can tell a locked call. */
  CallLocked: {
    topic: 'CallLocked';
    account: string;
    call: string;
    locked: boolean;
  };
  /** A member of your call, as on its card. The look is known here also where nobody is seen on a floor. */
  CallMemberShown: {
    topic: 'CallMemberShown';
    call: string;
    account: string;
    name: string;
    staff: boolean;
    look: Look;
  };
  /** A call is open. Its members join by events of their own in the same tick. */
  CallStarted: {
    topic: 'CallStarted';
    call: string;
    floor: string;
  };
  /** A person has new words or a new code; the ones before open nothing. */
  CardRenewed: {
    topic: 'CardRenewed';
    account: string;
  };
  /** A chime rang. `minute_stamp` (local minutes since 1970) keeps it from ringing twice. */
  ChimeRang: {
    topic: 'ChimeRang';
    chime: string;
    name: string;
    sound: string;
    volume: number;
    floors: string[];
    minute_stamp: number;
  };
  /** These are the school's chimes from now on. */
  ChimesSet: {
    topic: 'ChimesSet';
    rules: ChimeRule[];
  };
  /** A floor closes in `minutes`. */
  ClosingWarned: {
    topic: 'ClosingWarned';
    floor: string;
    minutes: number;
    closes_at_ms: number;
  };
  /** Somebody wants it so from now on. Only they are told. */
  ComfortChosen: {
    topic: 'ComfortChosen';
    account: string;
    comfort: Comfort;
  };
  /** What you chose; before you ever did, `chosen` is false and the device's own holds. */
  ComfortShown: {
    topic: 'ComfortShown';
    chosen: boolean;
    comfort: Comfort;
  };
  /** Nothing is open with this pupil. */
  CounselleeGone: {
    topic: 'CounselleeGone';
    account: string;
  };
  /** A pupil who asked, was invited, or said not now. */
  CounselleeShown: {
    topic: 'CounselleeShown';
    account: string;
    name: string;
    asking: 'none' | 'asked' | 'offered' | 'declined';
    by: string | null;
    asked_ms: number;
  };
  /** A pupil would like a talk. */
  CounsellingAsked: {
    topic: 'CounsellingAsked';
    account: string;
  };
  /** A talk is over; its people come back as soon as they are connected. */
  CounsellingEnded: {
    topic: 'CounsellingEnded';
    call: string;
  };
  /** The counsellor `to` invites the pupil `account`. */
  CounsellingOffered: {
    topic: 'CounsellingOffered';
    account: string;
    to: string;
  };
  /** A pupil opened the talk they were invited to. Both go under cover in the same tick. */
  CounsellingOpened: {
    topic: 'CounsellingOpened';
    account: string;
    to: string;
    call: string;
  };
  /** Somebody may counsel from now on, or no longer. */
  CounsellorNamed: {
    topic: 'CounsellorNamed';
    account: string;
    on: boolean;
  };
  /** One is under cover, in this call, since this moment, at most until the school closes (0: when nobody knows); `closing_min` is the last warning of that, 0 before the first. The members are shown as those of any call. `said` counts what was said before, which comes by query. */
  CoverShown: {
    topic: 'CoverShown';
    call: string;
    since_ms: number;
    closes_ms: number;
    closing_min: number;
    said: number;
  };
  /** A person left floor and calls for a talk. Whoever else asks is told that they left. */
  Covered: {
    topic: 'Covered';
    account: string;
    session: string;
    call: string;
  };
  /** Somebody's desk looks like this. Only they and staff see it. */
  DeskArranged: {
    topic: 'DeskArranged';
    account: string;
    desk: number[];
  };
  /** You stand on no floor. `opens_at_ms` is the next opening if all is closed and it is known, else 0. */
  DeskShown: {
    topic: 'DeskShown';
    opens_at_ms: number;
  };
  /** A message between two people, as both see it: a text, or a stamp and no text. */
  DirectShown: {
    topic: 'DirectShown';
    message: string;
    account: string;
    account_name: string;
    to: string;
    to_name: string;
    sent_ms: number;
    text: string;
    stamp: number;
  };
  /** A durable command is in the log. Carries its sender's own id and nothing else. */
  Done: {
    topic: 'Done';
    command_id: number;
  };
  /** `account` reported what `about` drew; `line` is where that stands in the log. */
  DrawingReported: {
    topic: 'DrawingReported';
    account: string;
    report: string;
    about: string;
    floor: string;
    calls: string[];
    board: string;
    page: number;
    stroke: string;
    line: LineMark;
  };
  /** All that an erased person drew is off a board for good. */
  DrawingsForgotten: {
    topic: 'DrawingsForgotten';
    board: string;
    account: string;
  };
  /** A stroke or shape is on a page. */
  Drawn: {
    topic: 'Drawn';
    account: string;
    board: string;
    page: number;
    stroke: string;
    pen: 'pen' | 'marker' | 'line' | 'arrow' | 'box' | 'oval';
    ink: 'black' | 'red' | 'blue' | 'green' | 'orange' | 'purple';
    width: number;
    points: number[];
  };
  /** A stroke or shape is on a page of it. Its two people are shown `Drawn`. */
  DrawnInPrivate: {
    topic: 'DrawnInPrivate';
    account: string;
    board: string;
    page: number;
    stroke: string;
    pen: 'pen' | 'marker' | 'line' | 'arrow' | 'box' | 'oval';
    ink: 'black' | 'red' | 'blue' | 'green' | 'orange' | 'purple';
    width: number;
    seal: string;
    points: number[];
  };
  /** The connection was lost; the seat is kept. Attendance pauses here. */
  Dropped: {
    topic: 'Dropped';
    account: string;
    session: string;
  };
  /** Somebody's last undone edit of a floor holds again. */
  EditRedone: {
    topic: 'EditRedone';
    account: string;
    floor: string;
  };
  /** Somebody's last edit of a floor was taken back. */
  EditUndone: {
    topic: 'EditUndone';
    account: string;
    floor: string;
  };
  /** A picture stands above an avatar until the tick `until`, instead of the one before. */
  Emoted: {
    topic: 'Emoted';
    account: string;
    avatar: number;
    emote: 'clap' | 'heart' | 'smile' | 'laugh' | 'surprised' | 'thinking' | 'sad' | 'good' | 'question' | 'wave';
    until: number;
  };
  /** A server began to write. Whoever was connected to the one before counts as dropped at `until_ms`. */
  EpochStarted: {
    topic: 'EpochStarted';
    until_ms: number;
  };
  /** Somebody opened the meeting of their lesson: presence from here on is 推定. */
  ExternalMeetingOpened: {
    topic: 'ExternalMeetingOpened';
    account: string;
    lesson: string;
  };
  /** Somebody looks at the school again: presence is seen from here on. */
  ExternalMeetingReturned: {
    topic: 'ExternalMeetingReturned';
    account: string;
    lesson: string;
  };
  /** Somebody does without these from now on. */
  ExtrasChosen: {
    topic: 'ExtrasChosen';
    account: string;
    off: ('stamps' | 'desk' | 'garden' | 'seasons' | 'today' | 'goodbye')[];
  };
  /** Staff keep these from somebody from now on. */
  ExtrasWithheld: {
    topic: 'ExtrasWithheld';
    account: string;
    withheld: ('stamps' | 'desk' | 'garden' | 'seasons' | 'today' | 'goodbye')[];
  };
  /** The school has another floor. */
  FloorAdded: {
    topic: 'FloorAdded';
    plan: FloorPlan;
  };
  /** A floor lets nobody in before `opens_at_ms`, or ever if that is 0. */
  FloorClosed: {
    topic: 'FloorClosed';
    floor: string;
    opens_at_ms: number;
  };
  /** A floor was changed. Those on it are shown a `PlanChanged`. */
  FloorEdited: {
    topic: 'FloorEdited';
    account: string;
    floor: string;
    changes: (PutObject | MoveObject | WriteObject | DropObject | PutZone | DropZone | PutDoor | DropDoor | SetArrivals | SetFace | SetSize | SetRules)[];
  };
  /** A person stands on a floor. Others are shown an `AvatarShown`, made by sight. */
  FloorEntered: {
    topic: 'FloorEntered';
    account: string;
    avatar: number;
    floor: string;
    x: number;
    y: number;
  };
  /** A person's avatar is gone from a floor, with everything shown of them. */
  FloorLeft: {
    topic: 'FloorLeft';
    account: string;
    avatar: number;
    floor: string;
  };
  /** A floor lets people in until `closes_at_ms`. */
  FloorOpened: {
    topic: 'FloorOpened';
    floor: string;
    closes_at_ms: number;
  };
  /** A floor is no more. Nobody is on it. */
  FloorRetired: {
    topic: 'FloorRetired';
    floor: string;
  };
  /** The floor you stand on, before anybody on it; `avatar` is yours. */
  FloorShown: {
    topic: 'FloorShown';
    plan: FloorPlan;
    avatar: number;
  };
  /** `account` belongs to a group from now on, let in by `by`. */
  GroupJoined: {
    topic: 'GroupJoined';
    account: string;
    group: string;
    by: string;
  };
  /** `account` belongs to a group no longer, taken out by `by` or gone by themselves. */
  GroupLeft: {
    topic: 'GroupLeft';
    account: string;
    group: string;
    by: string;
  };
  /** There is a group, of one person so far. */
  GroupMade: {
    topic: 'GroupMade';
    account: string;
    group: string;
  };
  /** Somebody belongs to a group no longer; `owner` looks after it now. */
  GroupMemberGone: {
    topic: 'GroupMemberGone';
    group: string;
    account: string;
    owner: string;
  };
  /** Somebody belongs to a group, under this name. */
  GroupMemberShown: {
    topic: 'GroupMemberShown';
    group: string;
    account: string;
    name: string;
    role: 'pupil' | 'supporter' | 'teacher' | 'admin';
  };
  /** `account` gave a group its name, and the name is sealed as theirs. */
  GroupNamed: {
    topic: 'GroupNamed';
    account: string;
    group: string;
    name: string;
  };
  /** A group one belongs to. The name is empty when whoever gave it was erased. */
  GroupShown: {
    topic: 'GroupShown';
    group: string;
    name: string;
    owner: string;
    members: Member[];
  };
  /** A message to a group, as its members see it: a text, or a stamp and no text. */
  GroupTalkShown: {
    topic: 'GroupTalkShown';
    message: string;
    group: string;
    account: string;
    account_name: string;
    sent_ms: number;
    text: string;
    stamp: number;
  };
  /** A hand is up, or down again. It also comes down when its avatar leaves the floor. */
  HandRaised: {
    topic: 'HandRaised';
    account: string;
    avatar: number;
    up: boolean;
  };
  /** The supporter `by` is coming. */
  HelpAnswered: {
    topic: 'HelpAnswered';
    account: string;
    by: string;
  };
  /** Somebody calls for help from a place on a floor; no floor is the desk. */
  HelpAsked: {
    topic: 'HelpAsked';
    account: string;
    floors: string[];
    x: number;
    y: number;
  };
  /** The supporter `by` says that somebody has been helped. */
  HelpClosed: {
    topic: 'HelpClosed';
    account: string;
    by: string;
  };
  /** Somebody's call for help is over. */
  HelpGone: {
    topic: 'HelpGone';
    account: string;
  };
  /** Somebody calls for help: who, where (names, empty at the desk), since when, who answered. */
  HelpShown: {
    topic: 'HelpShown';
    account: string;
    name: string;
    floor: string;
    floor_name: string;
    zone: string;
    x: number;
    y: number;
    asked_ms: number;
    by: string;
  };
  /** Somebody needs no help any more. */
  HelpTakenBack: {
    topic: 'HelpTakenBack';
    account: string;
  };
  /** Somebody whom you have hidden. */
  HiddenShown: {
    topic: 'HiddenShown';
    of: string;
    name: string;
  };
  /** A floor's state when you arrive: open until, or closed until; 0 means not known. */
  HoursShown: {
    topic: 'HoursShown';
    floor: string;
    name: string;
    yomi: string;
    open: boolean;
    until_ms: number;
  };
  /** You are in this lesson. `link` is where it meets, or empty. */
  InLessonShown: {
    topic: 'InLessonShown';
    lesson: string;
    title: string;
    ends_ms: number;
    link: string;
    yomi: string;
  };
  /** `to` said yes to `account`: the call opens if they still stand together. */
  KnockAccepted: {
    topic: 'KnockAccepted';
    account: string;
    to: string;
  };
  /** The knock of `account` at `to` is over, for whatever reason; none comes before `again_tick`. */
  KnockEnded: {
    topic: 'KnockEnded';
    account: string;
    to: string;
    again_tick: number;
  };
  /** `account` said no to `of`, who is not told: the knock just ends when its time is over. */
  KnockRefused: {
    topic: 'KnockRefused';
    account: string;
    of: string;
  };
  /** `account` asks `to` for a talk; it is over at `ends_tick` if nobody says yes. */
  Knocked: {
    topic: 'Knocked';
    account: string;
    to: string;
    ends_tick: number;
  };
  /** A stay ended. After a drop, `present_until_ms` is the moment of the drop (wall clock). */
  Left: {
    topic: 'Left';
    account: string;
    session: string;
    cause: 'logout' | 'closing' | 'idle' | 'dropped' | 'removed' | 'moved_device' | 'restart';
    present_until_ms: number;
  };
  /** A lesson is being held. */
  LessonBegan: {
    topic: 'LessonBegan';
    lesson: string;
  };
  /** A lesson will not be held, or not to its end. */
  LessonCancelled: {
    topic: 'LessonCancelled';
    account: string;
    lesson: string;
  };
  /** A lesson is planned otherwise. */
  LessonChanged: {
    topic: 'LessonChanged';
    account: string;
    lesson: string;
    plan: LessonPlan;
  };
  /** A lesson is over; without a `LessonBegan` before it, nobody was there to hold it. */
  LessonEnded: {
    topic: 'LessonEnded';
    lesson: string;
  };
  /** Somebody is in a lesson, `late_ms` after it began. They are shown an `InLessonShown`. */
  LessonEntered: {
    topic: 'LessonEntered';
    account: string;
    lesson: string;
    late_ms: number;
  };
  /** A lesson is over or cancelled. */
  LessonGone: {
    topic: 'LessonGone';
    lesson: string;
    cancelled: boolean;
  };
  /** Somebody is not in a lesson any more. Whose line was lost was there until then. */
  LessonLeft: {
    topic: 'LessonLeft';
    account: string;
    lesson: string;
  };
  /** A lesson stands in the timetable. Everybody is shown a `TimetableChanged`. */
  LessonPlanned: {
    topic: 'LessonPlanned';
    account: string;
    lesson: string;
    plan: LessonPlan;
  };
  /** Whether the line of somebody in a talk is lost. */
  LineShown: {
    topic: 'LineShown';
    call: string;
    account: string;
    away: boolean;
  };
  /** A stay began, at the desk: no avatar yet. */
  LoggedIn: {
    topic: 'LoggedIn';
    account: string;
    session: string;
    device: 'chromebook' | 'ipad' | 'windows' | 'other';
  };
  /** A person is dressed anew. */
  LookChosen: {
    topic: 'LookChosen';
    account: string;
    look: Look;
  };
  /** `account` has read the talk `of`; every device of theirs clears its mark. */
  MarkedRead: {
    topic: 'MarkedRead';
    account: string;
    of: string;
  };
  /** This is behind the pages of a board now. */
  MaterialHung: {
    topic: 'MaterialHung';
    account: string;
    board: string;
    upload: string;
  };
  /** Whether one may counsel. */
  MayCounselShown: {
    topic: 'MayCounselShown';
    on: boolean;
  };
  /** What a member of a call sends from now on. */
  MediaSet: {
    topic: 'MediaSet';
    account: string;
    call: string;
    microphone: boolean;
    camera: boolean;
    screen: boolean;
  };
  /** Where the members of a call find each other. A browser has one receive slot fewer than a call has seats. The person in seat `s` shows in slot `(s - own - 1) mod 8` of whoever sits in `own`, so nobody's slot moves when others come and go. `screen` is who shows their screen, which has a slot of its own. */
  MediaSlots: {
    topic: 'MediaSlots';
    call: string;
    seats: (string | null)[];
    screen: string | null;
  };
  /** Whether there is a way for sound and picture at all, and if not, why. */
  MediaState: {
    topic: 'MediaState';
    up: boolean;
    reason: string;
  };
  /** A person's network let no sound and picture through; their calls go on without. The shell tells them: also somebody in a talk of whom nothing is written down. */
  MediaUnreachable: {
    topic: 'MediaUnreachable';
    account: string;
  };
  /** Where a lesson meets, or nowhere. Those who are in it are shown an `InLessonShown`. */
  MeetingSet: {
    topic: 'MeetingSet';
    lesson: string;
    link: string;
  };
  /** A person under cover has logged in anew, on this device; the talk goes on. */
  MovedUnderCover: {
    topic: 'MovedUnderCover';
    account: string;
    session: string;
    device: 'chromebook' | 'ipad' | 'windows' | 'other';
  };
  /** A bubble stands on an avatar until the tick `until`; an empty text took it away. */
  Murmured: {
    topic: 'Murmured';
    account: string;
    avatar: number;
    text: string;
    until: number;
  };
  /** The admin `by`, or the command line (None), gave that right or took it back. */
  NamingNoted: {
    topic: 'NamingNoted';
    account: string;
    by: string | null;
    on: boolean;
  };
  /** Somebody has read a notice; every device of theirs takes it away. */
  NoticeClosed: {
    topic: 'NoticeClosed';
    account: string;
    notice: string;
  };
  /** A notice was withdrawn or its time is over. Those in its scope are told. */
  NoticeEnded: {
    topic: 'NoticeEnded';
    notice: string;
    floors: string[];
  };
  /** A notice stood on somebody's screen. */
  NoticeSeen: {
    topic: 'NoticeSeen';
    account: string;
    notice: string;
  };
  /** An admin told something. Those in its scope are shown a `NoticeShown`. */
  NoticeSent: {
    topic: 'NoticeSent';
    account: string;
    notice: string;
    text: string;
    floors: string[];
    until_ms: number;
  };
  /** A notice to read, until `until_ms`; one that is only for `here` is gone on leaving. */
  NoticeShown: {
    topic: 'NoticeShown';
    notice: string;
    text: string;
    until_ms: number;
    here: boolean;
  };
  /** An invitation holds no more: the pupil did not want it, or it was taken back. */
  OfferEnded: {
    topic: 'OfferEnded';
    account: string;
    to: string;
    declined: boolean;
  };
  /** Two people who both allow a call stand in one place; a call opens at `opens_tick` if they stay. */
  OverlapBegan: {
    topic: 'OverlapBegan';
    account: string;
    to: string;
    opens_tick: number;
  };
  /** Two people no longer stand in one place, or one of them no longer allows a call. */
  OverlapEnded: {
    topic: 'OverlapEnded';
    account: string;
    to: string;
  };
  /** How far a pupil's own way to a talk has come, and who invites them (else empty). */
  OwnCounsellingShown: {
    topic: 'OwnCounsellingShown';
    asking: 'none' | 'asked' | 'offered' | 'declined';
    name: string;
  };
  /** How far one's own call for help has come, and the name of who answered it. */
  OwnHelpShown: {
    topic: 'OwnHelpShown';
    state: 'asked' | 'nobody_here' | 'answered' | 'closed' | 'taken_back';
    by: string;
  };
  /** All that `account` had drawn is off a page, or everything. */
  PageCleared: {
    topic: 'PageCleared';
    account: string;
    board: string;
    page: number;
    rubbing: string;
    everything: boolean;
  };
  /** Everybody who looks at the board looks at this page. */
  PageTurned: {
    topic: 'PageTurned';
    account: string;
    board: string;
    page: number;
  };
  /** Somebody's pen is drawing this. */
  PenTraced: {
    topic: 'PenTraced';
    account: string;
    board: string;
    page: number;
    stroke: string;
    pen: 'pen' | 'marker' | 'line' | 'arrow' | 'box' | 'oval';
    ink: 'black' | 'red' | 'blue' | 'green' | 'orange' | 'purple';
    width: number;
    points: number[];
  };
  /** `account` hears nothing of `of` any more. Only `account` is told. */
  PersonHidden: {
    topic: 'PersonHidden';
    account: string;
    of: string;
  };
  /** `account` hears `of` again. Only `account` is told. */
  PersonShownAgain: {
    topic: 'PersonShownAgain';
    account: string;
    of: string;
  };
  /** Your floor was changed so. */
  PlanChanged: {
    topic: 'PlanChanged';
    floor: string;
    changes: (PutObject | MoveObject | WriteObject | DropObject | PutZone | DropZone | PutDoor | DropDoor | SetArrivals | SetFace | SetSize | SetRules)[];
  };
  /** A supporter points at a place of your floor, or at a button: one of them is empty. */
  PointShown: {
    topic: 'PointShown';
    by: string;
    place: number[];
    button: string;
  };
  /** The supporter `by` points at a place on the floor of `account`. */
  PointedAt: {
    topic: 'PointedAt';
    account: string;
    by: string;
    x: number;
    y: number;
  };
  /** The supporter `by` points at a button of `account`. */
  PointedAtButton: {
    topic: 'PointedAtButton';
    account: string;
    by: string;
    button: 'menu' | 'chat' | 'people' | 'floors' | 'status' | 'look' | 'settings' | 'help' | 'alone' | 'leave' | 'where' | 'zoom' | 'whole';
  };
  /** Somebody points here. */
  PointedOn: {
    topic: 'PointedOn';
    account: string;
    board: string;
    page: number;
    x: number;
    y: number;
  };
  /** A post that hangs says something else. */
  PostChanged: {
    topic: 'PostChanged';
    post: string;
  };
  /** A post is no more. */
  PostDropped: {
    topic: 'PostDropped';
    account: string;
    post: string;
  };
  /** A post says something else. Others are shown a `PostChanged` if it hangs. */
  PostEdited: {
    topic: 'PostEdited';
    account: string;
    post: string;
    content: PostContent;
  };
  /** How the title of a post is read from now on; empty where it needs none. */
  PostReadingSet: {
    topic: 'PostReadingSet';
    account: string;
    post: string;
    yomi: string;
  };
  /** A post hangs on the board no more. */
  PostTakenDown: {
    topic: 'PostTakenDown';
    post: string;
  };
  /** A post of `account` hangs on the board from now on. */
  PostWentUp: {
    topic: 'PostWentUp';
    account: string;
    post: string;
  };
  /** Staff wrote a post. Others hear of it when it goes up. */
  PostWritten: {
    topic: 'PostWritten';
    account: string;
    post: string;
    content: PostContent;
  };
  /** There is a whiteboard in a talk. It goes with the talk. */
  PrivateBoardMade: {
    topic: 'PrivateBoardMade';
    board: string;
    account: string;
    call: string;
  };
  /** The server cannot store anything for the moment, so nothing can happen; or it can again. */
  ReadOnly: {
    topic: 'ReadOnly';
    on: boolean;
  };
  /** The answer to one command of one sender; `at_ms` is a moment the reason speaks of, or 0. */
  Refusal: {
    topic: 'Refusal';
    command_id: number;
    reason: string;
    at_ms: number;
  };
  /** A supporter has looked after a report. */
  ReportClosed: {
    topic: 'ReportClosed';
    account: string;
    report: string;
  };
  /** A person reported the other one of their talk. It is handed on when they are next here: from somebody who has logged out nothing could come. */
  ReportHeld: {
    topic: 'ReportHeld';
    account: string;
    report: string;
    about: string;
  };
  /** A supporter read the lines of a report. */
  ReportRead: {
    topic: 'ReportRead';
    account: string;
    report: string;
  };
  /** A report to look after: who, about whom, where. What was said comes by query. */
  ReportShown: {
    topic: 'ReportShown';
    report: string;
    account: string;
    name: string;
    about: string;
    about_name: string;
    place: 'person' | 'floor' | 'direct' | 'call' | 'drawing';
    floor_name: string;
    reported_ms: number;
  };
  /** `account` reported `about`. `lines` are letters, the last is what it is about; what was said on a floor or in a call stands in the log before, at the latest at `heard_tick`. */
  Reported: {
    topic: 'Reported';
    account: string;
    report: string;
    about: string;
    place: 'person' | 'floor' | 'direct' | 'call' | 'drawing';
    floors: string[];
    calls: string[];
    heard_tick: number;
    lines: LineMark[];
  };
  /** The connection is back inside the grace time; the pause does not count as absence. */
  Resumed: {
    topic: 'Resumed';
    account: string;
    session: string;
  };
  /** Strokes are off a page, until the rubbing is undone. */
  RubbedOut: {
    topic: 'RubbedOut';
    account: string;
    board: string;
    page: number;
    rubbing: string;
    strokes: string[];
  };
  /** What `account` had rubbed out, and then not, is off the page once more. */
  RubbingRedone: {
    topic: 'RubbingRedone';
    account: string;
    board: string;
    page: number;
    rubbing: string;
  };
  /** What `account` had rubbed out is there again, where it was. */
  RubbingUndone: {
    topic: 'RubbingUndone';
    account: string;
    board: string;
    page: number;
    rubbing: string;
  };
  /** Somebody said something to a floor. */
  Said: {
    topic: 'Said';
    account: string;
    avatar: number;
    floor: string;
    text: string;
  };
  /** Somebody said something to the people in a call. */
  SaidInCall: {
    topic: 'SaidInCall';
    account: string;
    call: string;
    text: string;
  };
  /** Somebody said something to a group. Its members are shown a `GroupTalkShown`. */
  SaidInGroup: {
    topic: 'SaidInGroup';
    account: string;
    group: string;
    message: string;
    text: string;
    before_batch: number;
    before_index: number;
  };
  /** Somebody said something to one person. Both are shown a `DirectShown`. The message before it is event `before_index` of batch `before_batch`; batch 0 is none. */
  SaidTo: {
    topic: 'SaidTo';
    account: string;
    to: string;
    message: string;
    text: string;
    before_batch: number;
    before_index: number;
  };
  /** Words of a talk, sealed under the pupil's key for counselling (`seal`). */
  SaidUnderCover: {
    topic: 'SaidUnderCover';
    account: string;
    call: string;
    seal: string;
    text: string;
  };
  /** You have a seat in this lesson. */
  SignUpShown: {
    topic: 'SignUpShown';
    lesson: string;
    title: string;
    floor: string;
    starts_ms: number;
    minutes: number;
    yomi: string;
  };
  /** A pupil has a seat in a lesson. The pupil is shown a `SignUpShown`. */
  SignedUp: {
    topic: 'SignedUp';
    account: string;
    lesson: string;
  };
  /** A stamp is on a pupil's card; a full card was put away first. */
  StampGiven: {
    topic: 'StampGiven';
    account: string;
    stamp: number;
  };
  /** Somebody sent a group a stamp. Its members are shown a `GroupTalkShown`. */
  StampedInGroup: {
    topic: 'StampedInGroup';
    account: string;
    group: string;
    message: string;
    stamp: number;
    before_batch: number;
    before_index: number;
  };
  /** Somebody sent one person a stamp. Both are shown a `DirectShown`. */
  StampedTo: {
    topic: 'StampedTo';
    account: string;
    to: string;
    message: string;
    stamp: number;
    before_batch: number;
    before_index: number;
  };
  /** A person is alone from now on; this is the status to come back to. */
  StatusPutAside: {
    topic: 'StatusPutAside';
    account: string;
    status: 'none' | 'open_to_talk' | 'focusing' | 'resting' | 'quiet';
  };
  /** A person's status is this until they choose another or leave. */
  StatusShown: {
    topic: 'StatusShown';
    account: string;
    status: 'none' | 'open_to_talk' | 'focusing' | 'resting' | 'quiet';
  };
  /** Your own card, desk and choices. `cards` are full and put away. */
  StayingShown: {
    topic: 'StayingShown';
    stamps: number[];
    cards: number;
    desk: number[];
    off: ('stamps' | 'desk' | 'garden' | 'seasons' | 'today' | 'goodbye')[];
    withheld: ('stamps' | 'desk' | 'garden' | 'seasons' | 'today' | 'goodbye')[];
  };
  /** A stroke that `account` took back is there again, where it was. */
  StrokeRedone: {
    topic: 'StrokeRedone';
    account: string;
    board: string;
    page: number;
    stroke: string;
  };
  /** `account` took a stroke of theirs back. */
  StrokeUndone: {
    topic: 'StrokeUndone';
    account: string;
    board: string;
    page: number;
    stroke: string;
  };
  /** `account` has answered a survey that asks for names; shown as an `AnswerTaken`. */
  SurveyAnswered: {
    topic: 'SurveyAnswered';
    account: string;
    survey: string;
    ballot: string;
  };
  /** A survey takes no more answers. */
  SurveyClosed: {
    topic: 'SurveyClosed';
    survey: string;
  };
  /** A survey is no more. The shell destroys the keys of its answers. */
  SurveyDropped: {
    topic: 'SurveyDropped';
    account: string;
    survey: string;
    box: string;
  };
  /** Staff made a survey. Pupils hear of it when it opens. */
  SurveyMade: {
    topic: 'SurveyMade';
    account: string;
    survey: string;
    box: string;
    content: SurveyContent;
  };
  /** A survey takes answers from now on. Everybody is shown a `SurveyShown`. */
  SurveyOpened: {
    topic: 'SurveyOpened';
    survey: string;
  };
  /** A survey that pupils may answer; its questions come by query. */
  SurveyShown: {
    topic: 'SurveyShown';
    survey: string;
    title: string;
  };
  /** How a person may be talked to from now on. */
  TalkModeSet: {
    topic: 'TalkModeSet';
    account: string;
    mode: 'open' | 'ask' | 'closed';
  };
  /** A pupil would like a talk on that day. */
  TalkWished: {
    topic: 'TalkWished';
    account: string;
    booking: string;
    day: number;
    half: 'morning' | 'afternoon';
  };
  /** An admin (`by`) read what was said in the talks of `account`, for this reason. */
  TalksRead: {
    topic: 'TalksRead';
    account: string;
    by: string;
    reason: string;
  };
  /** Both have agreed on a time. */
  TimeChosen: {
    topic: 'TimeChosen';
    account: string;
    to: string;
    booking: string;
    at_ms: number;
  };
  /** The counsellor `to` offers the pupil `account` times, in their order, for a booking that may be new. */
  TimesOffered: {
    topic: 'TimesOffered';
    account: string;
    to: string;
    booking: string;
    times: number[];
  };
  /** A lesson is new or planned otherwise. */
  TimetableChanged: {
    topic: 'TimetableChanged';
    lesson: string;
    title: string;
    floor: string;
    starts_ms: number;
    minutes: number;
    yomi: string;
  };
  /** A person came back from a talk, to the desk, as if they had just logged in. */
  Uncovered: {
    topic: 'Uncovered';
    account: string;
    session: string;
    device: 'chromebook' | 'ipad' | 'windows' | 'other';
    call: string;
  };
  /** What hangs on the board that you have not seen; the texts come by query. */
  UnreadPosts: {
    topic: 'UnreadPosts';
    posts: string[];
  };
  /** Somebody has written to you while you were away or busy; the texts come by query. */
  UnreadShown: {
    topic: 'UnreadShown';
    of: string;
    name: string;
    count: number;
  };
  /** There is something new to hang up. Its uploader is answered over HTTP. */
  UploadAdded: {
    topic: 'UploadAdded';
    upload: string;
    account: string;
    sha256: string;
    preview: string;
    kind: 'jpeg' | 'png' | 'webp' | 'pdf';
    size_bytes: number;
    width_px: number;
    height_px: number;
    title: string;
  };
  /** An upload is gone. The shell deletes its content unless another upload has the same. */
  UploadRemoved: {
    topic: 'UploadRemoved';
    upload: string;
    account: string;
    sha256: string;
    preview: string;
  };
  /** A pupil came for the first time on a local day. It waters the garden. */
  VisitCounted: {
    topic: 'VisitCounted';
    account: string;
    day: number;
  };
  /** An avatar set out along `path`; it stands at its first point on `start_tick`. */
  Walked: {
    topic: 'Walked';
    avatar: number;
    start_tick: number;
    path: number[];
  };
  /** A person only watches, or no longer does. */
  WatchingSet: {
    topic: 'WatchingSet';
    account: string;
    on: boolean;
  };
  /** The first message of a connection: who you are, what time it is, and the vocabulary. */
  Welcome: {
    topic: 'Welcome';
    version: number;
    tick: number;
    wall_ms: number;
    utc_offset_min: number;
    account: string;
    role: string;
    name: string;
    floor: string | null;
    watching: boolean;
    status: string;
    look: Look;
    look_chosen: boolean;
    commands: string[];
    messages: string[];
  };
  /** Somebody does not look at it any more, or may not. They are told too. */
  WhiteboardClosed: {
    topic: 'WhiteboardClosed';
    board: string;
    account: string;
  };
  /** Its call has ended or its object is no more. Nobody looks at it. */
  WhiteboardGone: {
    topic: 'WhiteboardGone';
    board: string;
  };
  /** There is a whiteboard for a call, or for an object on a floor. */
  WhiteboardMade: {
    topic: 'WhiteboardMade';
    board: string;
    account: string;
    call: string;
    floor: string;
    object: string;
  };
  /** Somebody looks at a whiteboard now; they are shown a `WhiteboardShown`. */
  WhiteboardOpened: {
    topic: 'WhiteboardOpened';
    board: string;
    account: string;
  };
  /** You look at this whiteboard; what is on its pages comes by query. */
  WhiteboardShown: {
    topic: 'WhiteboardShown';
    board: string;
    call: string;
    object: string;
    page: number;
    upload: string;
    here: string[];
  };
  /** The counsellor `to` answers what the pupil `account` wished of all who may counsel; from now on it belongs to the two. */
  WishTaken: {
    topic: 'WishTaken';
    account: string;
    to: string;
    booking: string;
  };
  /** A pupil has given the seat back. */
  Withdrew: {
    topic: 'Withdrew';
    account: string;
    lesson: string;
  };
  /** A line of text is on a page of it. Its two people are shown `WrittenOn`. */
  WrittenInPrivate: {
    topic: 'WrittenInPrivate';
    account: string;
    board: string;
    page: number;
    stroke: string;
    ink: 'black' | 'red' | 'blue' | 'green' | 'orange' | 'purple';
    width: number;
    x: number;
    y: number;
    seal: string;
    text: string;
  };
  /** A line of text is on a page. */
  WrittenOn: {
    topic: 'WrittenOn';
    account: string;
    board: string;
    page: number;
    stroke: string;
    ink: 'black' | 'red' | 'blue' | 'green' | 'orange' | 'purple';
    width: number;
    x: number;
    y: number;
    text: string;
  };
}

export type Topic = keyof Messages;
export type Message = Messages[Topic];
