"""What entries of the trail say of the secure chat, where a digest reads them back. Never a word of it."""

from bot.domain.records.chat import ChatRoute, Unlocked
from bot.domain.records.trail.parts import Details
from bot.domain.records.trail.verbs import Trail


class ChatInvited(Details):
    """An invitation is on its way, by a message of ours."""

    verb = Trail.CHAT_INVITED
    invitation: int | None = None
    route: ChatRoute
    reply: int | None = None


class ChatEntered(Details):
    """A browser proved to be the customer's."""

    verb = Trail.CHAT_ENTERED
    invitation: int | None = None
    session: int | None = None
    how: Unlocked
    again: bool = False  # the customer had come before


class ChatRated(Details):
    """What the customer said at the end: of several times the last counts."""

    verb = Trail.CHAT_RATED
    invitation: int | None = None
    solved: bool | None = None
    stars: int | None = None


class ChatNeverCame(Details):
    """The link ran out, and nobody had come by it."""

    verb = Trail.CHAT_NEVER_CAME
    invitation: int | None = None
    route: ChatRoute
