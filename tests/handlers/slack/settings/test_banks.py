"""The directory of banks in Slack: written by one, reviewed by another, edited, and never one of ours."""

from typing import Any

from tests.handlers.slack.people import at_home, in_form
from tests.handlers.slack.settings.test_canned_replies import entry_of
from tests.slack.workplace import LENA, TOM, Workplace

ROWAN = {"name": "Rowan Bank", "also": "Rowan, بنك روان", "handles": "@RowanBank", "whose": "other"}


def listed(workplace: Workplace, user: str) -> str:
    at_home(workplace, user, "desk_settings")
    in_form(workplace, user, "setting_open_banks")
    return str(workplace.form(user)["blocks"])


def chosen(workplace: Workplace, user: str, what: str) -> str:
    number = entry_of(workplace, "banks")
    in_form(workplace, user, f"bank_{number}", value=f"{what}:{number}")
    return str(workplace.form(user)["blocks"])


def write(workplace: Workplace, user: str, **more: str) -> dict[str, Any]:
    listed(workplace, user)
    return workplace.submit(user, **{**ROWAN, **more})


def test_one_is_written_and_reviewed_by_somebody_else(workplace: Workplace) -> None:
    assert not write(workplace, TOM, write_to="@RowanHelp").get("errors")
    shown = str(workplace.form(TOM)["blocks"])
    assert "Rowan Bank" in shown
    assert "@RowanBank" in shown
    assert "Reviewed: good for" not in shown  # an agent reviews none
    assert "Reviewed: good for 90 days" in listed(workplace, LENA)
    assert "Reviewed by <@U0LENA>" in chosen(workplace, LENA, "review_90")


def test_it_is_edited_with_what_stands_in_it_and_waits_for_its_review_again(
    workplace: Workplace,
) -> None:
    write(workplace, TOM)
    listed(workplace, LENA)
    chosen(workplace, LENA, "review_365")
    listed(workplace, TOM)
    assert "'initial_value': '@RowanBank'" in chosen(workplace, TOM, "edit")
    workplace.submit(TOM, **{**ROWAN, "name": "Rowan Bank UK"})
    shown = str(workplace.form(TOM)["blocks"])
    assert "Rowan Bank UK" in shown
    assert "Not offered until" in shown
    assert "Retired." in chosen(workplace, TOM, "retire")


def test_our_own_name_and_handle_are_no_other_bank(workplace: Workplace) -> None:
    assert "our own name" in str(write(workplace, TOM, name="NORTHBANK")["errors"]["name"])
    assert "our own name" in str(write(workplace, TOM, also="northbank")["errors"]["also"])
    errors = write(workplace, TOM, handles="@northbankhelp")["errors"]
    assert "our own handle" in str(errors["handles"])
    assert not write(workplace, TOM, name="Northbank Careers Desk", whose="ours").get("errors")
