"""What staff do in Slack, one act a function, as the people in the journeys do it."""

from collections.abc import Iterator
from typing import Any

from tests.journeys.conftest import DUTY, PRIVATE, House
from tests.journeys.house import eventually

RAISED, OVER = ":rotating_light:", ":white_check_mark:"


def open_thread(house: House, words: str, *, private: bool = False) -> tuple[str, str]:
    """The Slack channel and ts of the case whose headline holds these words, once it is there."""

    def look() -> tuple[str, str] | None:
        for channel in (PRIVATE,) if private else house.case_channels:
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


def choose(house: House, user: str, channel: str, ts: str, verb: str) -> None:
    """Choose a verb in the headline's menu, as it stands there now; one that was just drawn anew is read again."""

    def chosen() -> bool:
        blocks = (house.platforms.message(channel, ts) or {})["blocks"]
        rows = [block["elements"] for block in blocks if block["type"] == "actions"]
        menus = [element for row in rows for element in row if element["action_id"] == "more"]
        options = [o for menu in menus for group in menu["option_groups"] for o in group["options"]]
        value = next(o["value"] for o in options if o["value"].startswith(f"{verb}:"))
        place = {"user": user, "channel": channel, "ts": ts}
        try:
            house.platforms.do("slack/click", **place, action_id="more", value=value)
        except AssertionError as refused:
            if "There is no option" not in str(refused):
                raise
            return False
        return True

    eventually(chosen, what=f"{verb} in the menu")


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


def _other_hash(view: dict[str, Any] | None, *, than: str | None) -> dict[str, Any] | None:
    return view if view is not None and view.get("hash") != than else None


def _other(view: dict[str, Any] | None, *, than: str) -> dict[str, Any] | None:
    return view if view is not None and view["id"] != than else None


def say_in_form(
    house: House, user: str, channel: str, ts: str, verb: str, **values: str
) -> dict[str, Any]:
    """A verb of the menu, and what its form asks."""
    choose(house, user, channel, ts, verb)
    outcome = house.submit(user, the_form(house, user), **values)
    assert not outcome.get("errors"), outcome
    return outcome


def the_form(house: House, user: str) -> dict[str, Any]:
    """The form this person sees on top."""
    return eventually(lambda: house.platforms.form(user), what="the form")


def press_below(house: House, user: str, channel: str, ts: str, action_id: str) -> None:
    """Press a button of a message in the thread, once it is there."""

    def look() -> str | None:
        for message in house.platforms.messages(channel):
            if message.get("thread_ts") == ts and f"'{action_id}'" in str(message.get("blocks")):
                return str(message["ts"])
        return None

    place = eventually(look, what=f"the button {action_id} in the thread")
    house.platforms.press(user, channel, place, action_id)


def press_at_home(house: House, user: str, action_id: str) -> dict[str, Any]:
    """Open the Home tab, press a button there, and get its form."""
    view = home(house, user)
    house.platforms.do("slack/click_view", user=user, view_id=view["id"], action_id=action_id)
    return the_form(house, user)


def home(house: House, user: str) -> dict[str, Any]:
    """The Home tab as it is drawn now."""

    def drawn() -> dict[str, Any] | None:
        found: dict[str, Any] | None = house.platforms.seen()["homes"].get(user)
        return found

    before = (drawn() or {}).get("hash")
    house.platforms.do("slack/open_home", user=user)
    return eventually(lambda: _other_hash(drawn(), than=before), what="the Home tab")


def asks(house: House, user: str, text: str) -> str:
    """What ``/case`` answers to this person."""
    seen = len(house.platforms.told_alone(user))
    house.platforms.do("slack/command", user=user, channel="C0NORTHBANK", text=f"/case {text}")
    return str(
        eventually(lambda: house.platforms.told_alone(user)[seen:], what=f"the answer to {text}")
    )


def reads(house: House, channel: str, ts: str, words: str) -> None:
    """Wait until the thread holds these words."""
    eventually(
        lambda: words in str(house.platforms.thread(channel, ts)), what=f"“{words}” in the thread"
    )


def hears(house: House, user: str, words: str) -> None:
    """Wait until this person alone was told these words."""
    eventually(lambda: words in str(house.platforms.told_alone(user)), what=f"“{words}” to {user}")


def shows(house: House, channel: str, ts: str, words: str) -> None:
    """Wait until the headline holds these words."""
    eventually(lambda: words in headline(house, channel, ts), what=f"“{words}” on the headline")


def headline(house: House, channel: str, ts: str) -> str:
    """The headline as it stands now, without what it was before."""
    return str((house.platforms.message(channel, ts) or {}).get("blocks"))


def buttons(message: dict[str, Any]) -> list[str]:
    """What can be pressed on a message, by action id."""
    rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row]


def alarms_told(house: House) -> int:
    """How much stands in the fallback channel so far."""
    return len(house.platforms.messages(DUTY))


def alarm(house: House, sign: str, *words: str, after: int) -> str:
    """Wait in the fallback channel for what begins like this and holds these words; its whole text,
    which is printed too."""

    def look() -> str | None:
        told = [text_of(each) for each in house.platforms.messages(DUTY)[after:]]
        told = [text for text in told if text.startswith(sign)]
        return next((text for text in told if all(each in text for each in words)), None)

    text = eventually(look, what=f"“{words[0]}” in the fallback channel")
    print(f"\n{text}")
    return text


def text_of(message: dict[str, Any]) -> str:
    """All that a message says, as people read it."""
    return "\n".join(_texts(message.get("blocks") or [])) or str(message.get("text"))


def _texts(told: Any) -> Iterator[str]:
    for each in told if isinstance(told, list) else told.values():
        if isinstance(each, list | dict):
            yield from _texts(each)
    if isinstance(told, dict) and isinstance(told.get("text"), str):
        yield told["text"]
