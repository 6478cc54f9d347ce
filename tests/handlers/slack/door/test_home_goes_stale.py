"""Home tabs do not keep what is gone: words taken down, and talks one may no longer read."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.desk.intake import taking_in
from bot.desk.threads import home_drawn
from bot.domain.channels.inbound import Happening, Inbound
from bot.domain.records.cases.case import Surface
from bot.slack.views.home.home import HomeShown, home_view
from handlers.slack.door import home_tab
from handlers.worker import home_refresh
from tests.handlers.slack.signed import event
from tests.slack.workplace import AMIRA, TOM, Workplace

PRIVATE = "C0NBPRIVATE"


def open_home(workplace: Workplace, user: str) -> str:
    """Open the Home tab; what it says."""
    event(workplace, type="app_home_opened", user=user, tab="home")
    return home(workplace, user)


def home(workplace: Workplace, user: str) -> str:
    """What the Home tab says as it stands in Slack."""
    return str(workplace.slack()["homes"].get(user))


def take_down(workplace: Workplace, post: Inbound) -> None:
    """The customer takes the post down."""
    gone = {"happening": Happening.REMOVED, "text": "", "at": datetime.now(UTC)}
    with workplace.app.desk() as desk:
        taking_in.take_in(desk, inbound=post.model_copy(update=gone))


def test_words_that_were_taken_down_go_from_every_home_tab_that_shows_them(
    workplace: Workplace,
) -> None:
    post = workplace.post("My card was declined")
    workplace.take_in(post)
    assert "My card was declined" in open_home(workplace, AMIRA)
    take_down(workplace, post)
    assert "My card was declined" in home(workplace, AMIRA)
    home_refresh.refresh(workplace.app)
    assert "My card was declined" not in home(workplace, AMIRA)


def test_a_button_that_was_overtaken_goes_from_the_home_tab_where_it_was_pressed(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    assert "'action_id': 'claim'" in open_home(workplace, TOM)
    workplace.press(AMIRA, case_id, "claim")
    view = workplace.slack()["homes"][TOM]
    workplace.do("click_view", user=TOM, view_id=view["id"], action_id="claim")
    assert f"<@{AMIRA}> claimed" in workplace.refused(TOM)
    home_refresh.refresh(workplace.app)
    assert "'action_id': 'claim'" not in home(workplace, TOM)


def test_a_case_that_is_given_on_from_its_row_goes_from_the_home_tab(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    assert "My card was declined" in open_home(workplace, AMIRA)
    view = workplace.slack()["homes"][AMIRA]
    workplace.do("click_view", user=AMIRA, view_id=view["id"], action_id="give")
    workplace.submit(AMIRA, to=TOM)
    home_refresh.refresh(workplace.app)
    assert "*My cases (1)" not in home(workplace, AMIRA)
    assert "You hold no case just now." in home(workplace, AMIRA)


def test_where_one_went_while_the_tab_was_drawn_is_not_lost(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker draws a tab; before Slack has it, its reader chooses *Late*: that is shown in the end."""
    workplace.complaint()
    open_home(workplace, AMIRA)
    chosen: list[bool] = []

    def slow(shown: HomeShown) -> dict[str, Any]:
        if not chosen:
            chosen.append(True)
            view = workplace.slack()["homes"][AMIRA]
            acts = {"view_id": view["id"], "action_id": "home_only", "value": "late"}
            workplace.do("click_view", user=AMIRA, **acts)
            assert "Only some of the cases" in home(workplace, AMIRA)
        return home_view(shown)

    monkeypatch.setattr(home_tab, "home_view", slow)
    with workplace.app.desk() as desk:
        home_drawn.went_stale(desk, slack_user_id=AMIRA)
    home_refresh.refresh(workplace.app)
    assert "Only some of the cases" not in home(workplace, AMIRA)
    home_refresh.refresh(workplace.app)
    assert "Only some of the cases" in home(workplace, AMIRA)


def test_a_tab_that_shows_other_cases_is_left_alone(workplace: Workplace) -> None:
    open_home(workplace, AMIRA)
    post = workplace.post("My card was declined")
    workplace.take_in(post)
    take_down(workplace, post)
    before = home(workplace, AMIRA)
    home_refresh.refresh(workplace.app)
    assert home(workplace, AMIRA) == before


def test_who_leaves_the_private_channel_keeps_no_private_word_on_their_home_tab(
    workplace: Workplace,
) -> None:
    talk = {"surface": Surface.PRIVATE, "conversation": "talk-ana", "permalink": ""}
    workplace.take_in(workplace.post("My salary is 4000", **talk))
    assert "My salary is 4000" in open_home(workplace, TOM)
    event(workplace, type="member_left_channel", user=TOM, channel=PRIVATE)
    home_refresh.refresh(workplace.app)
    assert "My salary is 4000" not in home(workplace, TOM)


def test_nobody_outside_the_channel_is_shown_a_private_talk_on_the_home_tab(
    workplace: Workplace,
) -> None:
    talk = {"surface": Surface.PRIVATE, "conversation": "talk-ana", "permalink": ""}
    workplace.take_in(workplace.post("My salary is 4000", **talk))
    event(workplace, type="member_left_channel", user=TOM, channel=PRIVATE)
    said = open_home(workplace, TOM)
    assert "salary" not in said
    assert "@ana" not in said


def test_a_tab_that_is_drawn_anew_keeps_its_list_and_its_filter(workplace: Workplace) -> None:
    post = workplace.post("Somebody is emptying my account right now")
    workplace.take_in(post)
    workplace.complaint("My card was declined", author="bo")
    open_home(workplace, AMIRA)
    choose(workplace, "home_only", "signals")
    choose(workplace, "home_list", "queue")
    take_down(workplace, post)
    home_refresh.refresh(workplace.app)
    for shown in (home(workplace, AMIRA), open_home(workplace, AMIRA)):
        assert "Only some of the cases" in shown
        assert "My card was declined" not in shown
        assert "My cases (" in shown, "in the choice of lists alone"
        assert "*My cases" not in shown


def choose(workplace: Workplace, action_id: str, value: str) -> None:
    view = workplace.slack()["homes"][AMIRA]
    workplace.do("click_view", user=AMIRA, view_id=view["id"], action_id=action_id, value=value)
