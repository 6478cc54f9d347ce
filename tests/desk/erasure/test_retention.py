"""What its time is over for is erased at night: by kind, by the rule of a complaint, and never under a hold."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlmodel import select

from bot.desk.answers import approvals, doubts
from bot.desk.cases import closures, merging
from bot.desk.clocks import complaints
from bot.desk.desk import Desk
from bot.desk.erasure import holds, persons, requests, retention
from bot.desk.messages import changes
from bot.domain.channels.inbound import Happening
from bot.domain.records.cases.closure import NotActionableReason
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.blocked_post import BlockedPost
from bot.domain.records.messages.message import Message, MessageRevision
from bot.domain.records.staff import Actor
from bot.domain.rules.retention import Retention
from bot.storage.record import audit, record_check, record_seals
from tests.desk.answers.test_replies import answer
from tests.desk.conftest import Bank
from tests.desk.crossing import cross
from tests.desk.erasure.test_requests import ask_about, end, waiting

MIRA = Actor.staff("U0AMIRA")
KINDS = (retention.set_aside, retention.words, retention.originals, retention.attachments)


def keep(bank: Bank, **days: Any) -> None:
    kept = {"words_days": 1095, "originals_days": 0, "attachments_days": 0, **days}
    bank.lay_over({"retention": kept})


def night(bank: Bank) -> Mapping[str, int]:
    done = retention.Pass()
    for kind in KINDS:
        done.after, looked = 0, 1
        while looked:
            with bank.desk() as desk:
                looked = kind(desk, done, limit=1)
    with bank.desk() as desk:
        retention.tell(desk, done=done.done, night=f"{bank.now:%Y-%m-%d}")
    return +done.done


def texts(bank: Bank) -> list[str]:
    with bank.desk() as desk:
        return list(desk.session.exec(select(Message.text).order_by(Message.id)))  # type: ignore[arg-type]  # a column


def test_words_go_once_their_time_is_over_and_not_a_day_before(bank: Bank) -> None:
    keep(bank, words_days=30)
    case_id = bank.complaint("My card was declined", author="ana")
    bank.complaint("Still open", author="ben")
    end(bank, case_id)
    bank.later(days=30)
    assert night(bank) == {}
    bank.later(minutes=1)
    assert night(bank) == {"words": 1}
    assert texts(bank) == ["[erased]", "Still open"]
    with bank.desk() as desk:
        names = set(desk.session.exec(select(Author.handle)))
        entry = audit.entries(session=desk.session, case_id=case_id)[-1]
        house = audit.entries(session=desk.session, case_id=0)[-1]
        record_seals.seal(session=desk.session, heads={})
    assert names == {"", "ben"}
    assert entry.details["cause"] == "retention"
    assert house.details["words"] == 1
    with bank.database.reading(is_long=True) as session:
        assert record_check.check(session=session).faults == []
    assert "words of 1 cases" in str(bank.deliveries("slack.notice")[-1].payload)
    assert night(bank) == {}


def test_zero_keeps_words_until_a_person_erases_them(bank: Bank) -> None:
    keep(bank, words_days=0)
    end(bank, bank.complaint())
    bank.later(days=9999)
    assert night(bank) == {}


def test_a_complaint_is_kept_as_long_as_its_rule_asks(bank: Bank) -> None:
    keep(bank, words_days=30, presets={"uk_disp": {"words_days": 90}})
    case_id = bank.complaint()
    with bank.desk() as desk:
        complaints.mark(desk, case_id=case_id, preset="uk_disp", reason="", by=MIRA)
    end(bank, case_id)
    bank.later(days=60)
    assert night(bank) == {}
    bank.later(days=31)
    assert night(bank) == {"words": 1}


def test_what_is_held_is_left_and_told(bank: Bank) -> None:
    keep(bank, words_days=30)
    first, second = bank.complaint(author="ana"), bank.complaint(author="ben")
    for each in (first, second):
        end(bank, each)
    with bank.desk() as desk:
        holds.hold_case(desk, case_id=first, reason="In court", by=MIRA)
    bank.later(days=31)
    assert night(bank) == {"words": 1, "held": 1}
    assert texts(bank) == ["My card was declined", "[erased]"]
    with bank.desk() as desk:
        holds.lift(desk, hold_id=1, by=MIRA)
    assert night(bank) == {"words": 1}


def test_words_that_wait_for_approval_are_left_until_somebody_decided(bank: Bank) -> None:
    keep(bank, words_days=30)
    _, reply = waiting(bank)
    bank.later(days=31)
    assert night(bank) == {}
    with bank.desk() as desk:
        approvals.expire(desk, reply_id=reply.pk)
    assert night(bank) == {"words": 1}


def test_an_answer_in_doubt_keeps_its_words_until_somebody_decided(bank: Bank) -> None:
    keep(bank, words_days=30)
    case_id = bank.complaint()
    delivery = answer(bank, case_id)
    ask_about(bank, delivery)
    end(bank, case_id)
    bank.later(days=31)
    assert night(bank) == {}
    with bank.desk() as desk:
        doubts.settle(desk, delivery_id=delivery.pk, decision="drop", by=MIRA)
    assert night(bank) == {"words": 1}


def _merged(bank: Bank, *, marked: int | None = None, **days: Any) -> tuple[int, int, int]:
    """Two customers' cases that went into a third's, which has ended; none of them is due for 30 days."""
    keep(bank, words_days=30, **days)
    cases = [bank.complaint(f"Words of {name}", author=name) for name in ("ana", "ben", "cyd")]
    if marked is not None:
        with bank.desk() as desk:
            complaints.mark(desk, case_id=cases[marked], preset="uk_disp", reason="", by=MIRA)
    first, second, into = cases
    with bank.desk() as desk:
        for each in (first, second):
            merging.merge(desk, case_id=each, into=into, by=MIRA)
    end(bank, into)
    return first, second, into


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_hold_on_one_case_keeps_all_that_were_merged_with_it(bank: Bank, which: int) -> None:
    cases = _merged(bank, originals_days=10)
    with bank.desk() as desk:
        holds.hold_case(desk, case_id=cases[which], reason="In court", by=MIRA)
    bank.later(days=31)
    assert night(bank) == {"held": 3}
    assert texts(bank) == ["Words of ana", "Words of ben", "Words of cyd"]
    with bank.desk() as desk:
        holds.lift(desk, hold_id=1, by=MIRA)
    assert night(bank) == {"words": 3}


def test_a_hold_on_a_customer_keeps_the_cases_of_others_that_theirs_went_into(bank: Bank) -> None:
    _merged(bank)
    with bank.desk() as desk:
        person = persons.meant(desk.session, "x:ana")
        holds.hold_customer(desk, person=person, reason="In court", by=MIRA)
    bank.later(days=31)
    assert night(bank) == {"held": 3}


def test_a_merge_that_was_taken_back_is_held_no_more(bank: Bank) -> None:
    first, _, into = _merged(bank)
    with bank.desk() as desk:
        merging.unmerge(desk, case_id=first, by=MIRA)
    end(bank, first)
    with bank.desk() as desk:
        holds.hold_case(desk, case_id=into, reason="In court", by=MIRA)
    bank.later(days=31)
    assert night(bank) == {"words": 1, "held": 2}
    assert texts(bank) == ["[erased]", "Words of ben", "Words of cyd"]


@pytest.mark.parametrize("which", [0, 2])
def test_the_longest_rule_of_a_complaint_keeps_all_that_were_merged_with_it(
    bank: Bank, which: int
) -> None:
    _merged(bank, marked=which, presets={"uk_disp": {"words_days": 90}})
    bank.later(days=60)
    assert night(bank) == {}
    bank.later(days=31)
    assert night(bank) == {"words": 3}


def test_a_hold_that_is_set_while_the_pass_waits_for_the_case_keeps_it(bank: Bank) -> None:
    keep(bank, words_days=30)
    case_id = bank.complaint()
    end(bank, case_id)
    bank.later(days=31)
    done = retention.Pass()

    def hold(desk: Desk) -> None:
        holds.hold_case(desk, case_id=case_id, reason="In court", by=MIRA)

    def erase(desk: Desk) -> None:
        retention.words(desk, done, limit=10)

    crossing = cross(bank, hold, erase, after_locking="cases")
    assert not crossing.failed
    assert +done.done == {"held": 1}
    assert texts(bank) == ["My card was declined"]


def test_sealed_originals_and_attachments_go_before_the_words(bank: Bank) -> None:
    keep(bank, originals_days=10, attachments_days=20)
    picture = [{"type": "photo", "url": "https://x.example/p.jpg"}]
    inbound = bank.post("Call 07700 900123", attachments=picture)
    end(bank, bank.take_in(inbound))
    bank.later(days=11)
    assert night(bank) == {"originals": 1}
    with bank.desk() as desk:
        assert desk.session.exec(select(MessageRevision.sealed)).one() is None
    bank.later(days=10)
    assert night(bank) == {"attachments": 1}
    with bank.desk() as desk:
        message = desk.session.exec(select(Message)).one()
    assert (message.attachments, message.text) == ([], "Call [phone number hidden]")
    assert night(bank) == {}


def test_an_erased_case_is_not_opened_again(bank: Bank) -> None:
    keep(bank, words_days=30)
    case_id = bank.complaint()
    with bank.desk() as desk:
        reason = NotActionableReason.PRAISE
        closures.not_actionable(desk, case_id=case_id, reason=reason, remark="", by=MIRA)
    bank.later(days=31)
    night(bank)
    with bank.desk() as desk, pytest.raises(closures.WasErased, match="was erased"):
        closures.reopen(desk, case_id=case_id, by=MIRA)


@pytest.mark.parametrize("is_held", [False, True])
def test_posts_of_blocked_authors_go_too_unless_a_hold_keeps_the_customer(
    bank: Bank, is_held: bool
) -> None:
    keep(bank, words_days=30)
    with bank.desk() as desk:
        author = Author(channel="x", external_id="id-ben", handle="ben", first_seen_at=desk.now)
        desk.session.add(author)
        desk.session.flush()
        post = BlockedPost(
            channel="x",
            account="1",
            external_id="7",
            author_id=author.pk,
            text="Bad bank",
            told={"text": "Bad bank"},
            posted_at=desk.now,
            received_at=desk.now,
        )
        desk.session.add(post)
    if is_held:
        with bank.desk() as desk:
            person = persons.meant(desk.session, "x:ben")
            holds.hold_customer(desk, person=person, reason="In court", by=MIRA)
        with bank.desk() as desk, pytest.raises(requests.CannotErase, match="keeps this customer"):
            requests.erase(desk, person=person, by=MIRA, reason="DSAR-17")
    bank.later(days=31)
    assert night(bank) == ({} if is_held else {"set_aside": 1})
    with bank.desk() as desk:
        assert ("Bad bank" in str(desk.session.exec(select(BlockedPost)).one())) is is_held


def test_a_word_that_was_edited_away_is_held_all_the_same(bank: Bank) -> None:
    keep(bank, words_days=30)
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    bank.later(minutes=1)
    with bank.desk() as desk:
        message = desk.session.exec(select(Message)).one()
        edited = first.model_copy(update={"text": "Never mind", "at": bank.now})
        assert changes.edit(desk, message=message, inbound=edited) is not None
        holds.hold_word(desk, word="declined", reason="An inquiry", by=MIRA)
    end(bank, case_id)
    bank.later(days=31)
    assert night(bank) == {"held": 1}


@pytest.mark.parametrize(("switch", "kept"), [("erase", ""), ("keep", "My card was declined")])
def test_a_post_that_was_taken_down_is_erased_or_kept_in_the_record_alone(
    bank: Bank, switch: str, kept: str
) -> None:
    keep(bank, removed_posts=switch)
    first = bank.post("My card was declined")
    bank.take_in(first)
    bank.later(minutes=1)
    gone = first.model_copy(update={"happening": Happening.REMOVED, "at": bank.now})
    with bank.desk() as desk:
        message = desk.session.exec(select(Message)).one()
        assert changes.remove(desk, message=message, inbound=gone)
    with bank.desk() as desk:
        assert desk.session.exec(select(MessageRevision.text)).one() == kept
    assert texts(bank) == [""]


def test_the_longest_of_several_rules_counts() -> None:
    presets = {"a": {"words_days": 90}, "b": {"words_days": 0}, "c": {"words_days": 60}}
    rules = Retention.model_validate({"words_days": 30, "presets": presets})
    assert [rules.words_of(each) for each in ((), ("a",), ("a", "c"), ("a", "b"), ("x",))] == [
        30,
        90,
        90,
        0,
        30,
    ]
