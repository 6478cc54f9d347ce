"""The bank's own numbers and links, entered in Slack: published, never masked; those of fraudsters are named."""

import pytest

from bot.domain.rules.house.weekly_data import Kind
from bot.storage.record import audit
from tests.handlers.slack.people import in_form
from tests.handlers.slack.settings.test_weekly_data import opened
from tests.slack.workplace import AMIRA, LENA, Workplace

NUMBER = "+44 20 7946 0958"
ASKED = "Is 020 7946 0958 really your number? Somebody rang me from it"


def entered(workplace: Workplace, **values: str) -> dict[str, object]:
    opened(workplace, LENA, Kind.CONTACTS)
    return workplace.submit(LENA, **values)


def refusals(workplace: Workplace, text: str, key: str) -> str:
    """What stops an answer; nothing where it goes on to its preview."""
    case_id = workplace.complaint(author=f"ana-{key}")
    workplace.press(AMIRA, case_id, "reply")
    outcome = workplace.submit(AMIRA, text=text, purpose="answers")
    return str(outcome.get("errors") or "")


def said(workplace: Workplace, text: str, author: str) -> str:
    case_id = workplace.complaint(text, author=author)
    return str(workplace.headline(case_id)["blocks"])


def test_a_number_may_be_published_and_is_shown_from_then_on(workplace: Workplace) -> None:
    assert "phone" in refusals(workplace, f"Please ring {NUMBER}.", "a")
    assert "7946" not in said(workplace, ASKED, "ben")
    assert not entered(workplace, value=NUMBER, whose="ours", name="Cards").get("errors")
    assert not refusals(workplace, f"Please ring {NUMBER}.", "b")
    assert "020 7946 0958" in said(workplace, ASKED, "cy")
    with workplace.app.looking() as desk:
        entries = audit.entries(session=desk.session, case_id=0)
        [entry] = [one for one in entries if one.verb == "house_data_changed"]
    assert "7946" not in str(entry.details)
    assert len(entry.details["added"][0]["value"]) == 16
    assert entry.actor_id == LENA


def test_what_is_taken_away_counts_no_more(workplace: Workplace) -> None:
    entered(workplace, value=NUMBER, whose="ours")
    opened(workplace, LENA, Kind.CONTACTS)
    remove = next(
        block["accessory"]["action_id"]
        for block in workplace.form(LENA)["blocks"]
        if str(block.get("accessory", {}).get("action_id", "")).startswith("setting_remove")
    )
    in_form(workplace, LENA, remove)
    assert "phone" in refusals(workplace, f"Please ring {NUMBER}.", "a")


def test_a_known_number_of_a_fraudster_is_named_and_never_published(workplace: Workplace) -> None:
    entered(workplace, value=NUMBER, whose="fraud", name="fake helpdesk, May")
    assert "fake helpdesk, May" in said(workplace, ASKED, "ben")
    assert "phone" in refusals(workplace, f"Please ring {NUMBER}.", "a")
    with workplace.app.looking() as desk:
        entries = audit.entries(session=desk.session, case_id=0)
        assert NUMBER not in str([one.details for one in entries])


def test_a_link_is_the_banks_own_with_all_below_it(workplace: Workplace) -> None:
    entered(workplace, value="https://www.northbank-help.example/cards?x=1", whose="ours")
    with workplace.app.looking() as desk:
        assert desk.rules.data.own_links == ("northbank-help.example",)
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "reply")
    workplace.submit(AMIRA, text="See help.northbank-help.example/a for it", purpose="answers")
    assert "not one of the bank" not in str(workplace.form(AMIRA)["blocks"])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"value": "hello there", "whose": "ours"}, "value"),
        ({"value": NUMBER, "whose": "fraud"}, "value"),
        ({"value": "bad.example", "whose": "fraud", "name": "fake"}, "value"),
    ],
)
def test_what_cannot_be_recognised_is_refused(
    workplace: Workplace, values: dict[str, str], field: str
) -> None:
    assert field in str(entered(workplace, **values)["errors"])


