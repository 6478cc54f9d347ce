"""events.toml decides where an event is told; the audit trail has it whatever is decided."""

from typing import Any

import pytest
from sqlmodel import col, func, select

from bot.domain.records.cases.case import CaseThread, Surface
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.rules.event_rules import IN_THREAD_ONLY, NEVER_SILENT, THREAD, CaseEvent, EventRules
from bot.domain.rules.house_rules import HouseRulesAreWrong, joined
from bot.slack.views.threads.event_words import _SENTENCES
from config import files
from tests.slack.conftest import _bot, _platforms, workplace
from tests.slack.workplace import AMIRA, LENA, Workplace

__all__ = ["_bot", "_platforms", "workplace"]
DIGESTS = "C0DIGESTS"


def set_rules(workplace: Workplace, **events: str) -> None:
    """Lay these lines over the bank's table."""
    table = workplace.app.rules.events.events
    table.update(EventRules.model_validate({"events": events}).events)


def audited(workplace: Workplace, case_id: int, verb: str) -> int:
    with workplace.database.reading() as session:
        query = select(func.count()).where(
            AuditEntry.case_id == case_id, col(AuditEntry.verb) == verb
        )
        return session.exec(query).one()


def test_a_silent_event_leaves_the_audit_entry_alone(workplace: Workplace) -> None:
    set_rules(workplace, claimed="silent")
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.send_all()
    assert workplace.below(case_id) == []
    assert audited(workplace, case_id, "claim") == 1
    assert f"<@{AMIRA}>" in str(workplace.headline(case_id)["blocks"])


def test_an_event_may_go_to_a_channel_with_a_link_and_nobodys_words(workplace: Workplace) -> None:
    set_rules(workplace, resolved=DIGESTS)
    case_id = workplace.complaint("My secret garden")
    workplace.press(AMIRA, case_id, "resolve")
    workplace.submit(AMIRA, outcome="fixed", remark="She was kind")
    workplace.send_all()
    [told] = workplace.messages(DIGESTS)
    assert f"resolved C-{case_id}" in told["text"]
    assert "/archives/" in str(told["blocks"])
    assert "garden" not in str(told)
    assert "kind" not in str(told)
    assert workplace.below(case_id) == []


def test_a_direct_message_goes_to_the_owner_and_to_the_thread_if_they_did_it(
    workplace: Workplace,
) -> None:
    set_rules(workplace, complaint_marked="dm", resolved="dm")
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.press(LENA, case_id, "resolve")
    workplace.submit(LENA, outcome="fixed", remark="Rang the customer")
    workplace.send_all()
    direct = workplace.messages("D0AMIRA")
    assert "resolved C-" in direct[-1]["text"]
    other = workplace.complaint(author="bo")
    workplace.press(AMIRA, other, "claim")
    workplace.press(AMIRA, other, "resolve")
    workplace.submit(AMIRA, outcome="fixed", remark="Rang the customer")
    workplace.send_all()
    assert "resolved C-" in workplace.below(other)[-1]["text"]


def test_of_a_private_talk_nothing_is_told_outside_of_its_thread(workplace: Workplace) -> None:
    set_rules(workplace, claimed=DIGESTS)
    case_id = workplace.complaint()
    with workplace.database.transaction() as session:
        thread = session.exec(select(CaseThread).where(CaseThread.case_id == case_id)).one()
        thread.surface = Surface.PRIVATE
        session.add(thread)
    workplace.press(AMIRA, case_id, "claim")
    [told] = [d for d in workplace.deliveries("slack.event") if "claimed" in str(d.payload)]
    assert told.payload["thread_id"] == workplace.thread(case_id).id


def test_the_shipped_table_names_every_event_there_is_and_changes_nothing() -> None:
    shipped = files.read().values["events"]["events"]
    assert set(shipped) == set(CaseEvent) == {*_SENTENCES, "reply_asked"}
    assert shipped == {event: EventRules().place(event) for event in CaseEvent}
    to_people = {event for event, place in shipped.items() if place != THREAD}
    assert to_people == {"pledge_soon", "pledge_broken", "pledge_passed"}


@pytest.mark.parametrize(
    ("name", "place", "said"),
    [
        *((name, "silent", "cannot be silent") for name in sorted(NEVER_SILENT - IN_THREAD_ONLY)),
        *((name, "dm", "its buttons belong to the case") for name in sorted(IN_THREAD_ONLY)),
        ("claimed", "loudly", "must be silent, thread, dm"),
        ("clamed", "thread", "claimed"),
    ],
)
def test_a_wrong_line_says_what_would_be_right(name: str, place: str, said: str) -> None:
    read = files.read(files.SHIPPED / "sandbox").values
    values: dict[str, Any] = {**read, "events": {"events": {name: place}}}
    with pytest.raises(HouseRulesAreWrong, match=said) as wrong:
        joined(values)
    assert str(wrong.value).startswith("events.toml:")
