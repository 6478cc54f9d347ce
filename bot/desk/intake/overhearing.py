"""A reply of somebody else's to one of our customers, that was read for money: looked at, and not kept."""

from sqlmodel import col, select

from bot.desk.cases import linking
from bot.desk.desk import Desk
from bot.desk.listening import impostors
from bot.domain.channels.inbound import Inbound
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.author import Author


def look(desk: Desk, *, inbound: Inbound) -> None:
    """Raise the alarm where its author looks like us; whoever answers in their own case alone is a customer."""
    if inbound.is_ours or inbound.author is None:
        return
    related = linking.related(desk, inbound=inbound)
    query = (
        select(Case.id)
        .join(Author, col(Author.id) == Case.author_id)
        .where(col(Case.id).in_(related), Author.external_id != inbound.author.external_id)
    )
    reached = {number for number in desk.session.exec(query) if number}
    impostors.look(desk, inbound=inbound, reached=reached)
