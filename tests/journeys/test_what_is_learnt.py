"""What the business learns, from the first case with a root cause to "it is mended", told to everyone; and the weekly
voice of customers with its picture."""

from typing import Any

from tests.journeys.conftest import AMIRA, DIGESTS, LENA, House
from tests.journeys.house import eventually
from tests.journeys.slack_acts import choose, home, open_thread

CAUSE = "refund_slow"
NEWS = "Good news, {name}: refunds take a day again."


def test_a_cause_goes_from_its_first_case_to_it_is_mended_told_to_everyone(house: House) -> None:
    first, second = house.mark(), house.mark()
    posts = [
        house.platforms.x_post("Sara Lindt", f"@NorthbankHelp where is my refund {first}"),
        house.platforms.x_post("Omar Aziz", f"@NorthbankHelp my refund takes weeks {second}"),
    ]
    resolve_with_cause(house, first)
    channel, ts = open_thread(house, second)
    choose(house, AMIRA, channel, ts, "learn")
    house.submit(AMIRA, form_of(house, AMIRA, "learn"), cause=CAUSE)
    eventually(
        lambda: "Cause: Refund too slow" in str(house.platforms.message(channel, ts)),
        what="the cause on the headline",
    )

    press(house, causes_page(house), "cause_change")
    step = form_of(house, LENA, "cause_step")
    house.submit(LENA, step, state="mended", owner=AMIRA, remark="A new queue")
    press(house, causes_page(house), "cause_tell")
    house.submit(LENA, form_of(house, LENA, "surge_wordings"), wording_0=NEWS, purpose="answers")
    exact = form_of(house, LENA, "surge_answers")
    assert "Good news, Sara Lindt: refunds take a day again." in str(exact["blocks"])
    assert all(house.platforms.x_answers(post) == [] for post in posts)
    house.platforms.do("slack/submit", user=LENA, view_id=exact["id"], values={})
    for post in posts:
        eventually(lambda post=post: house.platforms.x_answers(post), what="the news")  # type: ignore[misc]  # a default
    [told] = house.platforms.x_answers(posts[0])
    assert "Sara Lindt" in told["text"]


def test_the_voice_of_customers_is_posted_with_its_picture_and_their_words_are_a_press_away(
    house: House,
) -> None:
    mark = house.mark()
    house.platforms.x_post("Kim Noor", f"@NorthbankHelp your app lost my standing order {mark}")
    resolve_with_cause(house, mark)
    before = len(voices(house))
    press_digest_now(house)
    [*_, posted] = eventually(
        lambda: voices(house) if len(voices(house)) > before else None, what="the voice"
    )
    assert "Refund too slow" in str(posted["blocks"])
    assert mark not in str(posted), "no customer's words stand in the message"
    eventually(
        lambda: any(
            file["title"].startswith("Most cases:")
            for message in house.platforms.messages(DIGESTS)
            for file in message.get("files", [])
        ),
        what="its picture",
    )
    place = {"user": LENA, "channel": DIGESTS, "ts": posted["ts"]}
    value = next(
        block["accessory"]["value"]
        for block in posted["blocks"]
        if CAUSE in str(block.get("accessory", {}).get("value", ""))
    )
    house.platforms.do("slack/click", **place, action_id="voice_words", value=value)
    words = form_of(house, LENA, "voice_words")
    assert mark in str(words["blocks"])


def resolve_with_cause(house: House, words: str) -> None:
    """Amira resolves the case with the cause; she settled it by phone."""
    channel, ts = open_thread(house, words)
    house.platforms.press(AMIRA, channel, ts, "resolve")
    form = form_of(house, AMIRA, "resolve")
    house.submit(AMIRA, form, outcome="explained", cause=CAUSE, remark="By phone")
    eventually(
        lambda: "Resolved" in str(house.platforms.message(channel, ts)), what="the resolved case"
    )


def causes_page(house: House) -> dict[str, Any]:
    """The page of root causes, on Lena's screen alone."""
    house.platforms.do("slack/command", user=LENA, channel=DIGESTS, text="/case causes")
    return form_of(house, LENA, "causes")


def press(house: House, page: dict[str, Any], action_id: str) -> None:
    """Press a button of that cause on the page."""
    given = {"user": LENA, "view_id": page["id"], "action_id": action_id, "value": CAUSE}
    house.platforms.do("slack/click_view", **given)


def form_of(house: House, user: str, callback_id: str) -> dict[str, Any]:
    """The form of that name, once it is on top of this person's screen."""

    def look() -> dict[str, Any] | None:
        form = house.platforms.form(user)
        return form if form and form["callback_id"] == callback_id else None

    return eventually(look, what=f"the form {callback_id}")


def press_digest_now(house: House) -> None:
    """Lena has the voice posted in its channel."""
    given = {"user": LENA, "view_id": home(house, LENA)["id"], "action_id": "digest_now"}
    house.platforms.do("slack/click_view", **given, value="v1|post|voice")


def voices(house: House) -> list[dict[str, Any]]:
    """Those in their channel, without their pictures."""
    posted = house.platforms.messages(DIGESTS)
    return [m for m in posted if m["text"].startswith("Voice of the customer")]
