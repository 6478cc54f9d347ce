"""The exact preview shows exactly the text; the digest reads well, also on an empty day."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.figure import Figure
from bot.digest.narrowing import By, Only
from bot.domain.records.answers.reply import Purpose
from bot.slack.api.figure_values import (
    DigestAsked,
    FigureChosen,
    asked_value,
    figure_value,
    read_asked,
    read_figure,
)
from bot.slack.api.mrkdwn import plain
from bot.slack.api.values import (
    CaseValue,
    DeliveryValue,
    FormKey,
    MenuValue,
    MessageValue,
    RefusedReplyValue,
    ReplyValue,
    UnreadableValue,
    form_metadata,
    read_metadata,
)
from bot.slack.views.answers.reply_preview import AnswerShown, TooLongToKeep, confirm_form
from bot.slack.views.digests.digest import CaseToLookAt, DigestShown, digest
from bot.slack.views.digests.figures import FiguresShown, TableShown, details_form
from bot.slack.views.models import Drawn
from tests.slack.views.strange import NOON, case

KEY = FormKey(case_id=1042, version=3, request_key="k" * 36, purpose="answers")


def answer(text: str) -> AnswerShown:
    return AnswerShown(case(), text, 212, 280, "My card was declined", Purpose.ANSWERS, 8)


@given(st.text(min_size=1, max_size=600).map(plain).filter(str.strip))
def test_what_the_preview_shows_is_what_its_memory_holds(text: str) -> None:
    key = FormKey(**{**KEY.__dict__, "text": text})
    view = confirm_form(answer(text), key=key)
    [exact] = [block for block in view["blocks"] if "preformatted" in str(block)]
    assert exact["elements"][0]["elements"][0]["text"] == text
    assert read_metadata(view["private_metadata"]).text == text


def test_the_preview_shows_length_account_and_undo() -> None:
    shown = str(confirm_form(answer("Sorry, Ana"), key=KEY))
    for expected in ("212 of 280", "@NorthbankHelp", "8 seconds to undo", "Send"):
        assert expected in shown


def test_what_does_not_fit_into_the_memory_is_refused_not_cut() -> None:
    with pytest.raises(TooLongToKeep):
        confirm_form(answer("x"), key=FormKey(**{**KEY.__dict__, "text": '"\n' * 1200}))


@pytest.mark.parametrize("value", ["", "v1:1", "v2:1:1", "v1:a:1", "v1:1:1:1", "v1:٣:1x"])
def test_a_value_we_did_not_write_is_not_read(value: str) -> None:
    with pytest.raises(UnreadableValue):
        CaseValue.read(value)
    with pytest.raises(UnreadableValue):
        read_metadata(value)


def test_what_stands_in_buttons_of_earlier_days_is_still_read() -> None:
    assert (str(CaseValue(7, 2)), CaseValue.read("v1:7:2")) == ("v1:7:2", CaseValue(7, 2))
    assert (str(CaseValue(7)), CaseValue.read("v1:7:0")) == ("v1:7:0", CaseValue(7))
    assert CaseValue.read("release:7:2") == CaseValue(7, 2)
    assert (str(ReplyValue(7)), ReplyValue.read("v1:7:0")) == ("v1:7:0", ReplyValue(7))
    assert str(MessageValue(7)) == str(DeliveryValue(7)) == "v1:7:0"
    again = RefusedReplyValue(case_id=7, reply_id=3)
    assert (str(again), RefusedReplyValue.read("v1:7:3")) == ("v1:7:3", again)
    assert str(MenuValue("release", CaseValue(7, 2))) == "release:7:2"


def test_values_and_metadata_come_back_as_they_went() -> None:
    assert CaseValue.read(str(CaseValue(7, 2))) == CaseValue(7, 2)
    assert ReplyValue.read(str(ReplyValue(7))) == ReplyValue(7)
    assert MenuValue.read(str(MenuValue("merge", CaseValue(7, 2)))).about == CaseValue(7, 2)
    assert read_metadata(form_metadata(KEY)) == KEY


def drawn(sentence: str = "S.", ages: tuple[tuple[str, int], ...] = (), **more: Any) -> Drawn:
    return digest(DigestShown("D", NOON, NOON, FiguresShown(sentence, ages=ages), **more))


def test_a_day_without_cases_reads_well() -> None:
    shown = drawn("A quiet day.")
    assert "No case needs a look" in str(shown.blocks)
    assert shown.text == "D: A quiet day."
    assert "static_select" not in str(shown.blocks)


def test_a_digest_names_five_cases_with_links_and_counts_the_rest() -> None:
    rows = tuple(
        CaseToLookAt(case(case_id=n), "🔴", "First response overdue since", NOON)
        for n in range(1, 13)
    )
    shown = str(drawn(cases=rows, cases_in_all=40).blocks)
    assert "archives/C1/p1|C-5>" in shown
    assert "C-6" not in shown
    assert "and 35 more cases" in shown


def test_a_digest_that_came_late_says_of_when_its_now_is() -> None:
    assert "“now” is" not in str(drawn().blocks)
    assert "“now” is" in str(drawn(as_of=NOON).blocks)


def test_more_figures_leaves_no_part_of_a_report_out() -> None:
    tables = tuple(TableShown(f"Part {number}", (("label", "1"),)) for number in range(21))
    shown = str(details_form(FiguresShown("S.", tables=tables), title="D"))
    assert [table.title for table in tables if f"*{table.title}*" not in shown] == []


def test_age_bands_read_as_numbers_too() -> None:
    ages = (("under 1 h", 12), ("over 3 days", 1), ("4 to 24 h", 0))
    assert "under 1 h" not in str(drawn(ages=ages).blocks)
    shown = str(details_form(FiguresShown("S.", ages=ages), title="D"))
    assert "under 1 h: *12* ▇▇▇▇" in shown
    assert "4 to 24 h: *0*" in shown


@pytest.mark.parametrize(
    "value",
    [
        "",
        "v1|daily|2026-11-21|nothing",
        "v1|a b|2026-11-21|waiting",
        "v1|daily|2026-11-21|waiting|owner|U0AMIRA",
    ],
)
def test_a_choice_we_did_not_write_is_not_read(value: str) -> None:
    with pytest.raises(UnreadableValue):
        read_figure(value)
    with pytest.raises(UnreadableValue):
        read_asked(value)


def test_choices_come_back_as_they_went_and_fit() -> None:
    digest, period = "d" * 40, "2026-11-21T07:00"
    for figure in Figure:
        value = figure_value(digest, period, figure)
        assert len(value) <= 150
        assert read_figure(value) == FigureChosen(digest, period, figure)
    for only in (Only(By.TEAM, "cards & loans"), Only(By.BRAND, ""), Only(By.CAUSE, "late")):
        value = figure_value(digest, period, Figure.BROKEN, only)
        assert read_figure(value) == FigureChosen(digest, period, Figure.BROKEN, only)
    for name in ("a|b", "t" * 100):
        assert figure_value(digest, period, Figure.BROKEN, Only(By.TEAM, name)) == ""
    assert read_asked(asked_value("daily", for_all=True)) == DigestAsked("daily", True)
