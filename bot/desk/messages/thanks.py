"""Messages that thank and say nothing more: they start no clock, and reopen nothing."""

from collections.abc import Collection

from bot.desk.desk import Desk
from bot.desk.messages import unheard_words
from bot.domain.channels.inbound import Inbound
from bot.domain.records.case import Case, CaseState
from bot.domain.records.message import Message
from bot.domain.rules.house_rules import HouseRules
from bot.domain.text.thanks import is_bare_thanks
from bot.storage.clocks import stored_clocks


def inbound_only_thanks(desk: Desk, *, inbound: Inbound) -> bool:
    """Whether a post that has no case yet thanks and says nothing more."""
    brand = desk.rules.route_for(inbound.channel, inbound.account).brand
    names = _names(desk.rules, brand)
    return not inbound.attachments and is_bare_thanks(inbound.text, names=names)


def nothing_but_thanks(desk: Desk, *, case: Case, message: Message) -> bool:
    """Whether a message thanks and says nothing more. A picture or a file beside it says more."""
    names = _names(desk.rules, case.brand)
    return not message.attachments and is_bare_thanks(message.text, names=names)


def begins_to_wait(desk: Desk, *, case: Case, message: Message) -> bool:
    """Whether the case, not claimed yet, gets its first message that wants an answer: only thanks came before."""
    if case.state != CaseState.NEW or stored_clocks.clocks_of(
        session=desk.session, case_id=case.number
    ):
        return False
    before = [one for one in unheard_words.standing(desk, case=case) if one.id != message.id]
    return bool(before) and all(nothing_but_thanks(desk, case=case, message=one) for one in before)


def _names(rules: HouseRules, brand: str) -> Collection[str]:
    known = rules.routing.brands.get(brand)
    return (brand, known.title) if known else ()
