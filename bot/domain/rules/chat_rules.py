"""How a customer is invited into the secure chat, and how its page shows the bank, as in chat.toml."""

from typing import Annotated

from pydantic import AfterValidator, Field

from bot.domain.frozen import Strict

_LINK = "{link}"


def _has_one_link(text: str) -> str:
    if text.count(_LINK) != 1:
        raise ValueError("must hold {link} once: the link stands in its place")
    return text


_Text = Annotated[str, AfterValidator(_has_one_link)]


class InvitationTexts(Strict):
    """What the customer gets, by how it reaches them."""

    direct: _Text
    public: _Text


class PageRules(Strict):
    """How the page shows the bank. Table ``[page]``."""

    colour: str = Field(pattern=r"^#[0-9a-fA-F]{6}$")
    logo: str = ""  # a picture's name, in the bank's own folder
    never: dict[str, tuple[str, ...]] = Field(min_length=1)  # what we never ask for, by language

    def never_in(self, language: str) -> tuple[str, ...]:
        """The sentences in this language, or else in the first that the bank has."""
        return self.never.get(language) or next(iter(self.never.values()))


class ChatRules(Strict):
    """chat.toml."""

    expires_hours: int = Field(ge=1, le=24 * 14)
    page: PageRules
    invitation: dict[str, InvitationTexts]

    def text(self, *, language: str, is_public: bool, link: str) -> str:
        """The invitation in this language, or else in the first that the bank has."""
        texts = self.invitation.get(language) or next(iter(self.invitation.values()))
        return (texts.public if is_public else texts.direct).replace(_LINK, link)
