"""What managers press: the cases behind a figure, a digest now, the board; and what others cannot."""

from typing import Any

import pytest

from bot.desk.digests import issuing
from bot.digest.figure import Figure
from bot.digest.narrowing import By, Only
from bot.domain.records.cases.case import CaseState
from bot.domain.records.staff import Actor
from bot.sandbox import credentials
from tests.handlers.slack.signed import event
from tests.slack.workplace import AMIRA, GUEST, LENA, Workplace

DIGESTS = "C0DIGESTS"


def home(workplace: Workplace, user: str) -> dict[str, Any]:
    event(workplace, type="app_home_opened", user=user, tab="home", channel="D0")
    view: dict[str, Any] = workplace.slack()["homes"][user]
    return view


def posted(workplace: Workplace) -> dict[str, Any]:
    """The daily digest, posted now."""
    with workplace.app.desk() as desk:
        issuing.issue_now(desk, digest="daily", by=Actor.operator("Lena"))
    workplace.send_all()
    return next(m for m in workplace.messages(DIGESTS) if "thread_ts" not in m or m.get("blocks"))


def choice(blocks: list[dict[str, Any]], action_id: str, words: str) -> str:
    """The value of the option that says this."""
    elements = [e for block in blocks for e in block.get("elements", []) if isinstance(e, dict)]
    [select] = [e for e in elements if e.get("action_id") == action_id]
    groups = select.get("option_groups") or [{"options": select["options"]}]
    options = [option for group in groups for option in group["options"]]
    values = [o["value"] for o in options if words in o["text"]["text"]]
    return str(values[0])


def more_figures(workplace: Workplace, message: dict[str, Any]) -> str:
    """What the button opens beside the digest, for Lena."""
    place = {"user": LENA, "channel": DIGESTS, "ts": message["ts"]}
    workplace.do("click", **place, action_id="digest_more")
    return str(workplace.form(LENA)["blocks"])


def test_a_digest_is_one_screen_and_its_details_a_press_away(workplace: Workplace) -> None:
    workplace.complaint("Please look", author="ana")
    message = posted(workplace)
    assert len(message["blocks"]) <= 9
    assert "How long open cases have waited" not in str(message["blocks"])
    assert "How long open cases have waited" in more_figures(workplace, message)


def waiting_opened(workplace: Workplace) -> None:
    """The list of those that wait, opened from the digest by Lena."""
    message = posted(workplace)
    value = choice(message["blocks"], "digest_cases", "Waiting for an answer now (")
    place = {"channel": DIGESTS, "ts": message["ts"]}
    workplace.do("click", user=LENA, **place, action_id="digest_cases", value=value)


def in_row(workplace: Workplace, act: str, case_id: int) -> None:
    """Choose in the menu of a case of the open list."""
    view = workplace.form(LENA)
    [(row, value)] = [
        (block["block_id"], option["value"])
        for block in view["blocks"]
        for option in (block.get("accessory") or {}).get("options", [])
        if option["value"].startswith(f"{act}:{case_id}:")
    ]
    press = {"view_id": view["id"], "action_id": "row_act", "block_id": row, "value": value}
    workplace.do("click_view", user=LENA, **press)


