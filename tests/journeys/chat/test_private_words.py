"""Private words: shown in the private channel alone, answered in private, within the platform's time."""

import re
from typing import Any

from tests.journeys.conftest import (
    DANIEL,
    DIGESTS,
    PRIVATE,
    PRIYA,
    TOM,
    House,
)
from tests.journeys.house import eventually
from tests.journeys.slack_acts import (
    answer,
    asks,
    claim,
    home,
    open_thread,
    press_reply,
    reads,
    shows,
)

BANK = "NorthbankHelp"


def test_a_private_talk_on_x_stands_beside_its_public_case_and_is_answered_apart(
    house: House,
) -> None:
    public, secret = house.mark(), house.mark()
    post = house.platforms.x_post("Selma Aydin", f"@{BANK} my loan was refused {public}")
    channel, ts = open_thread(house, public)
    reference = house.reference_of(channel, ts)
    house.platforms.do(
        "x/message", author="Selma Aydin", to=BANK, text=f"It is about my divorce {secret}"
    )
    private, private_ts = open_thread(house, secret, private=True)
    assert house.reference_of(private, private_ts) == reference
    reads(house, channel, ts, "The customer wrote in private")
    reads(house, channel, ts, "Open the private thread")
    reads(house, private, private_ts, "Only members of this channel")
    claim(house, PRIYA, channel, ts)
    answer(house, PRIYA, private, private_ts, f"That does not count against you. {secret}")
    eventually(lambda: told_on_x(house, "count against you"), what="the answer in private")
    assert not house.platforms.x_answers(post)
    reads(house, channel, ts, "answered in private")
    answer(house, PRIYA, channel, ts, f"We have written to you. {public}")
    eventually(lambda: house.platforms.x_answers(post), what="the answer in public")
    assert len(told_on_x(house, public)) == 0
    stands_nowhere_else(house, secret)


def test_whoever_is_not_in_the_private_channel_finds_nothing_of_a_messenger_talk(
    house: House,
) -> None:
    secret = house.mark()
    house.platforms.do(
        "facebook/message", page=house.page, author="Rune Dahl", text=f"I lost my job {secret}"
    )
    private, ts = open_thread(house, secret, private=True)
    shows(house, private, ts, "Rune Dahl")  # Messenger tells names to those who ask, a little later
    reference = house.reference_of(private, ts)
    word = secret.removeprefix("(ref ").removesuffix(")")
    assert secret in asks(house, PRIYA, word)
    assert secret in asks(house, PRIYA, reference)
    assert secret not in asks(house, TOM, word)
    assert secret not in asks(house, TOM, reference)
    assert secret not in str(home(house, TOM))
    assert "Rune Dahl" not in str(home(house, TOM))
    issue_a_digest(house)
    stands_nowhere_else(house, secret, "Rune Dahl")


def test_a_comment_is_answered_in_private_once_and_the_talk_goes_on_there(house: House) -> None:
    mark, secret = house.mark(), house.mark()
    comment = house.facebook_comment("Ada Moen", f"You closed my account {mark}")
    channel, ts = open_thread(house, mark)
    claim(house, PRIYA, channel, ts)
    form = press_reply(house, PRIYA, channel, ts)
    values = {"text": f"May we ask you in private? {mark}", "surface": "private"}
    house.submit(PRIYA, form, **values, purpose="asks")
    preview = eventually(lambda: house.platforms.form(PRIYA), what="the exact preview")
    assert "to the customer alone" in str(preview["blocks"])
    house.submit(PRIYA, preview)
    eventually(lambda: told_in_messenger(house, mark), what="the private answer")
    assert not house.facebook_answers(comment)
    house.platforms.do(
        "facebook/message", page=house.page, author="Ada Moen", text=f"My mother died {secret}"
    )
    private, private_ts = eventually(
        lambda: thread_of(house, house.reference_of(channel, ts)), what="the private thread"
    )
    eventually(
        lambda: secret in str(house.platforms.messages(PRIVATE)), what="the customer's private word"
    )
    answer(house, PRIYA, private, private_ts, f"We are so sorry. {secret}")
    eventually(lambda: told_in_messenger(house, "so sorry"), what="the answer in Messenger")
    stands_nowhere_else(house, secret)


def test_messengers_window_is_shown_warned_of_and_kept(house: House) -> None:
    mark = house.mark()
    house.platforms.do(
        "facebook/message", page=house.page, author="Ole Fjeld", text=f"Please call me {mark}"
    )
    private, ts = open_thread(house, mark, private=True)
    shows(house, private, ts, "takes a private answer until")
    claim(house, PRIYA, private, ts)
    form = press_reply(house, PRIYA, private, ts)
    house.platforms.move(hours=20)
    reads(house, private, ts, "takes a private answer only until")
    house.platforms.move(hours=5)
    house.submit(PRIYA, form, text=f"We called you. {mark}", purpose="answers")
    kept = eventually(lambda: house.platforms.form(PRIYA), what="why it did not go")
    assert "for 24 hours after" in str(kept["blocks"]), "said in plain words"
    assert f"We called you. {mark}" in str(kept["blocks"]), "no word is lost"
    house.platforms.do("slack/close_view", user=PRIYA, view_id=kept["id"])
    assert not told_in_messenger(house, "We called you.")
    shows(house, private, ts, "took a private answer until")
    house.platforms.do(
        "facebook/message", page=house.page, author="Ole Fjeld", text=f"Anybody there? {mark}"
    )
    shows(house, private, ts, "takes a private answer until")
    answer(house, PRIYA, private, ts, f"Yes, we called. {mark}")
    eventually(lambda: told_in_messenger(house, "Yes, we called."), what="the answer after all")


def stands_nowhere_else(house: House, *secrets: str) -> None:
    """No public channel, no direct message, no log holds it."""
    places: dict[str, Any] = house.platforms.seen()["messages"]
    for secret in secrets:
        seen_in = [place for place, said in places.items() if secret in str(said)]
        assert seen_in == [PRIVATE]
        assert not house.logs_hold(secret)


def issue_a_digest(house: House) -> None:
    """A manager asks for the digest of this moment, for all."""
    before = len(house.platforms.messages(DIGESTS))
    view = home(house, DANIEL)
    press = {"user": DANIEL, "view_id": view["id"], "action_id": "digest_now"}
    house.platforms.do("slack/click_view", **press, value="v1|post|daily")
    eventually(lambda: len(house.platforms.messages(DIGESTS)) > before, what="the digest")


def told_on_x(house: House, words: str) -> list[dict[str, Any]]:
    """What the bank said there in private with these words."""
    said: list[dict[str, Any]] = house.platforms.look("x/messages?limit=200")["messages"]
    return [each for each in said if each["is_bank"] and words in each["text"]]


def told_in_messenger(house: House, words: str) -> list[dict[str, Any]]:
    """What the Page said there with these words."""
    said: list[dict[str, Any]] = house.platforms.look("facebook/messages")["messages"]
    return [each for each in said if words in str(each)]


def thread_of(house: House, reference: str) -> tuple[str, str] | None:
    """The private thread of a case."""
    for message in house.platforms.messages(PRIVATE):
        is_root = message.get("thread_ts") in {None, message["ts"]}
        if is_root and re.search(rf"\b{reference}\b", str(message["blocks"])):
            return PRIVATE, str(message["ts"])
    return None
