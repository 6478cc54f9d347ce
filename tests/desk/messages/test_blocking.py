"""A blocked author's posts: kept without a secret, private ones unread, and counted from their own time."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk.cases import closures
from bot.desk.house import weekly_data
from bot.desk.intake import taking_in
from bot.desk.messages import blocking, unblocking
from bot.domain.channels.inbound import Context, Inbound
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.records.cases.case import Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.messages.blocked_post import BlockedPost
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.rules.house.weekly_data import BlockedRow, Kind
from bot.domain.sla.clock import SlaClock
from bot.slack.api.names import Names
from bot.slack.shown.cases.case import case_shown
from bot.storage.house import weekly_data as house
from bot.storage.house.alarms import standing
from bot.storage.record import audit
from tests.desk.conftest import Bank
from tests.desk.talks import edited, private, removed, with_private_words

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


def test_of_an_author_who_is_blocked_before_they_ever_wrote_the_first_post_is_kept(
    bank: Bank,
) -> None:
    with bank.desk() as desk:
        row = BlockedRow(channel="x", author_id="id-troll", reason="Insults")
        weekly_data.add(desk, kind=Kind.BLOCKED, row=row, by=BY)
    taken = bank.post("Fools, all of you", author="troll")
    with bank.desk() as desk:
        assert taking_in.take_in(desk, inbound=taken).case_id is None
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
        unblocking.unblock(desk, case_id=case_id, by=BY)
    with pytest.raises(unblocking.NotBlocked), bank.desk() as desk:
        unblocking.unblock(desk, case_id=case_id, by=BY)


def test_a_block_needs_a_reason_and_an_end_that_makes_sense(bank: Bank) -> None:
    case_id = bank.complaint(author="troll")
    for reason, hours in (("  ", 1), ("Insults", -1), ("Insults", 24 * 400)):
        with pytest.raises(blocking.NoReason):
            block(bank, case_id, hours=hours, reason=reason)


def test_a_private_post_that_is_set_aside_opens_no_thread(bank: Bank) -> None:
    block(bank, bank.complaint(author="troll"))
    before = len(bank.deliveries("slack.headline"))
    with bank.desk() as desk:
        told = bank.post("Psst", author="troll", surface=Surface.PRIVATE)
        assert taking_in.take_in(desk, inbound=told).case_id is None
    assert len(bank.deliveries("slack.headline")) == before
    assert "Psst" not in str([d.payload for d in bank.deliveries()])


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


def troll(bank: Bank, text: str, **more: object) -> Inbound:
    """A post of the blocked author, taken in as a worker does; it becomes no case."""
    told = bank.post(text, author="troll", **more)
    with bank.desk() as desk:
        assert taking_in.take_in(desk, inbound=told).case_id is None
    return told


def alarms(bank: Bank) -> list[Alarm]:
    with bank.database.reading() as session:
        return [row for row in standing(session=session) if row.kind is AlarmKind.BLOCKED_POST]


def kept_back(bank: Bank, case_id: int) -> int:
    """What the headline of the case says is kept back."""
    with bank.database.reading() as session:
        shown = case_shown(session=session, case_id=case_id, names=Names())
    assert shown is not None
    return shown.around.kept_back


def test_the_open_case_says_that_posts_are_kept_back_and_how_many(bank: Bank) -> None:
    case_id = bank.complaint(author="troll")
    block(bank, case_id)
    for words in ("You again", "Idiots", "All of you"):
        troll(bank, words)
    assert kept_back(bank, case_id) == 3
    assert bank.templates().count("post_kept_back") == 1
    with bank.database.reading() as session:
        verbs = [entry.verb for entry in audit.entries(session=session, case_id=case_id)]
        assert audit.verify(session=session, case_id=case_id) == []
    assert verbs.count("post_kept_back") == 3
    assert alarms(bank) == []


def test_a_post_of_danger_is_told_to_a_lead_once_for_each_reason(bank: Bank) -> None:
    case_id = bank.complaint(author="troll")
    block(bank, case_id)
    for words in ("My card was stolen!", "Stolen, you idiots!", "I will kill myself"):
        troll(bank, words)
    [stolen, in_need] = alarms(bank)
    assert (stolen.values["level"], stolen.values["why"]) == ("urgent", "fraud happening now")
    assert in_need.values["why"] == "self-harm"
    told = [d for d in bank.deliveries("slack.event") if d.payload["template"] == "post_kept_back"]
    assert [d.payload["level"] for d in told] == ["urgent", "urgent"]
    assert len(bank.deliveries("slack.alarm")) == 2
    assert "stolen!" not in str([d.payload for d in bank.deliveries()])


def test_an_edit_that_makes_it_urgent_is_told_too(bank: Bank) -> None:
    block(bank, bank.complaint(author="troll"))
    told = troll(bank, "You again")
    with bank.desk() as desk:
        taking_in.take_in(desk, inbound=edited(told, "My card was stolen", bank))
    assert [row.values["why"] for row in alarms(bank)] == ["fraud happening now"]


def test_of_a_private_post_of_danger_the_alarm_says_no_word(bank: Bank) -> None:
    with_private_words(bank)
    block(bank, bank.complaint(author="troll"))
    with bank.desk() as desk:
        taking_in.take_in(desk, inbound=private(bank, "My card was stolen", author="troll"))
    [alarm] = alarms(bank)
    assert alarm.values["why"] == "what was said in private"
    assert "stolen" not in alarm.subject


def test_unblocking_offers_what_was_kept_back_and_takes_it_in(bank: Bank) -> None:
    case_id = bank.complaint(author="troll")
    block(bank, case_id)
    words = ["My card was stolen", "And my money"]
    for each in words:
        bank.later(minutes=3)
        troll(bank, each)
    with bank.desk() as desk:
        unblocking.unblock(desk, case_id=case_id, by=BY)
    assert alarms(bank) == []
    offered = bank.deliveries("slack.event")[-1].payload
    assert (offered["template"], offered["count"]) == ("author_unblocked", 2)
    with bank.desk() as desk:
        assert taking_in.take_in_kept(desk, case_id=case_id, by=BY) == 2
    with bank.database.reading() as session:
        found = session.exec(select(Message).where(Message.case_id == case_id)).all()
        assert [message.text for message in found][1:] == words
    assert kept_back(bank, case_id) == 0
    with pytest.raises(blocking.NothingKept), bank.desk() as desk:
        taking_in.take_in_kept(desk, case_id=case_id, by=BY)


def entry_of_block(bank: Bank) -> int:
    with bank.database.reading() as session:
        [(entry, _)] = house.standing(session=session, kind=Kind.BLOCKED)
        return entry.pk


def by_the_settings(bank: Bank) -> None:
    with bank.desk() as desk:
        unblocking.remove(desk, kind=Kind.BLOCKED, entry_id=entry_of_block(bank), by=BY)


def by_import(bank: Bank) -> None:
    with bank.desk() as desk:
        unblocking.replace(desk, kind=Kind.BLOCKED, rows=[], by=Actor.operator("Ola"))


def by_its_day(bank: Bank) -> None:
    bank.later(days=2)
    for _ in range(2):
        with bank.desk() as desk:
            unblocking.end_due(desk, limit=25)


def offers(bank: Bank) -> list[tuple[int | None, int]]:
    """The cases in which it is said that their author is unblocked, and how many posts are offered."""
    return [
        (each.case_id, each.payload["count"])
        for each in bank.deliveries("slack.event")
        if each.payload["template"] == "author_unblocked"
    ]


@pytest.mark.parametrize("lift", [by_the_settings, by_import, by_its_day])
def test_however_a_block_ends_what_was_kept_back_is_offered_once(
    bank: Bank, lift: Callable[[Bank], None]
) -> None:
    case_id = bank.complaint(author="troll")
    block(bank, case_id, hours=24)
    troll(bank, "You again")
    troll(bank, "My card was stolen")
    lift(bank)
    assert offers(bank) == [(case_id, 2)]
    # A day that came has read nothing: somebody in danger is still unheard.
    assert len(alarms(bank)) == (1 if lift is by_its_day else 0)
    with bank.desk() as desk:
        assert taking_in.take_in_kept(desk, case_id=case_id, by=BY) == 2
    assert (alarms(bank), kept_back(bank, case_id)) == ([], 0)
    with bank.database.reading() as session:
        verbs = [entry.verb for entry in audit.entries(session=session, case_id=case_id)]
        assert audit.verify(session=session, case_id=case_id) == []
    assert verbs.count("unblock") == 1


def test_an_author_without_an_open_case_is_offered_in_the_newest_if_something_was_kept(
    bank: Bank,
) -> None:
    case_id = bank.complaint(author="troll")
    block(bank, case_id, hours=24)
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=BY)
    troll(bank, "You again")
    by_its_day(bank)
    assert offers(bank) == [(case_id, 1)]


def test_an_author_without_an_open_case_of_whom_nothing_was_kept_is_told_nowhere(
    bank: Bank,
) -> None:
    case_id = bank.complaint(author="troll")
    block(bank, case_id, hours=24)
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=BY)
    by_its_day(bank)
    assert offers(bank) == []


def test_an_import_that_blocks_them_for_another_reason_lets_nobody_in(bank: Bank) -> None:
    case_id = bank.complaint(author="troll")
    block(bank, case_id, hours=24)
    with bank.desk() as desk:
        [(_, row)] = house.standing(session=desk.session, kind=Kind.BLOCKED)
        other = row.model_copy(update={"reason": "Spam"})
        unblocking.replace(desk, kind=Kind.BLOCKED, rows=[other], by=Actor.operator("Ola"))
    assert offers(bank) == []


def test_a_kept_post_that_its_author_takes_down_is_counted_no_more(bank: Bank) -> None:
    case_id = bank.complaint(author="troll")
    block(bank, case_id)
    told = troll(bank, "My card was stolen")
    with bank.desk() as desk:
        taking_in.take_in(desk, inbound=removed(told))
    assert kept_back(bank, case_id) == 0
    assert alarms(bank) == []
