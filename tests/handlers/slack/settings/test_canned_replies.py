"""Canned replies in Slack: written, reviewed by a colleague, put into an answer with what the case knows, retired."""

from typing import Any

from bot.domain.rules.house.weekly_data import Kind
from bot.storage.house import weekly_data as house
from tests.handlers.slack.people import at_home, in_form
from tests.slack.workplace import AMIRA, LENA, TOM, Workplace

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
    assert "{nmae} is no slot" in str(errors)


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
