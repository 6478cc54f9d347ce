"""What specialist teams were asked in a period: how often, how much is answered, how much came late."""

from sqlmodel import Session

from bot.digest.narrowing import By, Titles
from bot.digest.periods import Period
from bot.digest.report import AskedTeam, Report
from bot.domain.records.consult import ConsultEnd
from bot.domain.rules.digest_rules import DigestRule
from bot.language import say
from bot.storage import consults


def teams_asked(session: Session, rule: DigestRule, period: Period) -> tuple[AskedTeam, ...]:
    """By the team that was asked; in a digest of some teams, those alone."""
    found = consults.asked_between(
        session=session, since=period.start, until=period.end, brands=rule.brands, teams=rule.teams
    )
    return tuple(
        AskedTeam(
            team=team,
            asked=len(rows),
            answered=sum(row.ended_as is ConsultEnd.ANSWERED for row in rows),
            late=sum(row.is_late(period.end) for row in rows),
        )
        for team, rows in sorted(found.items())
    )


def lines(report: Report, titles: Titles) -> tuple[tuple[str, str], ...]:
    """``Cards``: ``5 asked, 4 answered, 1 late``."""
    return tuple(
        (
            titles(By.TEAM, each.team),
            say(
                "{asked} asked, {answered} answered, {late} late",
                asked=each.asked,
                answered=each.answered,
                late=each.late,
            ),
        )
        for each in report.asked
    )
