"""What entries of the trail say of our answers; see ``trail_details``."""

from bot.domain.records.answers.looked import Looked
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.trail.parts import Details, Moment
from bot.domain.records.trail.verbs import Trail


class ReplyPublished(Details):
    """An answer of ours is out."""

    verb = Trail.REPLY_PUBLISHED
    reply: int | None = None
    reference: str = ""
    text_sha256: str = ""
    # When, and as which message: the reply says so too, until somebody said that it was no answer.
    at: Moment | None = None
    message: int | None = None


class ReplyPostPublished(Details):
    """A further post of an answer that is published as several is out."""

    verb = Trail.REPLY_POST_PUBLISHED
    reply: int | None = None
    reference: str = ""
    part: int = 0
    parts: int = 0
    at: Moment | None = None
    message: int | None = None


class ReplyTakenOver(Details):
    """Somebody answers who took the form from a colleague; perhaps begun in another case."""

    verb = Trail.REPLY_TAKEN_OVER
    from_: str
    began_in: int | None = None


class DraftTakenOver(Details):
    """What a colleague had begun to write was taken over."""

    verb = Trail.DRAFT_TAKEN_OVER
    from_: str


class AnsweredElsewhere(Details):
    """Somebody answered in the platform's own app."""

    verb = Trail.ANSWERED_ELSEWHERE
    message: int | None = None
    by_hand: bool = False  # and said so here, before we saw it there


class AnswerWas(Details):
    """What an answer in the platform's own app was, if it was no answer."""

    verb = Trail.ANSWER_WAS
    message: int | None = None
    purpose: str = ""


class AnswerLookedUp(Details):
    """Whether an answer that a person told of is on the platform; or that nobody looked."""

    verb = Trail.ANSWER_LOOKED_UP
    message: int | None = None
    found: Looked = Looked.NOBODY_LOOKED
    recorded: Moment | None = None  # as of when it counted, where it was given before that


class AnswerOwed(Details):
    """Our only answer is gone, and one is owed again: from then on, to the customer's last word."""

    verb = Trail.ANSWER_OWED
    message: int | None = None  # the answer that is gone
    waits: int | None = None
    surface: str = "public"


class AnswerLeft(Details):
    """Our only answer is gone, and the customer was answered all the same."""

    verb = Trail.ANSWER_LEFT
    message: int | None = None


class AnswerFollowed(Details):
    """An answer to a case that had gone on in this one was published afterwards."""

    verb = Trail.ANSWER_FOLLOWED
    reply: int | None = None
    from_: int | None = None
    at: Moment
    seen_until: Moment
    purpose: Purpose
    surface: str
    in_chat: bool = False


class ApprovalAsked(Details):
    """An answer waits for a second person."""

    verb = Trail.APPROVAL_ASKED
    surface: str = "public"
    reply: int | None = None
    because: list[str] = []
    asked_of: list[str] = []
    text_sha256: str = ""


class ApprovalDecided(Details):
    """The second person has decided; or nobody did, and it waits no more."""

    verb = Trail.APPROVAL_DECIDED
    surface: str = "public"
    reply: int | None = None
    decision: str = ""
    asked_sha256: str = ""  # the fingerprint of the words that were asked for
    text_sha256: str = ""  # and of those that were approved, which are those that go out
