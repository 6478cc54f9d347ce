"""Learning the name of somebody whose words came with an id alone."""

from sqlmodel import col, select

from bot.desk import postings, recording
from bot.desk.desk import Desk
from bot.domain.author import Author
from bot.domain.case import OPEN_STATES, Case
from bot.domain.inbound import Introduced
from bot.domain.personal_data.masking import mask_all


def introduce(desk: Desk, *, told: Introduced) -> None:
    """Keep the name, masked, and show it on the open cases of its author. Safe to repeat."""
    row = recording.author_row(desk, channel=told.channel, external_id=told.person.external_id)
    route = desk.rules.route_for(told.channel, told.account)
    name = mask_all(told.person.name, regions=desk.rules.regions(route.brand))
    if not name or row.name == name:
        return
    row.name = name
    desk.session.add(row)
    for case in _open_cases(desk, row):
        postings.redraw(desk, case=case)


def _open_cases(desk: Desk, row: Author) -> list[Case]:
    query = select(Case).where(Case.author_id == row.id, col(Case.state).in_(OPEN_STATES))
    return list(desk.session.exec(query))
