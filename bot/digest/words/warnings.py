"""What a digest says before its figures: customers who may be left out of all of them."""

from bot.digest.figure import Figure
from bot.digest.report import Report
from bot.language import say


def warnings(report: Report) -> list[tuple[str, str]]:
    """Label and value of each warning, the gravest first."""
    found: list[tuple[str, str]] = []
    if report.erased:
        erased = say("⚠️ {count}: nobody read them; look at the account", count=report.erased)
        found.append((say("Erased unread"), erased))
    if report.unread:
        unread = say("⚠️ {count}: somebody may have written; see the alarm", count=report.unread)
        found.append((say("Could not be read"), unread))
    without = report.count(Figure.WITHOUT_CLOCK)
    if without:
        missing = say("⚠️ {count}: add an SLA rule for them", count=without)
        found.append((say("Without a clock"), missing))
    return found
