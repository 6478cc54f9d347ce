"""Modals, the Home tab, clicks, forms, shortcuts, commands and response addresses."""

from typing import Any

import pytest
import requests
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.sandbox.slack import SlackPart
from tests.sandbox.slack.blocks import button, headline, modal, plain, text_input
from tests.sandbox.slack.recording_bot import Answer, Received, RecordingBot

CHANNEL = "C0NORTHBANK"


@pytest.fixture
def case(client: WebClient) -> str:
    """The ts of a headline."""
    return str(client.chat_postMessage(channel=CHANNEL, text="x", blocks=headline())["ts"])


def click(slack: SlackPart, ts: str, action_id: str = "reply") -> dict[str, Any]:
    return slack.people.click(user="U0AMIRA", channel=CHANNEL, ts=ts, action_id=action_id)


def last_payload(bot: RecordingBot) -> dict[str, Any]:
    return [received.payload() for received in bot.requests if not received.is_event][-1]


def open_modal(slack: SlackPart, client: WebClient, view: dict[str, Any]) -> str:
    trigger = slack.workspace.triggers.issue("U0AMIRA")
    return str(client.views_open(trigger_id=trigger, view=view)["view"]["id"])


def test_a_click_tells_who_where_and_what(slack: SlackPart, bot: RecordingBot, case: str) -> None:
    assert click(slack, case, "claim")["ok"]
    payload = last_payload(bot)
    assert payload["type"] == "block_actions"
    assert payload["user"]["id"] == "U0AMIRA"
    assert payload["container"]["message_ts"] == case
    assert payload["actions"][0]["action_id"] == "claim"
    assert payload["actions"][0]["block_id"] == "verbs"


def test_a_bot_that_fails_is_seen_by_the_person(
    slack: SlackPart, bot: RecordingBot, case: str
) -> None:
    bot.answer = lambda received: (500, None)
    outcome = click(slack, case)
    assert (outcome["ok"], outcome["error"]) == (False, "http_500")


def test_a_trigger_opens_one_modal_within_three_seconds(
    slack: SlackPart, client: WebClient, bot: RecordingBot, case: str
) -> None:
    click(slack, case)
    trigger = last_payload(bot)["trigger_id"]
    client.views_open(trigger_id=trigger, view=modal(text_input("answer", "Answer")))
    late = slack.workspace.triggers.issue("U0AMIRA")
    slack.workspace.triggers.age(late, 4)
    for id, error in (
        (trigger, "exchanged_trigger_id"),
        (late, "expired_trigger_id"),
        ("nonsense", "invalid_trigger_id"),
    ):
        with pytest.raises(SlackApiError) as caught:
            client.views_open(trigger_id=id, view=modal(text_input("answer", "Answer")))
        assert caught.value.response["error"] == error


def pressed_in(slack: SlackPart, view_id: str) -> str:
    """The trigger of a press in this person's open form."""
    return slack.workspace.triggers.issue("U0AMIRA", view_id)


def test_three_modals_lie_over_one_another_and_no_fourth(
    slack: SlackPart, client: WebClient, bot: RecordingBot
) -> None:
    view = modal(text_input("answer", "Answer"))
    top = open_modal(slack, client, view)
    for _ in range(2):
        top = client.views_push(trigger_id=pressed_in(slack, top), view=view)["view"]["id"]
    with pytest.raises(SlackApiError) as caught:
        client.views_push(trigger_id=pressed_in(slack, top), view=view)
    assert caught.value.response["error"] == "push_limit_reached"
    bot.answer = answering({"response_action": "push", "view": view})
    outcome = slack.people.submit(user="U0AMIRA", view_id=top, values={"answer": "x"})
    assert (outcome["ok"], outcome["error"]) == (False, "push_limit_reached")
    stack = slack.state()["open_views"]["U0AMIRA"]
    assert [each["previous_view_id"] for each in stack] == [None, stack[0]["id"], stack[1]["id"]]
    assert {each["root_view_id"] for each in stack} == {stack[0]["id"]}


def test_a_modal_opened_from_a_press_in_a_modal_is_seen_by_nobody(
    slack: SlackPart, client: WebClient
) -> None:
    below = open_modal(slack, client, modal(text_input("answer", "Answer")))
    over = modal(text_input("more", "More"))
    assert client.views_open(trigger_id=pressed_in(slack, below), view=over)["ok"]
    assert [view["id"] for view in slack.state()["open_views"]["U0AMIRA"]] == [below]


