"""A blocked author's posts: kept without a secret, private ones unread, and counted from their own time."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk.cases import closures
from bot.desk.intake import taking_in
from bot.desk.messages import blocking
from bot.domain.channels.inbound import Context
from bot.domain.records.blocked_post import BlockedPost
from bot.domain.records.case import Surface
from bot.domain.records.closure import Outcome
from bot.domain.records.staff import Actor
from bot.domain.sla.clock import SlaClock
from bot.storage import audit
from tests.desk.conftest import Bank
from tests.desk.talks import private, with_private_words

BY = Actor.staff("U0LENA")


def block(
    bank: Bank,
    case_id: int,
    *,
    hours: float | None = None,
    reason: str = "Insults, 4111111111111111",
) -> None:
    until = None if hours is None else bank.now + timedelta(hours=hours)
    with bank.desk() as desk:
        blocking.block(desk, case_id=case_id, reason=reason, until=until, by=BY)


def kept(bank: Bank) -> list[BlockedPost]:
    with bank.desk() as desk:
        return blocking.posts(desk)


def test_nothing_secret_is_kept_of_what_is_set_aside(bank: Bank) -> None:
    block(bank, bank.complaint(author="troll"))
    context = Context(
        external_id="0", text="Card 4111 1111 1111 1111", author="Bo 4111111111111111"
    )
    told = bank.post(
        "My card 4111 1111 1111 1111 and ana@example.com", author="troll", context=context
    )
    with bank.desk() as desk:
        assert taking_in.take_in(desk, inbound=told).case_id is None
    [post] = kept(bank)
    for secret in ("4111 1111", "41111111", "ana@example.com"):
        assert secret not in post.text + str(post.told)
    with bank.database.reading() as session:
        trail = str([e.details for e in audit.entries(session=session, case_id=0)])
    assert "Insults" not in trail


def test_told_twice_it_is_kept_once(bank: Bank) -> None:
    block(bank, bank.complaint(author="troll"))
    told = bank.post("Again", author="troll")
    for _ in range(2):
        with bank.desk() as desk:
            taking_in.take_in(desk, inbound=told)
    assert len(kept(bank)) == 1


def test_a_block_that_ends_lets_posts_in_again(bank: Bank) -> None:
    block(bank, bank.complaint(author="troll"), hours=1)
    bank.later(hours=2)
    bank.take_in(bank.post("Sorry", author="troll"))
    assert kept(bank) == []


def test_taken_in_after_all_its_clock_counts_from_the_post(bank: Bank) -> None:
    case_id = bank.complaint(author="troll")
    block(bank, case_id)
    with bank.desk() as desk:
        taking_in.take_in(desk, inbound=bank.post("My money", author="troll"))
    posted_at = bank.now
    bank.later(minutes=30)
    [post] = kept(bank)
    with bank.desk() as desk:
        taken = taking_in.take_in_after_all(desk, post_id=post.pk, by=BY)
    with bank.desk() as desk, pytest.raises(blocking.NoSuchPost):
        taking_in.take_in_after_all(desk, post_id=post.pk, by=BY)
    assert taken.case_id == case_id
    with bank.database.reading() as session:
        clocks = session.exec(select(SlaClock).where(SlaClock.case_id == case_id)).all()
        assert all(clock.started_at <= posted_at for clock in clocks)


def test_blocked_twice_and_unblocked_twice_is_told_so(bank: Bank) -> None:
    case_id = bank.complaint(author="troll")
    block(bank, case_id)
    with pytest.raises(blocking.AlreadyBlocked):
        block(bank, case_id)
    with bank.desk() as desk:
        blocking.unblock(desk, case_id=case_id, by=BY)
    with pytest.raises(blocking.NotBlocked), bank.desk() as desk:
        blocking.unblock(desk, case_id=case_id, by=BY)


def test_a_block_needs_a_reason_and_an_end_that_makes_sense(bank: Bank) -> None:
    case_id = bank.complaint(author="troll")
    for reason, hours in (("  ", 1), ("Insults", -1), ("Insults", 24 * 400)):
        with pytest.raises(blocking.NoReason):
            block(bank, case_id, hours=hours, reason=reason)


def test_a_private_post_that_is_set_aside_opens_no_thread(bank: Bank) -> None:
    block(bank, bank.complaint(author="troll"))
    before = len(bank.deliveries())
    with bank.desk() as desk:
        told = bank.post("Psst", author="troll", surface=Surface.PRIVATE)
        assert taking_in.take_in(desk, inbound=told).case_id is None
    assert len(bank.deliveries()) == before


def test_a_reason_typed_on_a_private_talk_stands_in_no_public_thread(bank: Bank) -> None:
    with_private_words(bank)
    public = bank.take_in(bank.post("My card was declined", author="troll"))
    with bank.desk() as desk:
        closures.resolve(desk, case_id=public, outcome=Outcome.FIXED, remark="", by=BY)
    talk = bank.take_in(private(bank, "My salary is 4000", author="troll"))
    with bank.desk() as desk:
        closures.reopen(desk, case_id=public, by=BY)
    assert public != talk
    block(bank, talk, reason="Told me of a salary")
    told = {
        d.case_id: d.payload["explanation"]
        for d in bank.deliveries("slack.event")
        if d.payload["template"] == "author_blocked"
    }
    assert told == {public: "", talk: "Told me of a salary"}


def test_a_reason_typed_in_public_stands_with_every_open_case_of_the_author(bank: Bank) -> None:
    with_private_words(bank)
    case_id = bank.take_in(bank.post("My card was declined", author="troll"))
    block(bank, case_id, reason="Insults")
    [told] = [d for d in bank.deliveries("slack.event") if "blocked" in d.payload["template"]]
    assert told.payload["explanation"] == "Insults"


def test_the_refusal_repeats_no_public_text(bank: Bank) -> None:
    case_id = bank.complaint(author="<https://evil.example|Help>")
    block(bank, case_id)
    with pytest.raises(blocking.AlreadyBlocked) as refused:
        block(bank, case_id)
    assert "evil" not in str(refused.value)
