"""Beginning an answer: drafts that stay, one colleague at a time, take-over, undo, and used notes."""

import threading
from typing import Any

import pytest
from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.answers import sending, undoing
from bot.desk.cases import notes
from bot.desk.drafts import drafts, locks
from bot.desk.ownership import claims
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.answers.reply_draft import ReplyDraft
from bot.domain.records.cases.case import Surface
from bot.domain.records.cases.note import Note
from bot.domain.records.staff import Actor, Role
from bot.domain.records.trail.audit import AuditEntry
from bot.outbox.outcome import Receipt
from bot.storage.cases.case_threads import threads_of
from bot.storage.record import audit
from tests.database import MovableDatabase
from tests.desk.conftest import Bank

AMIRA, JONAS, LENA = Actor.staff("U0AMIRA"), Actor.staff("U0JONAS"), Actor.staff("U0LENA")
SORRY = "Sorry, we are on it."


def keep(bank: Bank, case_id: int, text: str, *, by: Actor = AMIRA, **more: Any) -> None:
    with bank.desk() as desk:
        drafts.keep(
            desk,
            case_id=case_id,
            surface=Surface.PUBLIC,
            slack_user_id=by.id,
            text=text,
            **more,
        )


def own(bank: Bank, case_id: int, *, by: Actor = AMIRA) -> drafts.Begun | None:
    with bank.desk() as desk:
        return drafts.own(desk, case_id=case_id, surface=Surface.PUBLIC, slack_user_id=by.id)


def colleagues(bank: Bank, case_id: int, *, by: Actor = AMIRA) -> drafts.Begun | None:
    with bank.desk() as desk:
        case = case_access.lock_case(desk, case_id=case_id)
        return drafts.of_a_colleague(desk, case=case, surface=Surface.PUBLIC, slack_user_id=by.id)


def take(bank: Bank, case_id: int, by: Actor) -> locks.Writer | None:
    with bank.desk() as desk:
        case = case_access.lock_open_case(desk, case_id=case_id)
        return locks.take(desk, case=case, slack_user_id=by.id)


def take_over(bank: Bank, case_id: int, by: Actor) -> None:
    with bank.desk() as desk:
        locks.take_over(desk, case=case_access.lock_open_case(desk, case_id=case_id), by=by)


def send(bank: Bank, case_id: int, *, by: Actor = AMIRA, key: str = "form-1") -> int:
    with bank.desk() as desk:
        reply = sending.send(
            desk,
            case_id=case_id,
            text=SORRY,
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=by,
            request_key=key,
        )
        return reply.pk


def verbs(bank: Bank, case_id: int) -> list[str]:
    with bank.database.reading() as session:
        query = select(AuditEntry.verb).where(AuditEntry.case_id == case_id)
        return list(session.exec(query.order_by(col(AuditEntry.sequence))))


def test_a_draft_is_kept_sealed_and_read_again_as_it_was_typed(bank: Bank) -> None:
    case_id = bank.complaint()
    keep(bank, case_id, "Call 020 7946 0018 عذرا 👩‍👩‍👧", purpose="asks")
    with bank.database.reading() as session:
        [row] = session.exec(select(ReplyDraft))
    assert b"7946" not in row.sealed
    begun = own(bank, case_id)
    assert begun is not None
    assert (begun.text, begun.purpose) == ("Call 020 7946 0018 عذرا 👩‍👩‍👧", "asks")


def test_a_card_number_reaches_no_draft(bank: Bank) -> None:
    case_id = bank.complaint()
    keep(bank, case_id, "Your card 4111 1111 1111 1111 works again")
    begun = own(bank, case_id)
    assert begun is not None
    assert "1111" not in begun.text
    assert "works again" in begun.text


def test_one_person_has_one_draft_and_no_words_are_no_draft(bank: Bank) -> None:
    case_id = bank.complaint()
    keep(bank, case_id, "First")
    keep(bank, case_id, "Second")
    assert own(bank, case_id).text == "Second"  # type: ignore[union-attr]  # None fails the test
    keep(bank, case_id, "  ")
    assert own(bank, case_id) is None


