"""Private words: where they stand, where only a pointer stands, and who may see them."""

import dataclasses
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk import private_words
from bot.desk.cases import closures
from bot.desk.clocks import explaining
from bot.desk.desk import Desk
from bot.desk.ownership import claims
from bot.desk.threads import case_threads, private_channels
from bot.domain.records.alarm import AlarmKind
from bot.domain.records.cases.case import Case, CaseState, Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.messages.message import Message
from bot.domain.records.private_channel import PrivateChannel
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.outbox.delivery import DeliveryState
from bot.outbox.outcome import Receipt
from bot.storage.cases.claims import open_claim
from bot.storage.cases.private_words import not_hidden, words_readable
from bot.storage.house.alarms import standing
from tests.desk.conftest import Bank
from tests.desk.talks import (
    AMIRA,
    BLIND,
    PRIVATE_CHANNEL,
    PUBLIC_CHANNEL,
    events_in,
    let_read,
    press,
    private,
    removed,
    said_in,
    take,
    threads,
    with_private_words,
)

SECRET = "My salary is 4000 and my rent is 3000"


def public_and_private(bank: Bank) -> int:
    """A complaint in public, and then a private word of the same customer."""
    case_id = bank.complaint()
    bank.later(minutes=5)
    assert bank.take_in(private(bank, SECRET)) == case_id
    return case_id


def test_a_private_word_of_a_public_case_gets_a_thread_of_its_own_and_a_pointer(
    bank: Bank,
) -> None:
    with_private_words(bank)
    case_id = public_and_private(bank)
    both = threads(bank, case_id)
    assert both[Surface.PUBLIC].slack_channel == PUBLIC_CHANNEL
    assert both[Surface.PRIVATE].slack_channel == PRIVATE_CHANNEL
    assert events_in(bank, both[Surface.PUBLIC]) == ["private_word"]
    assert events_in(bank, both[Surface.PRIVATE]) == ["private_thread"]
    assert len(bank.deliveries("slack.headline")) == 2
    assert said_in(bank, both[Surface.PRIVATE]) == []  # the headline shows the first word


def test_the_public_headline_is_drawn_anew_once_the_private_thread_is_there(bank: Bank) -> None:
    with_private_words(bank)
    case_id = bank.complaint()
    bank.end(bank.deliveries("slack.headline")[0], Receipt(reference="1.1", at=bank.now))
    bank.take_in(private(bank, SECRET))
    for early in bank.deliveries("slack.redraw"):  # drawn before there was a thread to link to
        bank.end(early, Receipt(reference="1.1", at=bank.now))
    private_headline = bank.deliveries("slack.headline")[1]
    bank.end(private_headline, Receipt(reference="2.1", at=bank.now))
    waiting = [d for d in bank.deliveries("slack.redraw") if d.state == DeliveryState.READY]
    public = threads(bank, case_id)[Surface.PUBLIC]
    assert [d.payload["thread_id"] for d in waiting] == [public.id]


def test_further_private_words_stand_in_the_private_thread_and_point_only_after_a_silence(
    bank: Bank,
) -> None:
    with_private_words(bank)
    case_id = public_and_private(bank)
    both = threads(bank, case_id)
    bank.take_in(private(bank, "Are you there?"))
    assert said_in(bank, both[Surface.PRIVATE]) == ["Are you there?"]
    assert events_in(bank, both[Surface.PUBLIC]) == ["private_word"]
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    bank.later(hours=1)
    assert bank.take_in(private(bank, "It happened again")) == case_id
    assert bank.case(case_id).state == CaseState.NEW
    assert events_in(bank, both[Surface.PUBLIC]).count("private_word") == 2


def test_a_case_that_begins_in_private_has_no_public_thread_until_a_public_word_comes(
    bank: Bank,
) -> None:
    with_private_words(bank)
    case_id = bank.take_in(private(bank, SECRET))
    assert set(threads(bank, case_id)) == {Surface.PRIVATE}
    assert bank.take_in(bank.post("Nobody answers me!")) == case_id
    both = threads(bank, case_id)
    assert both[Surface.PUBLIC].slack_channel == PUBLIC_CHANNEL
    assert events_in(bank, both[Surface.PUBLIC]) == ["private_beside"]
    assert events_in(bank, both[Surface.PRIVATE]) == ["private_thread", "public_beside"]


def test_what_private_talk_does_not_show_us_is_said_once(bank: Bank) -> None:
    with_private_words(bank)
    bank.take_in(private(bank, SECRET))
    bank.take_in(private(bank, "And more"))
    said = [d.payload.get("explanation") for d in bank.deliveries("slack.event")]
    assert said.count(BLIND) == 1


def test_a_private_talk_goes_on_in_its_case_and_reopens_it_within_the_days(bank: Bank) -> None:
    with_private_words(bank)
    case_id = public_and_private(bank)
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    bank.later(days=1)
    assert bank.take_in(private(bank, "Not fixed at all")) == case_id
    assert bank.case(case_id).is_open


