"""An answer whose fate is unknown, read back: known by whom, when and what it answers; last by its words."""

from datetime import timedelta

import pytest

from bot.desk.answers import by_hand, replies
from bot.desk.intake import taking_in
from bot.domain.channels.inbound import Inbound
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import CaseState, Surface
from bot.domain.records.staff import Actor
from bot.domain.sla.policy import Metric
from bot.domain.sla.replays.replay import canonical, replay
from bot.domain.text.same_words import same_words
from bot.outbox.delivery import DeliveryState
from bot.outbox.outcome import Receipt, Uncertain
from bot.storage.clocks.history import history_of
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.record import audit
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")


def seen_on_x(bank: Bank, to: Inbound, text: str, **more: object) -> Inbound:
    """A post of ours under the customer's, as a poll tells of it."""
    given: dict[str, object] = {
        "is_ours": True,
        "conversation": to.conversation,
        "parent_external_id": to.external_id,
    }
    return bank.post(text, author="northbank", **(given | more))


def in_doubt(bank: Bank, text: str, purpose: Purpose = Purpose.ANSWERS) -> tuple[Inbound, int]:
    """A customer's post, and the case whose answer may be out or not."""
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    with bank.desk() as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text=text,
            surface=Surface.PUBLIC,
            purpose=purpose,
            by=AMIRA,
            request_key="form-1",
        )
    bank.end(bank.deliveries("reply")[-1], Uncertain("the connection was cut"))
    bank.later(seconds=20)
    return post, case_id


def first_response(bank: Bank, case_id: int) -> object:
    """When the first response was met."""
    with bank.database.reading() as session:
        found = clocks_of(session=session, case_id=case_id)
    return next(clock.met_at for clock in found if clock.metric is Metric.FIRST_RESPONSE)


def verbs(bank: Bank, case_id: int) -> list[str]:
    with bank.database.reading() as session:
        return [str(entry.verb) for entry in audit.entries(session=session, case_id=case_id)]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("We are on it. ^AH", "@ana We are on it. ^AH"),
        ("We are on it. ^AH", "@ana @harbour_help  We are on it. ^AH"),
        ("@ana We are on it. ^AH", "@ana We are on it.\n^AH"),
        ("Terms & fees <here>", "@ana Terms &amp; fees &lt;here&gt;"),
        ("See northbank.example/cards ^AH", "@ana See https://northbank.example/cards/ ^AH"),
        ("See https://short.example/1 ^AH", "@ana See https://northbank.example/a/b?c=1 ^AH"),
    ],
)
def test_an_answer_in_doubt_is_known_by_what_it_answers_however_x_shows_it(
    bank: Bank, sent: str, shown: str
) -> None:
    post, case_id = in_doubt(bank, sent)
    assert bank.take_in(seen_on_x(bank, post, shown)) == case_id
    assert bank.deliveries("reply")[0].state == DeliveryState.SENT
    assert "answered_elsewhere" not in verbs(bank, case_id)


def test_a_holding_answer_in_doubt_that_is_found_stays_holding(bank: Bank) -> None:
    post, case_id = in_doubt(bank, "We look into it. ^AH", Purpose.HOLDING)
    bank.take_in(seen_on_x(bank, post, "@ana We look into it. ^AH"))
    assert first_response(bank, case_id) is None
    assert bank.case(case_id).state != CaseState.WITH_CUSTOMER
    told = verbs(bank, case_id)
    assert (told.count("reply_published"), told.count("answered_elsewhere")) == (1, 0)


def test_a_holding_answer_that_was_taken_for_a_native_one_is_holding_after_all(bank: Bank) -> None:
    post, case_id = in_doubt(bank, "We look into it. ^AH", Purpose.HOLDING)
    seen = seen_on_x(bank, post, "Somehow we look into it. ^AH")
    bank.take_in(seen)
    assert first_response(bank, case_id) is not None
    bank.end(bank.deliveries("reply")[0], Receipt(reference=seen.external_id, at=seen.at))
    assert first_response(bank, case_id) is None
    assert bank.case(case_id).unanswered_since == post.at
    with bank.database.reading() as session:
        told = history_of(session=session, case_id=case_id)
        recorded = canonical(clocks_of(session=session, case_id=case_id))
    assert told is not None
    assert canonical(replay(told, rules=bank.rules, now=bank.now)) == recorded


@pytest.mark.parametrize("other", ["words", "parent", "time", "account"])
def test_another_post_of_ours_does_not_settle_the_doubt(bank: Bank, other: str) -> None:
    post, _ = in_doubt(bank, "We are on it. ^AH")
    later = bank.post("And my PIN", conversation=post.conversation)
    bank.take_in(later)
    told: dict[str, object] = {
        "words": {},
        "parent": {"parent_external_id": later.external_id, "conversation": "another"},
        "time": {"at": bank.now - timedelta(hours=1)},
        "account": {"account": "1001001002"},
    }[other]  # type: ignore[assignment]  # keyword arguments
    words = "Try it again now. ^AH" if other == "words" else "@ana We are on it. ^AH"
    with bank.desk() as desk:
        taking_in.take_in(desk, inbound=seen_on_x(bank, post, words, **told))
    assert bank.deliveries("reply")[0].state == DeliveryState.IN_DOUBT


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Thanks", "Thanks https://x.example/1"),
        ("https://one.example", "https://two.example"),
        ("Write to @northbank", "Write to"),
        ("Done. ^AH", "Done. ^JK"),
    ],
)
def test_other_words_are_other_words(ours: str, theirs: str) -> None:
    assert not same_words(ours, theirs)


def test_an_answer_in_doubt_that_is_found_is_not_taken_for_one_given_by_hand(bank: Bank) -> None:
    post, case_id = in_doubt(bank, "We look into it. ^AH", Purpose.HOLDING)
    with bank.desk() as desk:
        by_hand.answered_by_hand(
            desk,
            case_id=case_id,
            link="",
            purpose=Purpose.ANSWERS,
            by=AMIRA,
            request_key="by-hand",
        )
    bank.take_in(seen_on_x(bank, post, "@ana We look into it. ^AH"))
    assert bank.deliveries("reply")[0].state == DeliveryState.SENT
    bank.take_in(seen_on_x(bank, post, "Sorry, try again please."))
    assert verbs(bank, case_id).count("answered_elsewhere") == 1  # what was told by hand
