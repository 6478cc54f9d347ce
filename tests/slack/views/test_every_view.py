"""Every view, drawn from the longest and strangest input, is one that Slack takes and pings nobody."""

from itertools import product

import pytest

from bot.domain.case import CaseState
from bot.domain.reply import Purpose
from bot.slack.values import FormKey
from bot.slack.views.alerts import AlertShown, alert
from bot.slack.views.closing_modals import not_actionable_form, resolve_form
from bot.slack.views.digest import CaseToLookAt, DigestShown, digest
from bot.slack.views.doubts import there_form
from bot.slack.views.event_words import _SENTENCES
from bot.slack.views.headline import headline_blocks, headline_text
from bot.slack.views.home import HomeShown, home_view
from bot.slack.views.models import EventShown, PostShown, SaidShown
from bot.slack.views.reply_modal import AnswerShown, confirm_form, reply_form
from bot.slack.views.thread import event, said, taken_down
from tests.slack.views.slack_rules import assert_drawn, assert_message, assert_view
from tests.slack.views.strange import NOON, STRANGE, strange_case

KEY = FormKey(case_id=1042, version=3, request_key="k" * 36)
WHATS = ["posted", "edited", "removed", "hidden", "unhidden", "answered_elsewhere", "unheard of"]
TEMPLATES = [*_SENTENCES, "reply_asked", "unheard of"]


@pytest.fixture(params=list(STRANGE.values()), ids=list(STRANGE))
def text(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


def test_headlines_in_every_state_are_valid_and_ping_nobody(text: str) -> None:
    for state, owner in product(CaseState, ["", "U0TOM"]):
        case = strange_case(text, state=state, owner=owner)
        assert_message(headline_blocks(case))
        assert len(headline_text(case)) < 4000


@pytest.mark.parametrize("what", WHATS)
def test_what_was_said_is_valid_and_pings_nobody(text: str, what: str) -> None:
    post = PostShown(text, NOON, f"https://x.example/{text}", deleted_at=None, attachments=2)
    assert_drawn(said(SaidShown(what, text, text, text, post)))
    assert_drawn(taken_down(channel_title=text))


@pytest.mark.parametrize("template", TEMPLATES)
def test_events_are_valid_and_ping_nobody(text: str, template: str) -> None:
    shown = EventShown(
        template,
        NOON,
        1042,
        slack_user_id="U0TOM",
        channel_title=text,
        account_name=text,
        meaning=text,
        remark=text,
        reply_text=text,
        permalink=f"https://x.example/{text}",
        explanation=text,
        delivery_id=9,
        reply_id=4,
        withdrawable=True,
    )
    assert_drawn(event(shown))


def test_alerts_are_valid_and_ping_only_the_owner(text: str) -> None:
    for step, owner, in_thread in product(["warning", "breach"], ["", "U0TOM"], [True, False]):
        case = strange_case(text, owner=owner)
        assert_drawn(alert(AlertShown(case, case.clocks[0], step, in_thread)))


def test_digests_are_valid_and_ping_nobody(text: str) -> None:
    rows = tuple(CaseToLookAt(strange_case(text), text) for _ in range(60))
    figures = tuple((text, text) for _ in range(40))
    ages = ((text, 4), ("over a day", 0))
    assert_drawn(digest(DigestShown(text, NOON, NOON, "Fine.", figures, ages, rows, 90)))


def test_home_with_sixty_cases_in_each_list_is_valid(text: str) -> None:
    cases = [strange_case(text) for _ in range(60)]
    assert_view(home_view(HomeShown(cases, cases, 60, 60)))


def test_forms_are_valid_and_ping_nobody(text: str) -> None:
    case = strange_case(text)
    assert_view(reply_form(case, latest=case.post, limit=280, key=KEY))
    assert_view(reply_form(case, latest=None, limit=8000, key=KEY, private=True))
    assert_view(resolve_form(case, key=KEY))
    assert_view(not_actionable_form(case, key=KEY))
    assert_view(there_form(delivery_id=3, metadata="{}"))
    answer = AnswerShown(case, text, 212, 280, text, Purpose.ANSWERS, 8, True, "News.")
    assert_view(confirm_form(answer, key=KEY))
