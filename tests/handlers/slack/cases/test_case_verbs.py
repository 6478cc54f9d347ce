"""Snooze, merge, split, link and priority, chosen in the headline's menu as staff do it."""

import re
import time
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from bot.desk.cases import snoozes
from bot.domain.records.cases.case import CaseState
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Staff
from tests.handlers.slack.signed import event
from tests.slack.workplace import AMIRA, CHANNEL, JONAS, LENA, Workplace

_LINK = re.compile(r"<https?://[^|>]*\|([^>]+)>")


def blocks(workplace: Workplace, case_id: int) -> str:
    """The headline as it is read: links by their names."""
    workplace.send_all()
    return _LINK.sub(r"\1", str(workplace.headline(case_id)["blocks"]))


def thread(workplace: Workplace, case_id: int) -> str:
    return _LINK.sub(r"\1", " / ".join(m["text"] for m in workplace.below(case_id)))


def test_a_case_is_snoozed_until_a_named_moment_and_woken_by_hand(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.choose(AMIRA, case_id, "snooze")
    form = workplace.form(AMIRA)
    [radio] = [b["element"] for b in form["blocks"] if b.get("block_id") == "preset"]
    assert len(radio["options"]) == 4
    workplace.submit(AMIRA, preset=radio["options"][0]["value"], reason="Waits for the branch")
    assert "Snoozed until" in blocks(workplace, case_id)
    assert "Waits for the branch" in workplace.below(case_id)[-1]["text"]
    workplace.choose(AMIRA, case_id, "wake")
    assert workplace.case(case_id).state == CaseState.NEW


def test_a_picked_time_counts_before_the_named_ones(workplace: Workplace) -> None:
    case_id, at = workplace.complaint(), int(time.time()) + 7200
    workplace.choose(AMIRA, case_id, "snooze")
    workplace.submit(AMIRA, preset="other", at=at)
    until = workplace.case(case_id).snoozed_until
    assert until is not None
    assert int(until.timestamp()) == at


def test_another_time_that_was_not_picked_is_asked_for(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.choose(AMIRA, case_id, "snooze")
    workplace.submit(AMIRA, preset="other")
    assert "Choose until when" in str(workplace.form(AMIRA)["blocks"])
    assert workplace.case(case_id).state == CaseState.NEW


def test_waking_mentions_the_owner(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.send_all()
    workplace.choose(AMIRA, case_id, "snooze")
    workplace.submit(AMIRA, preset="other", at=int(time.time()) + 60)
    with workplace.app.desk() as desk:
        case = desk.session.get_one(type(workplace.case(case_id)), case_id)
        case.snoozed_until = desk.now
        desk.session.add(case)
    with workplace.app.desk() as desk:
        assert snoozes.wake_due(desk) == 1
    workplace.send_all()
    assert f"<@{AMIRA}>, C-{case_id} is awake again" in workplace.below(case_id)[-1]["text"]


def test_a_merge_is_shown_before_it_happens_and_points_both_ways(workplace: Workplace) -> None:
    first = workplace.complaint("My card was declined", author="ana")
    second = workplace.complaint("Mine too", author="bo")
    workplace.choose(AMIRA, second, "merge")
    workplace.submit(AMIRA, number=f"C-{first}")
    shown = workplace.form(AMIRA)
    assert "two different customers" in str(shown["blocks"])
    assert "My card was declined" in str(shown["blocks"])
    assert workplace.case(second).state == CaseState.NEW
    workplace.submit(AMIRA)
    workplace.send_all()
    assert workplace.case(second).state == CaseState.MERGED
    assert f"Goes on in C-{first}" in blocks(workplace, second)
    assert f"With C-{second}" in blocks(workplace, first)
    assert any("Mine too" in str(m["blocks"]) for m in workplace.below(first))
    workplace.choose(JONAS, second, "unmerge")
    workplace.send_all()
    assert workplace.case(second).state == CaseState.NEW
    assert f"C-{second} stands alone again" in thread(workplace, first)


def test_a_merge_into_nothing_is_refused_in_words(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.choose(AMIRA, case_id, "merge")
    workplace.submit(AMIRA, number="my aunt")
    assert "Write it like C-1042" in str(workplace.form(AMIRA)["blocks"])
    workplace.submit(AMIRA, number="C-999")


def test_each_message_to_tick_is_dated_in_the_readers_own_zone(workplace: Workplace) -> None:
    with workplace.database.transaction() as session:
        person = session.get_one(Staff, AMIRA)
        person.time_zone = "Asia/Dubai"
        session.add(person)
    case_id = workplace.complaint("My card was declined")
    workplace.complaint("And my mortgage is wrong")
    workplace.choose(AMIRA, case_id, "split")
    [boxes] = [b["element"] for b in workplace.form(AMIRA)["blocks"] if "posts_0" in str(b)]
    with workplace.database.reading() as session:
        posted = session.exec(select(Message.posted_at).order_by(col(Message.id))).first()
    assert posted is not None
    there = posted.astimezone(ZoneInfo("Asia/Dubai"))
    assert boxes["options"][0]["description"]["text"] == f"{there:%-d %b %H:%M}"


def test_messages_are_ticked_and_become_a_case(workplace: Workplace) -> None:
    case_id = workplace.complaint("My card was declined")
    assert workplace.complaint("And my mortgage is wrong") == case_id
    workplace.choose(AMIRA, case_id, "split")
    form = workplace.form(AMIRA)
    [boxes] = [b["element"] for b in form["blocks"] if b.get("block_id") == "posts_0"]
    workplace.submit(AMIRA, posts_0=[boxes["options"][1]["value"]])
    workplace.send_all()
    made = case_id + 1
    assert "And my mortgage is wrong" in blocks(workplace, made)
    assert f"Wrote before: C-{case_id}" in blocks(workplace, made)
    assert f"split 1 message off into C-{made}" in thread(workplace, case_id)


def test_a_link_shows_on_both_headlines_and_can_be_taken_away(workplace: Workplace) -> None:
    first = workplace.complaint("My card was declined", author="ana")
    second = workplace.complaint("My card was declined too", author="bo")
    workplace.choose(AMIRA, first, "link")
    [choice, *_] = workplace.form(AMIRA)["blocks"][1]["element"]["options"]
    assert choice["value"] == str(second), "who said the same in the same minute comes first"
    workplace.submit(AMIRA, into=str(second))
    both = str(workplace.form(AMIRA)["blocks"])
    assert "My card was declined" in both
    assert "My card was declined too" in both
    assert "Linked to" not in blocks(workplace, first), "nothing happened yet"
    workplace.submit(AMIRA, reason="Same cash machine")
    assert f"Linked to C-{second}" in blocks(workplace, first)
    assert f"Linked to C-{first}" in blocks(workplace, second)
    workplace.choose(AMIRA, second, "unlink")
    workplace.submit(AMIRA, into=str(first))
    assert "Linked to" not in blocks(workplace, first)


def test_the_deciding_words_stand_on_the_headline_and_staff_decide_otherwise(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint("My card was stolen, this is fraud")
    assert "🔴 Urgent: “My card was stolen”" in blocks(workplace, case_id)
    workplace.choose(LENA, case_id, "priority")
    workplace.submit(LENA, priority="normal", reason="An old story, told again")
    assert workplace.case(case_id).priority == "normal"
    workplace.send_all()
    assert "An old story, told again" in workplace.below(case_id)[-1]["text"]


def test_a_choice_that_was_overtaken_says_by_whom(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "resolve")
    workplace.submit(AMIRA, outcome="fixed", remark="Rang the customer")
    workplace.choose(JONAS, case_id, "snooze")  # the headline is not redrawn yet
    sentence = workplace.refused(JONAS)
    assert f"C-{case_id} is resolved now. <@{AMIRA}> resolved it" in sentence


def test_whoever_may_only_look_is_refused(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.give(JONAS, "reader")
    for verb in ("snooze", "merge", "link", "priority"):
        workplace.choose(JONAS, case_id, verb)
        assert f"({verb})" in workplace.refused(JONAS)


def test_not_ours_asks_for_the_bank_that_is_meant_and_is_counted_apart(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    workplace.choose(AMIRA, case_id, "not_ours")
    workplace.submit(AMIRA, meant="Harbour Bank")
    assert workplace.case(case_id).state == CaseState.NOT_ACTIONABLE
    shown = blocks(workplace, case_id)
    assert "Not ours" in shown
    assert "Meant: Harbour Bank." in shown


def test_spam_is_one_choice_and_one_press(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "not_actionable")
    workplace.submit(AMIRA, outcome="spam")
    assert "Spam or abuse" in blocks(workplace, case_id)


def test_a_thanks_after_the_end_shows_a_reopen_button_that_works(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "resolve")
    workplace.submit(AMIRA, outcome="fixed", remark="Rang the customer")
    assert workplace.complaint("🙏❤️") == case_id
    assert workplace.case(case_id).state == CaseState.RESOLVED
    [shown] = [m for m in workplace.below(case_id) if "said thanks" in m["text"]]
    ts = shown["ts"]
    workplace.do("click", user=AMIRA, channel=CHANNEL, ts=ts, action_id="reopen")
    assert workplace.case(case_id).state == CaseState.NEW


def several(workplace: Workplace, user: str) -> dict[str, str]:
    """Open the Home tab's form; the values to tick, by case."""
    event(workplace, type="app_home_opened", user=user, tab="home", channel="D0")
    home = workplace.slack()["homes"][user]
    workplace.do("click_view", user=user, view_id=home["id"], action_id="several")
    boxes = [b["element"] for b in workplace.form(user)["blocks"] if b.get("block_id") == "cases_0"]
    return {o["value"].partition(":")[0]: o["value"] for box in boxes for o in box["options"]}


def test_several_cases_end_with_one_reason_and_what_changed_is_left_out(
    workplace: Workplace,
) -> None:
    cases = [workplace.complaint("Nice weather", author=name) for name in ("ana", "bo", "cy")]
    values = several(workplace, AMIRA)
    assert workplace.complaint("But my card!", author="bo") == cases[1]
    ticked = [values[str(number)] for number in cases]
    workplace.submit(AMIRA, cases_0=ticked, reason="no_reply_needed", remark="Small talk")
    states = [workplace.case(number).state for number in cases]
    ended = CaseState.NOT_ACTIONABLE
    assert states == [ended, CaseState.NEW, ended]
    shown = str(workplace.form(AMIRA)["blocks"])
    assert "2 cases need no reply." in shown
    assert f"C-{cases[1]} changed meanwhile" in shown


def test_a_card_number_typed_for_a_case_comes_back_to_nobody(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.choose(AMIRA, case_id, "merge")
    workplace.submit(AMIRA, number="4111 1111 1111 1111")
    refused = str(workplace.form(AMIRA)["blocks"])
    assert "is not a case" in refused
    assert "4111" not in refused
