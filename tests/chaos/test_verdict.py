"""The verdict of `make chaos` notices what is lost, doubled, out of order or left in doubt."""

from collections import defaultdict
from collections.abc import Callable

import pytest

from tests.chaos.plan import DATABASE, FROZEN, acts
from tests.chaos.verdict import Evidence, Ledger, Posted, Pressed, Standing, judge

_THREAD = "C0 1.0"


def _ledger() -> Ledger:
    """One customer wrote three times; Amira claimed it, answered twice, and resolved it."""
    return Ledger(
        posted=[Posted("mark1x", "Guest1y", 0, opens=True), *_further("Guest1y")],
        pressed=[Pressed("reply1x", "Guest1y", 0), Pressed("reply2x", "Guest1y", 1)],
        claimed={"Guest1y": "U0AMIRA"},
        resolved={"Guest1y"},
    )


def _further(talk: str) -> list[Posted]:
    return [Posted("mark2x", talk, 1), Posted("mark3x", talk, 2)]


def _all_well() -> Evidence:
    """Everything is there once; the headline quotes the latest word, as headlines do."""
    shown = defaultdict(list, {f"mark{n}x": [Standing(_THREAD, f"{n}.0")] for n in (2, 3)})
    quoted = {f"mark{n}x": [Standing(_THREAD, "")] for n in (1, 3)}
    return Evidence(
        shown=shown,
        opening=defaultdict(list, quoted),
        published={f"reply{n}x": [Standing(f"x {n}", f"{n}")] for n in (1, 2)},
        facts=["headline:1", "said:1:2:posted:1", "said:1:3:posted:1", "alerts:U0AMIRA:0:0"],
        alerts=[(_THREAD, "C-1 is overdue")],
        owners={"Guest1y": "U0AMIRA"},
        ended={"Guest1y"},
    )


def test_a_run_in_which_all_is_well_holds() -> None:
    verdict = judge(_ledger(), _all_well())
    assert verdict.holds
    assert str(verdict) == (
        "lost 0, twice 0, out of order 0, alerts twice 0, in doubt unaccounted 0"
    )


def _first_word_gone(found: Evidence) -> None:
    del found.opening["mark1x"]


def _later_word_gone(found: Evidence) -> None:
    del found.shown["mark2x"]


def _claim_gone(found: Evidence) -> None:
    found.owners["Guest1y"] = ""


def _end_gone(found: Evidence) -> None:
    found.ended.clear()


def _word_below_twice(found: Evidence) -> None:
    found.shown["mark2x"].append(Standing(_THREAD, "9.0"))


def _first_word_below_too(found: Evidence) -> None:
    found.shown["mark1x"].append(Standing(_THREAD, "9.0"))


def _two_cases_of_one_post(found: Evidence) -> None:
    found.opening["mark1x"].append(Standing("C0 7.0", ""))


def _published_twice(found: Evidence) -> None:
    found.published["reply1x"].append(Standing("x 9", "9"))


def _fact_twice(found: Evidence) -> None:
    found.facts.append("said:1:2:posted:1")


def _words_disordered(found: Evidence) -> None:
    found.shown["mark2x"] = [Standing(_THREAD, "4.0")]


def _answers_disordered(found: Evidence) -> None:
    found.published["reply1x"] = [Standing("x 9", "9")]


def _bundle_twice(found: Evidence) -> None:
    found.facts.append("alerts:U0AMIRA:0:0")


def _alert_in_a_thread_twice(found: Evidence) -> None:
    found.alerts.append((_THREAD, "C-1 is overdue"))


def _answer_nowhere(found: Evidence) -> None:
    del found.published["reply2x"]


@pytest.mark.parametrize(
    ("spoil", "column"),
    [
        (_first_word_gone, "lost"),
        (_later_word_gone, "lost"),
        (_claim_gone, "lost"),
        (_end_gone, "lost"),
        (_word_below_twice, "twice"),
        (_first_word_below_too, "twice"),
        (_two_cases_of_one_post, "twice"),
        (_published_twice, "twice"),
        (_fact_twice, "twice"),
        (_words_disordered, "out of order"),
        (_answers_disordered, "out of order"),
        (_bundle_twice, "alerts twice"),
        (_alert_in_a_thread_twice, "alerts twice"),
        (_answer_nowhere, "in doubt unaccounted"),
    ],
)
def test_one_thing_wrong_is_found_and_in_its_own_column(
    spoil: Callable[[Evidence], None], column: str
) -> None:
    found = _all_well()
    spoil(found)
    verdict = judge(_ledger(), found)
    assert {name: len(those) for name, those in verdict.found.items() if those} == {column: 1}
    assert not verdict.holds


def test_an_answer_of_which_its_thread_tells_is_accounted_for() -> None:
    found = _all_well()
    _answer_nowhere(found)
    found.told.add("reply2x")
    assert judge(_ledger(), found).holds


def test_a_case_that_its_customer_reopened_need_not_be_over() -> None:
    found = _all_well()
    _end_gone(found)
    found.reopened.add("Guest1y")
    assert judge(_ledger(), found).holds


def test_what_the_platform_itself_told_in_disorder_is_not_held_against_us() -> None:
    found, ledger = _all_well(), _ledger()
    _words_disordered(found)
    ledger.posted[1] = Posted("mark2x", "Guest1y", 1, told_in_order=False)
    assert judge(ledger, found).holds


def test_the_same_seed_deals_the_same_acts_and_another_seed_others() -> None:
    assert list(acts(7, 50)) == list(acts(7, 50))
    assert list(acts(7, 50)) != list(acts(8, 50))


def test_a_long_plan_has_every_aim_and_every_failure() -> None:
    plan = list(acts(1, 400))
    aims = {act.kill.aim for act in plan}
    kinds = {fault.kind for act in plan for fault in act.weather}
    assert len(aims) == 8
    assert {act.beside for act in plan} == {"", FROZEN, DATABASE}
    assert kinds == {
        *("429", "500", "hang", "reset_before", "reset_after", "error_after", "hang_after"),
        *("late", "duplicate", "reorder"),
    }
