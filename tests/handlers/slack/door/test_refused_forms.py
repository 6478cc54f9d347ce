"""A form that is refused gives back everything that stood in it, not the typed words alone."""

import time

from tests.slack.workplace import AMIRA, JONAS, Workplace


def refused(workplace: Workplace, case_id: int, verb: str, **entered: object) -> str:
    """The form that says why; a colleague ended the case while this one was open."""
    workplace.choose(AMIRA, case_id, verb)
    workplace.press(JONAS, case_id, "claim")
    workplace.press(JONAS, case_id, "not_actionable")
    workplace.submit(JONAS, outcome="praise")
    workplace.send_all()
    workplace.submit(AMIRA, **entered)
    form = workplace.form(AMIRA)
    assert form["callback_id"] == "refusal"
    return str(form["blocks"])


def test_a_time_that_was_picked_and_a_choice_come_back_with_the_words(workplace: Workplace) -> None:
    at = int(time.time()) + 3600
    shown = refused(
        workplace,
        workplace.complaint(),
        "snooze",
        preset="other",
        at=at,
        reason="After the holiday, +49 171 3920193",
    )
    assert "*Until when?*  At another time, chosen below" in shown
    assert f"*Another time*  <!date^{at}^" in shown
    assert "*Reason*" in shown
    assert "After the holiday" in shown
    assert "3920193" not in shown


def test_ticks_come_back_by_the_names_they_had(workplace: Workplace) -> None:
    case_id = workplace.complaint("My card was declined")
    workplace.complaint("And my *mortgage* is wrong <!channel>")
    workplace.choose(AMIRA, case_id, "split")
    [boxes] = [b["element"] for b in workplace.form(AMIRA)["blocks"] if "posts_0" in str(b)]
    ticked = [option["value"] for option in boxes["options"]]
    shown = refused(workplace, case_id, "split", posts_0=ticked)
    assert "*Which messages?*  My card was declined, And my mortgage is wrong" in shown
    assert "<!channel>" not in shown


def test_a_colleague_who_was_chosen_comes_back(workplace: Workplace) -> None:
    shown = refused(workplace, workplace.complaint(), "hand_over", to=JONAS, note="Speaks German")
    assert "Jonas" in shown
    assert "Speaks German" in shown
