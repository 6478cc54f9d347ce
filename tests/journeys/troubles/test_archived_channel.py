"""A Slack channel is archived: an alarm, nothing lost, and it goes on by itself once it is back."""

import pytest

from tests.journeys.conftest import DUTY, House
from tests.journeys.house import eventually
from tests.journeys.slack_acts import open_thread, reads

pytestmark = pytest.mark.at_the_build

HARBOUR = "C0HARBOUR"


def test_what_belongs_in_an_archived_channel_waits_and_comes_after_the_mend(house: House) -> None:
    before, after = house.mark(), house.mark()
    house.platforms.x_post("Stine Rud", f"@HarbourCares the door is shut {before}")
    channel, ts = open_thread(house, before)
    assert channel == HARBOUR
    house.platforms.do("slack/archive", channel=HARBOUR)
    eventually(
        lambda: f"<#{HARBOUR}> is archived" in str(house.platforms.messages(DUTY)),
        what="the alarm in the fallback channel",
    )
    house.platforms.x_post("Stine Rud", f"@HarbourCares still shut {before}")
    house.platforms.x_post("Hege Lie", f"@HarbourCares nobody here {after}")
    eventually(lambda: house.database_holds(after), what="the post in our database")
    eventually(lambda: is_waiting(house), what="a post that waits")
    house.platforms.do("slack/unarchive", channel=HARBOUR)
    open_thread(house, after)
    reads(house, channel, ts, f"still shut {before}")
    assert house.count_headlines(after) == 1
    words = [each for each in house.platforms.thread(channel, ts) if "still shut" in each]
    assert len(words) == 1


def is_waiting(house: House) -> bool:
    """Whether the outbox was told that the channel is archived."""
    return house.database_holds("is_archived")
