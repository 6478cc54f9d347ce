"""Every view, drawn from the longest and strangest input, is one that Slack takes and pings nobody."""

from dataclasses import replace
from itertools import product

import pytest

from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import CaseState
from bot.domain.records.confirmation import Confirmation, Confirmed
from bot.domain.records.offer import OfferEnd
from bot.domain.rules.role_rules import Verb
from bot.domain.sla.regulatory import StopEvent
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views.answers.by_hand import by_hand_form
from bot.slack.views.answers.doubts import there_form
from bot.slack.views.answers.reply_form import reply_form
from bot.slack.views.answers.reply_preview import AnswerShown, confirm_form
from bot.slack.views.cases.alerts import AlertShown, alert, bundle
from bot.slack.views.cases.closing_forms import not_actionable_form, resolve_form
from bot.slack.views.cases.offer_card import OfferShown, offer_card
from bot.slack.views.clocks.complaint_form import PresetShown, complaint_form
from bot.slack.views.digests.digest import CaseToLookAt, DigestShown, digest
from bot.slack.views.digests.figures import FiguresShown, TableShown, details_form
from bot.slack.views.digests.opened_figure import OpenedFigure, opened_figure
from bot.slack.views.home.board import BoardShown
from bot.slack.views.home.home import HomeShown, ListShown, home_view
from bot.slack.views.home.home_acts import HomeAct
from bot.slack.views.home.home_place import ControlsShown, HomePlace, read_place
from bot.slack.views.house.confirmation_card import confirmation_card
from bot.slack.views.listening.topic_form import topic_form
from bot.slack.views.models import EventShown, PostShown, SaidShown
from bot.slack.views.threads.event_words import _SENTENCES
from bot.slack.views.threads.headline import headline_blocks, headline_text
from bot.slack.views.threads.thread import event, event_elsewhere, said, taken_down
from tests.domain.house import house
from tests.slack.views.slack_rules import assert_drawn, assert_message, assert_view
from tests.slack.views.strange import NOON, STRANGE, strange_case

TOPICS = house().topics
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


@pytest.mark.parametrize("ended_as", [None, *OfferEnd])
def test_an_offer_is_valid_and_pings_nobody(text: str, ended_as: OfferEnd | None) -> None:
    case = strange_case(text)
    for to in ("", "U0TOM"):
        assert_drawn(offer_card(OfferShown(7, case, "due soon", to, NOON, ended_as)))


@pytest.mark.parametrize("decision", [None, *Confirmed])
def test_a_question_about_a_command_is_valid_and_pings_nobody(
    text: str, decision: Confirmed | None
) -> None:
    asked = Confirmation(
        id=7,
        operator=text,
        what=text,
        digest="d",
        asked_at=NOON,
        ends_at=NOON,
        decision=decision,
    )
    assert_drawn(confirmation_card(asked))


@pytest.mark.parametrize("what", WHATS)
def test_what_was_said_is_valid_and_pings_nobody(text: str, what: str) -> None:
    post = PostShown(text, NOON, f"https://x.example/{text}", deleted_at=None, attachments=2)
    for purpose in ("", *Purpose):
        shown = SaidShown(what, text, text, text, post, message_id=7, purpose=str(purpose))
        assert_drawn(said(shown))
    assert_drawn(taken_down(channel_title=text))


def test_the_form_of_an_answer_by_hand_is_valid(text: str) -> None:
    assert_view(by_hand_form(strange_case(text), metadata=form_metadata(KEY)))


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
        details={
            "owner": "U0TOM",
            "taken_from": "U0TOM",
            "to_person": "U0TOM",
            "from_person": "U0TOM",
            "level": text,
            "rule": text,
            "title": text,
            "until": NOON.isoformat(),
            "because": [text] * 60,
            "other": 7,
            "count": 60,
            "deleted": True,
            "public": True,
            "version": 3,
            "purpose": "asks",
        },
    )
    assert_drawn(event(shown))
    assert_drawn(event_elsewhere(shown, case_link="https://northbank.example/archives/C1/p1"))


