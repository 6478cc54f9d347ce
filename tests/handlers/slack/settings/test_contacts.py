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
    assert entry.details["added"][0]["value"] == NUMBER
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
        assert desk.rules.data.own_hosts == ("northbank-help.example",)
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


def test_an_agent_looks_and_changes_nothing(workplace: Workplace) -> None:
    assert "Number, e-mail" not in opened(workplace, AMIRA, Kind.CONTACTS)
