"""*About the customer…*: what the account wrote before, for whoever looks."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import col, select

from bot.desk.cases import customer_notes, same_person
from bot.desk.cases.linking import CannotLink
from bot.domain.channels.inbound import Person
from bot.domain.records.cases.case import Case, CaseThread, Surface
from bot.domain.records.cases.customer_note import CustomerNote
from bot.domain.records.messages.author import Verified
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.sandbox import credentials
from bot.storage.cases.persons import accounts_of
from tests.slack.workplace import AMIRA, CHANNEL, JONAS, LENA, TOM, Workplace


def card(workplace: Workplace, user: str, case_id: int) -> str:
    workplace.choose(user, case_id, "customer")
    return str(workplace.form(user)["blocks"])


def resolved(workplace: Workplace, text: str) -> int:
    case_id = workplace.complaint(text, author="ana")
    workplace.press(AMIRA, case_id, "claim")
    workplace.press(AMIRA, case_id, "resolve")
    workplace.submit(AMIRA, outcome="fixed", remark="Rang the customer")
    workplace.send_all()
    return case_id


def test_who_writes_for_the_first_time_has_no_other_case(workplace: Workplace) -> None:
    case_id = workplace.complaint("Hello?", author="ana")
    workplace.complaint("Somebody else", author="bo")
    shown = card(workplace, JONAS, case_id)
    assert "No other case of theirs" in shown
    assert "First heard of" in shown
    assert "Somebody else" not in shown


def test_earlier_cases_stand_with_how_they_ended_and_what_was_answered(
    workplace: Workplace,
) -> None:
    earlier = resolved(workplace, "My card was declined")
    now = workplace.complaint("And my mortgage", author="ana")
    with workplace.app.desk() as desk:
        desk.session.add(said(workplace, earlier, "Your card works again, Ana.", Surface.PUBLIC))
    shown = card(workplace, JONAS, now)
    assert "1 other case" in shown
    assert f"|C-{earlier}>" in shown
    assert "My card was declined" in shown
    assert "put right" in shown.lower()
    assert "Your card works again, Ana." in shown
    assert "And my mortgage" not in shown


def test_private_words_stay_with_those_who_may_read_them(workplace: Workplace) -> None:
    now = workplace.complaint("Please help me", author="ana")
    with workplace.app.desk() as desk:
        desk.session.add(said(workplace, now, "about your salary of 4000", Surface.PRIVATE))
    assert "salary" not in card(workplace, JONAS, now)


def said(workplace: Workplace, case_id: int, text: str, surface: Surface) -> Message:
    """Our answer, as it is kept once it is published."""
    case = workplace.case(case_id)
    return Message(
        case_id=case_id,
        channel=case.channel,
        account=case.account,
        external_id=f"answer-{case_id}-{surface}",
        direction=Direction.OUTBOUND,
        surface=surface,
        text=text,
        posted_at=case.opened_at,
        received_at=case.opened_at,
    )


def test_what_the_platform_tells_of_the_account_stands_on_the_card(workplace: Workplace) -> None:
    since = datetime(2014, 3, 9, tzinfo=UTC)
    ana = Person(
        external_id="id-ana",
        handle="ana",
        name="Ana",
        account_since=since,
        followers=1204,
        verified=Verified.PAID,
    )
    case_id = workplace.take_in(workplace.post("Hello?").model_copy(update={"author": ana}))
    workplace.send_all()
    shown = card(workplace, JONAS, case_id)
    assert "Account since" in shown
    assert "1,204 followers" in shown
    assert "Verified by paying" in shown


def test_where_it_tells_nothing_the_card_says_so(workplace: Workplace) -> None:
    case_id = on_facebook(workplace, "Hello?")
    assert "Facebook tells nothing about the account itself" in card(workplace, JONAS, case_id)


def noted(workplace: Workplace, user: str, case_id: int, text: str) -> dict[str, Any]:
    card(workplace, user, case_id)
    press_on_card(workplace, user, "customer_note")
    return workplace.submit(user, text=text)


def press_on_card(workplace: Workplace, user: str, action_id: str) -> None:
    view_id = workplace.form(user)["id"]
    workplace.do("click_view", user=user, view_id=view_id, action_id=action_id)


def trail(workplace: Workplace, case_id: int) -> list[tuple[str, str]]:
    with workplace.database.reading() as session:
        query = select(AuditEntry).where(AuditEntry.case_id == case_id)
        rows = session.exec(query.order_by(col(AuditEntry.id)))
        return [(row.verb, str(row.actor)) for row in rows]


def test_a_note_stands_on_the_card_of_each_of_their_cases_and_is_sealed(
    workplace: Workplace,
) -> None:
    earlier = resolved(workplace, "My card was declined")
    noted(workplace, AMIRA, earlier, "Prefers to be rung, on +44 7700 900123")
    shown = str(workplace.form(AMIRA)["blocks"])
    assert "Prefers to be rung" in shown, "the card below was drawn anew"
    assert f"<@{AMIRA}>" in shown
    assert "900123" not in shown, "masked as every note is"
    now = workplace.complaint("And my mortgage", author="ana")
    assert "Prefers to be rung" in card(workplace, JONAS, now)
    with workplace.database.reading() as session:
        note = session.exec(select(CustomerNote)).one()
    assert note.sealed
    assert b"Prefers" not in note.sealed
    assert trail(workplace, earlier)[-1] == ("customer_note", f"staff:{AMIRA}")


def test_a_note_is_taken_back_with_who_and_when(workplace: Workplace) -> None:
    case_id = workplace.complaint("My card", author="ana")
    noted(workplace, AMIRA, case_id, "Shouts")
    card(workplace, LENA, case_id)
    press_on_card(workplace, LENA, "customer_note_back")
    assert "Shouts" not in str(workplace.form(LENA)["blocks"])
    with workplace.database.reading() as session:
        note = session.exec(select(CustomerNote)).one()
    assert note.sealed is None
    assert note.taken_back_by == LENA
    assert note.taken_back_at is not None
    assert trail(workplace, case_id)[-1] == ("customer_note_taken_back", f"staff:{LENA}")


def test_an_empty_note_is_refused_where_it_was_written(workplace: Workplace) -> None:
    case_id = workplace.complaint("My card", author="ana")
    assert "Write the note first." in str(noted(workplace, AMIRA, case_id, "   ")["errors"])


def test_who_may_not_read_notes_sees_neither_them_nor_the_buttons(workplace: Workplace) -> None:
    case_id = workplace.complaint("My card", author="ana")
    noted(workplace, AMIRA, case_id, "Hard of hearing")
    workplace.give(TOM, "reader")
    shown = card(workplace, TOM, case_id)
    assert "Hard of hearing" not in shown
    assert "customer_note" not in shown
    assert "same_person" not in shown


def test_a_note_written_beside_private_words_is_for_those_who_may_read_them(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint("Please help", author="ana")
    workplace.take_in(workplace.post("My salary is 4000", surface=Surface.PRIVATE))
    workplace.send_all()
    with workplace.app.desk() as desk:
        customer_notes.write(desk, case_id=case_id, text="Earns 4000", by=Actor.staff(AMIRA))
    with workplace.app.looking() as desk:
        outside = customer_notes.standing(desk, author_ids=[1], channels=())
        inside = customer_notes.standing(desk, author_ids=[1], channels=[private_place(workplace)])
    assert outside == []
    assert [note.text for note in inside] == ["Earns 4000"]


def private_place(workplace: Workplace) -> str:
    with workplace.database.reading() as session:
        query = select(CaseThread).where(CaseThread.surface == Surface.PRIVATE)
        return session.exec(query).one().slack_channel


def on_facebook(workplace: Workplace, text: str, *, name: str = "Ana", number: str = "8") -> int:
    """A visitor's post to the bank's page."""
    post = workplace.post(
        text,
        channel="facebook",
        account=credentials.NORTHBANK.page_id,
    )
    who = Person(external_id=f"fb-{number}", name=name)
    case_id = workplace.take_in(post.model_copy(update={"author": who}))
    workplace.send_all()
    return case_id


def same(workplace: Workplace, user: str, case_id: int, other: int) -> None:
    """On the card of one case: the customer of the other is the same person."""
    card(workplace, user, case_id)
    press_on_card(workplace, user, "same_person")
    workplace.submit(user, number=str(other))
    workplace.submit(user)
    workplace.send_all()


def found(workplace: Workplace, words: str) -> str:
    workplace.do("command", user=JONAS, channel=CHANNEL, text=f"/case {words}")
    return str(workplace.slack()["ephemerals"][-1])


def test_another_account_of_the_same_name_is_suggested_and_both_are_shown_first(
    workplace: Workplace,
) -> None:
    on_x = workplace.complaint("My card was declined", author="ana")
    there = on_facebook(workplace, "And nobody answers me here")
    on_facebook(workplace, "Somebody else", name="Bo", number="9")
    card(workplace, AMIRA, on_x)
    press_on_card(workplace, AMIRA, "same_person")
    [choice] = workplace.form(AMIRA)["blocks"][2]["element"]["options"]
    assert choice["value"] == str(there)
    assert choice["description"]["text"] == "And nobody answers me here"
    workplace.submit(AMIRA, into=str(there))
    both = str(workplace.form(AMIRA)["blocks"])
    assert "My card was declined" in both
    assert "And nobody answers me here" in both


def test_cases_of_linked_accounts_stand_together_until_it_is_taken_back(
    workplace: Workplace,
) -> None:
    on_x = workplace.complaint("My card was declined", author="ana")
    there = on_facebook(workplace, "And nobody answers me here", name="A. Ruiz")
    assert f"C-{there}" not in card(workplace, JONAS, on_x)
    same(workplace, AMIRA, on_x, there)
    assert f"The same person, says <@{AMIRA}>" in str(workplace.form(AMIRA)["blocks"])
    assert f"|C-{there}>" in card(workplace, JONAS, on_x)
    assert f"|C-{on_x}>" in card(workplace, JONAS, there)
    assert "Wrote before: <" in str(workplace.headline(there)["blocks"])
    assert f"C-{on_x}" in found(workplace, "Ruiz")
    assert f"C-{there}" in found(workplace, "from:ana")
    for number in (on_x, there):
        assert ("accounts_linked", f"staff:{AMIRA}") in trail(workplace, number)
    card(workplace, LENA, on_x)
    press_on_card(workplace, LENA, "not_theirs")
    workplace.send_all()
    assert f"C-{there}" not in str(workplace.form(LENA)["blocks"])
    assert "Wrote before" not in str(workplace.headline(there)["blocks"])
    assert f"C-{on_x}" not in found(workplace, "Ruiz")
    for number in (on_x, there):
        assert trail(workplace, number)[-1] == ("accounts_unlinked", f"staff:{LENA}")


def test_who_is_one_person_with_either_is_one_with_both_and_leaves_alone(
    workplace: Workplace,
) -> None:
    one, two = (workplace.complaint(f"Hello from {who}", author=who) for who in ("ana", "bo"))
    three = on_facebook(workplace, "Hello from there", name="Cy")
    same(workplace, AMIRA, one, two)
    same(workplace, AMIRA, two, three)
    with workplace.app.looking() as desk:
        first, second, third = (desk.session.get_one(Case, n).author_id for n in (one, two, three))
        assert set(accounts_of(session=desk.session, author_id=first)) == {first, second, third}
    with workplace.app.desk() as desk:
        same_person.part(desk, case_id=one, author_id=second, by=Actor.staff(AMIRA))
    with workplace.app.looking() as desk:
        assert accounts_of(session=desk.session, author_id=first) == [first, third]
        assert accounts_of(session=desk.session, author_id=second) == [second]


def test_what_is_no_second_account_is_refused(workplace: Workplace) -> None:
    one = workplace.complaint("My card", author="ana")
    with workplace.app.desk() as desk, pytest.raises(CannotLink, match="already"):
        same_person.link(desk, case_id=one, other=one, by=Actor.staff(AMIRA))
    with workplace.app.desk() as desk, pytest.raises(CannotLink, match="not one of theirs"):
        same_person.part(desk, case_id=one, author_id=1, by=Actor.staff(AMIRA))


def test_their_other_account_is_the_first_that_linking_two_cases_suggests(
    workplace: Workplace,
) -> None:
    on_x = workplace.complaint("My card was declined", author="ana")
    there = on_facebook(workplace, "And nobody answers me here", name="A. Ruiz")
    alike = workplace.complaint("My card was declined", author="bo")
    workplace.choose(AMIRA, on_x, "link")
    assert suggested(workplace) == [alike]
    workplace.do("close_view", user=AMIRA, view_id=workplace.form(AMIRA)["id"])
    same(workplace, AMIRA, on_x, there)
    workplace.do("close_view", user=AMIRA, view_id=workplace.form(AMIRA)["id"])
    workplace.choose(AMIRA, on_x, "link")
    assert suggested(workplace) == [there, alike]


def suggested(workplace: Workplace) -> list[int]:
    options = workplace.form(AMIRA)["blocks"][1]["element"]["options"]
    return [int(option["value"]) for option in options]
