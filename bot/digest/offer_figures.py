"""Cases that were offered to one person after the other, in a report: how many offers, and how they ended."""

from collections import Counter

from sqlmodel import Session

from bot.digest.periods import Period
from bot.domain.frozen import Frozen
from bot.domain.records.offer import OfferEnd
from bot.domain.rules.digest_rules import DigestRule
from bot.language import say
from bot.storage.figures import offers
from bot.storage.figures.figure_rows import Scope

Row = tuple[str, str]  # label and value


class Offers(Frozen):
    """The offers of a period; of one that ended otherwise only that it was made."""

    made: int = 0
    taken: int = 0
    declined: int = 0
    lapsed: int = 0  # nobody pressed, or whoever was asked went away


def offered(session: Session, rule: DigestRule, period: Period) -> Offers:
    """Those that were made in the period, as they stand now."""
    scope = Scope(brands=rule.brands, teams=rule.teams)
    found: Counter[OfferEnd | None] = Counter(
        offers.ends(session=session, start=period.start, end=period.end, scope=scope)
    )
    return Offers(
        made=found.total(),
        taken=found[OfferEnd.CLAIMED],
        declined=found[OfferEnd.DECLINED],
        lapsed=found[OfferEnd.LAPSED] + found[OfferEnd.AWAY],
    )


def lines(found: Offers) -> tuple[Row, ...]:
    """One line; nothing where nobody was asked."""
    if not found.made:
        return ()
    told = say(
        "{count}: {taken} taken, {declined} declined, {lapsed} let lapse",
        count=f"{found.made:,}",
        taken=f"{found.taken:,}",
        declined=f"{found.declined:,}",
        lapsed=f"{found.lapsed:,}",
    )
    return ((say("Offered to one person at a time"), told),)
