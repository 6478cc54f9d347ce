"""A dangerous command is done once the person it names says in Slack that it is theirs, and only then."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlmodel import col, select

from bot import clock
from bot.desk.answers.receipts import _CALLED, _MISSED_BY_NOBODY
from bot.desk.house import confirming
from bot.desk.house.confirming import NotConfirmed
from bot.desk.permissions import NotAllowed
from bot.domain.records.confirmation import Confirmation
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.verbs import Trail
from bot.language import stored
from bot.outbox.kinds import DeliveryKind
from handlers.commands import confirmed
from handlers.commands.confirmed import Meant
from handlers.endings import CannotStart
from tests.slack.workplace import AMIRA, JONAS, LENA, Workplace

pytestmark = pytest.mark.on_both
WHAT = stored("What only the sealing key {key} opens is given up for good.", key="k1")
MEANT = Meant(WHAT, "k1")
FALLBACK = "C0DUTY"
YES, NO = "command_is_mine", "command_not_mine"


def answer(workplace: Workplace, user: str, action_id: str) -> None:
    workplace.send_all()
    there = f"D{user[1:]}"
    ts = workplace.messages(there)[-1]["ts"]
    workplace.do("click", user=user, channel=there, ts=ts, action_id=action_id)


def run(
    workplace: Workplace,
    monkeypatch: pytest.MonkeyPatch,
    *,
    while_it_waits: Callable[[], object],
    by: str = JONAS,
    now: Meant = MEANT,
) -> None:
    """The command, which looks again after ``while_it_waits`` happened, and then does what it means ``now``."""
    workplace.give(JONAS, "compliance")
    monkeypatch.setattr(confirmed, "pause", lambda _seconds: while_it_waits())
    take = confirmed.confirm(workplace.app, name="Ruth", by=by, unconfirmed="", meant=MEANT)
    with workplace.app.desk() as desk:
        take(desk, now)


def told(workplace: Workplace) -> list[tuple[str, str]]:
    verbs = [each for each in Trail if each.startswith("command_")]
    with workplace.database.reading() as session:
        query = select(AuditEntry).where(col(AuditEntry.verb).in_(verbs))
        rows = session.exec(query.order_by(col(AuditEntry.id))).all()
    return [(each.verb, each.actor_id) for each in rows]


def test_a_yes_lets_the_command_go_on_and_stands_in_the_trail(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(workplace, monkeypatch, while_it_waits=lambda: answer(workplace, JONAS, YES))
    assert told(workplace) == [("command_asked", "Ruth"), ("command_confirmed", JONAS)]
    workplace.send_all()
    [card] = workplace.direct_messages(JONAS)
    assert card == f"✅ You confirmed, and it was done: {WHAT}"


def test_a_yes_that_the_command_did_not_live_to_use_says_that_nothing_was_done(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotConfirmed, match="has changed since it was asked"):
        run(
            workplace,
            monkeypatch,
            while_it_waits=lambda: answer(workplace, JONAS, YES),
            now=Meant(WHAT, "k2"),
        )
    workplace.send_all()
    [card] = workplace.direct_messages(JONAS)
    assert card == f"✅ You confirmed; nothing was done yet: {WHAT}"


def test_a_no_stops_it_and_leads_and_administrators_are_told_by_name(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workplace.give(LENA, "lead")
    with pytest.raises(CannotStart, match="says that it was not them"):
        run(workplace, monkeypatch, while_it_waits=lambda: answer(workplace, JONAS, NO))
    workplace.send_all()
    assert told(workplace)[-1] == ("command_denied", JONAS)
    for text in (workplace.messages(FALLBACK)[-1]["text"], workplace.direct_messages(LENA)[-1]):
        assert "Ruth typed a command on the command line in the name of " in text
        assert f"{WHAT} " in text
    assert "You said that it was not you" in workplace.direct_messages(JONAS)[0]


def test_after_ten_minutes_a_yes_is_too_late(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with time_machine.travel(clock.now(), tick=False) as moment:

        def late() -> None:
            moment.shift(timedelta(minutes=10, seconds=1))
            answer(workplace, JONAS, YES)

        with pytest.raises(NotConfirmed, match="in time"):
            run(workplace, monkeypatch, while_it_waits=late)
    assert [verb for verb, _ in told(workplace)] == ["command_asked"]


def test_a_yes_is_good_once_and_for_these_words_alone(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(workplace, monkeypatch, while_it_waits=lambda: answer(workplace, JONAS, YES))
    with workplace.database.reading() as session:
        [row] = session.exec(select(Confirmation)).all()
    for digest in (row.digest, "0" * 64):
        with workplace.app.desk() as desk, pytest.raises(NotConfirmed):
            confirming.use(desk, confirmation_id=row.pk, digest=digest)


def test_who_may_not_is_not_asked_and_nobody_else_can_answer(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotAllowed):
        run(workplace, monkeypatch, while_it_waits=lambda: None, by=AMIRA)
    workplace.give(JONAS, "compliance")
    workplace.give(LENA, "compliance")
    with workplace.app.desk() as desk:
        asked = confirming.ask(desk, person=JONAS, name="Ruth", what=WHAT, digest="d")
    with workplace.app.desk() as desk, pytest.raises(NotConfirmed, match="Somebody else"):
        confirming.decide(desk, confirmation_id=asked.pk, is_theirs=True, by=Actor.staff(LENA))


def test_without_slack_the_reason_is_on_record_and_leads_are_told(workplace: Workplace) -> None:
    workplace.give(LENA, "lead")
    take = confirmed.confirm(
        workplace.app, name="Ruth", by="", unconfirmed="Slack is down", meant=MEANT
    )
    assert told(workplace) == []  # nothing was done, and nobody is told that it was
    with workplace.app.desk() as desk:
        take(desk, MEANT)
    workplace.send_all()
    assert told(workplace) == [("command_unconfirmed", "Ruth")]
    assert "Ruth did on the command line, and nobody confirmed it" in str(
        workplace.direct_messages(LENA)
    )
    with pytest.raises(CannotStart, match="--by U0123456789"):
        confirmed.confirm(workplace.app, name="Ruth", by="", unconfirmed="", meant=MEANT)
    with pytest.raises(CannotStart, match="not both"):
        confirmed.confirm(workplace.app, name="Ruth", by=JONAS, unconfirmed="late", meant=MEANT)


def test_what_a_person_misses_in_slack_has_a_name() -> None:
    missed = {kind for kind in DeliveryKind if kind.startswith("slack.")} - _MISSED_BY_NOBODY
    assert missed == set(_CALLED)
