"""The way to a surge's post, and the mark on the headline of a case that stands in one."""

from sqlmodel import Session, select

from bot.domain.records.cases.case import Case
from bot.domain.records.surge import Surge
from bot.domain.triage.ideas import named
from bot.outbox.delivery import Delivery
from bot.outbox.keys import surge_key
from bot.slack.api.names import Names
from bot.slack.views.around import SurgeMark
from bot.storage.surges import surge_of


def surge_mark(*, session: Session, case: Case, names: Names) -> SurgeMark | None:
    """The surge that the case stands in; None where it stands in none."""
    surge = surge_of(session=session, case_id=case.number)
    if surge is None:
        return None
    link = post_link(session=session, surge=surge, names=names)
    return SurgeMark(named(surge.topic), link, is_open=surge.is_open)


def post_link(*, session: Session, surge: Surge, names: Names) -> str:
    """Where a click shows the surge's post; empty while it is not there."""
    query = select(Delivery.reference).where(Delivery.dedupe_key == surge_key(surge.pk))
    ts = session.exec(query).first()
    return names.message_link(surge.slack_channel, ts) if ts else ""
