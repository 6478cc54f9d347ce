"""A dangerous command goes on once the person it names has said in Slack that it is theirs."""

import hashlib
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.bootstrap import App
from bot.desk.desk import Desk
from bot.desk.erasure.persons import Person
from bot.desk.house import confirming
from bot.domain.records.confirmation import Confirmation, Confirmed
from bot.domain.text.references import case_reference
from bot.language import stored
from handlers.endings import CannotStart

_LOOKS_EVERY_S = 1.0
_MOST_NAMED = 10


@dataclass(frozen=True)
class Meant:
    """What a command does as things stand: a stored sentence, and all that it depends on."""

    what: str
    words: object

    @property
    def digest(self) -> str:
        """The same for the same act, and for no other."""
        return hashlib.sha256(json.dumps([self.what, self.words], default=str).encode()).hexdigest()


Take = Callable[[Desk, Meant], None]


def confirm(app: App, *, name: str, by: str, unconfirmed: str, meant: Meant) -> Take:
    """Ask ``by`` in Slack and wait for an answer. What comes back is called in the transaction that acts, with
    what is meant by then: it takes the yes for exactly that, or notes that, and why, nobody was asked.

    Raises CannotStart, NotAllowed; what comes back raises NotConfirmed.
    """
    if by and unconfirmed:
        raise CannotStart(
            "Say --by or --unconfirmed, not both: either that person is asked or nobody."
        )
    if unconfirmed:

        def go(desk: Desk, now: Meant) -> None:
            confirming.go_without(
                desk, name=name, what=now.what, digest=now.digest, reason=unconfirmed
            )

        return go
    if not by:
        raise CannotStart(
            "Say with --by U0123456789 whose act this is (that person is asked in Slack), or, where "
            "Slack cannot be reached, --unconfirmed REASON: that is on record, and leads are told."
        )
    with app.desk() as desk:
        asked = confirming.ask(desk, person=by, name=name, what=meant.what, digest=meant.digest)
    until = f"{asked.ends_at:%H:%M} UTC"
    print(f"Asked in Slack: {meant.what} Waiting for the answer until {until}.", file=sys.stderr)
    _wait(app, asked.pk)

    def take(desk: Desk, now: Meant) -> None:
        confirming.use(desk, confirmation_id=asked.pk, digest=now.digest)

    return take


def named(case_ids: Sequence[int]) -> str:
    """``C-1, C-2 …``, as a sentence about cases has it."""
    told = ", ".join(map(case_reference, case_ids[:_MOST_NAMED]))
    return f"{told} …" if len(case_ids) > _MOST_NAMED else told


def customer(person: Person) -> str:
    """Who it is without a name, as a part of a stored sentence: by their cases, else by our numbers."""
    if not person.cases:
        numbers = ", ".join(f"{each.channel} #{each.pk}" for each in person.accounts)
        return stored("the customer without a case, account {accounts}", accounts=numbers)
    cases, count = named(person.case_ids), f"{len(person.cases):,}"
    return stored("the customer of {cases} (cases: {count})", cases=cases, count=count)


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
