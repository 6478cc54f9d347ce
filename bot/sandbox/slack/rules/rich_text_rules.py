"""Rules for the rich_text block and its nested elements.

Source: docs.slack.dev/reference/block-kit/blocks/rich-text-block (2026).
"""

from typing import Any

from bot.sandbox.slack.rules.findings import Findings

# Inline element type -> (required fields, optional fields).
INLINE = {
    "text": ("text", "style"),
    "link": ("url", "text unsafe style"),
    "emoji": ("name", "unicode style skin_tone"),
    "user": ("user_id", "style"),
    "usergroup": ("usergroup_id", "style"),
    "channel": ("channel_id", "style"),
    "broadcast": ("range", "style"),
    "color": ("value", "style"),
    "date": ("timestamp format", "url fallback style"),
}
STYLES = "bold italic strike code highlight client_highlight unlink underline"
# Container type -> optional fields.
CONTAINERS = {
    "rich_text_section": "",
    "rich_text_quote": "border",
    "rich_text_preformatted": "border language",
    "rich_text_list": "style indent offset border",
}


def check_rich_text(found: Findings, block: dict[str, Any], path: str) -> None:
    """A rich_text block: containers, each of inline elements."""
    if not found.fields(block, path, required="elements", optional="block_id"):
        return
    containers = found.items(block["elements"], f"{path}/elements", most=1000)
    for number, container in enumerate(containers):
        _check_container(found, container, f"{path}/elements/{number}")


def _check_container(found: Findings, container: Any, path: str) -> None:
    kind = container.get("type") if isinstance(container, dict) else None
    if kind not in CONTAINERS:
        found.add(f"unsupported type: {kind}", f"{path}/type")
        return
    if not found.fields(container, path, required="elements", optional=CONTAINERS[kind]):
        return
    if kind == "rich_text_list":
        found.one_of(container.get("style") or "", f"{path}/style", {"bullet", "ordered"})
    elements = found.items(container["elements"], f"{path}/elements", most=1000, least=0)
    for number, element in enumerate(elements):
        where = f"{path}/elements/{number}"
        if kind == "rich_text_list":
            _check_container(found, element, where)
        else:
            _check_inline(found, element, where)


def _check_inline(found: Findings, element: Any, path: str) -> None:
    kind = element.get("type") if isinstance(element, dict) else None
    if kind not in INLINE:
        found.add(f"unsupported type: {kind}", f"{path}/type")
        return
    required, optional = INLINE[kind]
    found.fields(element, path, required=required, optional=optional)
    if kind == "text":
        found.length(element.get("text"), f"{path}/text", most=100_000)
    if isinstance(element.get("style"), dict):
        found.fields(element["style"], f"{path}/style", required="", optional=STYLES)
