"""A team is asked about a case: where the question stands, who answers, and what comes back."""

from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import select

from bot.desk.case_access import NotOpen
from bot.desk.cases import closures, merging, notes
from bot.desk.consults import answering, asking, late, places
from bot.desk.consults.answering import NotYourChannel
from bot.desk.consults.asking import CannotAsk, NotWaiting
from bot.desk.desk import Desk
from bot.desk.house import weekly_data
from bot.desk.ownership import claims
from bot.desk.ownership.handoffs import NoSuchTeam
from bot.desk.private_words import NotForYou
from bot.digest.consults import teams_asked
from bot.digest.periods import Period
from bot.domain.records.cases.case import CaseState, CaseThread, Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.cases.note import Note
from bot.domain.records.consult import Consult, ConsultEnd
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.house.weekly_data import Kind, MemberRow
from bot.outbox.kinds import ConsultMessage, ConsultPayload, DeliveryKind, EventPayload
from bot.outbox.outcome import Receipt, Refused
from bot.storage.record import audit
from tests.desk.conftest import Bank
from tests.desk.crossing import cross
from tests.desk.talks import let_read, press, private, with_private_words

AMIRA, JONAS, LENA = Actor.staff("U0AMIRA"), Actor.staff("U0JONAS"), Actor.staff("U0LENA")
PRIYA, NOURA = Actor.staff("U0PRIYA"), Actor.staff("U0NOURA")
QUESTION = "Can a declined card be used again the same day?"


@pytest.fixture(autouse=True)
def _people(bank: Bank) -> None:
    for who in (AMIRA, JONAS, LENA, PRIYA, NOURA):
        bank.staff(who.id)


def ask(
    bank: Bank,
    case_id: int,
    question: str = QUESTION,
    *,
    team: str = "cards",
    surface: Surface = Surface.PUBLIC,
    by: Actor = AMIRA,
    within: str = "",
) -> Consult:
    with press(bank, by.id) as desk:
        return asking.ask(
            desk,
            case_id=case_id,
            team=team,
            surface=surface,
            question=question,
            within=within,
            by=by,
        )


def answer(bank: Bank, asked: Consult, text: str, *, by: Actor = PRIYA, key: str = "f1") -> Note:
    with press(bank, by.id) as desk:
        return answering.answer(desk, consult_id=asked.pk, text=text, by=by, request_key=key)


def reply(bank: Bank, asked: Consult, text: str, *, by: Actor = PRIYA, ts: str) -> Note | None:
    with bank.desk() as desk:
        return answering.reply(
            desk,
            consult_id=asked.pk,
            slack_ts=ts,
            slack_user_id=by.id,
            text=text,
            at=bank.now,
        )


def look(bank: Bank) -> int:
    with bank.desk() as desk:
        return late.look_due(desk, limit=25)


def row(bank: Bank, asked: Consult) -> Consult:
    with bank.database.reading() as session:
        return session.get_one(Consult, asked.pk)


def posts(bank: Bank) -> list[ConsultPayload]:
    return [ConsultPayload.read(each.payload) for each in bank.deliveries(DeliveryKind.CONSULT)]


def reminded(bank: Bank) -> list[str]:
    return [each.slack_channel for each in posts(bank) if each.what == ConsultMessage.MISSING]


def told(bank: Bank, template: str) -> list[EventPayload]:
    found = [EventPayload.read(each.payload) for each in bank.deliveries("slack.event")]
    return [one for post in found for one in post.all_told if one.template == template]


def trail(bank: Bank, case_id: int, verb: Trail) -> list[dict[str, object]]:
    with bank.database.reading() as session:
        entries = audit.entries(session=session, case_id=case_id)
        return [dict(each.details) for each in entries if each.verb == verb]