def test_a_push_over_a_modal_that_was_closed_is_refused(
    slack: SlackPart, client: WebClient
) -> None:
    below = open_modal(slack, client, modal(text_input("answer", "Answer")))
    trigger = pressed_in(slack, below)
    slack.people.close_view(user="U0AMIRA", view_id=below)
    with pytest.raises(SlackApiError) as caught:
        client.views_push(trigger_id=trigger, view=modal(text_input("more", "More")))
    assert caught.value.response["error"] == "not_found"


def test_a_view_is_checked_and_its_hash_guards_it(slack: SlackPart, client: WebClient) -> None:
    view = modal(text_input("answer", "Answer"))
    id = open_modal(slack, client, view)
    old = slack.state()["open_views"]["U0AMIRA"][0]["hash"]
    client.views_update(view_id=id, view=view, hash=old)
    for arguments, error in (
        ({"view_id": id, "view": view, "hash": old}, "hash_conflict"),
        ({"view_id": "V0", "view": view}, "not_found"),
        ({"view_id": id, "view": modal(title="x" * 25)}, "invalid_arguments"),
        ({"view_id": id, "view": {**view, "private_metadata": "x" * 260_000}}, "view_too_large"),
    ):
        with pytest.raises(SlackApiError) as caught:
            client.api_call("views.update", json=arguments)
        assert caught.value.response["error"] == error


def test_a_form_is_sent_with_its_values_and_closes(
    slack: SlackPart, client: WebClient, bot: RecordingBot
) -> None:
    id = open_modal(slack, client, modal(text_input("answer", "Answer")))
    outcome = slack.people.submit(user="U0AMIRA", view_id=id, values={"answer": "We are sorry."})
    assert outcome["ok"]
    values = last_payload(bot)["view"]["state"]["values"]
    assert values["answer"]["text"]["value"] == "We are sorry."
    assert slack.state()["open_views"] == {}


def test_a_required_field_left_empty_is_not_even_sent(
    slack: SlackPart, client: WebClient, bot: RecordingBot
) -> None:
    id = open_modal(slack, client, modal(text_input("answer", "Answer")))
    outcome = slack.people.submit(user="U0AMIRA", view_id=id)
    assert outcome["errors"] == {"answer": "Please complete this required field."}
    assert bot.requests == []


def answering(response: dict[str, Any]) -> Any:
    def answer(received: Received) -> Answer:
        return 200, None if received.is_event else response

    return answer


def test_errors_keep_the_form_open(slack: SlackPart, client: WebClient, bot: RecordingBot) -> None:
    id = open_modal(slack, client, modal(text_input("answer", "Answer")))
    bot.answer = answering({"response_action": "errors", "errors": {"answer": "Too long."}})
    outcome = slack.people.submit(user="U0AMIRA", view_id=id, values={"answer": "x"})
    assert (outcome["ok"], outcome["errors"]) == (False, {"answer": "Too long."})
    assert [view["id"] for view in slack.state()["open_views"]["U0AMIRA"]] == [id]


def test_update_push_and_clear_change_the_stack(
    slack: SlackPart, client: WebClient, bot: RecordingBot
) -> None:
    id = open_modal(slack, client, modal(text_input("answer", "Answer")))
    bot.answer = answering({"response_action": "update", "view": modal(title="Preview")})
    assert slack.people.submit(user="U0AMIRA", view_id=id, values={"answer": "x"})["error"] == (
        "invalid_arguments"  # a modal without blocks
    )
    sure = modal({"type": "section", "text": plain("Sure?")}, title="Preview")
    bot.answer = answering({"response_action": "push", "view": sure})
    pushed = slack.people.submit(user="U0AMIRA", view_id=id, values={"answer": "x"})["view"]
    assert [view["id"] for view in slack.state()["open_views"]["U0AMIRA"]] == [id, pushed]
    bot.answer = answering({"response_action": "clear"})
    slack.people.submit(user="U0AMIRA", view_id=pushed)
    assert slack.state()["open_views"] == {}


