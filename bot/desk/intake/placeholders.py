"""A post that could not be read still is somebody who wrote: a case holds its place, with its clocks.

Its words and its author join that case when the item is read after all.
"""

from bot.desk import case_access
from bot.desk.desk import Desk
from bot.desk.intake import taking_in
from bot.desk.messages import recording
from bot.desk.threads import postings
from bot.domain.channels.inbound import Happening, Inbound
from bot.domain.records.messages.message import Direction
from bot.language import say, speaking


def hold_place(desk: Desk, *, glimpsed: Inbound) -> int | None:
    """Take in a post of which only id and time are sure, and return its case. None: it needs none, or has one."""
    known = taking_in.find_message(desk, inbound=glimpsed) is not None
    if known or glimpsed.is_ours or glimpsed.is_repost:
        return None
    if glimpsed.happening not in {Happening.POSTED, Happening.EDITED}:
        return None
    title = desk.channels[glimpsed.channel].title
    route = desk.rules.route_for(glimpsed.channel, glimpsed.account)
    with speaking(desk.rules.routing.language_of_route(route)):
        words = say("Somebody wrote; it could not be read. Open it on {channel}.", channel=title)
    told = {"text": words, "happening": Happening.POSTED, "attachments": ()}
    return taking_in.take_in(desk, inbound=glimpsed.model_copy(update=told)).case_id


def read_at_last(desk: Desk, *, inbound: Inbound) -> None:
    """Name the author of what held its place until now; the words join as those of any message do."""
    message = taking_in.find_message(desk, inbound=inbound)
    if message is None or inbound.is_ours or inbound.author is None:
        return
    author = recording.author(desk, inbound=inbound).author
    if message.direction != Direction.INBOUND or message.author_id == author.id:
        return
    case = case_access.lock_case(desk.as_system(), case_id=message.case_id)
    if case.author_id == message.author_id:
        case.author_id = author.pk
    message.author_id = author.pk
    case.touch()
    desk.session.add_all([message, case])
    postings.redraw(desk, case=case)