def test_a_case_behind_a_figure_is_claimed_answered_and_given_on_in_the_list(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint("Please look", author="ana")
    other = workplace.complaint("Nobody calls", author="bo")
    waiting_opened(workplace)
    in_row(workplace, "claim", case_id)
    assert workplace.case(case_id).state == CaseState.CLAIMED
    assert f"<@{LENA}>" in str(workplace.form(LENA)["blocks"])
    assert "Nobody calls" in str(workplace.form(LENA)["blocks"])
    in_row(workplace, "reply", case_id)
    assert workplace.form(LENA)["title"]["text"] == f"Reply to C-{case_id}"
    workplace.submit(LENA, text="Sorry, Ana. It is put right.", purpose="answers")
    assert workplace.form(LENA)["title"]["text"] == "Send this answer?"
    workplace.submit(LENA)
    assert len(workplace.deliveries("reply")) == 1
    waiting_opened(workplace)
    in_row(workplace, "give", other)
    workplace.submit(LENA, to=AMIRA)
    assert workplace.case(other).state == CaseState.CLAIMED


def test_a_figure_of_a_digest_opens_its_cases_with_links(workplace: Workplace) -> None:
    case_id = workplace.complaint("Please look", author="ana")
    waiting_opened(workplace)
    shown = str(workplace.form(LENA)["blocks"])
    assert "Waiting for an answer now: 1" in shown
    assert f"|C-{case_id}>" in shown
    assert "/archives/C0NORTHBANK/p" in shown


@pytest.mark.parametrize("is_late", [False, True])
def test_a_figure_that_somebody_may_not_open_says_so_where_it_was_chosen(
    workplace: Workplace, is_late: bool
) -> None:
    workplace.complaint("Please look", author="ana")
    message = posted(workplace)
    value = choice(message["blocks"], "digest_cases", "Waiting for an answer now (1)")
    place = {"user": GUEST, "channel": DIGESTS, "ts": message["ts"]}
    if is_late:
        workplace.fault("views.open", "expired_trigger_id")
    workplace.do("click", **place, action_id="digest_cases", value=value)
    workplace.send_all()
    told = workplace.direct_messages(GUEST) if is_late else [workplace.refused(GUEST)]
    assert told == ["Guests can look, but not act. Ask a colleague of the desk."]
    assert workplace.told(GUEST) == []


def test_a_line_of_a_table_opens_its_cases_alone(workplace: Workplace) -> None:
    on_x = workplace.complaint("Please look", author="ana")
    with workplace.app.desk() as desk:
        board = issuing.look(desk, digest=issuing.BOARD)
        found = {
            name: issuing.opened(
                desk,
                digest=issuing.BOARD,
                period=board.period.key,
                figure=Figure.WAITING,
                only=Only(By.CHANNEL, name),
            )
            for name in ("x", "facebook")
        }
    assert [row.case_id for row in found["x"]] == [on_x]
    assert found["facebook"] == []


def test_the_chart_stands_under_its_digest_with_its_words(workplace: Workplace) -> None:
    workplace.complaint()
    message = posted(workplace)
    [chart] = [m for m in workplace.messages(DIGESTS) if m.get("files")]
    assert "thread_ts" not in chart
    assert float(chart["ts"]) > float(message["ts"])
    [file] = chart["files"]
    assert (file["mimetype"], "waiting for an answer" in file["title"]) == ("image/png", True)
    assert "under 1 h 1" in file["alt_txt"]
    assert [d.state for d in workplace.deliveries("slack.chart")] == ["sent"]


def test_a_chart_whose_upload_was_cut_off_after_it_is_not_shown_twice(workplace: Workplace) -> None:
    workplace.complaint()
    workplace.fault("files.completeUploadExternal", "reset_after")
    posted(workplace)
    [delivery] = workplace.deliveries("slack.chart")
    assert delivery.state == "in_doubt"
    for _ in range(6):
        workplace.database.move(90)
        workplace.relay.keep_once()
        workplace.send_all()
    assert [d.state for d in workplace.deliveries("slack.chart")] == ["sent"]
    assert len([m for m in workplace.messages(DIGESTS) if m.get("files")]) == 1


def test_a_manager_sees_the_board_and_an_agent_does_not(workplace: Workplace) -> None:
    workplace.complaint("Nobody has me", author="ana")
    shown = str(home(workplace, LENA)["blocks"])
    for expected in ("Today so far", "Without an owner", "Digest now", "Refresh"):
        assert expected in shown
    assert "Today so far" not in str(home(workplace, AMIRA)["blocks"])
    assert "Today so far" not in str(home(workplace, GUEST)["blocks"])


def test_refresh_shows_what_came_since(workplace: Workplace) -> None:
    view = home(workplace, LENA)
    assert "A quiet time" in str(view["blocks"])
    workplace.complaint()
    workplace.do("click_view", user=LENA, view_id=view["id"], action_id="board_refresh")
    assert "1 new case" in str(workplace.slack()["homes"][LENA]["blocks"])


def test_a_figure_of_the_board_opens_its_cases(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    view = home(workplace, LENA)
    value = choice(view["blocks"], "digest_cases", "Without an owner now (1)")
    workplace.do("click_view", user=LENA, view_id=view["id"], action_id="digest_cases", value=value)
    assert f"|C-{case_id}>" in str(workplace.form(LENA)["blocks"])


def test_a_digest_asked_for_at_home_comes_as_a_direct_message_to_the_asker(
    workplace: Workplace,
) -> None:
    workplace.complaint()
    view = home(workplace, LENA)
    value = choice(view["blocks"], "digest_now", "Daily digest: to me")
    workplace.do("click_view", user=LENA, view_id=view["id"], action_id="digest_now", value=value)
    assert "on its way to you" in str(workplace.slack()["homes"][LENA]["blocks"])
    workplace.send_all()
    told = [m for m in workplace.messages("D0LENA") if m.get("blocks")]
    assert "Daily digest" in str(told[-1]["blocks"])
    assert workplace.messages(DIGESTS) == []


def test_somebody_without_the_role_cannot_ask_for_a_digest(workplace: Workplace) -> None:
    view = home(workplace, LENA)
    value = choice(view["blocks"], "digest_now", "Daily digest: to its channel")
    workplace.give(LENA, "agent")
    workplace.do("click_view", user=LENA, view_id=view["id"], action_id="digest_now", value=value)
    assert workplace.deliveries("slack.digest") == []
    assert "Your role does not include this" in str(workplace.form(LENA))


def test_brands_and_teams_are_called_by_their_titles(workplace: Workplace) -> None:
    workplace.complaint("Please look", author="ana")
    workplace.take_in(workplace.post("This too", author="ben", account=credentials.HARBOUR.x_id))
    blocks = more_figures(workplace, posted(workplace))
    assert "\nHarbour Bank: *1 new*" in blocks.replace("\\n", "\n")
    assert "Northbank: Waiting for an answer now (1)" in blocks
    assert "northbank: " not in blocks, "values keep the key, what is read does not"
