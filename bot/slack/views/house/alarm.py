"""An alarm: what is wrong and since when, what it means for customers, what to do, and who does it."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.records.alarm import DEALT_WITH, Alarm, AlarmKind
from bot.domain.rules.house.alarm_kinds import ALARMS
from bot.domain.text.moments import moment
from bot.language import listed, say, say_stored
from bot.slack.api.values import AlarmValue
from bot.slack.views import parts
from bot.slack.views.models import Drawn

NOT_AN_IMPOSTOR, WARN_REACHED = "not_an_impostor", "warn_reached"
IMPOSTOR_DEALT_WITH = "impostor_dealt_with"
# The values may quote a platform: nothing in them becomes a mention or a link. A channel's own id does.
_NO_MARKUP = str.maketrans("<>", "‹›")


def alarm(row: Alarm, *, people: Sequence[str]) -> Drawn:
    """The alarm as it stands now; once it is over, the all-clear."""
    words = ALARMS[row.kind]
    values = {name: _value(name, value) for name, value in {**words.usual, **row.values}.items()}
    if row.cleared_at is not None:
        over = say(words.dealt if DEALT_WITH in row.values else words.over, **values)
        text = f":white_check_mark: {over}"
        span = say(
            "It lasted from {start} to {end}.",
            start=moment(row.raised_at),
            end=moment(row.cleared_at),
        )
        return Drawn([parts.section(text), parts.context(span)], text)
    sign = ":rotating_light:" if words.urgent else ":warning:"
    text = f"{sign} {say(words.what, **values)}"
    lines = [
        text,
        say("*For customers:* {means}", means=say(words.means, **values)),
        say("*To do:* {todo}", todo=say(words.todo, **values)),
    ]
    who = listed(f"<@{person}>" for person in people)
    since = say("Since {time}.", time=moment(row.raised_at))
    asked = say("For {who}.", who=who) if who else say("Nobody is named for it in roles.toml.")
    blocks = [parts.section("\n".join(lines)), parts.context(f"{since} {asked}")]
    if row.kind is AlarmKind.IMPOSTOR:
        value = str(AlarmValue(row.pk))
        presses = [
            parts.button(say("Warn these customers…"), action_id=WARN_REACHED, value=value),
            parts.button(say("It is dealt with"), action_id=IMPOSTOR_DEALT_WITH, value=value),
            parts.button(say("Not an impostor"), action_id=NOT_AN_IMPOSTOR, value=value),
        ]
        blocks.append(parts.actions(f"alarm-{row.pk}", presses))
    return Drawn(blocks, text)


def _value(name: str, value: str) -> str:
    if name == "channel":
        return f"<#{value}>"
    if name in ("erased_at", "until", "first", "last"):
        return _time(value)
    if name == "person":
        return f"<@{value}>"
    if name == "stream":
        return listed(say(each) for each in value.split(", "))
    if name == "places":
        return listed(say(place) for place in value.split("; "))
    return say_stored(value.translate(_NO_MARKUP))


def _time(written: str) -> str:
    """A time for whoever reads it; as it is written where it is none."""
    try:
        return moment(datetime.fromisoformat(written))
    except ValueError:
        return written.translate(_NO_MARKUP)
