"""Every view there is, drawn from the longest and strangest input, is one that Slack takes.

The views are found, not listed: a public function of bot/slack/views that returns blocks, a view or
a message is drawn with arguments made from its annotations.
"""

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox.slack.rules.block_kit import problems, view_is_too_large, view_problems
from bot.slack import views
from bot.slack.views import parts
from bot.slack.views.models import Drawn
from bot.slack.views.parts import Block
from tests.slack.views.slack_rules import has_strange_characters
from tests.slack.views.strange import STRANGE
from tests.slack.views.strange_arguments import call

# Nothing at all, control characters, Arabic with overrides, joined emoji, one word of 25,000.
STRANGEST = ("nothing", "null", "right to left", "emoji", "one word")
ELEMENTS = {"button", "static_select", "overflow"}
BUILDERS = {"parts", "rich"}  # what views are built from; drawn with every view
_DRAWN = (Block, list[Block], Drawn, Block | None)


def every_view() -> dict[str, Callable[..., Any]]:
    found: dict[str, Callable[..., Any]] = {}
    for module_info in pkgutil.walk_packages(views.__path__, f"{views.__name__}."):
        name_of_module = module_info.name.removeprefix(f"{views.__name__}.")
        if name_of_module in BUILDERS:
            continue
        module = importlib.import_module(module_info.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("_") or function.__module__ != module.__name__:
                continue
            if typing.get_type_hints(function).get("return") in _DRAWN:
                found[f"{name_of_module}.{name}"] = function
    return found


VIEWS = every_view()


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_it_keeps_slacks_limits_whatever_it_is_drawn_from(name: str) -> None:
    for kind in STRANGEST:
        drawn = call(VIEWS[name], STRANGE[kind])
        assert wrong_with(drawn) == [], (name, kind)
        assert not has_strange_characters(str(drawn).replace("\\n", " ")), (name, kind)


def wrong_with(drawn: Any) -> list[str]:
    """What Slack would say of it, on the surface it is for."""
    if drawn is None:
        return []
    if isinstance(drawn, Drawn):
        empty = [] if drawn.text.strip() else ["There is no text for the notification."]
        return empty + problems(drawn.blocks, "message")
    if isinstance(drawn, list):
        if drawn and drawn[0]["type"] in ELEMENTS:
            drawn = [{"type": "actions", "elements": drawn}]
        surfaces = [problems(drawn, "message"), problems(drawn, "modal")] if drawn else [[]]
        return min(surfaces, key=len)
    if drawn["type"] in ("modal", "home"):
        large = ["The view is larger than 250 kB."] if view_is_too_large(drawn) else []
        return large + view_problems(drawn)
    if "elements" in drawn or drawn["type"] in ("section", "header"):
        return problems([drawn], "message")
    if drawn["type"] == "plain_text_input":  # stands only where it is filled in
        drawn = parts.input_block("؟", drawn, block_id="entered")
    if drawn["type"] in ("rich_text", "context", "input", "divider", "section"):
        return min(problems([drawn], "message"), problems([drawn], "modal"), key=len)
    return problems([{"type": "actions", "elements": [drawn]}], "message")


def test_the_views_are_found() -> None:
    assert {
        "threads.headline.headline_blocks",
        "home.home.home_view",
        "answers.reply_form.reply_form",
    } <= set(VIEWS)
    assert len(VIEWS) > 30
