"""How a customer is invited into the secure chat, and how its page shows the bank, as in chat.toml."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field

from bot.domain.frozen import Strict
from bot.domain.rules.chat_login import LoginRules

_LINK = "{link}"


def _has_one_link(text: str) -> str:
    if text.count(_LINK) != 1:
        raise ValueError("must hold {link} once: the link stands in its place")
    return text


def _has_no_link(text: str) -> str:
    if not text.strip() or "{" in text:
        raise ValueError("must be a sentence as it goes out, without a link")
    return text


_Text = Annotated[str, AfterValidator(_has_one_link)]
_Sentence = Annotated[str, AfterValidator(_has_no_link)]
_T = TypeVar("_T")


class InvitationTexts(Strict):
    """What the customer gets, by how it reaches them."""

    direct: _Text
    public: _Text


class WaitingTexts(Strict):
    """How a customer who is away is told that an answer waits. In public there is no link."""

    direct: _Text
    public: _Sentence


class AnswerWaits(Strict):
    """When an answer that the customer has not seen is worth a word. Table ``[answer_waits]``."""

    after_minutes: int = Field(ge=1, le=60 * 24)
    by_itself: bool = False  # whether they are told although nobody pressed
    text: dict[str, WaitingTexts] = Field(min_length=1)


class PageRules(Strict):
    """How the page shows the bank. Table ``[page]``."""

    colour: str = Field(pattern=r"^#[0-9a-fA-F]{6}$")
    logo: str = ""  # a picture's name, in the bank's own folder
    never: dict[str, tuple[str, ...]] = Field(min_length=1)  # what we never ask for, by language

    def never_in(self, language: str) -> tuple[str, ...]:
        """The sentences in this language, or else in the first that the bank has."""
        return in_language(self.never, language)


class FileRules(Strict):
    """What a customer may send besides words. Table ``[files]``."""

    on: bool
    largest_mb: int = Field(ge=1, le=20)
    most: int = Field(ge=1, le=100)  # in one chat
    most_megapixels: int = Field(ge=1, le=100)

    @property
    def largest(self) -> int:
        """The same in bytes."""
        return self.largest_mb * 1_000_000


class ChatRules(Strict):
    """chat.toml."""

    expires_hours: int = Field(ge=1, le=24 * 14)
    page: PageRules
    login: LoginRules
    files: FileRules
    invitation: dict[str, InvitationTexts] = Field(min_length=1)
    reminder: dict[str, InvitationTexts] = Field(min_length=1)
    answer_waits: AnswerWaits
    closing_line: dict[str, _Sentence] = Field(min_length=1)
    first_line: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # to begin an answer with

    @property
    def lasts(self) -> timedelta:
        """For how long a link that was not used is good."""
        return timedelta(hours=self.expires_hours)

    def text(self, *, language: str, is_public: bool, link: str) -> str:
        """The invitation in this language, or else in the first that the bank has."""
        texts = in_language(self.invitation, language)
        return _linked(texts.public if is_public else texts.direct, link)

    def reminder_text(self, *, language: str, is_public: bool, link: str) -> str:
        """The reminder of the invitation."""
        texts = in_language(self.reminder, language)
        return _linked(texts.public if is_public else texts.direct, link)

    def waiting_text(self, *, language: str, is_public: bool, link: str) -> str:
        """That an answer waits."""
        texts = in_language(self.answer_waits.text, language)
        return texts.public if is_public else _linked(texts.direct, link)

    def closing_text(self, *, language: str) -> str:
        """The last public words of a talk that went on in private."""
        return in_language(self.closing_line, language)


def in_language(texts: Mapping[str, _T], language: str) -> _T:
    """What the bank has in this language, or else in the first that it has."""
    return texts.get(language) or next(iter(texts.values()))


def _linked(text: str, link: str) -> str:
    return text.replace(_LINK, link)
