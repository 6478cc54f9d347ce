"""Small builders of Block Kit that keep its limits by construction.

Our own words are mrkdwn with ``verbatim``, so nothing in them is guessed to be a mention or a link.
What other people wrote is only ever plain text or rich text, where nothing is parsed at all.
Limits: docs.slack.dev/reference/block-kit (2026).
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from bot.language import is_right_to_left, say, say_count
from bot.slack.api.mrkdwn import escape, plain

Block = dict[str, Any]
_ADDRESS = re.compile(r"https?://[^\s<>|\"\x00-\x20\x7f\u202a-\u202e\u2066-\u2069]+")
_VIEW_BYTES = 240_000  # Slack takes about 250 kB
_OPTIONS_MOST = 100
_RIGHT_TO_LEFT_MARK = "\N{RIGHT-TO-LEFT MARK}"
BLANK = "–"  # Slack refuses an empty text


def clip(text: str, most: int) -> str:
    """The text in at most ``most`` characters, cut between letters, with an ellipsis."""
    return plain(text, most)


def plain_text(text: str, most: int = 3000) -> Block:
    """A text object in which nothing is parsed, not even ``:smile:``."""
    return {"type": "plain_text", "text": clip(text, most).strip() or BLANK, "emoji": False}


def mrkdwn(text: str, most: int = 3000) -> Block:
    """A text object for our own words. Whoever puts a name in must have escaped it."""
    return {"type": "mrkdwn", "text": clip(text, most) or BLANK, "verbatim": True}


def safe(text: str, most: int = 80) -> str:
    """Somebody else's short word (an account's name) made harmless inside our own mrkdwn."""
    flat = " ".join(plain(text).split())
    for mark in "*~`":
        flat = flat.replace(mark, "")
    return escape(clip(flat, most)) or BLANK


def is_address(text: str) -> bool:
    """Whether it is one that could be clicked."""
    return len(text) <= 1000 and bool(_ADDRESS.fullmatch(text))


def link(address: str, label: str) -> str:
    """An address as mrkdwn, or nothing when it is none that could be clicked."""
    if not is_address(address):
        return ""
    return f"<{escape(address)}|{safe(label, 60)}>"


def line(text: str) -> str:
    """Our own mrkdwn that may begin with a Latin name or code and still read from the right."""
    return f"{_RIGHT_TO_LEFT_MARK}{text}" if is_right_to_left() else text


def dot() -> str:
    """What stands between words of our own in a line. Read from the right, two Latin names beside one
    another keep their order."""
    mark = _RIGHT_TO_LEFT_MARK if is_right_to_left() else ""
    return f" {mark}·{mark} "


def apart(*texts: str) -> str:
    """Words of our own beside one another; what is empty is left out."""
    return dot().join(text for text in texts if text)


def header(text: str) -> Block:
    return {"type": "header", "text": plain_text(" ".join(plain(text).split()), 150)}


def section(text: str, *, accessory: Block | None = None) -> Block:
    block: Block = {"type": "section", "text": mrkdwn(text)}
    if accessory is not None:
        block["accessory"] = accessory
    return block


def fields(texts: Sequence[str], *, accessory: Block | None = None) -> Block:
    """Two columns on a desk, one under the other on a phone."""
    block: Block = {"type": "section", "fields": [mrkdwn(text, 2000) for text in texts[:10]]}
    if accessory is not None:
        block["accessory"] = accessory
    return block


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text) for text in texts[:10]]}


def image(address: str, alt_text: str) -> Block:
    """A picture, which Slack fetches where it stands."""
    return {"type": "image", "image_url": address, "alt_text": clip(alt_text, 2000) or BLANK}


def divider() -> Block:
    return {"type": "divider"}


def actions(block_id: str, buttons: Sequence[Block]) -> Block:
    return {"type": "actions", "block_id": clip(block_id, 255), "elements": list(buttons[:25])}


def button(
    label: str,
    *,
    action_id: str,
    value: str = "",
    style: str = "",
    url: str = "",
    confirm: Block | None = None,
) -> Block:
    """A button. ``style`` is "primary", "danger" or nothing."""
    element: Block = {"type": "button", "text": plain_text(label, 75), "action_id": action_id}
    if value:
        element["value"] = value
    if style:
        element["style"] = style
    if url:
        element["url"] = url
    if confirm is not None:
        element["confirm"] = confirm
    return element


def confirm(title: str, text: str, *, yes: str, no: str = "") -> Block:
    """The small question Slack itself asks before it sends the press."""
    return {
        "title": plain_text(title, 100),
        "text": plain_text(text, 300),
        "confirm": plain_text(yes, 30),
        "deny": plain_text(no or say("Cancel"), 30),
    }


def option(label: str, value: str, *, description: str = "") -> Block:
    choice: Block = {"text": plain_text(label, 75), "value": clip(value, 150)}
    if description:
        choice["description"] = plain_text(description, 75)
    return choice


def people_picker(people: Sequence[tuple[str, str]], *, action_id: str, chosen: str = "") -> Block:
    """One of these people (Slack user id and name). More than Slack lists: anybody of the workspace."""
    if not people or len(people) > _OPTIONS_MOST:
        picker: Block = {"type": "users_select", "action_id": action_id}
        if chosen:
            picker["initial_user"] = chosen
        return picker
    options = [option(name, person) for person, name in people]
    picker = {"type": "static_select", "action_id": action_id, "options": options}
    found = [each for each in options if each["value"] == chosen]
    if found:
        picker["initial_option"] = found[0]
    return picker


def text_field(
    action_id: str, *, most: int, multiline: bool = False, initial: str = "", placeholder: str = ""
) -> Block:
    """A field to type in, at most ``most`` characters."""
    field: Block = {"type": "plain_text_input", "action_id": action_id, "max_length": most}
    if multiline:
        field["multiline"] = True
    if initial:
        field["initial_value"] = clip(initial, most)
    if placeholder:
        field["placeholder"] = plain_text(placeholder, 150)
    return field


def input_block(
    label: str, element: Block, *, block_id: str, hint: str = "", optional: bool = False
) -> Block:
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain_text(label, 2000),
        "element": element,
        "optional": optional,
    }
    if hint:
        block["hint"] = plain_text(hint, 2000)
    return block


def reason_block(label: str) -> Block:
    """Why somebody does what stands in the record under their name."""
    element = {**text_field("reason", most=500, multiline=True), "min_length": 3}
    hint = say("Stands in the record with your name and the time.")
    return input_block(label, element, block_id="reason", hint=hint)


def modal(
    *,
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    metadata: str = "",
    submit: str = "",
    close: str = "",
    notify_on_close: bool = False,
) -> Block:
    """A whole modal. ``metadata`` is already within 3,000 characters."""
    view: Block = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain_text(title, 24),
        "close": plain_text(close or say("Cancel"), 24),
        "blocks": _fitting(list(blocks[:100])),
    }
    if metadata:
        view["private_metadata"] = metadata
    if submit:
        view["submit"] = plain_text(submit, 24)
    if notify_on_close:
        view["notify_on_close"] = True
    return view


def _fitting(blocks: list[Block]) -> list[Block]:
    """What Slack takes of them in one view: it goes by bytes, and an emoji may have thirty. What can
    be filled in always stays; of what is only shown the last goes first."""
    left = _VIEW_BYTES - sum(_bytes(block) for block in blocks)
    kept = list(blocks)
    for block in reversed(blocks):
        if left >= 0:
            break
        if block["type"] not in ("input", "actions"):
            kept.remove(block)
            left += _bytes(block)
    return kept


def _bytes(block: Block) -> int:
    return len(json.dumps(block, ensure_ascii=False).encode())


def refused_lines(refused: Sequence[tuple[str, str]], *, most: int = 10) -> list[str]:
    """Answers that did not go out, the case as mrkdwn, with the reason; each has the way on in its thread."""
    count = say_count(
        len(refused),
        "🔴 {count} answer did not go out:",
        "🔴 {count} answers did not go out:",
    )
    return [line(count), *(line(f"{case}  ·  {safe(why, 160)}") for case, why in refused[:most])]