def test_an_open_case_of_the_author_takes_a_private_word_before_an_ended_one(bank: Bank) -> None:
    with_private_words(bank)
    old = bank.take_in(private(bank, SECRET))
    with bank.desk() as desk:
        closures.resolve(desk, case_id=old, outcome=Outcome.FIXED, remark="", by=AMIRA)
    bank.later(hours=1)
    new = bank.complaint("Now my app is locked")
    assert new != old
    assert bank.take_in(private(bank, "About the app")) == new


def test_three_authors_in_one_public_thread_do_not_read_each_others_private_words(
    bank: Bank,
) -> None:
    with_private_words(bank)
    root = bank.post("The app is down", author="ana")
    first = bank.take_in(root)
    others = [
        bank.take_in(bank.post("Me too", author=who, conversation=root.conversation))
        for who in ("ben", "cem")
    ]
    assert len({first, *others}) == 3
    assert bank.take_in(private(bank, "My number is 7", author="ben")) == others[0]
    assert Surface.PRIVATE not in threads(bank, first)
    assert Surface.PRIVATE not in threads(bank, others[1])
    assert [d.case_id for d in bank.deliveries("slack.event")] == [others[0]] * 2


def test_no_word_of_a_customer_stands_in_the_trail(bank: Bank) -> None:
    with_private_words(bank)
    public_and_private(bank)
    with bank.database.reading() as session:
        trail = " ".join(str(entry.details) for entry in session.exec(select(AuditEntry)))
    assert "salary" not in trail


def test_private_words_are_masked_before_they_are_written(bank: Bank) -> None:
    with_private_words(bank)
    case_id = bank.take_in(private(bank, "Card 4111 1111 1111 1111, IBAN GB82WEST12345698765432"))
    with bank.database.reading() as session:
        [message] = session.exec(select(Message).where(Message.case_id == case_id))
    assert "4111" not in message.text
    assert "GB82" not in message.text


# A private channel that is missing


def without_channel(bank: Bank) -> None:
    """Let the account have no route, and the fallback no private channel."""
    bank.lay_over({"routing": {"fallback": {"private_slack_channel": ""}}})


def test_without_a_private_channel_the_words_are_kept_and_shown_nowhere(bank: Bank) -> None:
    with_private_words(bank)
    without_channel(bank)
    case_id = bank.take_in(private(bank, SECRET, account="777"))
    assert threads(bank, case_id)[Surface.PRIVATE].slack_channel == ""
    assert {delivery.kind for delivery in bank.deliveries()} == {"slack.alarm"}
    [alarm] = bank.deliveries()
    assert "salary" not in str(alarm.payload)
    with bank.database.reading() as session:
        [row] = standing(session=session)
    assert row.kind == AlarmKind.PRIVATE_CHANNEL_MISSING
    assert "salary" not in str(row.values)
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id="U0AMIRA")
    assert not bank.deliveries("slack.event")


def test_once_a_private_channel_is_named_what_was_kept_is_shown_there(bank: Bank) -> None:
    with_private_words(bank)
    without_channel(bank)
    case_id = bank.take_in(private(bank, SECRET, account="777"))
    bank.take_in(private(bank, "Hello?", account="777"))
    bank.lay_over({})
    with bank.desk() as desk:
        assert case_threads.open_waiting(desk) == 1
    thread = threads(bank, case_id)[Surface.PRIVATE]
    assert thread.slack_channel == PRIVATE_CHANNEL
    assert said_in(bank, thread) == ["Hello?"]
    assert len(bank.deliveries("slack.headline")) == 1


# Who may see


def test_only_members_of_the_channel_may_see(bank: Bank) -> None:
    with_private_words(bank)
    case = bank.case(bank.take_in(private(bank, SECRET)))
    let_read(bank, ["U0AMIRA"])
    with bank.desk() as desk:
        assert private_words.may_see_private(desk, case=case, slack_user_id="U0AMIRA")
        assert not private_words.may_see_private(desk, case=case, slack_user_id="U0TOM")
        assert not private_words.may_see_private(desk, case=case, slack_user_id="")


def test_who_left_the_channel_or_was_read_too_long_ago_may_not_see(bank: Bank) -> None:
    with_private_words(bank)
    case = bank.case(bank.take_in(private(bank, SECRET)))
    let_read(bank, ["U0AMIRA", "U0TOM"])
    with bank.desk() as desk:
        private_channels.left(desk, slack_channel=PRIVATE_CHANNEL, slack_user_id="U0TOM")
        assert not private_words.may_see_private(desk, case=case, slack_user_id="U0TOM")
        late = dataclasses.replace(desk, database_now=desk.database_now + timedelta(hours=2))
        assert not private_words.may_see_private(late, case=case, slack_user_id="U0AMIRA")
    let_read(bank, ["U0TOM"])
    with bank.desk() as desk:
        assert not private_words.may_see_private(desk, case=case, slack_user_id="U0AMIRA")
        private_channels.joined(desk, slack_channel=PRIVATE_CHANNEL, slack_user_id="U0AMIRA")
        assert private_words.may_see_private(desk, case=case, slack_user_id="U0AMIRA")


