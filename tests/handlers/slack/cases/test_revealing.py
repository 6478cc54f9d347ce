"""*Show what was masked…*: for a minute, by role, with a reason; counted, and never cards or secrets."""

import json
import logging
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import select

from bot.desk.messages.revealing import NothingToReveal, offered
from bot.digest.counting import make
from bot.digest.periods import so_far
from bot.digest.words.wording import tables
from bot.domain.channels.inbound import Happening
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.reveal import LASTS, Reveal
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.verbs import Trail
from bot.outbox.delivery import Delivery
from bot.storage.messages.posted_data import posted_data
from handlers.worker import reveal_ticks
from tests.slack.workplace import AMIRA, JONAS, STRANGER, Workplace

PHONE, PIN, CARD = "07700 900142", "4821", "4111 1111 1111 1111"
POSTED = f"Nobody rings me back on {PHONE}! My PIN is {PIN} and my card {CARD}, help"


@pytest.fixture
def case_id(workplace: Workplace) -> int:
    workplace.give(AMIRA, "agent", "reveal")
    return workplace.complaint(POSTED)


def asked(workplace: Workplace, case_id: int, reason: str = "To ring them back") -> dict[str, Any]:
    workplace.choose(AMIRA, case_id, "reveal")
    return workplace.submit(AMIRA, reason=reason, post=message_of(workplace, case_id))


def message_of(workplace: Workplace, case_id: int) -> str:
    with workplace.database.reading() as session:
        (one,) = posted_data(session=session, case_id=case_id)
    return str(one.message_id)


def on_screen(workplace: Workplace) -> str:
    return json.dumps(workplace.form(AMIRA), ensure_ascii=False)


def rows(workplace: Workplace) -> list[Reveal]:
    with workplace.database.reading() as session:
        return list(session.exec(select(Reveal)))


def test_the_original_is_shown_without_cards_and_secrets(
    workplace: Workplace, case_id: int
) -> None:
    asked(workplace, case_id)
    seen = on_screen(workplace)
    assert PHONE in seen
    assert "To ring them back" not in seen
    for secret in (PIN, CARD, "[phone number hidden]"):
        assert secret not in seen
    assert "[PIN hidden]" in seen
    assert "[card number hidden]" in seen


def test_after_a_minute_the_worker_takes_it_off_the_screen(
    workplace: Workplace, case_id: int
) -> None:
    asked(workplace, case_id)
    assert reveal_ticks.hide_again(workplace.app) == 0
    assert PHONE in on_screen(workplace)
    workplace.database.move(LASTS.total_seconds() + 1)
    assert reveal_ticks.hide_again(workplace.app) == 1
    assert PHONE not in on_screen(workplace)
    assert "Hidden again" in on_screen(workplace)
    assert reveal_ticks.hide_again(workplace.app) == 0


def test_a_form_that_its_reader_closed_is_asked_for_once(
    workplace: Workplace, case_id: int
) -> None:
    asked(workplace, case_id)
    workplace.do("close_view", user=AMIRA, view_id=workplace.form(AMIRA)["id"])
    workplace.database.move(LASTS.total_seconds() + 1)
    reveal_ticks.hide_again(workplace.app)
    (row,) = rows(workplace)
    assert row.hidden_at is not None


def test_it_stands_in_no_table_no_message_and_no_log(
    workplace: Workplace, case_id: int, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        asked(workplace, case_id, reason=f"To ring {PHONE}")
        workplace.send_all()
    assert PHONE not in caplog.text
    assert PHONE not in str(workplace.messages())
    with workplace.database.reading() as session:
        sent = [str(each.payload) for each in session.exec(select(Delivery))]
        entries = [str(each.details) for each in session.exec(select(AuditEntry))]
    assert PHONE not in "".join([*sent, *entries, rows(workplace)[0].reason])


def test_the_trail_says_who_looked_and_at_what(workplace: Workplace, case_id: int) -> None:
    asked(workplace, case_id)
    with workplace.database.reading() as session:
        query = select(AuditEntry).where(
            AuditEntry.case_id == case_id, AuditEntry.verb == Trail.REVEALED
        )
        (entry,) = session.exec(query)
    assert entry.actor == Actor.staff(AMIRA)
    assert entry.details["kinds"] == ["phone"]


def test_who_has_not_the_role_may_not_look(workplace: Workplace, case_id: int) -> None:
    workplace.give(JONAS, "agent", "lead")
    workplace.choose(JONAS, case_id, "reveal")
    assert "Your role does not include this (reveal)" in str(workplace.slack())
    assert rows(workplace) == []


def test_without_a_reason_nothing_is_shown(workplace: Workplace, case_id: int) -> None:
    outcome = asked(workplace, case_id, reason="  a ")
    assert "Say why" in str(outcome)
    assert rows(workplace) == []


def test_of_cards_and_secrets_alone_the_menu_offers_nothing(workplace: Workplace) -> None:
    case_id = workplace.complaint(f"My card {CARD} was eaten, the PIN is {PIN}")
    with pytest.raises(StopIteration):
        workplace.choose(AMIRA, case_id, "reveal")


def test_what_the_customer_deleted_is_shown_to_nobody(workplace: Workplace) -> None:
    workplace.give(AMIRA, "agent", "reveal")
    post = workplace.post(POSTED)
    case_id = workplace.take_in(post)
    workplace.send_all()
    workplace.choose(AMIRA, case_id, "reveal")
    workplace.take_in(post.model_copy(update={"happening": Happening.REMOVED}))
    outcome = workplace.submit(AMIRA, reason="To ring them", post=message_of(workplace, case_id))
    assert PHONE not in str(outcome) + on_screen(workplace)
    assert rows(workplace) == []


def test_private_words_are_shown_to_readers_of_their_channel_alone(workplace: Workplace) -> None:
    workplace.give(AMIRA, "agent", "reveal")
    case_id = workplace.complaint("Please help me")
    said = f"my number is {PHONE}"
    private = workplace.post(said, surface=Surface.PRIVATE, conversation="dm-ana")
    assert workplace.take_in(private) == case_id
    with workplace.app.looking() as desk:
        seen_by = {}
        for user in (AMIRA, STRANGER):
            try:
                case = desk.session.get_one(Case, case_id)
                seen_by[user] = len(offered(replace(desk, pressed_by=user), case=case))
            except NothingToReveal:
                seen_by[user] = 0
    assert seen_by == {AMIRA: 1, STRANGER: 0}


def test_the_weekly_digest_says_how_often_by_whom_and_why(
    workplace: Workplace, case_id: int
) -> None:
    asked(workplace, case_id)
    asked(workplace, case_id, reason="Rang off, again")
    rule = workplace.app.rules.digests["weekly"]
    with workplace.app.desk() as desk:
        week = so_far("weekly", rule, desk.now + LASTS)
        report = make(session=desk.session, rule=rule, period=week, now=desk.now)
    told = {table.title: table.rows for table in tables(report)}
    assert told["Looked at what was masked"] == (
        ("Amira", "2 times: To ring them back; Rang off, again"),
    )
