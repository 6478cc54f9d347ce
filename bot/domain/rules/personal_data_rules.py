"""personal_data.toml: the bank's own numbers and addresses, known numbers of fraudsters, and how its own numbers look."""

import re
from collections.abc import Iterable

from pydantic import Field, field_validator

from bot.domain.frozen import Strict
from bot.domain.personal_data.banks_own import BanksOwn
from bot.domain.personal_data.contacts import FRAUD_NAME, known_contact
from bot.domain.personal_data.kinds import NEVER_SHOWN, Finding, Kind
from bot.domain.records.cases.case import Surface

_PICTURE = re.compile(r"[A-Za-z0-9#? ./-]{5,40}")
_LEAST_DIGITS = 4


class FraudNumber(Strict):
    """A number, address or account that is known to be a fraudster's. Table ``[[fraud]]``."""

    value: str
    name: str = Field(pattern=rf"^{FRAUD_NAME.pattern}$")

    @field_validator("value")
    @classmethod
    def _can_be_recognised(cls, given: str) -> str:
        return known_contact(given)


class Pattern(Strict):
    """What numbers look like that only this bank gives out. Table ``[[patterns]]``."""

    picture: str
    kind: Kind

    @field_validator("picture")
    @classmethod
    def _is_a_picture(cls, given: str) -> str:
        if not _PICTURE.fullmatch(given) or given.count("#") < _LEAST_DIGITS:
            raise ValueError(
                f"“{given}” is no picture of a number. Write # for a digit and ? for a letter, with at least four #, "
                "like “CRN-########”"
            )
        return given

    @field_validator("kind")
    @classmethod
    def _is_no_card(cls, given: Kind) -> Kind:
        if given in (Kind.CARD, Kind.CARD_CODE):
            raise ValueError(
                "Cards are found by their own rules, the same in every bank. Write another kind, such as "
                "“customer_number”"
            )
        return given


class PersonalDataRules(Strict):
    """personal_data.toml."""

    own: tuple[str, ...] = ()
    fraud: tuple[FraudNumber, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    shown_in_private: frozenset[Kind] = frozenset()

    @field_validator("shown_in_private")
    @classmethod
    def _may_be_seen(cls, kinds: frozenset[Kind]) -> frozenset[Kind]:
        if never := sorted(kinds & NEVER_SHOWN):
            raise ValueError(
                f"“{never[0]}” is shown to nobody: with it somebody could pay, or be taken for the customer. "
                "Take it out"
            )
        return kinds

    def hidden(self, findings: Iterable[Finding], surface: Surface) -> list[Finding]:
        """Those to be masked where such words stand; a fraudster's number has its name everywhere."""
        shown = self.shown_in_private if surface == Surface.PRIVATE else frozenset()
        return [each for each in findings if each.fraud or each.kind not in shown]

    @field_validator("own")
    @classmethod
    def _can_be_recognised(cls, contacts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(known_contact, contacts))

    def with_contacts(self, contacts: tuple[str, ...]) -> BanksOwn:
        """The same for whoever reads a text; ``contacts`` may be published, so they are the bank's own too."""
        return BanksOwn(
            contacts=frozenset((*self.own, *contacts)),
            fraud=tuple((each.value, each.name) for each in self.fraud),
            pictures=tuple((each.picture, each.kind) for each in self.patterns),
        )