def test_closing_is_told_only_when_the_view_asks_for_it(
    slack: SlackPart, client: WebClient, bot: RecordingBot
) -> None:
    silent = open_modal(slack, client, modal(text_input("answer", "Answer")))
    slack.people.close_view(user="U0AMIRA", view_id=silent)
    assert bot.requests == []
    loud = open_modal(slack, client, modal(text_input("a", "Answer"), notify_on_close=True))
    slack.people.close_view(user="U0AMIRA", view_id=loud)
    assert last_payload(bot)["type"] == "view_closed"


def test_the_home_tab_takes_clicks(slack: SlackPart, client: WebClient, bot: RecordingBot) -> None:
    home = {"type": "home", "blocks": [{"type": "actions", "elements": [button("Mine", "mine")]}]}
    id = client.views_publish(user_id="U0LENA", view=home)["view"]["id"]
    slack.people.click_view(user="U0LENA", view_id=id, action_id="mine")
    assert last_payload(bot)["container"] == {"type": "view", "view_id": id}


def test_a_message_shortcut_brings_the_message(
    slack: SlackPart, bot: RecordingBot, case: str
) -> None:
    slack.people.shortcut(user="U0TOM", channel=CHANNEL, ts=case, callback_id="new_case")
    payload = last_payload(bot)
    assert (payload["type"], payload["callback_id"]) == ("message_action", "new_case")
    assert payload["message"]["ts"] == case


def test_a_command_is_answered_to_the_one_who_typed_it_and_refused_in_threads(
    slack: SlackPart, bot: RecordingBot, case: str
) -> None:
    bot.answer = answering({"text": "Three cases are open."})
    assert slack.people.command(user="U0TOM", channel=CHANNEL, text="/case list open")["ok"]
    fields = [received.fields() for received in bot.requests if not received.is_event][-1]
    assert (fields["command"], fields["text"]) == ("/case", "list open")
    assert slack.state()["ephemerals"][-1]["user"] == "U0TOM"
    refused = slack.people.command(user="U0TOM", channel=CHANNEL, text="/case", thread_ts=case)
    assert refused["error"] == "/case is not supported in threads. Sorry!"


def test_a_response_address_answers_in_private_and_works_five_times(
    slack: SlackPart, bot: RecordingBot, case: str
) -> None:
    click(slack, case)
    hook = WebhookClient(last_payload(bot)["response_url"])
    statuses = [hook.send(text="Only you see this").status_code for _ in range(6)]
    assert statuses == [200] * 5 + [404]
    assert {ephemeral["user"] for ephemeral in slack.state()["ephemerals"]} == {"U0AMIRA"}


def test_the_control_addresses_do_what_the_methods_do(
    slack: SlackPart, site: str, bot: RecordingBot, case: str
) -> None:
    said = requests.post(
        f"{site}/control/slack/say",
        json={"user": "U0TOM", "channel": CHANNEL, "text": "hi", "thread_ts": case},
        timeout=5,
    ).json()
    state = requests.get(f"{site}/control/slack/state", timeout=5).json()
    assert state["messages"][CHANNEL][-1]["ts"] == said["ts"]
    assert state["calls"]["chat.postMessage"] == 1
    wrong = requests.post(
        f"{site}/control/slack/click",
        json={"user": "U0TOM", "channel": CHANNEL, "ts": case, "action_id": "nothing"},
        timeout=5,
    )
    assert wrong.status_code == 400


def test_what_happened_survives_a_restart(slack: SlackPart, client: WebClient, case: str) -> None:
    kept = slack.snapshot()
    slack.workspace.messages[CHANNEL].clear()
    slack.restore(kept)
    assert client.conversations_history(channel=CHANNEL)["messages"][0]["ts"] == case


def test_the_control_address_shows_what_holds_these_words_or_stands_in_one_thread(
    slack: SlackPart, site: str, case: str
) -> None:
    place = {"user": "U0TOM", "channel": CHANNEL}
    for words, more in (("hi there", {"thread_ts": case}), ("hi elsewhere", {})):
        requests.post(f"{site}/control/slack/say", json={**place, "text": words, **more}, timeout=5)

    def shown(wanted: str) -> list[str]:
        told = requests.get(f"{site}/control/slack/state?{wanted}", timeout=5).json()
        return [message["text"] for message in told["messages"] if message["channel"] == CHANNEL]

    assert shown("holding=hi") == ["hi there", "hi elsewhere"]
    assert shown("holding=hi+there") == ["hi there"]
    assert shown(f"thread={case}")[1:] == ["hi there"]
    assert len(shown("holding=")) == 3
