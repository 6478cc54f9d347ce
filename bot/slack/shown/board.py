"""The live board as the view shows it."""

from collections.abc import Mapping

from bot.digest.report import Report
from bot.domain.rules.digest_rules import DigestRule
from bot.language import say
from bot.slack.api.figure_values import asked_value
from bot.slack.api.names import Names
from bot.slack.shown.digest import figures_shown
from bot.slack.views.home.board import BoardShown

_WHERE = {False: "{digest}: to me", True: "{digest}: to its channel"}


def board_shown(
    report: Report, *, digests: Mapping[str, DigestRule], names: Names, notice: str = ""
) -> BoardShown:
    """The report as a board; ``digests`` are those this person may ask for."""
    return BoardShown(
        title=report.title,
        as_of=report.as_of,
        figures=figures_shown(report, names),
        digests=tuple(
            (asked_value(name, for_all=for_all), say(where, digest=rule.title[:50]))
            for name, rule in digests.items()
            for for_all, where in _WHERE.items()
            if rule.slack_channel or not for_all
        ),
        notice=notice,
    )
