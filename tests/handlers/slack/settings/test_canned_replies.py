"""Canned replies in Slack: written, reviewed by a colleague, put into an answer with what the case knows, retired."""

from typing import Any

from bot.domain.rules.house.weekly_data import Kind
from bot.storage.house import weekly_data as house
from tests.handlers.slack.people import at_home, in_form
from tests.slack.workplace import AMIRA, CHANNEL, LENA, TOM, Workplace

WORDS = "Sorry to hear that, {name}. Please block your card in the app.\n---\nPlease block your card, {name}."


def listed(workplace: Workplace, user: str) -> str:
    at_home(workplace, user, "desk_settings")
    in_form(workplace, user, "setting_open_canned_replies")
    return str(workplace.form(user)["blocks"])


def entry_of(workplace: Workplace, kind: str) -> int:
    with workplace.app.looking() as desk:
        [(entry, _)] = house.standing(session=desk.session, kind=Kind(kind))
        return entry.pk


def chosen(workplace: Workplace, user: str, what: str) -> str:
    """What the form shows after this choice of the menu beside the one there is."""
    number = entry_of(workplace, "canned_replies")
    in_form(workplace, user, f"canned_{number}", value=f"{what}:{number}")
    return str(workplace.form(user)["blocks"])


def write(workplace: Workplace, user: str, **more: str) -> dict[str, Any]:
    listed(workplace, user)
    given = {"title": "Card lost", "text": WORDS, "language": "en", **more}
    return workplace.submit(user, **given)


def ready(workplace: Workplace) -> None:
    """One that Tom wrote and Lena reviewed."""
    write(workplace, TOM)
    listed(workplace, LENA)
    chosen(workplace, LENA, "review_90")


def answer_form(workplace: Workplace, case_id: int) -> dict[str, Any]:
    workplace.press(AMIRA, case_id, "reply")
    return workplace.form(AMIRA)


def test_one_is_written_and_reviewed_by_somebody_else(workplace: Workplace) -> None:
    assert not write(workplace, TOM).get("errors")
    assert "Not offered until a colleague has reviewed it" in str(workplace.form(TOM)["blocks"])
    assert "Reviewed: good for" not in str(workplace.form(TOM)["blocks"])  # an agent reviews none
    assert "Reviewed: good for 90 days" in listed(workplace, LENA)
    shown = chosen(workplace, LENA, "review_90")
    assert "Reviewed by <@U0LENA>" in shown
    assert "used" not in shown


def test_nobody_reviews_their_own(workplace: Workplace) -> None:
    write(workplace, LENA)
    assert "Somebody else has to review" in chosen(workplace, LENA, "review_365")
    assert "Reviewed by" not in listed(workplace, LENA)


def test_it_is_edited_with_what_stands_in_it_and_waits_for_its_review_again(
    workplace: Workplace,
) -> None:
    ready(workplace)
    listed(workplace, TOM)
    assert "Sorry to hear that" in chosen(workplace, TOM, "edit")
    workplace.submit(TOM, title="Card lost", text="Please call us.", language="en")
    shown = str(workplace.form(TOM)["blocks"])
    assert "Please call us." in shown
    assert "Not offered until" in shown


def test_a_wrong_slot_is_said_at_the_form(workplace: Workplace) -> None:
    errors = write(workplace, TOM, text="Dear {nmae}")["errors"]
    assert "There is no slot {nmae}" in str(errors)


def test_one_is_retired(workplace: Workplace) -> None:
    ready(workplace)
    listed(workplace, TOM)
    shown = chosen(workplace, TOM, "retire")
    assert "Retired." in shown
    assert "Nothing is entered." in shown


def test_it_is_put_into_an_answer_with_what_the_case_knows_each_wording_in_turn(
    workplace: Workplace,
) -> None:
    ready(workplace)
    for author, words in (("ana", "Sorry to hear that, Ana"), ("ben", "block your card, Ben")):
        case_id = workplace.complaint("I lost my card", author=author)
        form = answer_form(workplace, case_id)
        assert "★ Card lost" in str(form["blocks"])
        workplace.do(
            "click_view",
            user=AMIRA,
            view_id=form["id"],
            action_id="canned_reply",
            value=str(entry_of(workplace, "canned_replies")),
            values={"text": "", "purpose": "answers"},
        )
        assert words in str(workplace.form(AMIRA)["blocks"])
    assert "used 2 times" in listed(workplace, LENA)


def test_what_is_not_reviewed_is_not_offered(workplace: Workplace) -> None:
    write(workplace, TOM)
    case_id = workplace.complaint("I lost my card")
    assert "Card lost" not in str(answer_form(workplace, case_id)["blocks"])


def page(workplace: Workplace, user: str) -> str:
    """``/case replies``, typed by somebody."""
    workplace.do("command", user=user, channel=CHANNEL, text="/case replies")
    return str(workplace.form(user)["blocks"])