def test_a_colleague_is_offered_it_masked_until_an_answer_was_sent(bank: Bank) -> None:
    case_id = bank.complaint()
    keep(bank, case_id, "Call 020 7946 0018", by=JONAS)
    bank.later(minutes=4)
    offered = colleagues(bank, case_id)
    assert offered is not None
    assert offered.slack_user_id == JONAS.id
    assert "7946" not in offered.text
    send(bank, case_id)
    assert colleagues(bank, case_id, by=LENA) is None
    assert own(bank, case_id, by=JONAS) is not None  # his words stay his


def test_sending_drops_the_draft_and_undo_gives_the_words_back(bank: Bank) -> None:
    case_id = bank.complaint()
    keep(bank, case_id, SORRY)
    reply_id = send(bank, case_id)
    assert own(bank, case_id) is None
    with bank.desk() as desk:
        assert undoing.undo(desk, reply_id=reply_id, by=AMIRA)
    begun = own(bank, case_id)
    assert begun is not None
    assert (begun.text, begun.purpose) == (SORRY, "answers")


def test_only_the_sender_the_owner_or_a_lead_may_undo(bank: Bank) -> None:
    case_id = bank.complaint()
    reply_id = send(bank, case_id)
    with pytest.raises(undoing.NotYoursToUndo), bank.desk() as desk:
        undoing.undo(desk, reply_id=reply_id, by=JONAS, roles=frozenset({Role.AGENT}))
    with bank.desk() as desk:
        assert undoing.undo(desk, reply_id=reply_id, by=LENA, roles=frozenset({Role.LEAD}))


def test_the_cases_owner_may_undo_what_a_lead_sent(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=JONAS, slack_user_id=JONAS.id)
        reply = sending.send(
            desk,
            case_id=case_id,
            text=SORRY,
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=LENA,
            request_key="lead",
            roles=frozenset({Role.LEAD}),
        )
        assert undoing.undo(desk, reply_id=reply.pk, by=JONAS)


def test_old_drafts_are_forgotten(bank: Bank) -> None:
    case_id = bank.complaint()
    keep(bank, case_id, "Begun long ago")
    bank.later(days=13)
    with bank.desk() as desk:
        assert drafts.forget_old(desk) == 0
    bank.later(days=2)
    with bank.desk() as desk:
        assert drafts.forget_old(desk) == 1
        house = audit.entries(session=desk.session, case_id=audit.HOUSE)
    assert own(bank, case_id) is None
    [erased] = [entry for entry in house if entry.verb == "drafts_erased"]
    assert (erased.actor_kind, erased.details) == ("system", {"drafts": 1})


def test_a_second_person_is_told_who_writes_to_the_same_customer_in_any_case(bank: Bank) -> None:
    first = bank.complaint()
    with bank.desk() as desk:  # the same customer, a case of an account apart
        second = case_access.lock_case(desk, case_id=first).model_copy(
            update={"id": None, "account": "2002", "conversation": "other"}
        )
        again = type(second).model_validate(second.model_dump(exclude={"id"}))
        desk.session.add(again)
        desk.session.flush()
        other = again.number
    assert take(bank, first, AMIRA) is None
    writer = take(bank, other, JONAS)
    assert writer is not None
    assert (writer.slack_user_id, writer.case_id) == (AMIRA.id, first)
    assert take(bank, other, AMIRA) is None  # one's own second form is no collision


def test_the_lock_runs_out_by_itself_and_is_let_go_when_the_form_is_closed(
    bank: Bank, database: MovableDatabase
) -> None:
    case_id = bank.complaint()
    take(bank, case_id, AMIRA)
    with bank.desk() as desk:
        case = case_access.lock_case(desk, case_id=case_id)
        locks.release(desk, case=case, slack_user_id=JONAS.id)  # not his to let go
    assert take(bank, case_id, JONAS) is not None
    database.move(11 * 60)
    assert take(bank, case_id, JONAS) is None
    with bank.desk() as desk:
        case = case_access.lock_case(desk, case_id=case_id)
        locks.release(desk, case=case, slack_user_id=JONAS.id)
    assert take(bank, case_id, AMIRA) is None


