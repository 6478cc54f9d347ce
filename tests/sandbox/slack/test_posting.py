"""chat.*, conversations.* and reactions.* through the vendor's client."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.slack import SlackPart
from tests.sandbox.slack.blocks import headline

CHANNEL = "C0NORTHBANK"


def refusal(error: SlackApiError) -> str:
    return str(error.response["error"])


def test_the_token_names_the_bot(client: WebClient) -> None:
    answer = client.auth_test()
    assert (answer["user_id"], answer["bot_id"]) == ("U0EARSHOT", "B0EARSHOT")


def test_another_token_is_refused(client: WebClient) -> None:
    client.token = "xoxb-other"
    with pytest.raises(SlackApiError) as caught:
        client.auth_test()
    assert refusal(caught.value) == "invalid_auth"


def test_a_method_that_is_not_simulated_is_refused_by_name(client: WebClient) -> None:
    with pytest.raises(SlackApiError) as caught:
        client.api_call("pins.add")
    assert refusal(caught.value) == "unknown_method"


def test_time_stamps_are_unique_and_increase(client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel=CHANNEL, text="hello")["ts"] for _ in range(5)]
    assert stamps == sorted(set(stamps))


def test_form_bodies_mean_the_same_as_json(client: WebClient) -> None:
    answer = client.api_call(
        "chat.postMessage", data={"channel": CHANNEL, "text": '{"not": "parsed"}'}
    )
    assert answer["message"]["text"] == '{"not": "parsed"}'


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ({"channel": CHANNEL, "text": ""}, "no_text"),
        ({"channel": CHANNEL, "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": CHANNEL, "text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"channel": CHANNEL, "text": "x", "metadata": {"key": 1}}, "invalid_metadata_format"),
    ],
)
def test_what_slack_refuses_is_refused(
    client: WebClient, arguments: dict[str, object], error: str
) -> None:
    with pytest.raises(SlackApiError) as caught:
        client.api_call("chat.postMessage", json=arguments)
    assert refusal(caught.value) == error


def test_a_channel_without_the_bot_or_archived_takes_no_messages(
    client: WebClient, slack: SlackPart
) -> None:
    slack.workspace.channels[CHANNEL]["members"].remove("U0EARSHOT")
    slack.workspace.channels["C0DUTY"]["is_archived"] = True
    for channel, error in ((CHANNEL, "not_in_channel"), ("C0DUTY", "is_archived")):
        with pytest.raises(SlackApiError) as caught:
            client.chat_postMessage(channel=channel, text="x")
        assert refusal(caught.value) == error


def test_bad_blocks_are_refused_with_the_place_of_the_mistake(client: WebClient) -> None:
    bad = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel=CHANNEL, text="x", blocks=bad)
    answer = caught.value.response
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    ]


def test_update_without_blocks_removes_the_blocks_and_keeps_the_metadata(
    client: WebClient,
) -> None:
    key = {"event_type": "case", "event_payload": {"key": "k1"}}
    posted = client.chat_postMessage(channel=CHANNEL, text="x", blocks=headline(), metadata=key)
    client.chat_update(channel=CHANNEL, ts=posted["ts"], text="only text")
    found = client.conversations_history(channel=CHANNEL, include_all_metadata=True)["messages"][0]
    assert "blocks" not in found
    assert found["metadata"] == key


def test_update_refuses_long_texts_and_other_peoples_messages(
    client: WebClient, slack: SlackPart
) -> None:
    own = client.chat_postMessage(channel=CHANNEL, text="x")["ts"]
    theirs = slack.say("U0AMIRA", CHANNEL, "mine")
    for ts, text, error in (
        (own, "x" * 4_001, "msg_too_long"),
        (theirs, "x", "cant_update_message"),
        ("1.000001", "x", "message_not_found"),
    ):
        with pytest.raises(SlackApiError) as caught:
            client.chat_update(channel=CHANNEL, ts=ts, text=text)
        assert refusal(caught.value) == error


def test_metadata_is_read_back_only_when_asked_for(client: WebClient) -> None:
    key = {"event_type": "case", "event_payload": {"key": "k1"}}
    root = client.chat_postMessage(channel=CHANNEL, text="root", metadata=key)["ts"]
    client.chat_postMessage(channel=CHANNEL, text="reply", thread_ts=root, metadata=key)
    plain = client.conversations_replies(channel=CHANNEL, ts=root)["messages"]
    full = client.conversations_replies(channel=CHANNEL, ts=root, include_all_metadata=True)
    assert [message["metadata"]["event_payload"] for message in plain] == [{}, {}]
    assert [message["metadata"] for message in full["messages"]] == [key, key]
    assert full["messages"][0]["reply_count"] == 1


def test_history_pages_with_a_cursor_newest_first(client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel=CHANNEL, text="x")["ts"] for _ in range(3)]
    first = client.conversations_history(channel=CHANNEL, limit=2)
    rest = client.conversations_history(
        channel=CHANNEL, limit=2, cursor=first["response_metadata"]["next_cursor"]
    )
    found = [message["ts"] for page in (first, rest) for message in page["messages"]]
    assert found == list(reversed(stamps))


def test_a_deleted_parent_with_replies_becomes_a_tombstone(client: WebClient) -> None:
    root = client.chat_postMessage(channel=CHANNEL, text="root")["ts"]
    client.chat_postMessage(channel=CHANNEL, text="reply", thread_ts=root)
    client.chat_delete(channel=CHANNEL, ts=root)
    thread = client.conversations_replies(channel=CHANNEL, ts=root)["messages"]
    assert [message.get("subtype") for message in thread] == ["tombstone", None]


def test_ephemerals_reach_members_only_and_are_not_history(
    client: WebClient, slack: SlackPart
) -> None:
    client.chat_postEphemeral(channel=CHANNEL, user="U0AMIRA", text="only you")
    with pytest.raises(SlackApiError) as caught:
        client.chat_postEphemeral(channel="C0NBPRIVATE", user="U0GIL", text="no")
    assert refusal(caught.value) == "user_not_in_channel"
    assert [e["text"] for e in slack.state()["ephemerals"]] == ["only you"]
    assert client.conversations_history(channel=CHANNEL)["messages"] == []


def test_a_second_equal_reaction_is_refused(client: WebClient) -> None:
    ts = client.chat_postMessage(channel=CHANNEL, text="x")["ts"]
    client.reactions_add(channel=CHANNEL, timestamp=ts, name="eyes")
    with pytest.raises(SlackApiError) as caught:
        client.reactions_add(channel=CHANNEL, timestamp=ts, name="eyes")
    assert refusal(caught.value) == "already_reacted"


def test_a_message_to_a_person_lands_in_the_direct_message(client: WebClient) -> None:
    channel = client.conversations_open(users="U0LENA")["channel"]["id"]
    assert client.chat_postMessage(channel="U0LENA", text="hello")["channel"] == channel


def test_a_file_is_uploaded_in_three_steps_and_shared_once(
    client: WebClient, slack: SlackPart
) -> None:
    root = client.chat_postMessage(channel="C0DIGESTS", text="digest")["ts"]
    client.files_upload_v2(
        channel="C0DIGESTS", thread_ts=root, filename="chart.png", content="not really a picture"
    )
    shared = client.conversations_replies(channel="C0DIGESTS", ts=root)["messages"][1]
    info = client.files_info(file=shared["files"][0]["id"])["file"]
    assert info["shares"]["public"]["C0DIGESTS"][0]["ts"] == shared["ts"]


def test_people_say_who_is_a_guest_and_who_is_from_elsewhere(client: WebClient) -> None:
    people = {person["id"]: person for person in client.users_list()["members"]}
    assert people["U0GIL"]["is_restricted"]
    assert people["U0STRANGER"]["team_id"] != people["U0AMIRA"]["team_id"]
    assert client.users_info(user="U0NOURA", include_locale=True)["user"]["locale"] == "ar"
