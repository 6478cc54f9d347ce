"""Every link to a case opens the thread in which it goes on, also after it was handed to another team."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.desk.cases import linking
from bot.desk.clocks import escalations
from bot.desk.digests import issuing
from bot.desk.ownership import handoffs
from bot.domain.channels.inbound import Happening
from bot.domain.records.cases.case import CaseThread
from bot.domain.records.staff import Actor
from tests.handlers.slack.signed import event
from tests.slack.workplace import AMIRA, CHANNEL, LENA, Workplace

HARBOUR = "C0HARBOUR"


def alert(workplace: Workplace, _: int) -> object:
    """The alert that the duty manager is sent."""
    with workplace.app.desk() as desk:
        escalations.fire(replace(desk, now=desk.now + timedelta(days=7)))
    workplace.send_all()
    return (workplace.messages("C0DUTY") + workplace.messages("D0DANIEL"))[-1]["blocks"]


def digest(workplace: Workplace, _: int) -> list[dict[str, Any]]:
    """The digest that names the case."""
    with workplace.app.desk() as desk:
        late = replace(desk, now=desk.now + timedelta(days=7))
        escalations.fire(late)
        issuing.issue_now(late, digest="daily", by=Actor.operator("Lena"))
    workplace.send_all()
    blocks: list[dict[str, Any]] = workplace.messages("C0DIGESTS")[0]["blocks"]
    return blocks


def figure(workplace: Workplace, _: int) -> object:
    """The cases behind a figure of the board."""
    view = home(workplace, LENA)
    elements = [e for block in view["blocks"] for e in block.get("elements", [])]
    choices = next(e for e in elements if e.get("action_id") == "digest_cases")
    groups = choices.get("option_groups") or [choices]
    options = [option for group in groups for option in group["options"]]
    value = next(o["value"] for o in options if "Without an owner now" in o["text"]["text"])
    workplace.do("click_view", user=LENA, view_id=view["id"], action_id="digest_cases", value=value)
    return workplace.form(LENA)["blocks"]


def home_tab(workplace: Workplace, _: int) -> object:
    """The Home tab of whoever could claim it."""
    return home(workplace, AMIRA)["blocks"]


def case_command(workplace: Workplace, case_id: int) -> object:
    """The answer to ``/case``, typed in another channel than either thread's."""
    workplace.do("command", user=AMIRA, channel="C0DUTY", text=f"/case C-{case_id}")
    return [e for e in workplace.slack()["ephemerals"] if e["user"] == AMIRA][-1]["blocks"]


def linked_case(workplace: Workplace, case_id: int) -> object:
    """The headline of a case that is linked to it."""
    other = workplace.complaint("The same here", author="bo")
    with workplace.app.desk() as desk:
        linking.link(desk, case_id=other, other=case_id, note="", by=Actor.staff(AMIRA))
    workplace.send_all()
    return workplace.headline(other)["blocks"]


def home(workplace: Workplace, user: str) -> dict[str, Any]:
    event(workplace, type="app_home_opened", user=user, tab="home", channel="D0")
    view: dict[str, Any] = workplace.slack()["homes"][user]
    return view


def hand_over(workplace: Workplace, case_id: int, *teams: str) -> None:
    for team in teams:
        workplace.database.move(60)
        with workplace.app.desk() as desk:
            handoffs.to_team(desk, case_id=case_id, team=team, note="", by=Actor.staff(AMIRA))
        workplace.send_all()


def address(workplace: Workplace, case_id: int, slack_channel: str) -> str:
    """Where the thread of the case in this Slack channel stands."""
    with workplace.database.reading() as session:
        query = select(CaseThread.slack_ts).where(
            CaseThread.case_id == case_id, CaseThread.slack_channel == slack_channel
        )
        ts = str(session.exec(query).one())
    return f"/archives/{slack_channel}/p{ts.replace('.', '')}"


@pytest.mark.parametrize(
    "shown_in",
    [alert, digest, figure, home_tab, case_command, linked_case],
    ids=lambda f: f.__name__,
)
@pytest.mark.parametrize(
    ("teams", "goes_on_in", "left_in"),
    [(("harbour",), HARBOUR, CHANNEL), (("harbour", "desk"), CHANNEL, HARBOUR)],
    ids=["handed over", "handed back"],
)
def test_a_link_opens_the_thread_in_which_the_case_goes_on(
    workplace: Workplace,
    teams: tuple[str, ...],
    goes_on_in: str,
    left_in: str,
    shown_in: Callable[[Workplace, int], object],
) -> None:
    case_id = workplace.complaint()
    hand_over(workplace, case_id, *teams)
    shown = str(shown_in(workplace, case_id))
    assert address(workplace, case_id, goes_on_in) in shown
    assert address(workplace, case_id, left_in) not in shown


@pytest.mark.parametrize("posted", [alert, digest], ids=lambda f: f.__name__)
def test_what_was_posted_before_opens_the_present_thread_once_it_is_drawn_anew(
    workplace: Workplace, posted: Callable[[Workplace, int], object]
) -> None:
    post = workplace.post("My card was declined")
    case_id = workplace.take_in(post)
    workplace.send_all()
    posted(workplace, case_id)
    hand_over(workplace, case_id, "harbour")
    taken_down = {"happening": Happening.REMOVED, "text": "", "at": datetime.now(UTC)}
    workplace.take_in(post.model_copy(update=taken_down))
    workplace.database.move(60)
    workplace.send_all()
    channels = ("C0DUTY", "D0DANIEL", "C0DIGESTS")
    shown = str([m.get("blocks") for channel in channels for m in workplace.messages(channel)])
    assert address(workplace, case_id, HARBOUR) in shown
    assert address(workplace, case_id, CHANNEL) not in shown
