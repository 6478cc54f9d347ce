"""Learning the name of somebody whose words came with an id alone, or that they have another one now."""

from collections.abc import Sequence

from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.desk import Desk
from bot.desk.messages import recording
from bot.desk.threads import postings
from bot.domain.channels.inbound import Introduced
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.cases.case import OPEN_STATES, Case
from bot.domain.records.messages.author import Author
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.storage.answers import past_answers
from bot.storage.record.audit import HOUSE


def introduce(desk: Desk, *, told: Introduced) -> None:
    """Keep the name, masked, and show it on the open cases of its author. Safe to repeat."""
    row = recording.author_row(desk, channel=told.channel, external_id=told.person.external_id)
    route = desk.rules.route_for(told.channel, told.account)
    name = mask_all(told.person.name, regions=desk.rules.regions(route.brand))
    if not name or row.name == name:
        return
    row.name = name
    desk.session.add(row)
    shown = list(case_access.lock_cases(desk, which=lambda: _open_cases(desk, row)).values())
    record(desk, author=row, in_cases=shown)
    for case in shown:
        postings.redraw(desk, case=case)


def record(desk: Desk, *, author: Author, in_cases: Sequence[Case]) -> None:
    """Write in the trail of these cases, which are locked, that the author is called otherwise; in the
    house's where there is none. Without the name: the trail is never erased. What they were answered by the
    former name is offered to nobody else."""
    past_answers.forget_customer(session=desk.session, author_id=author.pk)
    for case_id in [case.number for case in in_cases] or [HOUSE]:
        desk.record(
            case_id, Trail.AUTHOR_RENAMED, by=Actor.platform(author.channel), author=author.id
        )


def _open_cases(desk: Desk, row: Author) -> list[int]:
    query = select(Case.id).where(Case.author_id == row.id, col(Case.state).in_(OPEN_STATES))
    return [number for number in desk.session.exec(query) if number]