@pytest.mark.parametrize("verb", ["claim", "resolve", "why"])
def test_a_verb_on_a_private_talk_is_kindly_refused_to_who_may_not_see_it(
    bank: Bank, verb: str
) -> None:
    with_private_words(bank)
    case_id = bank.take_in(private(bank, SECRET))
    let_read(bank, ["U0AMIRA"])
    tom = Actor.staff("U0TOM")
    verbs: dict[str, Callable[[Desk], object]] = {
        "claim": lambda desk: claims.claim(desk, case_id=case_id, by=tom, slack_user_id=tom.id),
        "resolve": lambda desk: closures.resolve(
            desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=tom
        ),
        "why": lambda desk: explaining.explain(desk, case_id=case_id),
    }
    with press(bank, "U0TOM") as desk, pytest.raises(private_words.NotForYou, match="invite you"):
        verbs[verb](desk)
    with press(bank, "U0AMIRA") as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id=AMIRA.id)


def test_the_public_side_of_a_case_is_for_everybody_who_may_act(bank: Bank) -> None:
    with_private_words(bank)
    case_id = public_and_private(bank)
    with press(bank, "U0TOM") as desk:
        claims.claim(desk, case_id=case_id, by=Actor.staff("U0TOM"), slack_user_id="U0TOM")
        assert open_claim(session=desk.session, case_id=case_id) is not None


def test_lists_and_searches_leave_out_what_a_person_may_not_see(bank: Bank) -> None:
    with_private_words(bank)
    mixed = public_and_private(bank)
    alone = bank.take_in(private(bank, "Only here", author="ben"))
    with bank.database.reading() as session:
        seen = {
            channels: (
                set(session.exec(select(Case.id).where(not_hidden(channels)))),
                len(session.exec(select(Message).where(words_readable(channels))).all()),
            )
            for channels in ((), (PRIVATE_CHANNEL,))
        }
    assert seen[()] == ({mixed}, 1)
    assert seen[(PRIVATE_CHANNEL,)] == ({mixed, alone}, 3)


def test_a_channel_made_public_is_an_alarm_once_a_day_and_known_as_unsafe(bank: Bank) -> None:
    let_read(bank, ["U0AMIRA"], trouble="it is a public channel")
    let_read(bank, ["U0AMIRA"], trouble="it is a public channel")
    assert len(bank.deliveries("slack.alarm")) == 1
    assert not is_safe(bank)
    let_read(bank, ["U0AMIRA"])
    assert is_safe(bank)


def is_safe(bank: Bank) -> bool:
    with bank.desk() as desk:
        known = desk.session.get_one(PrivateChannel, PRIVATE_CHANNEL)
        return known.is_safe(desk.database_now, trusted_for=desk.roles_trusted_for)


# Answers seen on the channel


def test_a_private_answer_given_in_the_native_app_is_credited_in_the_private_thread(
    bank: Bank,
) -> None:
    with_private_words(bank)
    case_id = public_and_private(bank)
    bank.later(minutes=5)
    ours = private(bank, "All done", is_ours=True, author="bank", conversation="talk-ana")
    assert take(bank, ours) == case_id
    both = threads(bank, case_id)
    assert said_in(bank, both[Surface.PRIVATE]) == ["All done"]
    assert said_in(bank, both[Surface.PUBLIC]) == []
    assert events_in(bank, both[Surface.PUBLIC])[-1] == "answered_in_private"


def test_a_removed_private_word_is_taken_down_in_the_private_thread(bank: Bank) -> None:
    with_private_words(bank)
    case_id = public_and_private(bank)
    word = private(bank, "Delete me")
    bank.take_in(word)
    take(bank, removed(word))
    told = [d for d in bank.deliveries("slack.said") if d.payload["what"] == "removed"]
    assert [d.payload["thread_id"] for d in told] == [threads(bank, case_id)[Surface.PRIVATE].id]


def test_the_remark_of_an_ending_is_told_where_the_private_words_are(bank: Bank) -> None:
    with_private_words(bank)
    case_id = public_and_private(bank)
    for headline in bank.deliveries("slack.headline"):
        bank.end(headline, Receipt(reference=f"1.{headline.id}"))
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="Lost job", by=AMIRA)
    both = threads(bank, case_id)
    assert events_in(bank, both[Surface.PUBLIC])[-1] == "resolved"
    assert events_in(bank, both[Surface.PRIVATE])[-1] == "resolved"
