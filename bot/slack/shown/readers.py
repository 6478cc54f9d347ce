"""How somebody reads: a channel in its own language, a person in that of their Slack, and their times."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlmodel import Session

from bot.domain.records.cases.case import CaseThread
from bot.domain.records.staff import Staff
from bot.language import ENGLISH, language_of
from bot.outbox.kinds import SlackPayload

_PEOPLE = ("U", "W")


def language_there(*, session: Session, payload: SlackPayload, languages: Mapping[str, str]) -> str:
    """The language where a delivery will stand: in a thread or channel, or with one person."""
    place = payload.slack_channel
    if not place and payload.thread_id is not None:
        thread = session.get(CaseThread, payload.thread_id)
        place = thread.slack_channel if thread is not None else ""
    if place.startswith(_PEOPLE):
        return language_of_person(session=session, slack_user_id=place)
    return languages.get(place, ENGLISH)


def language_of_person(*, session: Session, slack_user_id: str, told: str = "") -> str:
    """The language somebody chose, or that of their Slack or team; of a stranger the one Slack told, if any."""
    person = session.get(Staff, slack_user_id)
    return language_of(person.reads if person is not None else told)


def zone_of_person(*, session: Session, slack_user_id: str) -> ZoneInfo:
    """The time zone of a member of staff, as Slack tells it; UTC of somebody we do not know."""
    person = session.get(Staff, slack_user_id)
    try:
        return ZoneInfo(person.time_zone if person is not None else "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
