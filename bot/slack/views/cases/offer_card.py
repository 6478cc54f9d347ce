"""The direct message that offers a case to somebody; and the one to whoever has duty, that all were asked."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.records.offer import OfferEnd
from bot.domain.text.moments import moment
from bot.language import say
from bot.slack.api.values import CaseValue, OfferValue
from bot.slack.views import parts
from bot.slack.views.cases.case_rows import case_row
from bot.slack.views.cases.row_acts import CLAIM, Acts
from bot.slack.views.models import CaseShown, Drawn
from bot.slack.views.parts import Block

NOT_ME = "not_me"


@dataclass(frozen=True)
class OfferShown:
    """An offer as it stands. ``to``: a Slack user id; empty: all were asked."""

    offer_id: int
    case: CaseShown
    told: str  # how the case stands against its promise
    to: str = ""
    until: datetime | None = None
    ended_as: OfferEnd | None = None


def offer_card(shown: OfferShown) -> Drawn:
    """What is asked, the case in a row, and what to press; once it is over, what became of it."""
    reference = shown.case.reference
    link = parts.link(shown.case.thread_link, reference) or reference
    if shown.ended_as is not None:
        became = _BECAME.get(shown.ended_as, _OVER)
        return _line(became if shown.to else "✅ {case}: settled since.", link)
    if not shown.to:
        title = say(
            "🟠 All were asked, and nobody took {case}. It stands in the queue.", case=reference
        )
        return Drawn([parts.section(title), *_row(shown, Acts.BUTTONS)], title)
    until = moment(shown.until) if shown.until else ""
    title = say(
        "Would you take {case}? It is offered to you until {until}.", case=reference, until=until
    )
    claim = parts.button(
        say("Claim"),
        action_id=CLAIM,
        value=str(CaseValue(shown.case.case_id, shown.case.version)),
        style="primary",
    )
    not_me = parts.button(say("Not me"), action_id=NOT_ME, value=str(OfferValue(shown.offer_id)))
    blocks = [parts.section(title), *_row(shown, Acts.NONE)]
    blocks.append(parts.actions(f"offer-{shown.offer_id}", [claim, not_me]))
    return Drawn(blocks, title)


_OVER = "{case} was offered to you. It needs nobody any more."
_BECAME = {
    OfferEnd.CLAIMED: "✅ {case} is yours.",
    OfferEnd.DECLINED: "{case} was offered to you. You passed it on.",
    OfferEnd.LAPSED: "{case} was offered to you. The time is over, and the next is asked; you can still claim it.",
    OfferEnd.AWAY: "{case} was offered to you. The next is asked, since you are away.",
}


def _line(sentence: str, case: str) -> Drawn:
    words = say(sentence, case=case)
    return Drawn([parts.context(words)], words)


def _row(shown: OfferShown, acts: Acts) -> list[Block]:
    return case_row(shown.case, told=shown.told, acts=acts)