def test_alerts_are_valid_and_ping_only_the_owner(text: str) -> None:
    for step, owner, in_thread in product(
        ["warning", "breach", "150%", "7 calendar weeks"], ["", "U0TOM"], [True, False]
    ):
        case = strange_case(text, owner=owner)
        assert_drawn(alert(AlertShown(case, case.clocks[0], step, in_thread)))


def test_sixty_alerts_at_once_are_one_valid_message_that_lists_ten(text: str) -> None:
    cases = [replace(strange_case(text), case_id=number) for number in range(60)]
    drawn = bundle([AlertShown(case, case.clocks[1], "150%", False) for case in cases])
    assert_drawn(drawn)
    assert "and 50 more" in str(drawn.blocks)


def test_the_complaint_form_is_valid_with_every_rule_we_ship(text: str) -> None:
    presets = [PresetShown(f"p{n}", text or "Rule", text, tuple(StopEvent)) for n in range(12)]
    form = complaint_form(strange_case(text), choices=presets, marked=presets[:3], key=KEY)
    assert_view(form)


def figures_of(text: str) -> FiguresShown:
    """More of everything than there can be, all of it strange."""
    rows = tuple((text, text) for _ in range(60))
    return FiguresShown(
        sentence="Fine.",
        figures=rows,
        ages=((text, 4), ("over a day", 0)),
        tables=tuple(TableShown(text, rows) for _ in range(20)),
        people=tuple(("U0TOM", text) for _ in range(60)),
        more="v1|daily|2026-11-21",
        choices=tuple(
            (text, tuple((f"v1|daily|2026-11-21|{n}", text) for n in range(140))) for _ in range(3)
        ),
    )


def test_digests_are_valid_and_ping_nobody(text: str) -> None:
    rows = tuple(CaseToLookAt(strange_case(text), "🔴", text) for _ in range(60))
    shown = DigestShown(text, NOON, NOON, figures_of(text), about=text, cases=rows, cases_in_all=90)
    assert_drawn(digest(shown))
    assert_view(details_form(figures_of(text), title=text))


def test_home_with_sixty_cases_in_each_list_and_a_full_board_is_valid(text: str) -> None:
    cases = [strange_case(text) for _ in range(60)]
    digests = tuple((f"v1|me|d{n}", text) for n in range(140))
    board = BoardShown(text, NOON, figures_of(text), digests, text)
    lists = tuple(ListShown(name, cases, 60, 2, 10) for name in ("mine", "queue", "team"))
    acts = tuple(HomeAct(f"a{n}", Verb.AWAY, lambda: text) for n in range(40))
    shown = HomeShown(NOON, lists, board, acts, text, controls=_controls(text, HomePlace()))
    assert_view(home_view(shown))
    alone = HomePlace("queue", 2, "late")
    one = replace(shown, lists=lists[1:2], controls=_controls(text, alone))
    assert_view(home_view(one))
    assert read_place(home_view(one)["private_metadata"]) == alone


def _controls(text: str, place: HomePlace) -> ControlsShown:
    counts = {"mine": 60, "queue": 60, "team": 60}
    return ControlsShown(place, counts, [(f"brand:{n}", text) for n in range(120)])


def test_the_cases_behind_a_figure_are_listed_in_a_valid_form(text: str) -> None:
    cases = [strange_case(text) for _ in range(70)]
    view = opened_figure(OpenedFigure(text, NOON, cases, in_all=120, private=9))
    assert_view(view)
    assert "and 66 more cases" in str(view)
    assert_view(opened_figure(OpenedFigure(text, NOON, [], in_all=0)))


def test_forms_are_valid_and_ping_nobody(text: str) -> None:
    case = strange_case(text)
    assert_view(reply_form(case, latest=case.post, limit=280, key=KEY))
    assert_view(reply_form(case, latest=None, limit=8000, key=KEY, private=True))
    assert_view(resolve_form(case, key=KEY, topics=TOPICS))
    assert_view(topic_form(case, topics=TOPICS, key=KEY))
    assert_view(resolve_form(case, key=KEY, topics=TOPICS, needs_acceptance=(text, text)))
    assert_view(not_actionable_form(case, key=KEY))
    assert_view(there_form(metadata="{}"))
    answer = AnswerShown(case, text, 212, 280, text, Purpose.ANSWERS, 8, True, "News.")
    assert_view(confirm_form(answer, key=KEY))