def test_a_question_goes_into_the_teams_channel_and_the_case_stays(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id=AMIRA.id)
    asked = ask(bank, case_id)
    [post] = posts(bank)
    assert (post.slack_channel, post.what, post.private) == ("C0CARDS", "question", False)
    assert bank.case(case_id).state is CaseState.CLAIMED
    assert bank.case(case_id).team == "desk"
    assert asked.due_at == bank.now + timedelta(hours=2)
    [entry] = trail(bank, case_id, Trail.CONSULT_ASKED)
    assert (entry["team"], entry["consult"]) == ("cards", asked.id)
    assert QUESTION not in str(entry)
    assert [each.details["consult"] for each in told(bank, "consult_asked")] == [asked.id]


def test_card_numbers_and_the_like_are_masked_in_a_question(bank: Bank) -> None:
    asked = ask(bank, bank.complaint(), "Is 4111 1111 1111 1111 blocked?")
    assert "4111" not in asked.question


@pytest.mark.parametrize(
    ("within", "minutes"),
    [
        ("1 business hour", 60),
        ("30 business minutes", 30),
        ("9 calendar weeks", 120),
        ("soon", 120),
    ],
)
def test_the_time_is_one_that_the_bank_offers(bank: Bank, within: str, minutes: int) -> None:
    asked = ask(bank, bank.complaint(), within=within)
    assert asked.due_at == bank.now + timedelta(minutes=minutes)


def test_what_cannot_be_asked_is_refused_in_a_sentence(bank: Bank) -> None:
    case_id = bank.complaint()
    with pytest.raises(NoSuchTeam):
        ask(bank, case_id, team="moon")
    with pytest.raises(CannotAsk, match="Write the question"):
        ask(bank, case_id, "  ")
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    with pytest.raises(NotOpen):
        ask(bank, case_id)
    assert posts(bank) == []


def test_a_form_answers_comes_back_and_pings_whoever_asked(bank: Bank) -> None:
    case_id = bank.complaint()
    asked = ask(bank, case_id)
    note = answer(bank, asked, "Yes, after the app says so.")
    ended = row(bank, asked)
    assert (ended.ended_as, ended.ended_by) == (ConsultEnd.ANSWERED, PRIYA.id)
    assert (ended.note_id, ended.next_at) == (note.id, None)
    [event] = told(bank, "consult_answered")
    assert (event.details["note"], event.details["to_person"]) == (note.id, AMIRA.id)
    [entry] = trail(bank, case_id, Trail.CONSULT_ENDED)
    assert (entry["ended_as"], entry["late"]) == ("answered", False)
    with pytest.raises(NotWaiting, match=f"<@{PRIYA.id}> answered it"):
        answer(bank, asked, "No.", by=NOURA, key="f2")


def test_a_reply_under_the_question_answers_it_and_further_ones_add_to_that(bank: Bank) -> None:
    case_id = bank.complaint()
    asked = ask(bank, case_id)
    [question] = bank.deliveries(DeliveryKind.CONSULT)
    bank.end(question, Receipt("1700000000.000100"))
    with bank.desk() as desk:
        assert (
            places.asked_at(desk, slack_channel="C0CARDS", slack_ts="1700000000.000100") == asked.id
        )
        assert places.asked_at(desk, slack_channel="C0DUTY", slack_ts="1700000000.000100") is None
    reply(bank, asked, "The case is at the top.", by=AMIRA, ts="1.1")  # whoever asked
    assert row(bank, asked).waits
    first = reply(bank, asked, "Yes, it can.", ts="1.2")
    assert reply(bank, asked, "Yes, it can.", ts="1.2") is None  # Slack tells it twice
    second = reply(bank, asked, "Within an hour.", by=NOURA, ts="1.3")
    assert first is not None
    assert second is not None
    assert row(bank, asked).note_id == first.id
    events = told(bank, "consult_answered")
    assert [each.details["note"] for each in events] == [first.id, second.id]


def test_an_edited_answer_is_drawn_anew_where_it_is_shown(bank: Bank) -> None:
    asked = ask(bank, bank.complaint())
    reply(bank, asked, "Yes, it can.", ts="1.2")
    with bank.desk() as desk:
        note = notes.edit(desk, slack_channel="C0CARDS", slack_ts="1.2", text="No.", at=bank.now)
        assert note is not None
        answering.changed(desk, note=note)
    redrawn = [each for each in bank.deliveries(DeliveryKind.REDRAW) if each.payload["delivery_id"]]
    assert redrawn


