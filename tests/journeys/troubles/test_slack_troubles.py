"""What goes wrong in Slack itself: a person is told what it means, nothing is lost, and it goes on."""

import pytest

from tests.journeys.conftest import LEAVER, PRIYA, TOM, House
from tests.journeys.house import eventually
from tests.journeys.slack_acts import (
    OVER,
    RAISED,
    alarm,
    alarms_told,
    buttons,
    choose,
    claim,
    open_thread,
    reads,
    shows,
)

pytestmark = pytest.mark.at_the_build

BANK = "NorthbankHelp"


def test_a_permission_taken_away_is_told_with_what_it_means_and_is_over_when_it_is_back(
    house: House,
) -> None:
    before = alarms_told(house)
    house.platforms.do("slack", missing_scopes=["users:read"])
    house.waits_are_over()
    house.look_again()
    told = alarm(house, RAISED, "users:read", "*For customers:*", "*To do:*", after=before)
    assert "Complaints or answers may stop there." in told
    roles = alarm(house, RAISED, "Who works here could not be read", after=before)
    assert "An hour after the last reading nobody may act any more." in roles
    house.platforms.do("slack", missing_scopes=[])
    house.waits_are_over()
    house.look_again()
    alarm(house, OVER, "*Slack* is as it should be again.", after=before)
    alarm(house, OVER, "Who works here is read from Slack again.", after=before)


@pytest.mark.parametrize(("by", "told"), [("admin", True), ("retention", False)])
def test_a_deleted_headline_is_followed_by_a_new_one_that_works_and_leads_to_what_is_left(
    house: House, by: str, told: bool
) -> None:
    mark, customer = house.mark(), f"Eli of {by}"
    post = house.platforms.x_post(customer, f"@{BANK} my card is gone {mark}")
    channel, lost = open_thread(house, mark)
    claim(house, PRIYA, channel, lost)
    reads(house, channel, lost, "claimed")
    house.platforms.do("slack/erase", channel=channel, ts=lost, by=by, told=told)
    house.platforms.x_post(customer, f"@{BANK} and nobody calls back {mark}", in_reply_to=post)

    def again() -> str | None:
        found = house.platforms.headline_about(channel, mark)
        return str(found["ts"]) if found and found["ts"] != lost else None

    ts = eventually(again, what="the new headline")
    reads(house, channel, ts, "was deleted in Slack, so the case goes on here. Nothing was lost.")
    [said] = [each for each in house.platforms.thread(channel, ts) if "was deleted" in each]
    assert f"thread_ts={lost}" in said, "it links to what is left of the old thread"
    reads(house, channel, ts, f"nobody calls back {mark}")
    shows(house, channel, ts, f"<@{PRIYA}>")
    assert "reply" in buttons(house.platforms.message(channel, ts) or {})
    choose(house, PRIYA, channel, ts, "release")
    shows(house, channel, ts, " · nobody")
    assert house.count_headlines(mark) == 1


def test_a_locked_thread_waits_alone_and_is_told_by_its_case(house: House) -> None:
    mark, other = house.mark(), house.mark()
    before = alarms_told(house)
    post = house.platforms.x_post("Aud Lie", f"@{BANK} no refund {mark}")
    channel, ts = open_thread(house, mark)
    reference = house.reference_of(channel, ts)
    house.platforms.do("slack/lock_thread", channel=channel, ts=ts)
    house.platforms.x_post("Aud Lie", f"@{BANK} hello? {mark}", in_reply_to=post)
    eventually(lambda: house.database_holds("thread_locked"), what="Slack's refusal")
    house.platforms.x_post("Nils Vang", f"@{BANK} the next one {other}")
    assert open_thread(house, other)[0] == channel, "the channel goes on"
    house.look_again()
    told = alarm(house, RAISED, reference, "is not shown as it is", after=before)
    assert "All other cases go on." in told
    house.platforms.do("slack/lock_thread", channel=channel, ts=ts, locked=False)
    house.waits_are_over()
    reads(house, channel, ts, f"hello? {mark}")
    house.look_again()
    alarm(house, OVER, reference, "is shown again", after=before)
    assert sum("hello?" in each for each in house.platforms.thread(channel, ts)) == 1


def test_the_case_of_an_owner_who_left_is_let_go_and_the_duty_manager_is_told(
    house: House,
) -> None:
    mark = house.mark()
    house.to_opening()
    house.platforms.x_post("Ulf Dahl", f"@{BANK} still waiting {mark}")
    channel, ts = open_thread(house, mark)
    reference = house.reference_of(channel, ts)
    claim(house, LEAVER, channel, ts)
    house.platforms.move(minutes=65)
    reads(house, channel, ts, f"{reference} is overdue")
    before = alarms_told(house)
    house.platforms.do("slack/person", user=LEAVER, deleted=True)
    eventually(lambda: house.database_holds("access_lost"), what="Slack's word that they left")
    house.look_again()
    reads(house, channel, ts, f" has left the desk, so {reference} is back in the queue")
    shows(house, channel, ts, " · nobody")
    alarm(house, "🔴", reference, "overdue", after=before)
    claim(house, TOM, channel, ts)
