"""A refusal at the field it is about, so that the form stays with what was typed into it.

Slack draws such a sentence as plain text: a mention becomes the name, a moment the reader's own time.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlmodel import Session

from bot.bootstrap import App
from bot.desk.desk import DeskError
from bot.domain.records.staff import Staff
from bot.domain.text.moments import as_read
from bot.language import say
from bot.slack.shown.readers import zone_of_person

_PERSON = re.compile(r"<@(\w+)>")
_MOMENT = re.compile(r"<!date\^(\d+)\^[^>]*>")


class AtField(DeskError):
    """A refusal told at fields of the form. ``errors``: by the block of the field, the sentence."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors


@contextmanager
def told_at(field: str, *refusals: type[DeskError]) -> Iterator[None]:
    """Let these refusals be told at this field; any other stays what it is. Raises AtField."""
    try:
        yield
    except refusals as why:
        raise AtField({field: str(why)}) from why


def at_field(app: App, sentence: str, *, reader: str) -> str:
    """The sentence without anything that Slack would have to draw. ``reader``: a Slack user id."""
    with app.database.reading() as session:
        zone = zone_of_person(session=session, slack_user_id=reader)
        named = _PERSON.sub(lambda found: _name(session, found[1]), sentence)
    return _MOMENT.sub(
        lambda found: as_read(datetime.fromtimestamp(int(found[1]), UTC).astimezone(zone)), named
    )


def _name(session: Session, slack_user_id: str) -> str:
    person = session.get(Staff, slack_user_id)
    return person.name if person is not None and person.name else say("This person")
