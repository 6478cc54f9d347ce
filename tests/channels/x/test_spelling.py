"""X's two spellings: one table, a switch on any refusal of a name, and what comes without its author."""

from typing import Any

import pytest

from bot.channels.channel import Page, Source
from bot.channels.x.spelling import asked_in
from bot.domain.channels.inbound import Inbound
from bot.sandbox.credentials import NORTHBANK
from tests.channels.payloads import payload
from tests.channels.scripted import Answer, Scripted
from tests.channels.stage import XStage, poll_all, read_all
from tests.channels.x.wire import NOW, channel_of

# What OpenAPI 2.168 of xdevplatform/docs lists (2026-11), as far as we ask for it.
NEW_FIELDS = {"attachments", "conversation_id", "created_at", "entities", "lang", "note_post"}
NEW_EXPANSIONS = {
    "author_id", "referenced_posts", "edit_history_post_ids", "attachments.media_keys",
}  # fmt: skip
NEW_DM_FIELDS = {
    "attachments", "created_at", "dm_conversation_id", "entities", "event_type", "text",
}  # fmt: skip
NEW_DM_EXPANSIONS = {"sender_id", "attachments.media_keys", "referenced_posts"}
ASKED = {
    "tweet.fields": "attachments,author_id,created_at,note_tweet,referenced_tweets",
    "expansions": "author_id,referenced_tweets.id",
}


def refused(message: str, *, parameter: str = "tweet.fields", detail: str = "Invalid.") -> Answer:
    """One of the ways in which a 400 says that a name is not known."""
    errors = [{"parameters": {parameter: ["author_id"]}, "message": message}]
    return Answer({"title": "Invalid Request", "detail": detail, "errors": errors}, 400)


def direct(script: Scripted, **given: Any) -> Page:
    channel = channel_of(script, **given)
    source = Source(f"x:direct:{NORTHBANK.x_id}", "x", NORTHBANK.x_id, 60.0)
    return channel.poll(source=source, cursor="1", now=NOW)


def listed(value: str) -> set[str]:
    return set(value.split(","))


def test_in_the_new_spelling_only_documented_fields_and_expansions_are_asked_for(
    script: Scripted,
) -> None:
    script.answers = [Answer({"meta": {"result_count": 0}})]
    poll_all(channel_of(script, prefix="post"), cursor="", now=NOW)
    query = script.asked[0].query
    assert listed(query["post.fields"]) == NEW_FIELDS
    assert listed(query["expansions"]) == NEW_EXPANSIONS
    assert "tweet.fields" not in query


def test_in_the_new_spelling_a_private_messages_sender_is_asked_for_by_expansion(
    script: Scripted,
) -> None:
    script.answers = [Answer({"meta": {"result_count": 0}})]
    direct(script, prefix="post")
    query = script.asked[0].query
    assert listed(query["dm_event.fields"]) == NEW_DM_FIELDS
    assert listed(query["expansions"]) == NEW_DM_EXPANSIONS


def test_the_old_spelling_is_asked_as_tweepy_writes_it() -> None:
    assert asked_in("tweet", ASKED) == ASKED
    new = asked_in("post", ASKED)
    assert new["post.fields"] == "attachments,created_at,note_post"
    assert new["expansions"] == "author_id,referenced_posts"


@pytest.mark.parametrize(
    "answer",
    [
        refused("The query parameter [tweet.fields] is not one of [id,post.fields,expansions]"),
        refused("The `tweet.fields` query parameter value [author_id] is not one of [id,text]"),
        refused("Unknown field: author_id", parameter="fields"),
        refused("nothing that helps", parameter="expansions"),
        refused("?", parameter="?", detail="referenced_tweets.id cannot be expanded."),
        Answer({"title": "Invalid Request", "detail": "note_tweet: no such field"}, 400),
    ],
)
def test_any_refusal_that_names_a_field_is_asked_again_in_the_other_spelling(
    script: Scripted, answer: Answer
) -> None:
    script.answers = [answer, Answer(payload("x/mention_new_spelling"))]
    channel = channel_of(script)
    page = poll_all(channel, cursor="1", now=NOW)
    assert len(page.items) == 1
    poll_all(channel, cursor=page.cursor, now=NOW)
    assert ["post.fields" in each.query for each in script.asked] == [False, True, True]


def test_posts_without_authors_are_asked_for_again_in_the_other_spelling(script: Scripted) -> None:
    bare = payload("x/mention_old_spelling")
    del bare["data"][0]["author_id"], bare["includes"]
    script.answers = [Answer(bare), Answer(payload("x/mention_new_spelling"))]
    page = poll_all(channel_of(script), cursor="1", now=NOW)
    (inbound,) = read_all(channel_of(script), page.items, account=NORTHBANK.x_id)
    assert inbound.author is not None
    assert inbound.author.name == "Ana Roth"
    assert page.limits_hit == ()


def test_where_neither_spelling_brings_authors_the_posts_stand_and_it_is_said(
    script: Scripted,
) -> None:
    bare = payload("x/mention_old_spelling")
    del bare["data"][0]["author_id"], bare["includes"]
    script.answers = [Answer(bare)]
    channel = channel_of(script)
    page = poll_all(channel, cursor="1", now=NOW)
    assert [limit.name for limit in page.limits_hit] == ["no_authors"]
    (inbound,) = read_all(channel, page.items, account=NORTHBANK.x_id)
    assert inbound.author is None
    poll_all(channel, cursor="1", now=NOW)
    assert len(script.asked) == 3  # asked again once, not every time


def test_posts_whose_authors_names_are_left_out_are_still_of_those_authors(
    script: Scripted,
) -> None:
    bare = payload("x/mention_old_spelling")
    del bare["includes"]
    script.answers = [Answer(bare)]
    channel = channel_of(script)
    page = poll_all(channel, cursor="1", now=NOW)
    (inbound,) = read_all(channel, page.items, account=NORTHBANK.x_id)
    assert inbound.author is not None
    assert inbound.author.external_id == "2002002001"


def test_everything_asked_for_comes_in_the_new_spelling(x: XStage) -> None:
    x.sandbox.x.spelling = "new"
    channel = x.channel()
    sources = {s.name.split(":")[1]: s for s in channel.sources() if s.account == x.account}
    cursors = {n: channel.poll(source=s, cursor="", now=x.now()).cursor for n, s in sources.items()}
    x.move(5)
    first = x.sandbox.x.post(author="Ben Ode", text="Northbank is down & out")
    reply = x.sandbox.x.post(author="Ana Roth", text="@NorthbankHelp so is mine", in_reply_to=first)
    x.say_in_private("my card is blocked")
    x.answer_in_private_app("We are sorry.")
    x.edit(reply, "so is mine, since Monday")
    found: dict[str, list[Inbound]] = {}
    for name, source in sources.items():
        page = channel.poll(source=source, cursor=cursors[name], now=x.now())
        assert page.limits_hit == ()
        found[name] = read_all(channel, page.items, account=x.account)
    (mention,) = found["mentions"]
    assert mention.author is not None
    assert mention.context is not None
    assert (mention.author.name, mention.external_id) == ("Ana Roth", reply)
    assert (mention.parent_external_id, mention.context.text) == (first, "Northbank is down & out")
    assert [(m.is_ours, m.text) for m in found["direct"]] == [
        (False, "my card is blocked"),
        (True, "We are sorry."),
    ]
