"""What the page shows of a chat: as JSON for its script, and in words for both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.desk.chat.logins import Offer
from bot.desk.chat.standing import ChatState
from bot.desk.chat.talk import Word
from bot.desk.chat.visits import Visitor
from bot.domain.text.file_words import file_words
from bot.language import say

DOOR, CODE, LOGIN, TALK, ENDED = "door", "code", "login", "talk", "ended"


@dataclass(frozen=True)
class Shown:
    """A chat as one browser may see it now."""

    visitor: Visitor
    state: ChatState
    words: Sequence[Word]
    login: Offer | None = None  # what this browser is offered of the bank's own login

    @property
    def view(self) -> str:
        """Which part of the page is shown."""
        if not self.state.is_open:
            return ENDED
        if self.visitor.login_needed:
            return LOGIN
        return CODE if self.visitor.code_needed else TALK

    @property
    def with_whom(self) -> str:
        """Whom one talks to."""
        if self.state.is_open and self.state.who and self.state.team:
            return say(
                "You are talking to {who}, {team}.", who=self.state.who, team=self.state.team
            )
        if self.state.is_open and self.state.who:
            return say("You are talking to {who}.", who=self.state.who)
        return say("A private chat that only you and our staff can read.")

    @property
    def writing(self) -> str:
        """That somebody writes."""
        return say("Somebody is writing…") if self.state.is_open and self.state.writes else ""

    @property
    def opens_at(self) -> datetime | None:
        """The moment that ``promise`` names, where it names one."""
        return self.state.opens_at if self.state.is_open and not self.state.is_done else None

    @property
    def promise(self) -> str:
        """How long an answer takes, or when somebody is there; ``{time}`` stands for ``opens_at``. Of a chat
        that is over, nothing."""
        if not self.state.is_open:
            return ""
        if self.state.is_done:
            return say("We think that this is done. If it is not, write here and we go on.")
        if self.state.opens_at is None:
            return self.state.promise
        return say(
            "Nobody is here just now. We are back {time}. Write all the same: nothing is lost.",
            time="{time}",
        )

    @property
    def earlier(self) -> str:
        """Why what was said before is not there."""
        if not self.state.hides_earlier or self.visitor.code_needed:
            return ""
        return say(
            "What was said before you opened this page is not shown here, because the link stood in "
            "public. Our staff have it all: ask, and they say it again."
        )

    def as_json(self) -> dict[str, Any]:
        """The same for the page's script."""
        return {
            "view": self.view,
            "with": self.with_whom,
            "writing": self.writing,
            "earlier": self.earlier,
            "trouble": self.state.code_trouble,
            "promise": self.promise,
            "opens_at": iso(self.opens_at) if self.opens_at else None,
            "words": [word_as_json(word) for word in self.words],
        }


def word_as_json(word: Word) -> dict[str, Any]:
    """One text of the chat."""
    return {
        "number": word.number,
        "mine": word.is_customer,
        "who": by_whom(word),
        "text": word.text,
        "at": iso(word.at),
        "seen": word.seen,
        "key": word.client_key,
        "file": file_as_json(word),
    }


def file_as_json(word: Word) -> dict[str, str] | None:
    """What the customer sent in place of words: what it is, its name, where it can be fetched for a while."""
    if word.file is None:
        return None
    gone = word.file.erased_at is not None
    return {
        "told": file_words(word.file.kind, size=word.file.size),
        "name": word.file.name,
        "href": "" if gone else f"/chat/file/{word.number}",
    }


def by_whom(word: Word) -> str:
    """Who said it: first name and team, or the customer."""
    if word.is_customer:
        return say("You")
    if word.who and word.team:
        return say("{who}, {team}", who=word.who, team=word.team)
    return word.who or word.team or say("Our staff")


def iso(moment: datetime) -> str:
    """The moment for a machine: the page shows it in the reader's own zone."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
