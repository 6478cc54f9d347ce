"""The headline says who, what, how it stands, and offers what makes sense now."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.records.cases.case import CaseState
from bot.slack.views.around import CaseAround, OtherCase, SignalShown
from bot.slack.views.models import CaseShown, ClockShown, ClosureShown, PostShown
from bot.slack.views.threads.headline import headline_blocks, headline_text
from bot.slack.views.threads.more_menu import more_menu
from tests.slack.views.strange import NOON, case


def action_ids(shown: CaseShown) -> list[str]:
    rows = [block for block in headline_blocks(shown) if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row["elements"]]


def words(shown: CaseShown) -> str:
    return str(headline_blocks(shown))


@pytest.mark.parametrize(
    ("state", "owner", "offered"),
    [
        (CaseState.NEW, "", ["claim", "reply", "resolve", "not_actionable", "more"]),
        (CaseState.CLAIMED, "U0TOM", ["reply", "resolve", "not_actionable", "more"]),
        (CaseState.WITH_CUSTOMER, "U0TOM", ["reply", "resolve", "more"]),
        (CaseState.WITH_CUSTOMER, "", ["claim", "reply", "resolve", "more"]),
        (CaseState.RESOLVED, "U0TOM", ["reopen", "more"]),
        (CaseState.NOT_ACTIONABLE, "", ["reopen", "more"]),
        (CaseState.CLOSED, "", ["more"]),
        (CaseState.MERGED, "", ["more"]),
    ],
)
def test_only_the_buttons_that_make_sense_are_there(
    state: CaseState, owner: str, offered: list[str]
) -> None:
    assert action_ids(case(state=state, owner=owner)) == offered


def test_every_button_carries_case_and_version_and_nothing_else() -> None:
    [row] = [block for block in headline_blocks(case()) if block["type"] == "actions"]
    buttons = [element for element in row["elements"] if element["type"] == "button"]
    assert {element["value"] for element in buttons} == {"v1:1042:3"}


def test_it_says_who_where_when_and_links_to_the_post() -> None:
    shown = words(case())
    for expected in ("Ana Ruiz (@anar) on X", "C-1042", "@NorthbankHelp", "Open on X", "timestamp"):
        assert expected in shown


def test_a_post_that_was_taken_down_is_not_shown_any_more() -> None:
    post = PostShown("My card was declined", NOON, "https://x.example/1", deleted_at=NOON)
    shown = case(post=post)
    assert "declined" not in words(shown) + headline_text(shown)
    assert "took this post down" in words(shown)
    assert "Open on X" not in words(shown)


RESOLUTION = ClockShown(metric="resolution", started_at=NOON, due_at=NOON + timedelta(hours=2))
LATE = NOON + timedelta(hours=3)


@pytest.mark.parametrize(
    ("clocks", "is_untimed"),
    [
        ((), False),
        ((RESOLUTION,), False),
        ((replace(RESOLUTION, met_at=LATE),), True),
        ((replace(RESOLUTION, stopped_at=LATE),), True),
    ],
)
def test_a_reopened_case_says_so_and_whether_its_resolution_is_timed_again(
    clocks: tuple[ClockShown, ...], is_untimed: bool
) -> None:
    shown = words(case(clocks=clocks, reopened_at=NOON + timedelta(hours=4)))
    assert "Reopened <!date^" in shown
    assert ("no clock runs for its resolution" in shown) == is_untimed


def test_an_edited_post_says_so() -> None:
    assert "Edited by the customer" in words(case(post=PostShown("Now", NOON, edited_at=NOON)))


def test_a_post_no_answer_can_be_given_to_says_so_and_offers_none() -> None:
    shown = case(answerable=False)
    assert "takes no answer to this post from here" in words(shown)
    assert "reply" not in action_ids(shown)


def clock(**changes: Any) -> ClockShown:
    return ClockShown("first_response", NOON, NOON + timedelta(hours=1), **changes)


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (clock(), " · answer by <!date^"),
        (clock(warned_at=NOON), " · 🟠 answer by <!date^"),
        (clock(warned_at=NOON, breached_at=NOON), " · 🔴 answer overdue since <!date^"),
        (clock(paused_at=NOON), " · First response: ⚪ paused since <!date^"),
        (replace(RESOLUTION, metric="claimed"), " · claim by <!date^"),
        (RESOLUTION, " · resolve by <!date^"),
        (replace(RESOLUTION, breached_at=NOON), " · 🔴 to resolve since <!date^"),
    ],
)
def test_a_clock_that_runs_says_until_when(shown: ClockShown, said: str) -> None:
    assert said in words(case(clocks=(shown,)))


@pytest.mark.parametrize(
    "shown",
    [
        clock(met_at=NOON + timedelta(minutes=12)),
        clock(met_at=NOON + timedelta(hours=3), breached_at=NOON),
        clock(stopped_at=NOON),
        replace(RESOLUTION, is_window=True),
    ],
)
def test_a_clock_that_is_over_takes_no_room(shown: ClockShown) -> None:
    assert words(case(clocks=(shown,))).count("<!date^") == 0


def test_a_case_without_a_clock_says_so() -> None:
    assert "no clock runs for it" in words(case(clocks=()))


SIGNAL = CaseAround(signals=(SignalShown("fraud happening now", "emptying my account"),))


def test_one_line_says_how_it_stands() -> None:
    shown = case(
        priority="urgent",
        around=SIGNAL,
        clocks=(replace(RESOLUTION, metric="claimed"), clock()),
    )
    [line] = [block for block in headline_blocks(shown) if block["type"] == "section"]
    told = re.sub("<!date[^>]*>", "10:15", line["text"]["text"])
    assert told == (
        "*🔴 Urgent: “emptying my account”* · New · nobody · claim by 10:15 · answer by 10:15"
    )
    assert line["accessory"]["action_id"] == "not_so"


def test_an_ordinary_case_takes_four_blocks() -> None:
    kinds = [block["type"] for block in headline_blocks(case(clocks=(clock(),)))]
    assert kinds == ["rich_text", "rich_text", "section", "actions"]


LATER = PostShown("Now it happened at the petrol station too", NOON + timedelta(hours=1))


def test_the_latest_words_stand_there_and_the_first_ones_in_a_line() -> None:
    shown = words(case(latest=LATER, later_posts=2))
    assert shown.index("First of 3:") < shown.index("My card was declined") < shown.index("petrol")
    assert headline_text(case(latest=LATER, later_posts=2)).endswith("petrol station too")


def test_long_words_are_cut_and_counted() -> None:
    shown = words(case(post=PostShown("word " * 200, NOON)))
    assert "200 words" in shown
    assert shown.count("word word") < 60


def test_what_ended_says_so_in_its_line() -> None:
    closure = ClosureShown("resolved", "Explained", NOON, "U0TOM")
    shown = case(state=CaseState.RESOLVED, closure=closure, owner="U0TOM", clocks=(clock(),))
    [line] = [block for block in headline_blocks(shown) if block["type"] == "section"]
    assert line["text"]["text"].startswith("Resolved · *Explained* by <@U0TOM>, <!date^")
    assert "answer by" not in line["text"]["text"]


def test_who_wrote_before_is_linked() -> None:
    link = "https://acme.slack.com/archives/C1/p1"
    assert f"Wrote before: <{link}|C-7>" in words(case(previous_case_id=7, previous_link=link))


def deadline(title: str, rule_title: str) -> ClockShown:
    due = NOON + timedelta(days=3)
    return ClockShown("regulatory", NOON, due, title=title, rule_title=rule_title)


def test_deadlines_of_one_rule_name_it_once_whatever_dashes_their_titles_have() -> None:
    rule = "UK – DISP"
    shown = words(case(clocks=(deadline("Summary – by letter", rule), deadline("Final", rule))))
    assert "*Summary – by letter*" in shown
    assert "*Final*" in shown
    assert "*UK – DISP* · " in shown


def test_deadlines_of_several_rules_each_name_their_own() -> None:
    shown = words(case(clocks=(deadline("Final", "UK"), deadline("Final", "Ireland"))))
    assert "*Final – UK*" in shown
    assert "*Final – Ireland*" in shown


def test_an_ended_case_says_how_and_by_whom() -> None:
    closure = ClosureShown("resolved", "Redress: an apology", NOON, "U0TOM", "Refunded")
    shown = words(case(state=CaseState.RESOLVED, closure=closure))
    assert "*Redress: an apology* by <@U0TOM>" in shown
    assert "Refunded" in shown


def test_the_menu_offers_what_makes_sense_and_keeps_slacks_limits() -> None:
    def verbs(shown: CaseShown) -> set[str]:
        menu = more_menu(shown)
        groups = menu["option_groups"] if menu else []
        options = [option for group in groups for option in group["options"]]
        assert all(len(o["text"]["text"]) <= 75 and len(o["value"]) <= 150 for o in options)
        assert len(options) <= 100
        return {option["value"].partition(":")[0] for option in options}

    assert {"snooze", "merge", "priority", "link"} <= verbs(case(state=CaseState.NEW))
    assert "release" not in verbs(case(state=CaseState.NEW))
    assert "release" in verbs(case(state=CaseState.CLAIMED, owner="U0TOM"))
    assert "unmerge" in verbs(case(state=CaseState.MERGED))
    assert not {"snooze", "merge"} & verbs(case(state=CaseState.RESOLVED))


def test_the_headline_says_what_stands_around_the_case() -> None:
    around = CaseAround(
        snoozed_until=NOON,
        merged_from=(OtherCase(7, "https://acme.slack.com/archives/C1/p1"),),
        linked=tuple(OtherCase(number) for number in range(20, 30)),
        priority_because=("“fraud”", "“stolen”", "has written again and again"),
    )
    shown = words(case(around=around, priority="high"))
    for expected in (
        "Snoozed until",
        "|C-7>",
        "C-20",
        "and 2 more",
        "🟠 High: “fraud”, “stolen”, has written again and again",
    ):
        assert expected in shown
