"""What staff do in Slack, one act a function, as the people in the journeys do it."""

from typing import Any

from tests.journeys.conftest import House
from tests.journeys.house import eventually


def open_thread(house: House, words: str) -> tuple[str, str]:
    """The Slack channel and ts of the case whose headline holds these words, once it is there."""

    def look() -> tuple[str, str] | None:
        for channel in house.case_channels:
            headline = house.platforms.headline_about(channel, words)
            if headline is not None:
                return channel, str(headline["ts"])
        return None

    return eventually(look, what=f"the case about “{words}”")


def claim(house: House, user: str, channel: str, ts: str) -> None:
    """Press Claim, and see the name on the headline."""
    house.platforms.press(user, channel, ts, "claim")
    eventually(
        lambda: f"<@{user}>" in str(house.platforms.message(channel, ts)),
        what="the owner on the headline",
    )


def press_reply(house: House, user: str, channel: str, ts: str) -> dict[str, Any]:
    """Press Reply and get the form."""
    house.platforms.press(user, channel, ts, "reply")
    return eventually(lambda: house.platforms.form(user), what="the reply form")


def answer(
    house: House, user: str, channel: str, ts: str, text: str, purpose: str = "answers"
) -> None:
    """The whole way: button, form, exact preview, Send."""
    form = press_reply(house, user, channel, ts)
    house.submit(user, form, text=text, purpose=purpose)
    preview = eventually(
        lambda: _other(house.platforms.form(user), than=form["id"]), what="the exact preview"
    )
    assert text in str(preview["blocks"]), "the preview shows something else than was typed"
    house.platforms.do("slack/submit", user=user, view_id=preview["id"], values={})


def _other(view: dict[str, Any] | None, *, than: str) -> dict[str, Any] | None:
    return view if view is not None and view["id"] != than else None
