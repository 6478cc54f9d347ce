"""How often personal data was looked at, by whom and why: told by the digests of a week and longer."""

from sqlmodel import Session

from bot.digest.periods import Period
from bot.digest.report import LookedAt, Report
from bot.domain.rules.digest_rules import DigestRule
from bot.language import say, say_count
from bot.storage.figures.figure_rows import Scope
from bot.storage.figures.reveals import looks

_REASONS_MOST, _REASON_LONGEST = 5, 60


def looked_at(session: Session, rule: DigestRule, period: Period) -> tuple[LookedAt, ...]:
    """By person, whoever looked most often first; nothing in a digest of a day or a shift."""
    if rule.every not in {"week", "month"}:
        return ()
    scope = Scope(brands=rule.brands, teams=rule.teams)
    reasons: dict[str, list[str]] = {}
    for look in looks(session=session, start=period.start, end=period.end, scope=scope):
        reasons.setdefault(look.who, []).append(look.reason)
    found = [
        LookedAt(who=who, count=len(each), reasons=tuple(each)) for who, each in reasons.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.count, each.who)))


def lines(report: Report) -> tuple[tuple[str, str], ...]:
    """Who, how often, and for what in their own words."""
    rows: list[tuple[str, str]] = []
    for each in report.looked_at:
        count = say_count(each.count, "{count} time", "{count} times")
        said = [_short(reason) for reason in dict.fromkeys(each.reasons) if reason]
        told = "; ".join(said[:_REASONS_MOST]) + (" …" if len(said) > _REASONS_MOST else "")
        rows.append(
            (each.who, say("{times}: {reasons}", times=count, reasons=told) if told else count)
        )
    return tuple(rows)


def _short(reason: str) -> str:
    words = " ".join(reason.split())
    return words if len(words) <= _REASON_LONGEST else f"{words[: _REASON_LONGEST - 1]}…"
