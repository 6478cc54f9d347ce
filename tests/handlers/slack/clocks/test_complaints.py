"""*Complaint…*, pressed in Slack: by whoever may, shown on the headline as lines of its own."""

import time

from sqlmodel import col, select

from bot.domain.records.complaint import Complaint
from tests.slack.workplace import AMIRA, JONAS, Workplace


def standing(workplace: Workplace, case_id: int) -> list[Complaint]:
    with workplace.database.reading() as session:
        marks = select(Complaint).where(
            Complaint.case_id == case_id, col(Complaint.withdrawn_at).is_(None)
        )
        return list(session.exec(marks))


def mark(workplace: Workplace, case_id: int) -> None:
    workplace.choose(AMIRA, case_id, "complaint")
    workplace.submit(AMIRA, act="mark:uk_disp", reason="Wants redress")
    workplace.send_all()


def test_a_marked_case_shows_its_deadlines_apart_and_says_they_are_no_advice(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    mark(workplace, case_id)
    blocks = str(workplace.headline(case_id)["blocks"])
    for expected in (
        "*Summary resolution*",
        "*Final response*",
        "*UK complaint (FCA DISP)*",
        "not legal advice",
        "answer by",
    ):
        assert expected in blocks
    assert f"Amira marked C-{case_id} as a complaint" in workplace.below(case_id)[-1]["text"]
    [row] = standing(workplace, case_id)
    assert (row.marked_by, row.reason) == (f"staff:{AMIRA}", "Wants redress")


def test_the_form_of_a_marked_case_offers_what_can_become_of_the_mark(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    mark(workplace, case_id)
    workplace.choose(AMIRA, case_id, "complaint")
    form = str(workplace.form(AMIRA)["blocks"])
    assert "Withdraw: UK complaint" in form
    assert "Final response sent: UK complaint" in form
    assert "Mark: UK complaint" not in form
    workplace.submit(AMIRA, act="withdraw:uk_disp", reason="Only a question")
    workplace.send_all()
    assert standing(workplace, case_id) == []
    assert "withdrew the complaint mark" in workplace.below(case_id)[-1]["text"]


def test_a_withdrawn_complaint_leaves_the_headline_with_its_deadlines(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    mark(workplace, case_id)
    workplace.choose(AMIRA, case_id, "complaint")
    workplace.submit(AMIRA, act="withdraw:uk_disp", reason="Only a question")
    workplace.send_all()
    blocks = str(workplace.headline(case_id)["blocks"])
    assert "answer by" in blocks
    for gone in ("Final response", "UK complaint", "not legal advice"):
        assert gone not in blocks
    mark(workplace, case_id)
    assert "*Final response*" in str(workplace.headline(case_id)["blocks"])


def test_what_a_merge_brought_leaves_the_other_headline_when_it_is_taken_back(
    workplace: Workplace,
) -> None:
    first = workplace.complaint(author="ana")
    second = workplace.complaint("Mine too", author="bo")
    mark(workplace, second)
    merge_and_take_back(workplace, second, into=first)
    assert "Final response" not in str(workplace.headline(first)["blocks"])
    assert "*Final response*" in str(workplace.headline(second)["blocks"])
    assert workplace.below(first)[-1]["text"].endswith("Its complaint mark left with it.")


def test_taking_a_merge_back_names_no_complaint_where_there_was_none(workplace: Workplace) -> None:
    first = workplace.complaint(author="ana")
    second = workplace.complaint("Mine too", author="bo")
    merge_and_take_back(workplace, second, into=first)
    told = workplace.below(first)[-1]["text"]
    assert told.endswith(f"C-{second}> stands alone again."), told
    assert "complaint" not in told.lower()


def test_a_rule_that_counts_from_elsewhere_asks_since_when(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.choose(AMIRA, case_id, "complaint")
    [since] = [b for b in workplace.form(AMIRA)["blocks"] if b["block_id"] == "since"]
    assert "CFPB portal complaint" in since["hint"]["text"]
    refused = workplace.submit(AMIRA, act="mark:us_cfpb", reason="Portal")
    assert "Say since when it counts" in refused["errors"]["since"]
    assert standing(workplace, case_id) == []
    sent = int(time.time()) - 86_400
    workplace.submit(AMIRA, act="mark:us_cfpb", reason="Portal", since=sent)
    workplace.send_all()
    [row] = standing(workplace, case_id)
    assert int(row.received_at.timestamp()) == sent
    blocks = str(workplace.headline(case_id)["blocks"])
    assert "*CFPB portal complaint*" in blocks


def merge_and_take_back(workplace: Workplace, case_id: int, *, into: int) -> None:
    workplace.choose(AMIRA, case_id, "merge")
    workplace.submit(AMIRA, number=f"C-{into}")
    workplace.submit(AMIRA)
    workplace.send_all()
    assert "*Final response*" in str(workplace.headline(into)["blocks"]) or not standing(
        workplace, into
    )
    workplace.choose(AMIRA, case_id, "unmerge")
    workplace.send_all()


def test_a_final_response_given_elsewhere_is_recorded(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    mark(workplace, case_id)
    workplace.choose(AMIRA, case_id, "complaint")
    workplace.submit(AMIRA, act="final:uk_disp", reason="By letter")
    workplace.send_all()
    [row] = standing(workplace, case_id)
    assert row.reason == "Wants redress\nFinal response sent: By letter"
    assert "recorded for UK complaint" in workplace.below(case_id)[-1]["text"]
    blocks = str(workplace.headline(case_id)["blocks"])
    assert blocks.count("in time, after") == 2  # the summary's deadline was the customer's to keep
    assert "is not kept by this" in workplace.below(case_id)[-1]["text"]


def test_resolving_asks_whether_the_customer_accepted_and_who_says_so(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    mark(workplace, case_id)
    workplace.press(AMIRA, case_id, "resolve")
    asked = str(workplace.form(AMIRA)["blocks"])
    assert "The customer accepted it" in asked
    assert "“Summary resolution” is kept" in asked
    given = {"outcome": "redress", "remark": "Rang back"}
    refused = workplace.submit(AMIRA, **given, accepted=["accepted"])
    assert "Say here who accepted it" in str(refused)
    refused = workplace.submit(AMIRA, **given, acceptance="He did, by phone")
    assert "Tick above" in str(refused)
    workplace.submit(AMIRA, **given, accepted=["accepted"], acceptance="He did, by phone")
    workplace.send_all()
    assert str(workplace.headline(case_id)["blocks"]).count("in time, after") >= 2
    assert "“Summary resolution” is kept" in workplace.below(case_id)[-1]["text"]


def test_without_a_complaint_that_asks_for_it_nobody_is_asked(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "resolve")
    assert "accepted" not in str(workplace.form(AMIRA)["blocks"])


def test_whoever_may_not_is_told_so_and_nothing_is_marked(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.give(JONAS, "reader")
    workplace.choose(JONAS, case_id, "complaint")
    assert "does not include this (complaint)" in workplace.refused(JONAS)
    assert standing(workplace, case_id) == []