@pytest.mark.parametrize(
    ("value", "name", "whose"),
    [
        ("4111 1111 1111 1111", "", "ours"),
        ("4111 1111 1111 1111", "fake helpdesk", "fraud"),
        ("4111-1111-1111", "and 1111", "ours"),
        ("+44 20 7946 0958", "5555 5555 5555 4444", "ours"),
        ("1234", "cvv", "ours"),
        ("bank.example/4111111111111111", "x 4111111111111111", "ours"),
    ],
)
def test_a_card_is_refused_and_nothing_of_it_is_kept(
    workplace: Workplace, value: str, name: str, whose: str
) -> None:
    given = {"value": value, "whose": whose} | ({"name": name} if name else {})
    errors = entered(workplace, **given)["errors"]
    assert "never kept" in str(errors)
    assert "1111" not in str(errors)
    with workplace.app.looking() as desk:
        assert desk.rules.data.contacts == ()


def test_what_is_personal_in_a_name_is_masked(workplace: Workplace) -> None:
    entered(workplace, value=NUMBER, whose="fraud", name="calls 07700 900123 of Ann")
    with workplace.app.looking() as desk:
        [row] = desk.rules.data.contacts
    assert row.name == "calls (phone number hidden) of Ann"
    assert row.name in said(workplace, ASKED, "ben")


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("@gmail.com", "Many share gmail.com"),
        ("@yahoo.co.uk", "Many share yahoo.co.uk"),
        ("https://gmail.com/x", "Many share gmail.com"),
        ("co.uk", "Many share co.uk"),
        ("www.github.io", "Many share github.io"),
        ("facebook.com", "Many share facebook.com"),
        ("https://docs.google.com/", "Many share docs.google.com"),
        ("https://bit.ly/3x", "bit.ly hides where a link leads"),
        ("wa.me/447700900123", "wa.me hides where a link leads"),
    ],
)
def test_what_many_share_is_not_all_the_banks_own(
    workplace: Workplace, value: str, sentence: str
) -> None:
    assert sentence in str(entered(workplace, value=value, whose="ours")["errors"])


def test_one_address_of_many_at_a_mail_provider_is_the_banks_and_no_other(
    workplace: Workplace,
) -> None:
    assert not entered(workplace, value="northbank@gmail.com", whose="ours").get("errors")
    assert "ben@gmail.com" not in said(workplace, "Write to ben@gmail.com please", "ben")
    assert "northbank@gmail.com" in said(workplace, "Is northbank@gmail.com you?", "cy")
    shown = previewed(workplace, "See https://sites.gmail.com/a for it")
    assert "not on the bank's list" in shown


def test_at_a_host_of_many_only_the_address_that_was_entered_is_the_banks(
    workplace: Workplace,
) -> None:
    entered(workplace, value="https://www.facebook.com/NorthBank/", whose="ours")
    with workplace.app.looking() as desk:
        assert desk.rules.data.own_links == ("facebook.com/NorthBank",)
    theirs = "not on the bank's list"
    assert theirs not in previewed(workplace, "We are at https://Facebook.com/NorthBank.")
    assert theirs in previewed(workplace, "We are at https://facebook.com/NorthBanks.")
    assert theirs in previewed(workplace, "We are at https://facebook.com/NorthBank/../x")
    assert theirs in previewed(workplace, "We are at facebook.com")


def previewed(workplace: Workplace, text: str) -> str:
    """The preview of an answer."""
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "reply")
    workplace.submit(AMIRA, text=text, purpose="answers")
    return str(workplace.form(AMIRA)["blocks"])


@pytest.mark.parametrize("value", ["bad.example", "scam123.example", "https://facebook.com/fake1"])
def test_a_link_of_a_fraudster_is_said_not_to_be_looked_for(
    workplace: Workplace, value: str
) -> None:
    errors = entered(workplace, value=value, whose="fraud", name="fake page")["errors"]
    assert "Links of fraudsters are not looked for yet" in str(errors)


def test_a_number_is_not_ours_and_a_fraudsters(workplace: Workplace) -> None:
    entered(workplace, value=NUMBER, whose="fraud", name="fake helpdesk")
    errors = entered(workplace, value="020 7946 0958", whose="ours")["errors"]
    assert "stands as a fraudster's already" in str(errors)
    assert not entered(workplace, value="@northbank.example", whose="ours").get("errors")
    given = {"value": "x@northbank.example", "whose": "fraud", "name": "fake mail"}
    assert "stands as the bank's own already" in str(entered(workplace, **given)["errors"])


def test_an_agent_looks_and_changes_nothing(workplace: Workplace) -> None:
    assert "Number, e-mail" not in opened(workplace, AMIRA, Kind.CONTACTS)
