"""The live board on a manager's Home tab: the digest's figures, of the day so far."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.text.moments import clock_time
from bot.language import say
from bot.slack.views import parts
from bot.slack.views.digests.figures import FiguresShown, summary_blocks, ways_on
from bot.slack.views.parts import Block

REFRESH = "board_refresh"
ASK_DIGEST = "digest_now"
_DIGESTS_MOST = 50  # two choices each


@dataclass(frozen=True)
class BoardShown:
    """The figures now, and the digests this person may ask for (value and label)."""

    title: str
    as_of: datetime
    figures: FiguresShown
    digests: tuple[tuple[str, str], ...] = ()
    notice: str = ""  # what came of the last press


def board_blocks(shown: BoardShown) -> list[Block]:
    """At most 8 blocks."""
    blocks = [parts.header(shown.title)]
    if shown.notice:
        blocks.append(parts.section(parts.safe(shown.notice, 300)))
    as_of = say("As of {time}, for all brands and teams", time=clock_time(shown.as_of))
    blocks.append(parts.context(as_of))
    blocks += summary_blocks(shown.figures)
    blocks += ways_on(shown.figures, block_id="board_cases")
    blocks.append(parts.actions("board_acts", _acts(shown)))
    return blocks


def _acts(shown: BoardShown) -> list[Block]:
    acts = [parts.button(say("Refresh"), action_id=REFRESH)]
    if shown.digests:
        options = [
            parts.option(label, value) for value, label in shown.digests[: 2 * _DIGESTS_MOST]
        ]
        acts.append(
            {
                "type": "static_select",
                "action_id": ASK_DIGEST,
                "placeholder": parts.plain_text(say("Digest now …"), 150),
                "options": options,
            }
        )
    return acts
