"""Says what Slack would refuse in blocks and views, before a real workspace does.

Strict on purpose: a block, element or field not listed here is a finding, so that nothing reaches
production on the word of a lenient simulator. Limits: docs.slack.dev/reference/block-kit (2026).
"""

import json
from typing import Any, Literal

from bot.sandbox.slack.rules.block_rules import MARKDOWN_MOST, check_block
from bot.sandbox.slack.rules.findings import Findings
from bot.sandbox.slack.rules.text_rules import check_text

Surface = Literal["message", "modal", "home"]
BLOCKS_MOST = {"message": 50, "modal": 100, "home": 100}
VIEW_BYTES_MOST = 250_000
PRIVATE_METADATA_MOST = 3000


def problems(blocks: Any, surface: Surface) -> list[str]:
    """What is wrong with these blocks on this surface, one sentence each; empty when nothing."""
    found = Findings()
    _check_blocks(found, blocks, surface)
    return found.messages


def view_problems(view: Any) -> list[str]:
    """What is wrong with a modal or Home tab, its blocks included; empty when nothing."""
    found = Findings()
    kind = view.get("type") if isinstance(view, dict) else None
    if kind not in ("modal", "home"):
        found.add(f"unsupported type: {kind}", "/type")
        return found.messages
    if kind == "modal":
        _check_modal(found, view)
    else:
        optional = "private_metadata callback_id external_id"
        found.fields(view, "", required="blocks", optional=optional)
    found.length(view.get("callback_id"), "/callback_id", most=255, least=0)
    found.length(view.get("external_id"), "/external_id", most=255, least=0)
    metadata = view.get("private_metadata")
    found.length(metadata, "/private_metadata", most=PRIVATE_METADATA_MOST, least=0)
    _check_blocks(found, view.get("blocks"), "modal" if kind == "modal" else "home")
    return found.messages


def view_is_too_large(view: Any) -> bool:
    """Whether the view is over 250 kB (`view_too_large`)."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES_MOST


def _check_modal(found: Findings, view: dict[str, Any]) -> None:
    optional = (
        "close submit private_metadata callback_id external_id clear_on_close notify_on_close"
        " submit_disabled"
    )
    found.fields(view, "", required="title blocks", optional=optional)
    for name in ("title", "close", "submit"):
        check_text(found, view.get(name), f"/{name}", most=24, plain_only=True)
    blocks = view["blocks"] if isinstance(view.get("blocks"), list) else []
    has_input = any(isinstance(block, dict) and block.get("type") == "input" for block in blocks)
    if has_input and view.get("submit") is None:
        found.add("a submit button is required with input blocks", "/submit")


def _check_blocks(found: Findings, blocks: Any, surface: Surface) -> None:
    seen: set[str] = set()
    most, least = BLOCKS_MOST[surface], 1 if surface == "modal" else 0
    for number, block in enumerate(found.items(blocks, "/blocks", most=most, least=least)):
        path = f"/blocks/{number}"
        check_block(found, block, path, surface=surface)
        block_id = block.get("block_id") if isinstance(block, dict) else None
        if block_id in seen:
            found.add(f"block_id already exists: {block_id}", f"{path}/block_id")
        seen |= {block_id} if isinstance(block_id, str) else set()
    _check_markdown_total(found, blocks)


def _check_markdown_total(found: Findings, blocks: Any) -> None:
    texts = [
        block["text"]
        for block in blocks or []
        if isinstance(block, dict)
        and block.get("type") == "markdown"
        and isinstance(block.get("text"), str)
    ]
    if len(texts) > 1 and sum(len(text) for text in texts) > MARKDOWN_MOST:
        found.add(f"all markdown blocks together exceed {MARKDOWN_MOST} characters", "/blocks")
