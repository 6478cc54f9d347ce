"""Messages that thank, or open a case with praise, and say nothing more: they start no clock, and reopen
nothing."""

from collections.abc import Collection

from bot.desk.desk import Desk
from bot.domain.channels.inbound import Inbound
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.message import Direction, Message
from bot.domain.rules.house_rules import HouseRules
from bot.domain.text.praise import is_bare_praise
from bot.domain.text.thanks import is_bare_thanks
from bot.storage.messages.by_platform_id import is_first_word, messages_of_post


def inbound_only_thanks(desk: Desk, *, inbound: Inbound) -> bool:
    """Whether a post that has no case yet thanks and says nothing more."""
    brand = desk.rules.route_for(inbound.channel, inbound.account).brand
    names = _names(desk.rules, brand)
    return not inbound.attachments and is_bare_thanks(inbound.text, names=names)


def nothing_but_thanks(desk: Desk, *, case: Case, message: Message) -> bool:
    """Whether a message thanks and says nothing more, or praises where no word of the customer stood
    before: praise in a talk may be bitter. A picture or a file beside it says more."""
    names = _names(desk.rules, case.brand)
    if message.attachments:
        return False
    if is_bare_thanks(message.text, names=names):
        return True
    if is_bare_thanks(message.text, names=names, answers_us=True) and _answers_us(desk, message):
        return True
    praises = is_bare_praise(message.text, names=names)
    return praises and is_first_word(session=desk.session, message=message)


def _answers_us(desk: Desk, message: Message) -> bool:
    """Whether it stands right below a message of ours."""
    if not message.parent_external_id:
        return False
    above = messages_of_post(
        session=desk.session, channel=message.channel, external_id=message.parent_external_id
    )
    return any(one.direction == Direction.OUTBOUND for one in above)


def _names(rules: HouseRules, brand: str) -> Collection[str]:
    known = rules.routing.brands.get(brand)
    return (brand, known.title) if known else ()
