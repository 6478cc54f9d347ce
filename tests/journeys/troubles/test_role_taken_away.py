"""Somebody loses their role with the answer form open: refused kindly, and their words come back."""

from tests.journeys.conftest import AGENTS, GRACE, House
from tests.journeys.house import eventually
from tests.journeys.slack_acts import claim, open_thread, press_reply


def test_an_answer_is_refused_when_the_role_went_and_its_words_come_back(house: House) -> None:
    mark = house.mark()
    post = house.platforms.x_post("Odd Ruud", f"@NorthbankHelp blocked again {mark}")
    channel, ts = open_thread(house, mark)
    claim(house, GRACE, channel, ts)
    form = press_reply(house, GRACE, channel, ts)
    words = f"We have unblocked it. {mark}"
    house.submit(GRACE, form, text=words, purpose="answers")
    preview = eventually(lambda: house.platforms.form(GRACE), what="the exact preview")
    assert preview["id"] != form["id"]
    house.platforms.do("slack/usergroup", usergroup=AGENTS, remove=[GRACE])
    eventually(lambda: heard(house, "subteam_members_changed"), what="Slack's word that she left")
    house.submit(GRACE, preview)
    kept = eventually(lambda: house.platforms.form(GRACE), what="why it did not go")
    assert words in str(kept["blocks"])
    assert kept["callback_id"] == "reply_kept"
    assert not house.platforms.x_answers(post)
    house.platforms.do("slack/close_view", user=GRACE, view_id=kept["id"])


def heard(house: House, event: str) -> bool:
    """Whether the bot took Slack's event."""
    events = [each for each in house.platforms.slack()["events"] if each["type"] == event]
    return bool(events) and bool(events[-1]["attempts"])
