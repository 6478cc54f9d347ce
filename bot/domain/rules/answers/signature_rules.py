"""``[signature]`` of replies.toml: the initials of whoever wrote an answer, at its end."""

import re
from collections.abc import Collection
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.domain.frozen import Strict
from bot.domain.rules.answers.gate_rules import Surface
from bot.domain.rules.house.duty import SlackUser

INITIALS = "{initials}"
_LETTERS = r"[^\W\d_]{1,4}"
_ASIDE = re.compile(r"\([^)]*\)|\|.*")  # of a name in Slack: (she/her), | Northbank
_OF_ONE_WORD = 2


def _can_be_known_again(form: str) -> str:
    if form and (form.count(INITIALS) != 1 or re.search(r"[{}]", form.replace(INITIALS, ""))):
        raise ValueError(f"“{form}” has to hold {INITIALS} once. Write it like “^{INITIALS}”")
    if form and not re.search(r"[^\w\s]", form.replace(INITIALS, "")):
        raise ValueError(
            f"“{form}” cannot be told from a word. Put a sign into it, like “^{INITIALS}”"
        )
    return form.strip()


Form = Annotated[str, Field(max_length=30), AfterValidator(_can_be_known_again)]


class SignatureRules(Strict):
    """Which answers end with whose initials, and how that looks."""

    add: Form = ""  # "^{initials}"; empty: nothing is added
    surfaces: tuple[Surface, ...] = ("public",)
    brands: dict[str, Form] = {}  # where it looks otherwise; empty: nothing there
    channels: dict[str, Form] = {}
    initials: dict[SlackUser, Annotated[str, Field(pattern=rf"^{_LETTERS}$")]] = {}

    def form(self, *, brand: str, channel: str, surface: Surface) -> str:
        """How it looks there: as the brand says, else the channel, else all; empty for none."""
        if surface not in self.surfaces:
            return ""
        return self.brands.get(brand, self.channels.get(channel, self.add))

    def of(self, slack_user_id: str, name: str) -> str:
        """Somebody's initials: as the bank has written them down, else of their name in Slack."""
        own = self.initials.get(slack_user_id)
        if own:
            return own
        words = [word for word in _ASIDE.sub(" ", name).split() if word[0].isalpha()]
        letters = words[0][:_OF_ONE_WORD] if len(words) == 1 else "".join(w[0] for w in words)
        found = re.match(_LETTERS, letters.upper())
        return found[0] if found else ""

    def ends(self, text: str) -> bool:
        """Whether a text ends as any of the forms would have it."""
        own = self.initials.values()
        return any(
            _are_capitals(found[1]) or found[1] in own
            for form in self._forms
            if (found := _any(form).search(text))
        )

    @property
    def _forms(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.add, *self.brands.values(), *self.channels.values())))


def signed(text: str, *, form: str, initials: str, known: Collection[str] | None = None) -> str:
    """The text with these initials at its end, in the place of any that stand there: of those that are known,
    else of any capitals. What is nothing, or whose initials nobody knows, stays as it is."""
    if not form or not initials or not text.strip():
        return text
    found, body = _any(form).search(text), text.strip()
    if found and (
        found[1] == initials or (_are_capitals(found[1]) if known is None else found[1] in known)
    ):
        body = text[: found.start()].strip()
    return f"{body} {form.replace(INITIALS, initials)}" if body else text


def _any(form: str) -> re.Pattern[str]:
    """After a blank, so that what is written with such a sign, like an e-mail, is no signature."""
    before, _, after = form.partition(INITIALS)
    return re.compile(rf"(?:^|\s+){re.escape(before)}({_LETTERS}){re.escape(after)}\s*$")


def _are_capitals(letters: str) -> bool:
    return letters == letters.upper()  # Arabic letters are always
