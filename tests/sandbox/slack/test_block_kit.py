"""The validator, which the bot's own views are held against as well."""

from typing import Any

import pytest

from bot.sandbox.slack.rules.block_kit import problems, view_problems
from tests.sandbox.slack.blocks import button, headline, modal, plain, text_input

Json = dict[str, Any]


def section(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def select(**more: Any) -> Json:
    options = [{"text": plain("Yes"), "value": "yes"}, {"text": plain("No"), "value": "no"}]
    return {"type": "static_select", "action_id": "outcome", "options": options, **more}


def labelled(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("Label"), "element": element, **more}


@pytest.mark.parametrize(
    "blocks",
    [
        headline(),
        [{"type": "divider"}],
        [{"type": "context", "elements": [{"type": "mrkdwn", "text": "x", "verbatim": True}]}],
        [{"type": "section", "text": plain("x"), "accessory": select()}],
        [{"type": "image", "image_url": "https://example.org/a.png", "alt_text": "a chart"}],
        [{"type": "markdown", "text": "**x**"}],
        [labelled({"type": "datetimepicker", "action_id": "until"})],
        [
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_list",
                        "style": "bullet",
                        "elements": [
                            {
                                "type": "rich_text_section",
                                "elements": [
                                    {"type": "text", "text": "x", "style": {"bold": True}},
                                    {"type": "user", "user_id": "U0AMIRA"},
                                    {"type": "date", "timestamp": 1700000000, "format": "{time}"},
                                ],
                            }
                        ],
                    }
                ],
            }
        ],
    ],
)
def test_what_slack_takes_is_taken(blocks: list[Json]) -> None:
    assert problems(blocks, "message") == []


@pytest.mark.parametrize(
    ("block", "complaint"),
    [
        ({"type": "video"}, "unsupported type: video"),
        ({"type": "section"}, "missing required field: text or fields"),
        (section(""), "must be more than 0 characters"),
        (section("x" * 3001), "must be less than 3001 characters"),
        ({**section("x"), "colour": "red"}, "invalid additional property: colour"),
        ({**section("x"), "block_id": "x" * 256}, "must be less than 256 characters"),
        ({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}, "unsupported type: mrkdwn"),
        ({"type": "context", "elements": [plain("x")] * 11}, "no more than 10 items allowed"),
        ({"type": "actions", "elements": []}, "no fewer than 1 items required"),
        ({"type": "actions", "elements": [button("x", "a", value="x" * 2001)]}, "2001 characters"),
        ({"type": "actions", "elements": [button("x", "a"), button("y", "a")]}, "already exists"),
        ({"type": "actions", "elements": [button("x" * 76, "a")]}, "must be less than 76"),
        ({"type": "actions", "elements": [{"type": "plain_text_input"}]}, "unsupported type"),
        (labelled(select(initial_option={"text": plain("?"), "value": "?"})), "not in options"),
        ({"type": "rich_text", "elements": [{"type": "text", "text": "x"}]}, "unsupported type"),
        ({"type": "image", "alt_text": "x"}, "exactly one of image_url and slack_file"),
    ],
)
def test_what_slack_refuses_is_found(block: Json, complaint: str) -> None:
    assert any(complaint in problem for problem in problems([block], "message"))


def test_a_message_has_50_blocks_and_a_modal_100() -> None:
    assert problems([section("x")] * 50, "message") == []
    assert problems([section("x")] * 51, "message") != []
    assert problems([section("x")] * 100, "modal") == []
    assert problems([section("x")] * 101, "home") != []


def test_block_ids_are_unique() -> None:
    twice = [{**section("x"), "block_id": "a"}, {**section("y"), "block_id": "a"}]
    assert "block_id already exists: a" in problems(twice, "message")[0]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"title": plain("x" * 25)}, "must be less than 25 characters"),
        ({"private_metadata": "x" * 3001}, "must be less than 3001 characters"),
        ({"submit": None}, "a submit button is required"),
        ({"type": "window"}, "unsupported type: window"),
        ({"icon": "x"}, "invalid additional property: icon"),
    ],
)
def test_a_view_is_checked_beyond_its_blocks(changes: Json, complaint: str) -> None:
    view = modal(text_input("a", "A")) | changes
    assert any(complaint in problem for problem in view_problems(view))


def test_a_good_view_has_no_problems() -> None:
    assert view_problems(modal(text_input("a", "A", multiline=True, max_length=280))) == []
