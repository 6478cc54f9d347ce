"""What the house itself says in Slack: notices and alarms."""

from sqlmodel import Session

from bot.domain.records.alarm import Alarm
from bot.language import say, say_stored
from bot.outbox.kinds import AlarmPayload, NoticePayload
from bot.slack.api.names import Names
from bot.slack.shown.outgoing import Outgoing, Place
from bot.slack.views import parts
from bot.slack.views.house import alarm as alarm_view
from bot.slack.views.models import Drawn


def notice(_session: Session, payload: NoticePayload, names: Names) -> Outgoing:
    """A sentence of ours, said in the language of who reads it, and so what a root cause is called."""
    values = {name: say_stored(value) for name, value in payload.values.items()}
    if cause := payload.values.get("cause"):
        values["cause"] = names.complaints.cause_said(cause)
    words = say(payload.sentence or payload.text, **values)
    drawn = Drawn([parts.section(words)], words)
    return Outgoing(Place(payload.slack_channel), drawn, own_words=True)


def alarm(session: Session, payload: AlarmPayload, _names: Names) -> Outgoing:
    """What is wrong, or that it is over."""
    row = session.get_one(Alarm, payload.alarm_id)
    drawn = alarm_view.alarm(row, people=payload.people)
    return Outgoing(Place(payload.slack_channel), drawn, own_words=True)
