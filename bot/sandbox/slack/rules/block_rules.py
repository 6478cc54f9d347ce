"""Rules for each Block Kit block type, and the surfaces it may appear on.

Source: docs.slack.dev/reference/block-kit/blocks (2026) and slack_sdk 3.47 models.
"""

from collections.abc import Callable
from typing import Any

from bot.sandbox.slack.rules.element_rules import check_element, check_image_source
from bot.sandbox.slack.rules.findings import Findings
from bot.sandbox.slack.rules.rich_text_rules import check_rich_text
from bot.sandbox.slack.rules.text_rules import check_text

Block = dict[str, Any]
MARKDOWN_MOST = 12_000


def check_block(found: Findings, block: Any, path: str, *, surface: str) -> None:
    """One block on a surface: "message", "modal" or "home"."""
    kind = block.get("type") if isinstance(block, dict) else None
    if kind not in _CHECKS or (kind == "markdown" and surface != "message"):
        found.add(f"unsupported type: {kind}", f"{path}/type")
        return
    found.length(block.get("block_id"), f"{path}/block_id", most=255)
    _CHECKS[kind](found, block, path)


def _check_header(found: Findings, block: Block, path: str) -> None:
    if found.fields(block, path, required="text", optional="block_id level"):
        check_text(found, block["text"], f"{path}/text", most=150, plain_only=True)


def _check_section(found: Findings, block: Block, path: str) -> None:
    found.fields(block, path, required="", optional="text fields accessory block_id expand")
    if block.get("text") is None and block.get("fields") is None:
        found.add("missing required field: text or fields", path)
    check_text(found, block.get("text"), f"{path}/text", most=3000)
    if block.get("fields") is not None:
        for number, field in enumerate(found.items(block["fields"], f"{path}/fields", most=10)):
            check_text(found, field, f"{path}/fields/{number}", most=2000)
    if block.get("accessory") is not None:
        check_element(found, block["accessory"], f"{path}/accessory", place="section")


def _check_context(found: Findings, block: Block, path: str) -> None:
    if not found.fields(block, path, required="elements", optional="block_id"):
        return
    for number, element in enumerate(found.items(block["elements"], f"{path}/elements", most=10)):
        where = f"{path}/elements/{number}"
        if isinstance(element, dict) and element.get("type") == "image":
            check_element(found, element, where, place="context")
        else:
            check_text(found, element, where, most=3000)


def _check_divider(found: Findings, block: Block, path: str) -> None:
    found.fields(block, path, required="", optional="block_id")


def _check_actions(found: Findings, block: Block, path: str) -> None:
    if not found.fields(block, path, required="elements", optional="block_id"):
        return
    seen: set[str] = set()
    for number, element in enumerate(found.items(block["elements"], f"{path}/elements", most=25)):
        check_element(found, element, f"{path}/elements/{number}", place="actions")
        action = element.get("action_id") if isinstance(element, dict) else None
        if action in seen:
            found.add(f"action_id already exists: {action}", f"{path}/elements/{number}")
        seen |= {action} if action else set()


def _check_input(found: Findings, block: Block, path: str) -> None:
    optional = "block_id hint optional dispatch_action"
    if not found.fields(block, path, required="label element", optional=optional):
        return
    check_text(found, block["label"], f"{path}/label", most=2000, plain_only=True)
    check_text(found, block.get("hint"), f"{path}/hint", most=2000, plain_only=True)
    check_element(found, block["element"], f"{path}/element", place="input")


def _check_image_block(found: Findings, block: Block, path: str) -> None:
    optional = "block_id title image_url slack_file"
    if not found.fields(block, path, required="alt_text", optional=optional):
        return
    found.length(block["alt_text"], f"{path}/alt_text", most=2000, least=0)
    check_text(found, block.get("title"), f"{path}/title", most=2000, plain_only=True)
    check_image_source(found, block, path)


def _check_markdown(found: Findings, block: Block, path: str) -> None:
    if found.fields(block, path, required="text", optional="block_id"):
        found.length(block["text"], f"{path}/text", most=MARKDOWN_MOST)


_CHECKS: dict[str, Callable[[Findings, Block, str], None]] = {
    "header": _check_header,
    "section": _check_section,
    "context": _check_context,
    "divider": _check_divider,
    "actions": _check_actions,
    "input": _check_input,
    "image": _check_image_block,
    "markdown": _check_markdown,
    "rich_text": check_rich_text,
}
