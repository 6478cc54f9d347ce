"""A surge in Slack: its post, what is pressed on it, and what the headlines of its cases show."""

import json
import threading
from typing import Any

from bot.domain.channels.inbound import Happening
from bot.slack.views.surges.surge_forms import OPEN_SURGE
from bot.slack.views.surges.surge_post import END_IT, NAME_IT
from handlers.worker import surge_ticks
from tests.domain.triage.feed import OUTAGE
from tests.handlers.slack.signed import event
from tests.slack.workplace import AMIRA, CHANNEL, JONAS, LENA, TOM, Workplace


def break_down(workplace: Workplace, *, people: int = len(OUTAGE)) -> list[int]:
    """So many people write that the app is down; their cases, after the worker looked."""
    cases = [
        workplace.take_in(workplace.post(OUTAGE[one % len(OUTAGE)], author=f"outage{one}"))
        for one in range(people)
    ]
    look(workplace)
    return cases


def look(workplace: Workplace) -> None:
    """What the worker does every few seconds; then all that waits goes out."""
    surge_ticks.look(workplace.app, ending=threading.Event())
    workplace.send_all()


def surge_post(workplace: Workplace) -> dict[str, Any]:
    """The post of the surge as it stands in its channel."""
    return next(m for m in workplace.messages(CHANNEL) if m["text"].startswith(("🌊", "✅ Over")))


def pressed(workplace: Workplace, user: str, action_id: str) -> dict[str, Any]:
    """Press a button under the surge's post."""
    ts = surge_post(workplace)["ts"]
    return workplace.do("click", user=user, channel=CHANNEL, ts=ts, action_id=action_id)


def words(message: dict[str, Any]) -> str:
    return json.dumps(message["blocks"], ensure_ascii=False)


def test_the_post_says_how_it_stands_and_is_kept_up_to_date(workplace: Workplace) -> None:
    break_down(workplace)
    assert surge_post(workplace)["text"] == "🌊 app + down: 12 customers"
    workplace.complaint("Website offline again", author="late")
    look(workplace)
    assert surge_post(workplace)["text"] == "🌊 app + down: 13 customers"
    assert "*13* wait for an answer" in words(surge_post(workplace))
    assert sum(m["text"].startswith("🌊 app") for m in workplace.messages(CHANNEL)) == 1


def test_whoever_is_on_duty_is_told_with_the_way_there(workplace: Workplace) -> None:
    break_down(workplace)
    told = [text for text in workplace.direct_messages("U0DANIEL") if text.startswith("🌊 A surge")]
    assert len(told) == 1
    assert "12 customers of Northbank" in told[0]


def test_words_that_were_taken_down_go_from_the_post(workplace: Workplace) -> None:
    secret = workplace.post("the app is down, and so is my marriage", author="first")
    workplace.take_in(secret)
    break_down(workplace)
    assert "marriage" in words(surge_post(workplace))
    gone = secret.model_copy(update={"happening": Happening.REMOVED, "text": ""})
    workplace.take_in(gone)
    look(workplace)
    assert "marriage" not in words(surge_post(workplace))


def test_cause_owner_and_note_stand_on_the_post(workplace: Workplace) -> None:
    break_down(workplace)
    pressed(workplace, LENA, NAME_IT)
    workplace.submit(LENA, cause="A full disk", owner=JONAS, note="Say sorry, give no time.")
    workplace.send_all()
    shown = words(surge_post(workplace))
    assert "*Cause:* A full disk" in shown
    assert "*For colleagues:* Say sorry, give no time." in shown
    assert f"*Has it:* <@{JONAS}>" in shown


def test_the_headline_of_a_case_names_its_surge_and_offers_the_way_out(
    workplace: Workplace,
) -> None:
    cases = break_down(workplace)
    assert "|app + down>" in words(workplace.headline(cases[0]))
    workplace.choose(AMIRA, cases[0], "take_out_of_surge")
    look(workplace)
    assert "app + down" not in words(workplace.headline(cases[0]))
    assert surge_post(workplace)["text"] == "🌊 app + down: 11 customers"
    workplace.choose(AMIRA, cases[0], "put_in_surge")
    workplace.submit(AMIRA, surge="1")
    look(workplace)
    assert surge_post(workplace)["text"] == "🌊 app + down: 12 customers"


def test_no_case_is_offered_a_surge_while_none_is_open(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    assert "put_in_surge" not in words(workplace.headline(case_id))


def test_it_is_ended_by_hand_and_reported(workplace: Workplace) -> None:
    break_down(workplace)
    pressed(workplace, LENA, END_IT)
    workplace.send_all()
    assert surge_post(workplace)["text"] == "✅ Over: app + down"
    report = next(m for m in workplace.messages(CHANNEL) if m["text"] == "Report: app + down")
    assert "*Customers:* 12, in 12 cases" in words(report)
    assert "app 12, down" in words(report)
    assert "*First answer:* none" in words(report)


def test_one_is_opened_from_home_before_the_first_post(workplace: Workplace) -> None:
    event(workplace, type="app_home_opened", user=LENA, tab="home", channel="D0")
    home = workplace.slack()["homes"][LENA]
    workplace.do("click_view", user=LENA, view_id=home["id"], action_id=OPEN_SURGE)
    refused = workplace.submit(LENA, words="hello", brand="northbank")
    assert "two things" in json.dumps(refused)
    workplace.submit(LENA, words="card declined", brand="northbank", cause="A migration")
    workplace.send_all()
    assert surge_post(workplace)["text"] == "🌊 card + declined: 0 customers"
    workplace.complaint("card declined again")
    look(workplace)
    assert surge_post(workplace)["text"] == "🌊 card + declined: 1 customer"


def test_home_names_the_surges_that_go_on(workplace: Workplace) -> None:
    break_down(workplace)
    event(workplace, type="app_home_opened", user=AMIRA, tab="home", channel="D0")
    shown = words(workplace.slack()["homes"][AMIRA])
    assert "|app + down>*: 12 customers, 12 waiting" in shown
    pressed(workplace, LENA, END_IT)
    event(workplace, type="app_home_opened", user=AMIRA, tab="home", channel="D0")
    assert "12 customers" not in words(workplace.slack()["homes"][AMIRA])


def test_whoever_may_not_is_told_so(workplace: Workplace) -> None:
    break_down(workplace)
    workplace.give(TOM, "reader")
    pressed(workplace, TOM, END_IT)
    assert "Your role does not include this" in workplace.refused(TOM)
    assert surge_post(workplace)["text"].startswith("🌊")