def put_in(workplace: Workplace, user: str, toml: str) -> dict[str, Any]:
    page(workplace, user)
    in_form(workplace, user, "canned_put_in", value="")
    return workplace.submit(user, toml=toml)


TWO = """
[[canned_replies]]
title = "Card lost"
text = "Please block your card, {name}."

[[canned_replies]]
title = "App down"
text = \"\"\"
We know of it, {name}.
---
It is known, {name}.\"\"\"
topic = "app"
"""


def test_the_page_finds_by_words_and_by_how_they_stand(workplace: Workplace) -> None:
    put_in(workplace, TOM, TWO)
    page(workplace, LENA)
    workplace.submit(LENA, canned_find="known APP")
    shown = str(workplace.form(LENA)["blocks"])
    assert "App down" in shown
    assert "Card lost" not in shown
    in_form(workplace, LENA, "canned_only", value="offered")
    assert "None is there." in str(workplace.form(LENA)["blocks"])
    in_form(workplace, LENA, "canned_only", value="waiting")
    assert "App down" in str(workplace.form(LENA)["blocks"])


def test_the_search_box_and_the_menu_of_the_page_know_of_each_other(workplace: Workplace) -> None:
    put_in(workplace, TOM, TWO)
    page(workplace, LENA)
    typed = {"canned_find": "card"}
    in_form(workplace, LENA, "canned_only", value="waiting", values=typed)
    shown = str(workplace.form(LENA)["blocks"])
    assert "Card lost" in shown
    assert "App down" not in shown
    in_form(workplace, LENA, "canned_take_out", value="", values={"canned_find": "app"})
    assert "App down" in str(workplace.form(LENA)["blocks"])
    page(workplace, LENA)
    workplace.submit(LENA, canned_find="app", canned_controls="offered")
    assert "None is there." in str(workplace.form(LENA)["blocks"])
    workplace.submit(LENA, canned_find="", canned_controls="all")
    assert "Card lost" in str(workplace.form(LENA)["blocks"])


def test_where_there_is_none_yet_the_page_says_what_to_do_and_takes_nothing_out(
    workplace: Workplace,
) -> None:
    shown = page(workplace, TOM)
    assert "There is no canned reply yet. Write one, or put some in." in shown
    assert "canned_take_out" not in shown
    put_in(workplace, TOM, TWO)
    assert "canned_take_out" in page(workplace, TOM)


def test_one_reviewed_on_the_page_leaves_the_page_as_it_was_searched(workplace: Workplace) -> None:
    ready(workplace)
    number = entry_of(workplace, "canned_replies")
    page(workplace, LENA)
    workplace.submit(LENA, canned_find="card")
    in_form(workplace, LENA, f"canned_{number}", value=f"review_365:{number}")
    form = workplace.form(LENA)
    assert form["callback_id"] == "canned_page"
    assert "Reviewed." in str(form["blocks"])
    assert "'initial_value': 'card'" in str(form["blocks"])


def test_what_expired_stands_first_and_says_so(workplace: Workplace) -> None:
    put_in(workplace, TOM, TWO)
    with workplace.app.desk() as desk:
        entry = next(
            entry
            for entry, row in house.standing(session=desk.session, kind=Kind.CANNED)
            if row.title == "Card lost"  # type: ignore[union-attr]  # a canned reply has one
        )
        entry.content = {**entry.content, "reviewer": LENA, "until": "2020-01-01"}
        desk.session.add(entry)
    shown = page(workplace, TOM)
    assert "Expired (1)" in shown
    assert "Expired on 2020-01-01: not offered" in shown
    assert shown.index("Card lost") < shown.index("App down")


def test_what_is_taken_out_is_put_in_again_and_changes_nothing(workplace: Workplace) -> None:
    put_in(workplace, TOM, TWO)
    assert "2 entered, 0 changed, 0 as they were." in str(workplace.form(TOM)["blocks"])
    page(workplace, TOM)
    in_form(workplace, TOM, "canned_take_out", value="")
    [_, block] = workplace.form(TOM)["blocks"]
    toml = block["elements"][0]["elements"][0]["text"]
    assert "It is known" in toml
    put_in(workplace, TOM, toml)
    assert "0 entered, 0 changed, 2 as they were." in str(workplace.form(TOM)["blocks"])
    put_in(workplace, TOM, toml.replace("It is known", "We are on it"))
    assert "0 entered, 1 changed, 1 as they were." in str(workplace.form(TOM)["blocks"])


def test_a_fault_is_told_at_the_field_and_nothing_is_entered(workplace: Workplace) -> None:
    errors = put_in(workplace, TOM, TWO + '\n[[canned_replies]]\ntitle = "Third one"\n')["errors"]
    assert "Entry 3, text: it is missing" in errors["toml"]
    with workplace.app.looking() as desk:
        assert house.standing(session=desk.session, kind=Kind.CANNED) == []
