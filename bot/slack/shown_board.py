"""The live board as the view shows it."""

from collections.abc import Mapping

from bot.digest.report import Report
from bot.domain.digest_rules import DigestRule
from bot.slack.figure_values import asked_value
from bot.slack.shown import Names
from bot.slack.shown_digest import figures_shown
from bot.slack.views.board import BoardShown


def board_shown(
    report: Report, *, digests: Mapping[str, DigestRule], names: Names, notice: str = ""
) -> BoardShown:
    """The report as a board; ``digests`` are those this person may ask for."""
    return BoardShown(
        title=report.title,
        as_of=report.as_of,
        figures=figures_shown(report, names),
        digests=tuple(
            (asked_value(name, for_all=for_all), f"{rule.title[:50]}: {where}")
            for name, rule in digests.items()
            for for_all, where in ((False, "to me"), (True, "to its channel"))
            if rule.slack_channel or not for_all
        ),
        notice=notice,
    )
