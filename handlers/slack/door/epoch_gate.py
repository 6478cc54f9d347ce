"""The gate where the epoch is taken off what was pressed; what was drawn before a restore ends here.

What stands in Slack since before the backup was made is of the history that the database still has, so
its buttons go on working. Forms and the Home tab are drawn anew with a press.
"""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import App as Bolt
from slack_bolt.response import BoltResponse

from bot.bootstrap import App
from bot.desk.desk import DeskError
from bot.desk.threads import postings
from bot.domain.records.cases.case import Case
from bot.domain.records.restore import Restore
from bot.language import say
from bot.slack.api.epochs import pressed, read_stamp
from bot.storage.cases.case_threads import thread_at
from bot.storage.house import restores
from handlers.slack.door.button_place import place_of_button

_TS = re.compile(r"[0-9]{1,12}\.[0-9]{1,9}")


class FromBeforeARestore(DeskError):
    """It was drawn in a time that the database does not know."""


def register(bolt: Bolt, app: App) -> None:
    """Put it before every listener, behind those that find out who is there."""

    def let_through(body: dict[str, Any], next: Callable[[], BoltResponse]) -> BoltResponse:
        epochs = set[int]()
        for holder, key in pressed(body):
            epoch, holder[key] = read_stamp(str(holder.get(key) or ""))
            epochs.add(epoch)
        if epochs:
            _require_known(app, body, epochs)
        return next()

    bolt.middleware(let_through)


def _require_known(app: App, body: dict[str, Any], epochs: set[int]) -> None:
    """Raises FromBeforeARestore."""
    with app.database.reading() as session:
        restore = restores.latest(session=session)
    if epochs == {restore.epoch if restore else 0}:
        return
    if restore is not None and _stood_there(body, restore):
        return
    _draw_anew(app, body)
    if body.get("type") == "view_submission":
        raise FromBeforeARestore(
            say(
                "This form is from before a backup was restored, so nothing was done. Please open it "
                "again from the case as it stands now."
            )
        )
    raise FromBeforeARestore(
        say(
            "This button is from before a backup was restored, so nothing was done. Please use the "
            "ones on the case as it stands now."
        )
    )


def _stood_there(body: dict[str, Any], restore: Restore) -> bool:
    """Whether the message was posted before the backup was made."""
    posted = place_of_button(body).message_ts
    return bool(_TS.fullmatch(posted)) and float(posted) <= restore.backup_until.timestamp()


def _draw_anew(app: App, body: dict[str, Any]) -> None:
    """Where the button stands in a case's thread, let its headline have buttons that work."""
    place = place_of_button(body)
    with app.desk() as desk:
        thread = thread_at(
            session=desk.session, slack_channel=place.slack_channel, slack_ts=place.thread
        )
        case = desk.session.get(Case, thread.case_id) if thread is not None else None
        if case is not None:
            postings.redraw(desk, case=case)