def test_not_for_us_comes_back_with_its_note(bank: Bank) -> None:
    case_id = bank.complaint()
    asked = ask(bank, case_id)
    with press(bank, PRIYA.id) as desk:
        answering.decline(desk, consult_id=asked.pk, note="Ask Payments.", by=PRIYA)
    ended = row(bank, asked)
    assert (ended.ended_as, ended.note) == (ConsultEnd.NOT_FOR_US, "Ask Payments.")
    [event] = told(bank, "consult_not_for_us")
    assert event.details["to_person"] == AMIRA.id


def test_several_teams_are_asked_and_one_is_taken_back(bank: Bank) -> None:
    case_id = bank.complaint()
    first, second = ask(bank, case_id), ask(bank, case_id, team="harbour")
    with press(bank, AMIRA.id) as desk:
        asking.take_back(desk, consult_id=first.pk, by=AMIRA)
    assert row(bank, first).ended_as is ConsultEnd.TAKEN_BACK
    assert row(bank, second).waits
    with pytest.raises(NotWaiting, match="took the question back"):
        answer(bank, first, "Yes.")


def test_reminders_go_to_the_team_then_its_lead_then_whoever_asked(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        member = MemberRow(person=LENA.id, team="cards")
        weekly_data.add(desk, kind=Kind.MEMBERS, row=member, by=LENA)
    ask(bank, case_id)
    assert look(bank) == 0
    bank.later(minutes=60)
    assert look(bank) == 1
    assert reminded(bank) == ["C0CARDS"]
    bank.later(minutes=60)
    look(bank)
    assert reminded(bank) == ["C0CARDS", "C0CARDS", LENA.id]
    assert len(trail(bank, case_id, Trail.CONSULT_LATE)) == 1
    bank.later(minutes=60)
    look(bank)
    assert reminded(bank)[3:] == [AMIRA.id]
    bank.later(days=3)
    assert look(bank) == 0
    assert len(trail(bank, case_id, Trail.CONSULT_LATE)) == 1


def test_time_counts_while_the_team_is_at_work(bank: Bank) -> None:
    bank.now = bank.now.replace(hour=17, minute=0)  # the desk closes at six
    asked = ask(bank, bank.complaint())
    assert asked.due_at.date() > bank.now.date()
    bank.later(hours=3)
    assert look(bank) == 0 or reminded(bank) == ["C0CARDS"]


def test_after_an_outage_each_step_is_told_once(bank: Bank) -> None:
    ask(bank, bank.complaint())
    bank.later(days=2)
    assert look(bank) == 1
    assert look(bank) == 0
    assert reminded(bank).count("C0CARDS") == 2


def test_a_case_that_ended_needs_no_answer(bank: Bank) -> None:
    case_id = bank.complaint()
    asked = ask(bank, case_id)
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    assert look(bank) == 1
    assert row(bank, asked).ended_as is ConsultEnd.CASE_ENDED
    with pytest.raises(NotWaiting):
        answer(bank, asked, "Yes.")


def test_of_a_merged_case_the_answer_comes_where_it_goes_on(bank: Bank) -> None:
    case_id, other = bank.complaint(), bank.complaint(author="ben")
    asked = ask(bank, case_id)
    with bank.desk() as desk:
        merging.merge(desk, case_id=case_id, into=other, by=AMIRA)
    assert look(bank) == 0
    note = answer(bank, asked, "Yes, it can.")
    assert note.case_id == other
    assert [each.case_id for each in told(bank, "consult_answered")] == [other]


def test_an_answer_goes_to_the_owner_where_the_asker_has_left(bank: Bank) -> None:
    case_id = bank.complaint()
    asked = ask(bank, case_id)
    bank.staff(AMIRA.id, is_gone=True)
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=JONAS, slack_user_id=JONAS.id)
    answer(bank, asked, "Yes.")
    assert told(bank, "consult_answered")[0].details["to_person"] == JONAS.id


