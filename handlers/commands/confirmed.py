"""A dangerous command goes on once the person it names has said in Slack that it is theirs."""

import hashlib
import json
import sys
import time

from bot.bootstrap import App
from bot.desk.house import confirming
from bot.domain.records.confirmation import Confirmation, Confirmed
from bot.domain.text.references import case_reference
from handlers.endings import CannotStart

_LOOKS_EVERY_S = 1.0
_MOST_NAMED = 10


def confirm(app: App, *, name: str, by: str, unconfirmed: str, what: str, words: object) -> None:
    """Ask ``by`` in Slack and wait for the yes; or note that, and why, nobody was asked.

    ``what`` is a stored sentence; ``words`` is all that the command was given. Raises CannotStart,
    NotConfirmed, NotAllowed.
    """
    digest = hashlib.sha256(json.dumps([what, words], default=str).encode()).hexdigest()
    if unconfirmed:
        with app.desk() as desk:
            confirming.go_without(desk, name=name, what=what, digest=digest, reason=unconfirmed)
        return
    if not by:
        raise CannotStart(
            "Say with --by U0123456789 whose act this is (that person is asked in Slack), or, where "
            "Slack cannot be reached, --unconfirmed REASON: that is on record, and leads are told."
        )
    with app.desk() as desk:
        asked = confirming.ask(desk, person=by, name=name, what=what, digest=digest)
    until = f"{asked.ends_at:%H:%M} UTC"
    print(f"Asked in Slack: {what} Waiting for the answer until {until}.", file=sys.stderr)
    _wait(app, asked.pk)
    with app.desk() as desk:
        confirming.use(desk, confirmation_id=asked.pk, digest=digest)


def named(case_ids: list[int]) -> str:
    """``C-1, C-2 …``, as a sentence about cases has it."""
    told = ", ".join(map(case_reference, case_ids[:_MOST_NAMED])) or "no case"
    return f"{told} …" if len(case_ids) > _MOST_NAMED else told


def _wait(app: App, confirmation_id: int) -> None:
    """Until it is answered, or its time is over. Raises CannotStart for a no."""
    while True:
        with app.looking() as desk:
            asked = desk.session.get_one(Confirmation, confirmation_id)
            is_over = asked.decision is not None or asked.ends_at <= desk.now
        if asked.decision is Confirmed.NO:
            raise CannotStart("Whoever was asked says that it was not them. Nothing was done.")
        if is_over:
            return
        pause(_LOOKS_EVERY_S)


pause = time.sleep
