"""Answering in Messenger and privately to a public word; finding both; and reading what was missed."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest

from bot.channels.channel import Hook, Page, PollFailed, Source
from bot.channels.facebook import FacebookChannel
from bot.domain.channels.inbound import Happening, Inbound
from bot.domain.records.cases.case import Surface
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import CannotLook, Outcome, Parcel, Receipt, Refused, TryLater, Uncertain
from bot.sandbox.credentials import NORTHBANK
from tests.channels.facebook.wire import NOW, POST, channel_of, refusal, throttled
from tests.channels.scripted import Answer, Scripted
from tests.channels.stage import FacebookStage

PAGE = NORTHBANK.page_id
TEXT = "We are sorry, Ana."


def private(text: str = TEXT, *, to: str = "61", post: str = "", **more: Any) -> Parcel:
    payload = ReplyPayload(
        channel="facebook",
        account=PAGE,
        in_reply_to=post or "m_1",
        text=text,
        surface=Surface.PRIVATE,
        recipient="" if post else to,
        private_reply_to=post,
    )
    given: dict[str, Any] = {
        "id": 1,
        "dedupe_key": "answer:1:1",
        "kind": "reply",
        "payload": payload.stored(),
        "case_id": 1,
        "attempt": 1,
        "intent_at": NOW,
    }
    return Parcel(**given | more)


def sent(script: Scripted, answer: Answer, parcel: Parcel, **given: Any) -> Outcome:
    script.answers = [answer]
    return channel_of(script, **given).send(parcel)


def form(script: Scripted, which: int = 0) -> dict[str, str]:
    fields = parse_qs(script.asked[which].body.decode())
    return {name: values[0] for name, values in fields.items()}


def told(facebook: FacebookStage, channel: FacebookChannel, count: int) -> list[Inbound]:
    items = [
        item
        for headers, body in facebook.inbox.wait_for(count)
        for item in channel.receive(Hook(headers=headers, body=body))
    ]
    read = [r for i in items for r in channel.read(source="", account=i.account, body=i.item.body)]
    return [each for each in read if isinstance(each, Inbound)]


def person(facebook: FacebookStage, name: str = "Ana Roth") -> str:
    return facebook.sandbox.facebook.objects.person(name)


def talks(facebook: FacebookStage) -> Source:
    name = f"facebook:messenger:{PAGE}"
    return next(source for source in facebook.channel().sources() if source.name == name)


def polled(facebook: FacebookStage, cursor: str) -> Page:
    return facebook.channel().poll(source=talks(facebook), cursor=cursor, now=facebook.now())


def test_an_answer_goes_to_the_person_within_the_window(script: Scripted) -> None:
    outcome = sent(script, Answer({"recipient_id": "61", "message_id": "m_9"}), private())
    assert isinstance(outcome, Receipt)
    assert outcome.reference == "m_9"
    (asked,) = script.asked
    assert asked.path == f"/v26.0/{PAGE}/messages"
    assert asked.query == {}
    given = form(script)
    assert json.loads(given["recipient"]) == {"id": "61"}
    assert given["messaging_type"] == "RESPONSE"
    assert json.loads(given["message"]) == {"text": TEXT, "metadata": "answer:1:1"}
    assert given["appsecret_proof"]


@pytest.mark.parametrize(
    ("post", "recipient"),
    [("900_21", {"comment_id": "900_21"}), (POST, {"post_id": POST})],
)
def test_a_private_answer_to_a_public_word_names_that_word(
    script: Scripted, post: str, recipient: dict[str, str]
) -> None:
    answer = Answer({"recipient_id": "61", "message_id": "m_9"})
    assert isinstance(sent(script, answer, private(post=post)), Receipt)
    assert json.loads(form(script)["recipient"]) == recipient


@pytest.mark.parametrize(
    ("answer", "code", "word"),
    [
        (refusal(10, 403, 2018278), "window", "24 hours"),
        (refusal(10, 403, 2018300), "another_app", "Another app"),
        (refusal(100, 400, 2018001), "gone", "nobody"),
        (refusal(551, 400), "unavailable", "in public"),
        (refusal(10900, 400), "answered_privately", "has had it"),
        (refusal(10, 403), "permission", "pages_messaging"),
        (refusal(230, 403), "permission", "pages_messaging"),
        (refusal(190, 401, 463), "token", "expired"),
        (refusal(100, 400), "invalid", "100"),
        (refusal(368, 400), "blocked", "blocked"),
    ],
)
def test_a_refusal_says_what_to_do_instead(
    script: Scripted, answer: Answer, code: str, word: str
) -> None:
    outcome = sent(script, answer, private())
    assert isinstance(outcome, Refused)
    assert outcome.code == code
    assert word in outcome.explanation
    assert len(script.asked) == 1


def test_a_late_private_answer_to_a_post_says_seven_days(script: Scripted) -> None:
    outcome = sent(script, refusal(10, 403, 2018278), private(post="900_21"), human_agent=True)
    assert isinstance(outcome, Refused)
    assert "seven days" in outcome.explanation
    assert len(script.asked) == 1


def test_with_human_agent_a_late_answer_is_tagged(script: Scripted) -> None:
    script.answers = [
        refusal(10, 403, 2018278),
        Answer({"recipient_id": "61", "message_id": "m_9"}),
    ]
    channel = channel_of(script, human_agent=True)
    assert isinstance(channel.send(private()), Receipt)
    assert form(script, 1)["tag"] == "HUMAN_AGENT"
    assert form(script, 1)["messaging_type"] == "MESSAGE_TAG"
    assert channel.capabilities.private_window_h == 168


@pytest.mark.parametrize(
    "answer",
    [
        refusal(1, 500),
        refusal(2, 400),
        Answer({}, 200),
        Answer("<html>", 502),
        refusal(10, 500, 2018278),
    ],
)
def test_what_says_neither_yes_nor_no_is_uncertain(script: Scripted, answer: Answer) -> None:
    assert isinstance(sent(script, answer, private(), human_agent=True), Uncertain)
    assert len(script.asked) == 1


def test_a_throttle_is_waited_out(script: Scripted) -> None:
    outcome = sent(script, throttled(80006, 7), private())
    assert isinstance(outcome, TryLater)
    assert outcome.after_s == 420


def test_a_talk_goes_both_ways_and_our_word_comes_back(facebook: FacebookStage) -> None:
    channel, people = facebook.channel(), facebook.sandbox.facebook
    people.message(page="Northbank", author="Ana Roth", text="my card is blocked")
    outcome = channel.send(private(to=person(facebook)))
    assert isinstance(outcome, Receipt)
    theirs, ours = told(facebook, channel, 2)
    assert (theirs.is_ours, theirs.surface, theirs.text) == (False, "private", "my card is blocked")
    assert (ours.is_ours, ours.external_id) == (True, outcome.reference)
    assert ours.conversation == theirs.conversation == f"messenger:{ours.recipient}"


def test_the_window_closes_after_a_day_and_human_agent_holds_it_for_seven(
    facebook: FacebookStage,
) -> None:
    facebook.sandbox.facebook.message(page="Northbank", author="Ana Roth", text="hello?")
    facebook.move(25 * 3600)
    parcel = private(to=person(facebook))
    late = facebook.channel().send(parcel)
    assert isinstance(late, Refused)
    assert late.code == "window"
    patient = facebook.channel(human_agent=True)
    assert isinstance(patient.send(parcel), Receipt)
    facebook.move(7 * 86_400)
    assert isinstance(patient.send(parcel), Refused)


def test_what_another_app_holds_is_read_and_not_answered(facebook: FacebookStage) -> None:
    channel, people = facebook.channel(), facebook.sandbox.facebook
    people.hold(author="Ana Roth")
    people.message(page="Northbank", author="Ana Roth", text="my card is blocked")
    (theirs,) = told(facebook, channel, 1)
    assert not theirs.answerable
    outcome = channel.send(private(to=person(facebook)))
    assert isinstance(outcome, Refused)
    assert outcome.code == "another_app"


def test_a_post_gets_one_private_answer(facebook: FacebookStage) -> None:
    channel = facebook.channel()
    post = facebook.post("help")
    comment = facebook.sandbox.facebook.comment(parent=post, author="Ben Ode", text="me too")
    for each in (post, comment):
        assert isinstance(channel.send(private(post=each)), Receipt)
        again = channel.send(private(post=each))
        assert isinstance(again, Refused)
        assert again.code == "answered_privately"


def test_edits_and_what_was_unsent_are_told(facebook: FacebookStage) -> None:
    channel, people = facebook.channel(), facebook.sandbox.facebook
    mid = people.message(page="Northbank", author="Ana Roth", text="my card")
    people.edit_message(mid, "my card is blocked")
    people.unsend(mid)
    happened = told(facebook, channel, 3)
    assert [each.happening for each in happened] == [
        Happening.POSTED,
        Happening.EDITED,
        Happening.REMOVED,
    ]
    assert {each.external_id for each in happened} == {mid}


@pytest.mark.parametrize("to_a_post", [False, True])
def test_a_look_finds_the_answer_in_the_talk(facebook: FacebookStage, to_a_post: bool) -> None:
    channel, people = facebook.channel(), facebook.sandbox.facebook
    people.message(page="Northbank", author="Ana Roth", text="hello?")
    people.inbox_message(page="Northbank", to="Ana Roth", text="Something else.")
    post = facebook.post("help") if to_a_post else ""
    parcel = private(to=person(facebook), post=post, intent_at=facebook.now())
    assert channel.look_for(parcel) == []
    outcome = channel.send(parcel)
    assert isinstance(outcome, Receipt)
    (found,) = channel.look_for(parcel)
    assert found.reference == outcome.reference
    later = facebook.now() + timedelta(hours=1)
    assert channel.look_for(private(to=person(facebook), post=post, intent_at=later)) == []


def test_a_look_at_more_than_facebook_shows_concludes_nothing(facebook: FacebookStage) -> None:
    for number in range(21):
        facebook.sandbox.facebook.message(page="Northbank", author="Ana Roth", text=f"{number}")
    parcel = private(to=person(facebook), intent_at=facebook.now())
    with pytest.raises(CannotLook):
        facebook.channel().look_for(parcel)


def test_polling_finds_what_the_webhook_did_not_tell_under_the_same_key(
    facebook: FacebookStage,
) -> None:
    channel, people = facebook.channel(), facebook.sandbox.facebook
    cursor = polled(facebook, "").cursor
    people.message(page="Northbank", author="Ana Roth", text="my card", attachments=["image"])
    people.inbox_message(page="Northbank", to="Ana Roth", text=TEXT)
    people.message(page="Harbour", author="Ben Ode", text="not yours")
    found = polled(facebook, cursor)
    hooks = [
        item
        for headers, body in facebook.inbox.wait_for(3)
        for item in channel.receive(Hook(headers=headers, body=body))
    ]
    ours = [hook for hook in hooks if hook.account == PAGE]
    messages = [item for item in found.items if not item.key.startswith("person:")]
    assert len(found.items) == len(messages) + 1
    assert [item.key for item in messages] == [hook.item.key for hook in ours]
    assert {hook.source for hook in ours} == {talks(facebook).name}
    for item, hook in zip(messages, ours, strict=True):
        (one,) = channel.read(source="", account=PAGE, body=item.body)
        (other,) = channel.read(source="", account=PAGE, body=hook.item.body)
        assert isinstance(one, Inbound)
        assert isinstance(other, Inbound)
        same = {"external_id", "conversation", "is_ours", "recipient", "text", "attachments"}
        assert one.model_dump(include=same) == other.model_dump(include=same)
    named = channel.read(source="", account=PAGE, body=messages[0].body)[0]
    assert isinstance(named, Inbound)
    assert named.author is not None
    assert named.author.name == "Ana Roth"


def test_a_first_start_reads_no_old_talks(facebook: FacebookStage) -> None:
    facebook.sandbox.facebook.message(page="Northbank", author="Ana Roth", text="old")
    facebook.move(3600)
    page = polled(facebook, "")
    assert page.items == []
    assert polled(facebook, page.cursor).items == []


def test_an_answer_without_a_list_of_talks_fails_the_poll(script: Scripted) -> None:
    script.answers = [Answer({"data": "?"})]
    source = Source(f"facebook:messenger:{PAGE}", "facebook", PAGE, 60)
    with pytest.raises(PollFailed):
        channel_of(script).poll(source=source, cursor="", now=NOW)


def test_without_messenger_nothing_private_is_offered_or_polled(script: Scripted) -> None:
    channel = channel_of(script, with_messenger=False)
    assert not channel.capabilities.has_private
    assert [source.name for source in channel.sources()] == [f"facebook:page:{PAGE}"]
