"""Blocks as a case thread uses them, for the tests here and for looking at the page."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(text: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, "value": "1:1", **more}


def text_input(block_id: str, label: str, **more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "text", **more}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element}


def modal(*blocks: Json, title: str = "Reply in public", **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "reply",
        "title": plain(title),
        "submit": plain("Next"),
        "close": plain("Cancel"),
        "blocks": list(blocks),
        **more,
    }


def headline() -> list[Json]:
    quote = {
        "type": "rich_text_quote",
        "elements": [{"type": "text", "text": "My card was charged twice. @here <b>why</b>?"}],
    }
    return [
        {"type": "header", "text": plain("Rosa Lind on X · new")},
        {"type": "rich_text", "elements": [quote]},
        {
            "type": "actions",
            "block_id": "verbs",
            "elements": [button("Claim", "claim", style="primary"), button("Reply", "reply")],
        },
    ]