def test_who_was_taken_over_from_cannot_send_and_is_told_by_whom(bank: Bank) -> None:
    case_id = bank.complaint()
    take(bank, case_id, AMIRA)
    take_over(bank, case_id, JONAS)
    assert "reply_taken_over" in verbs(bank, case_id)
    assert bank.templates()[-1] == "reply_taken_over"
    with pytest.raises(locks.TakenOver) as refused:
        send(bank, case_id)
    assert "<@U0JONAS>" in str(refused.value)
    send(bank, case_id, by=JONAS)
    assert len(bank.deliveries("reply")) == 1


def test_taking_over_from_nobody_says_nothing(bank: Bank) -> None:
    case_id = bank.complaint()
    take_over(bank, case_id, JONAS)
    assert "reply_taken_over" not in verbs(bank, case_id)


@pytest.mark.on_both
def test_of_two_people_at_once_one_writes(bank: Bank) -> None:
    case_id = bank.complaint()
    together = threading.Barrier(2)
    told: dict[str, locks.Writer | None] = {}

    def press(by: Actor) -> None:
        together.wait()
        told[by.id] = take(bank, case_id, by)

    people = [threading.Thread(target=press, args=(by,)) for by in (AMIRA, JONAS)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(writer is None for writer in told.values()) == [False, True]


def note(bank: Bank, case_id: int, text: str) -> Note:
    with bank.desk() as desk:
        [thread] = threads_of(session=desk.session, case_id=case_id)
        thread.slack_ts = "1780000000.000001"
        desk.session.add(thread)
        desk.session.flush()
        written = notes.write(
            desk,
            slack_channel=thread.slack_channel,
            thread_ts="1780000000.000001",
            slack_ts="1780000001.000001",
            slack_user_id=JONAS.id,
            text=text,
            at=bank.now,
        )
    assert written is not None
    return written


def edit(bank: Bank, kept: Note, text: str) -> None:
    with bank.desk() as desk:
        notes.edit(
            desk,
            slack_channel=kept.slack_channel,
            slack_ts=kept.slack_ts,
            text=text,
            at=bank.now,
        )


def test_a_note_edited_after_it_was_taken_for_a_draft_is_news(bank: Bank) -> None:
    case_id = bank.complaint()
    kept = note(bank, case_id, SORRY)
    keep(bank, case_id, SORRY, note=kept)
    bank.later(minutes=1)
    edit(bank, kept, "Wait, not that")
    with bank.desk() as desk:
        news = drafts.news_of_note(
            desk, case_id=case_id, surface=Surface.PUBLIC, slack_user_id=AMIRA.id
        )
    assert news is not None
    assert (news.slack_user_id, news.deleted) == (JONAS.id, False)
    assert "used_note_changed" not in bank.templates()


def test_a_note_changed_after_it_became_an_answer_is_asked_about(bank: Bank) -> None:
    case_id = bank.complaint()
    kept = note(bank, case_id, SORRY)
    keep(bank, case_id, SORRY, note=kept)
    reply_id = send(bank, case_id)
    bank.end(bank.deliveries("reply")[-1], Receipt(reference="900"))
    bank.later(minutes=1)
    edit(bank, kept, "Wait, not that")
    bank.later(minutes=1)
    with bank.desk() as desk:
        notes.delete(desk, slack_channel=kept.slack_channel, slack_ts=kept.slack_ts, at=bank.now)
    asked = [d.payload for d in bank.deliveries("slack.event") if "public" in d.payload]
    assert [(a["reply_id"], a["deleted"], a["public"]) for a in asked] == [
        (reply_id, False, True),
        (reply_id, True, True),
    ]
    with bank.database.reading() as session:
        [reply] = session.exec(select(Reply))
    assert reply.note_id == kept.id
    assert reply.text == SORRY  # nothing public follows a note
