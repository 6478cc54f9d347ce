"""A promise that is not kept is flagged once, loudest when nobody owns the case; the digest says it."""

from typing import Any

from tests.journeys.conftest import AMIRA, DANIEL, DIGESTS, DUTY, House
from tests.journeys.house import eventually
from tests.journeys.slack_acts import claim, open_thread


def test_a_case_nobody_answers_is_warned_about_and_then_flagged_to_the_duty_manager(
    house: House,
) -> None:
    mark = house.mark()
    house.platforms.x_post("Karim Said", f"@NorthbankHelp nobody answers me {mark}")
    channel, ts = open_thread(house, mark)
    reference = house.reference_of(channel, ts)
    house.to_opening()
    house.platforms.move(minutes=65)
    eventually(
        lambda: "verdue" in str(house.platforms.message(channel, ts)), what="the breach on the case"
    )
    eventually(
        lambda: reference in str(house.platforms.messages(DUTY)),
        what="the word to the duty manager",
    )
    eventually(
        lambda: "first response" in str(house.platforms.thread(channel, ts)).lower(),
        what="the breach in the thread",
    )


def test_a_claimed_case_is_flagged_to_its_owner_in_the_thread(house: House) -> None:
    mark = house.mark()
    house.platforms.x_post("Lotte Berg", f"@NorthbankHelp still no money {mark}")
    channel, ts = open_thread(house, mark)
    claim(house, AMIRA, channel, ts)
    house.to_opening()
    house.platforms.move(minutes=65)
    eventually(
        lambda: any(
            f"<@{AMIRA}>" in words and "🔴" in words
            for words in house.platforms.thread(channel, ts)
        ),
        what="the word to the owner",
    )


def is_louder(words: str) -> bool:
    """Whether it is the step after the breach; far beyond it says how late instead of the share."""
    return "150 % of its time" in words or "🔴🔴" in words


def test_a_claimed_case_that_stays_unanswered_climbs_the_ladder_to_the_duty_manager(
    house: House,
) -> None:
    mark = house.mark()
    house.platforms.x_post("Nadia Haddad", f"@NorthbankHelp where is my card {mark}")
    channel, ts = open_thread(house, mark)
    reference = house.reference_of(channel, ts)
    claim(house, AMIRA, channel, ts)
    house.to_opening()
    house.platforms.move(minutes=65)
    eventually(
        lambda: f"{reference} is overdue" in str(house.platforms.thread(channel, ts)),
        what="the breach in the thread",
    )
    house.platforms.move(minutes=30)
    eventually(
        lambda: any(is_louder(words) for words in house.platforms.thread(channel, ts)),
        what="the step after the breach in the thread",
    )
    eventually(
        lambda: reference in str(house.platforms.messages(DUTY)),
        what="the step after the breach at the duty manager's",
    )
    said = [words for words in house.platforms.thread(channel, ts) if is_louder(words)]
    assert len(said) == 1, "each step is said once"


def test_the_daily_digest_is_posted_once_and_names_the_cases_to_look_at(house: House) -> None:
    mark = house.mark()
    house.platforms.x_post("Pia Lund", f"@NorthbankHelp ignored again {mark}")
    channel, ts = open_thread(house, mark)
    reference = house.reference_of(channel, ts)
    before = len(daily(house))
    house.platforms.move(hours=24)
    eventually(lambda: len(daily(house)) > before, what="the digest")
    eventually(
        lambda: any(m.get("files") for m in house.platforms.messages(DIGESTS)), what="its chart"
    )
    digests = daily(house)
    assert len(digests) - before in {1, 2}, "one for each day that ended"
    assert reference in str(digests[-1]) or "C-" in str(digests[-1])
    assert DANIEL


def daily(house: House) -> list[dict[str, Any]]:
    """The daily digests in their channel, without their charts."""
    return [m for m in house.platforms.messages(DIGESTS) if m["text"].startswith("Daily digest")]
