"""What an answer in several posts promises and keeps counts from its first post, whatever becomes of the rest."""

from datetime import timedelta

import pytest

from bot.domain.records.pledge import Deed, PledgeEnd
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import Receipt, Refused
from tests.desk.answers.test_answers_in_several_posts import LONG, again
from tests.desk.conftest import Bank
from tests.desk.pledges.test_pledges import pledge, promise, publish

PROMISES = f"{LONG} We'll call you by 5 pm."


@pytest.fixture(autouse=True)
def _several_posts(bank: Bank) -> None:
    bank.staff("U0AMIRA")
    bank.channel = bank.channel.model_copy(update={"chain_most": 4})


def test_what_the_first_post_began_to_promise_is_owed_though_the_rest_is_refused(
    bank: Bank,
) -> None:
    number = promise(bank, bank.complaint(), text=PROMISES)
    at = bank.now
    bank.later(minutes=5)
    bank.end(bank.deliveries("reply")[-1], Refused("duplicate", "X refuses the same words again."))
    assert pledge(bank, number).given_at == at
    assert bank.case(1).pledge_due_at == at + timedelta(hours=2)


def test_an_earlier_promise_is_kept_when_the_first_post_is_there(bank: Bank) -> None:
    case_id = bank.complaint()
    number = promise(
        bank, case_id, text="You will hear from us by 12.", deed=Deed.ANSWER, key="before"
    )
    again(bank, case_id, LONG)
    bank.later(hours=1)
    at = bank.now
    publish(bank)
    bank.later(hours=3)
    bank.end(bank.deliveries("reply")[-1], Receipt("901", at=bank.now))
    kept = pledge(bank, number)
    assert (kept.outcome, kept.ended_at, kept.broken_at) == (PledgeEnd.KEPT, at, None)


def test_what_is_promised_is_read_without_the_numbers_of_the_posts(bank: Bank) -> None:
    text = f"We looked at it, {'and ' * 60}we'll call you by 5 pm, {'and so on ' * 12}at last."
    number = promise(bank, bank.complaint(), text=text)
    cut = ReplyPayload.read(bank.deliveries("reply")[0].payload).text
    assert cut.endswith("call you by")  # and the time begins the next post
    assert pledge(bank, number).given_at == bank.now
