"""X's private messages in every shape, what they cannot see, and the posts above a post."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.x import XChannel
from bot.channels.x.polling import split
from bot.domain.channels.inbound import Context, Inbound, Unreadable
from bot.domain.records.answers.moderation import Act
from bot.domain.records.cases.case import Surface
from bot.outbox.kinds import ModerationPayload
from bot.outbox.outcome import Outcome, Receipt, Refused
from bot.sandbox.credentials import HARBOUR, NORTHBANK
from tests.channels.contract.test_private import asked, private, source, started, told
from tests.channels.payloads import payload, situations
from tests.channels.scripted import Answer, Scripted
from tests.channels.stage import XStage, parcel, poll_all, read_all, x_keys
from tests.channels.x.wire import NOW, channel_of

PLAIN: dict[str, Any] = {
    "surface": Surface.PRIVATE,
    "text": "my card is blocked",
    "conversation": "1001001001-2002002001",
    "permalink": "https://x.com/messages/1001001001-2002002001",
    "is_ours": False,
    "recipient": "",
    "answerable": True,
    "attachments": (),
    "at": datetime(2026, 11, 2, 9, 14, 27, tzinfo=UTC),
}
SHARED = "Northbank is down & out"
EXPECTED: dict[str, dict[str, Any]] = {
    "message": {},
    "message_by_us": {"is_ours": True, "recipient": "2002002001", "text": "We are sorry, Ana."},
    "message_with_a_picture": {
        "text": "look",
        "attachments": (
            {"type": "photo", "url": "https://pbs.twimg.example/1.jpg", "description": "a letter"},
        ),
    },
    "message_that_shares_a_post_old_spelling": {},
    "message_that_shares_a_post_new_spelling": {},
    "message_in_a_group": {
        "answerable": False,
        "conversation": "1850000000000000777",
        "permalink": "https://x.com/messages/1850000000000000777",
    },
    "message_without_a_sender_told": {},
}


def read(name: str) -> Inbound:
    """The one message, or post, of a situation."""
    channel = XChannel(accounts=[x_keys(NORTHBANK), x_keys(HARBOUR)])
    kind = "dm" if name.startswith("x_direct") else "post"
    ((_, item),) = split(payload(name), kind)
    (found,) = channel.read(source="x", account=NORTHBANK.x_id, body=item.body)
    assert isinstance(found, Inbound)
    return found


@pytest.mark.parametrize("name", [n for n in situations("x_direct") if n != "nothing_new"])
def test_a_private_message_is_understood(name: str) -> None:
    found = read(f"x_direct/{name}")
    expected = PLAIN | EXPECTED[name]
    assert {field: getattr(found, field) for field in expected} == expected


@pytest.mark.parametrize("spelling", ["old", "new"])
def test_a_post_shared_in_private_is_what_the_words_are_about(spelling: str) -> None:
    context = read(f"x_direct/message_that_shares_a_post_{spelling}_spelling").context
    assert context is not None
    assert context.text == SHARED


def test_the_post_above_comes_with_its_author_without_a_paid_read() -> None:
    assert read("x/reply_to_somebody_else").context == Context(
        external_id="1850000000000000009",
        author="@ben_ode",
        text=SHARED,
        permalink="https://x.com/ben_ode/status/1850000000000000009",
        at=datetime(2026, 11, 2, 8, 0, tzinfo=UTC),
    )


def test_a_quoted_long_post_is_quoted_whole() -> None:
    context = read("x/quote_of_somebody_elses_long_post").context
    assert context is not None
    assert context.text.endswith("and out")


def test_a_post_above_that_x_does_not_tell_is_no_context() -> None:
    assert read("x/parent_is_gone").context is None


@pytest.mark.parametrize("body", [b'{"dm": {}}', b'{"dm": []}', b'{"dm": {"id": "1"}}'])
def test_a_private_message_of_no_known_shape_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        XChannel(accounts=[x_keys(NORTHBANK)]).read(source="x", account=NORTHBANK.x_id, body=body)


def test_encrypted_chats_never_come_and_that_is_said(x: XStage) -> None:
    channel = x.channel()
    cursor = started(x, channel)
    x.move(5)
    x.sandbox.x.message(author="Ana Roth", to="NorthbankHelp", text="psst", encrypted=True)
    assert told(x, channel, cursor) == []
    assert "encrypted chats never arrive" in channel.capabilities.private_blindness


def test_who_takes_no_messages_is_asked_in_public(x: XStage) -> None:
    channel = x.channel()
    theirs = asked(x, channel)
    assert theirs.author is not None
    x.sandbox.x.messages.closed.add(theirs.author.external_id)
    refused = channel.send(private(x, theirs))
    assert isinstance(refused, Refused)
    assert refused.code == "cannot_message"
    assert "If they wrote in public too, ask them there" in refused.explanation


def test_private_messages_can_be_left_to_x_alone(x: XStage) -> None:
    channel = x.channel(private_every_s=None)
    assert not channel.capabilities.has_private
    assert not [s for s in channel.sources() if "direct" in s.name]


def test_a_full_window_is_waited_for_before_x_says_so(script: Scripted) -> None:
    headers = {
        "content-type": "application/json",
        "x-rate-limit-remaining": "0",
        "x-rate-limit-reset": str(int(datetime.now(UTC).timestamp()) + 300),
    }
    script.answers = [Answer({"meta": {"result_count": 0}}, 200, headers)]
    channel = channel_of(script)
    stage = XStage.__new__(XStage)
    page = channel.poll(source=source(stage, channel), cursor="", now=NOW)
    assert 290 <= page.rest_s <= 300


def test_as_many_mentions_as_x_ever_lists_are_an_alarm(script: Scripted) -> None:
    start = (int(NOW.timestamp() * 1000) - 1288834974657) << 22
    pages = []
    for number in range(8):
        ids = [str(start + 100_000 - 100 * number - n) for n in range(100)]
        posts = [{"id": each, "author_id": "7"} for each in ids]
        following = {"next_token": f"t{number}"} if number < 7 else {}
        pages.append(Answer({"data": posts, "meta": {"result_count": 100, **following}}))
    script.answers = pages
    page = poll_all(channel_of(script), cursor=str(start), now=NOW)
    assert len(page.items) == 800
    assert any("Older ones may be missing" in limit.words for limit in page.limits_hit)


def test_a_post_that_names_two_of_our_brands_is_read_for_each(x: XStage) -> None:
    channel = x.channel()
    cursors = [poll_all(channel, cursor="", now=x.now(), which=n).cursor for n in (0, 1)]
    x.move(5)
    post = x.sandbox.x.post(author="Ana Roth", text="@NorthbankHelp @HarbourCares both of you")
    for which, brand in enumerate((NORTHBANK, HARBOUR)):
        page = poll_all(channel, cursor=cursors[which], now=x.now(), which=which)
        (inbound,) = read_all(channel, page.items, account=brand.x_id)
        assert (inbound.external_id, inbound.account) == (post, brand.x_id)


def test_an_answer_of_one_brand_that_names_the_other_is_the_first_ones(x: XStage) -> None:
    channel = x.channel()
    cursor = poll_all(channel, cursor="", now=x.now(), which=1).cursor
    post = x.sandbox.x.post(author="Ana Roth", text="@NorthbankHelp @HarbourCares both of you")
    x.answer_in_app(post, "We are sorry.")
    page = poll_all(channel, cursor=cursor, now=x.now(), which=1)
    ours = [i for i in read_all(channel, page.items, account=HARBOUR.x_id) if i.is_ours]
    assert [inbound.account for inbound in ours] == [NORTHBANK.x_id]


def test_no_credit_for_an_answer_names_the_way_by_hand(script: Scripted) -> None:
    outcome = answered(script, "refused_no_credit")
    assert isinstance(outcome, Refused)
    assert "answer there by hand" in outcome.explanation


def test_a_recorded_refusal_and_receipt_end_as_they_should(script: Scripted) -> None:
    refused = answered(script, "refused_reply_not_allowed")
    assert isinstance(refused, Refused)
    assert refused.code == "reply_not_allowed"
    assert isinstance(answered(script, "post_taken"), Receipt)


@pytest.mark.parametrize("name", ["deleted", "deleted_before"])
def test_a_post_that_is_gone_is_gone_whoever_took_it_down(script: Scripted, name: str) -> None:
    told_by = payload(f"x_answers/{name}")
    script.answers = [Answer(told_by["body"], told_by["status"])]
    sent = parcel(XStage.__new__(XStage), "5", "")
    asked_for = ModerationPayload(
        channel="x",
        account=NORTHBANK.x_id,
        external_id="5",
        act=Act.REMOVE_ANSWER,
        case_id=1,
    )
    sent.payload.clear()
    sent.payload.update(vars(asked_for))
    assert channel_of(script).moderate(sent) == Receipt("5")


def answered(script: Scripted, name: str) -> Outcome:
    """What becomes of an answer that X answers so."""
    told_by = payload(f"x_answers/{name}")
    script.answers = [Answer(told_by["body"], told_by["status"])]
    return channel_of(script).send(parcel(XStage.__new__(XStage), "5", "Sorry."))
