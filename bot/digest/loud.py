"""What was loud in a period: signals, surges, and what was meant for others."""

from collections import defaultdict

from sqlmodel import Session

from bot.digest.consults import teams_asked
from bot.digest.offer_figures import offered
from bot.digest.periods import Period
from bot.digest.quality_figures import reviewed
from bot.digest.report import Gathered, Heard, Impostors, Misdirected
from bot.domain.records.messages.misdirection import MisdirectionKind
from bot.domain.rules.digest_rules import DigestRule
from bot.storage import surges
from bot.storage.figures.figure_rows import Scope
from bot.storage.triage import impostors as stored_impostors
from bot.storage.triage import misdirections, signals


def figures(session: Session, rule: DigestRule, period: Period) -> dict[str, object]:
    """All of it, by the name it has in a report; what specialist teams were asked, what was offered
    to whom, and what reviewers said."""
    return {
        "signals": signals_heard(session, rule, period),
        "surges": surges_gathered(session, rule, period),
        "misdirected": misdirected(session, rule, period),
        "impostors": impostors(session, rule, period),
        "asked": teams_asked(session, rule, period),
        "offers": offered(session, rule, period),
        "quality": reviewed(session, rule, period),
    }


def signals_heard(session: Session, rule: DigestRule, period: Period) -> tuple[Heard, ...]:
    """In how many cases each signal was heard."""
    scope = Scope(brands=rule.brands, teams=rule.teams)
    found = signals.counts(session=session, start=period.start, end=period.end, scope=scope)
    return tuple(Heard(title=title, cases=cases, taken_back=back) for title, cases, back in found)


def misdirected(session: Session, rule: DigestRule, period: Period) -> tuple[Misdirected, ...]:
    """How many cases were meant for another bank, or written to one, by whose handle; the most first."""
    scope = Scope(brands=rule.brands, teams=rule.teams)
    found = misdirections.found_between(
        session=session, start=period.start, end=period.end, scope=scope
    )
    cases: dict[tuple[MisdirectionKind, str], set[int]] = defaultdict(set)
    back: dict[tuple[MisdirectionKind, str], set[int]] = defaultdict(set)
    for row in found:
        key = (row.kind, f"@{row.handle}" if row.handle else row.bank)
        cases[key].add(row.case_id)
        if row.taken_back_at is not None:
            back[key].add(row.case_id)
    counted = [
        Misdirected(kind=kind, to=to, cases=len(these), taken_back=len(back[kind, to]))
        for (kind, to), these in cases.items()
    ]
    return tuple(sorted(counted, key=lambda one: (one.kind, -one.cases, one.to)))


def impostors(session: Session, rule: DigestRule, period: Period) -> Impostors:
    """The accounts that an alarm was raised about, as far as they reached cases of this digest's."""
    scope = Scope(brands=rule.brands, teams=rule.teams)
    found = stored_impostors.alarmed_between(
        session=session, start=period.start, end=period.end, scope=scope
    )
    return Impostors(
        accounts=len({row.subject for row, _ in found}),
        cases=len({number for _, numbers in found for number in numbers}),
        none=len({row.subject for row, _ in found if row.was_none}),
    )


def surges_gathered(session: Session, rule: DigestRule, period: Period) -> tuple[Gathered, ...]:
    """Those of its brands; a digest of some teams alone tells none, for a surge is of no team."""
    if rule.teams:
        return ()
    found = surges.open_between(
        session=session, start=period.start, end=period.end, brands=rule.brands
    )
    told = []
    for surge in found:
        figures = surges.figures(session=session, surge_id=surge.pk)
        told.append(
            Gathered(
                topic=tuple(surge.topic),
                customers=figures.customers,
                answered=figures.answered,
                lasted=surge.ended_at - surge.began_at if surge.ended_at else None,
            )
        )
    return tuple(told)
