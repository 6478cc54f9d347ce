"""A headline that somebody deleted in Slack: a new one, nothing lost, nothing twice."""

import pytest

from bot.desk.threads.lost_headlines import thread_with
from bot.domain.channels.inbound import Happening, Inbound
from handlers.worker import ticks
from tests.handlers.slack.heard import do
from tests.slack.workplace import AMIRA, CHANNEL, Workplace


def sent(workplace: Workplace, rounds: int = 40) -> None:
    """Send what can be sent, for two minutes."""
    for _ in range(rounds):
        workplace.database.move(3)
        workplace.relay.run_once("slack")


def erased(workplace: Workplace, case_id: int, *, by: str, told: bool) -> str:
    """Take the headline away; where it stood."""
    ts = str(workplace.thread(case_id).slack_ts)
    do(workplace, "erase", channel=CHANNEL, ts=ts, by=by, told=told)
    return ts


def words(workplace: Workplace, post: Inbound, *said: str) -> None:
    for each in said:
        workplace.take_in(workplace.post(each, conversation=post.external_id))


def times_shown(workplace: Workplace, text: str) -> int:
    return sum(text in str(message.get("blocks")) for message in workplace.messages())


def times_said(workplace: Workplace, text: str) -> int:
    """How often it stands in a message of its own; the headline quotes the latest words besides."""
    return sum(f"wrote on X: {text}" in message["text"] for message in workplace.messages())


@pytest.mark.parametrize("by", ["admin", "retention"])
@pytest.mark.parametrize("told", [True, False])
def test_later_words_go_under_a_new_headline_each_once_and_in_order(
    workplace: Workplace, by: str, told: bool
) -> None:
    post = workplace.post("My card was declined")
    case_id = workplace.take_in(post)
    words(workplace, post, "At the till")
    sent(workplace)
    before = erased(workplace, case_id, by=by, told=told)
    words(workplace, post, "Hello?", "Anybody there?")
    sent(workplace)
    now = workplace.thread(case_id).slack_ts
    assert now not in (None, before)
    assert "reply" in workplace.buttons(case_id)
    below = [str(message["blocks"]) for message in workplace.below(case_id)]
    assert [each for text in below for each in ("Hello?", "Anybody there?") if each in text] == [
        "Hello?",
        "Anybody there?",
    ]
    assert times_said(workplace, "Hello?") == times_said(workplace, "Anybody there?") == 1
    assert any("was deleted in Slack" in text and before in text for text in below)


def test_an_open_case_is_shown_again_at_once_when_slack_tells(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    erased(workplace, case_id, by="admin", told=True)
    sent(workplace)
    assert "declined" in str(workplace.headline(case_id)["blocks"])
    workplace.press(AMIRA, case_id, "claim")
    sent(workplace)
    assert f"<@{AMIRA}>" in str(workplace.headline(case_id)["blocks"])


def test_a_redraw_that_finds_no_headline_posts_one(workplace: Workplace) -> None:
    post = workplace.post("My card was declined")
    case_id = workplace.take_in(post)
    sent(workplace)
    before = erased(workplace, case_id, by="retention", told=False)
    workplace.take_in(post.model_copy(update={"happening": Happening.REMOVED}))
    sent(workplace)
    assert workplace.thread(case_id).slack_ts not in (None, before)
    assert times_shown(workplace, "card was declined") == 0


def test_what_is_written_in_the_rest_of_the_old_thread_is_still_a_note(
    workplace: Workplace,
) -> None:
    post = workplace.post("My card was declined")
    case_id = workplace.take_in(post)
    words(workplace, post, "At the till")
    sent(workplace)
    before = erased(workplace, case_id, by="admin", told=True)
    sent(workplace)
    do(workplace, "say", channel=CHANNEL, user=AMIRA, text="I look into it", thread_ts=before)
    with workplace.app.desk() as desk:
        found = thread_with(session=desk.session, slack_channel=CHANNEL, slack_ts=before)
        assert found is not None
        assert found.case_id == case_id


def test_a_post_that_went_beside_in_doubt_is_found_there_and_not_said_twice(
    workplace: Workplace,
) -> None:
    post = workplace.post("My card was declined")
    case_id = workplace.take_in(post)
    sent(workplace)
    erased(workplace, case_id, by="retention", told=False)
    workplace.fault("chat.postMessage", "reset_after")
    words(workplace, post, "Hello?")
    for _ in range(6):
        sent(workplace, 4)
        workplace.database.move(70)
        workplace.relay.keep_once()
    ticks.watch_deliveries(workplace.app)
    assert times_said(workplace, "Hello?") == 1
