"""*Why?* in the menu of a case opens the ledger of its clocks, for whoever may look."""

from tests.slack.views.slack_rules import all_texts, assert_view
from tests.slack.workplace import AMIRA, Workplace


def test_why_opens_the_ledger_of_every_clock(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.choose(AMIRA, case_id, "why")
    view = workplace.form(AMIRA)
    shown = {key: view[key] for key in ("type", "callback_id", "title", "close", "blocks")}
    assert_view(shown)
    told = "\n".join(all_texts(view["blocks"]))
    assert "First response: running" in told
    assert "Claim: running" in told
    assert "counted 0:0" in told
    assert "calendar “" in told