def test_a_question_that_slack_never_takes_is_told_in_the_thread(bank: Bank) -> None:
    asked = ask(bank, bank.complaint())
    [question] = bank.deliveries(DeliveryKind.CONSULT)
    bank.end(question, Refused("channel_not_found", "There is no such channel"))
    [event] = told(bank, "consult_not_posted")
    assert (event.details["consult"], event.details["to_person"]) == (asked.id, AMIRA.id)


def test_private_words_are_asked_about_in_a_private_channel_alone(bank: Bank) -> None:
    with_private_words(bank)
    case_id = bank.take_in(private(bank, "My card 12 was declined"))
    let_read(bank, [AMIRA.id])
    with pytest.raises(CannotAsk, match="Nothing of this case is public"):
        ask(bank, case_id)
    with pytest.raises(NotForYou):
        ask(bank, case_id, surface=Surface.PRIVATE, by=JONAS)
    asked = ask(bank, case_id, surface=Surface.PRIVATE)
    [post] = posts(bank)
    assert (post.slack_channel, post.private) == ("C0CDPRIVATE", True)
    with pytest.raises(NotYourChannel):
        answer(bank, asked, "Yes.")
    let_read(bank, [PRIYA.id], slack_channel="C0CDPRIVATE")
    note = answer(bank, asked, "Yes.", key="f2")
    [event] = told(bank, "consult_answered")
    with bank.database.reading() as session:
        thread = session.get_one(CaseThread, event.thread_id)
    assert (thread.surface, note.case_id) == (Surface.PRIVATE, case_id)


@pytest.mark.on_both
def test_of_two_who_answer_at_once_one_is_told_who_was_quicker(bank: Bank) -> None:
    asked = ask(bank, bank.complaint())

    def by(who: Actor, desk: Desk) -> Note:
        return answering.answer(
            desk, consult_id=asked.pk, text=f"From {who.id}", by=who, request_key=who.id
        )

    crossing = cross(bank, partial(by, PRIYA), partial(by, NOURA), after_locking="cases")
    assert not crossing.failed
    [refusal] = crossing.refused.values()
    assert isinstance(refusal, NotWaiting)
    assert len(told(bank, "consult_answered")) == 1
    with bank.database.reading() as session:
        assert len(session.exec(select(Note)).all()) == 1


@pytest.mark.on_both
def test_an_answer_and_taking_the_question_back_at_once_end_it_once(bank: Bank) -> None:
    asked = ask(bank, bank.complaint())
    crossing = cross(
        bank,
        lambda desk: asking.take_back(desk, consult_id=asked.pk, by=AMIRA),
        lambda desk: answering.answer(
            desk, consult_id=asked.pk, text="Yes.", by=PRIYA, request_key="f1"
        ),
        after_locking="cases",
    )
    assert not crossing.failed
    assert len(crossing.refused) == 1
    assert row(bank, asked).ended_as is not None


def test_a_digest_tells_by_team_what_was_asked_answered_and_late(bank: Bank) -> None:
    case_id = bank.complaint()
    begun, first = bank.now, ask(bank, case_id)
    ask(bank, case_id, "And abroad?")
    ask(bank, case_id, team="harbour")
    answer(bank, first, "Yes.")
    bank.later(hours=5)
    period = Period(digest="daily", key="2026-11-16", start=begun, end=bank.now)
    with bank.database.reading() as session:
        rule = bank.rules.digests["daily"]
        told = teams_asked(session, rule, period)
        cards = teams_asked(session, rule.model_copy(update={"teams": ("cards",)}), period)
    assert [(one.team, one.asked, one.answered, one.late) for one in told] == [
        ("cards", 2, 1, 1),
        ("harbour", 1, 0, 1),
    ]
    assert [one.team for one in cards] == ["cards"]
