"""*Send and resolve* in Slack: its own preview, what it asks, and what the thread says of it."""

from typing import Any

from bot.desk.clocks import complaints
from bot.domain.records.staff import Actor, Role
from bot.domain.rules.role_rules import Verb
from tests.handlers.slack.answers.test_replies import SORRY, replies_of
from tests.handlers.slack.answers.test_reply_drafts import click
from tests.slack.workplace import AMIRA, LENA, Workplace


def preview_and_resolve(workplace: Workplace, case_id: int, text: str, **more: Any) -> str:
    """Reply…, write, and go on to resolve; what the form on top then shows."""
    workplace.press(AMIRA, case_id, "reply")
    click(workplace, AMIRA, "preview_and_resolve", text=text, **{"purpose": "answers", **more})
    return str(workplace.form(AMIRA)["blocks"])


def test_three_presses_answer_and_resolve(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    seen = preview_and_resolve(workplace, case_id, SORRY)
    form = workplace.form(AMIRA)
    assert form["submit"]["text"] == "Send and resolve"
    assert "which shop was it" in seen.lower()
    assert "acceptance" not in seen
    workplace.submit(AMIRA)
    assert not workplace.form(AMIRA)
    [reply] = replies_of(workplace)
    assert reply.resolves_as == "explained"
    workplace.send_all()
    assert "is resolved once it is there" in workplace.below(case_id)[-1]["text"]


def test_what_may_not_go_out_is_told_in_the_form_with_the_words_kept(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    seen = preview_and_resolve(workplace, case_id, "Call 020 7946 0018")
    assert workplace.form(AMIRA)["callback_id"] == "reply"
    assert "phone" in seen
    assert "7946" in seen  # the writer's own words, still there


def test_words_that_do_not_answer_resolve_nothing(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    seen = preview_and_resolve(workplace, case_id, SORRY, purpose="holding")
    assert workplace.form(AMIRA)["callback_id"] == "reply"
    assert "Only what answers the customer" in seen


def test_a_customer_who_writes_meanwhile_is_read_before_it_goes(workplace: Workplace) -> None:
    first = workplace.post("My card was declined")
    case_id = workplace.take_in(first)
    workplace.send_all()
    preview_and_resolve(workplace, case_id, SORRY)
    workplace.take_in(workplace.post("It is stolen!", conversation=first.external_id))
    workplace.submit(AMIRA)
    assert replies_of(workplace) == []
    form = workplace.form(AMIRA)
    assert "While you were writing" in str(form["blocks"])
    assert form["submit"]["text"] == "Send and resolve"


def test_who_may_not_resolve_is_not_offered_it(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.app.rules.roles.verbs[Verb.RESOLVE] = (Role.LEAD,)
    workplace.press(AMIRA, case_id, "reply")
    assert "preview_and_resolve" not in str(workplace.form(AMIRA)["blocks"])


def test_a_complaint_asks_in_the_same_form_who_accepted_it(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    with workplace.app.desk() as desk:
        by = Actor.staff(LENA)
        complaints.mark(desk, case_id=case_id, preset="uk_disp", by=by, reason="Wants redress")
    seen = preview_and_resolve(workplace, case_id, SORRY)
    assert "Does the customer accept the outcome?" in seen
    refused = workplace.submit(AMIRA, outcome="redress", accepted=["accepted"])
    assert "acceptance" in refused["errors"]
    workplace.submit(AMIRA, outcome="redress", accepted=["accepted"], acceptance="Ana, by phone")
    [reply] = replies_of(workplace)
    assert (reply.resolves_as, reply.acceptance) == ("redress", "Ana, by phone")
