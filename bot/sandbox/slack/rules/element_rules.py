"""Rules for Block Kit's interactive elements, and where each may stand.

Source: docs.slack.dev/reference/block-kit/block-elements (2026) and slack_sdk 3.47 models.
"""

import re
from collections.abc import Callable
from typing import Any

from bot.sandbox.slack.rules.findings import Findings
from bot.sandbox.slack.rules.text_rules import (
    check_confirm,
    check_initial,
    check_option,
    check_options,
    check_text,
)

Element = dict[str, Any]
_UNFETCHABLE = re.compile(r"https?://[^/]*\.invalid(?:/|$)")  # no such host, ever (RFC 2606)
ANYWHERE = {"section", "actions", "input"}
# Element type -> the blocks it may stand in ("section" means its accessory).
PLACES = {
    "button": {"section", "actions"},
    "overflow": {"section", "actions"},
    "image": {"section", "context"},
    "static_select": ANYWHERE,
    "users_select": ANYWHERE,
    "conversations_select": ANYWHERE,
    "datepicker": ANYWHERE,
    "timepicker": ANYWHERE,
    "checkboxes": ANYWHERE,
    "radio_buttons": ANYWHERE,
    "datetimepicker": {"actions", "input"},
    "multi_static_select": {"section", "input"},
    "multi_users_select": {"section", "input"},
    "multi_conversations_select": {"section", "input"},
    "plain_text_input": {"input"},
}


def check_element(found: Findings, element: Any, path: str, *, place: str) -> None:
    """One element standing in a block of type `place`."""
    kind = element.get("type") if isinstance(element, dict) else None
    if kind not in PLACES or place not in PLACES[kind]:
        found.add(f"unsupported type: {kind}", f"{path}/type")
        return
    _CHECKS[kind](found, element, path)
    if kind != "image":
        found.length(element.get("action_id"), f"{path}/action_id", most=255)
        check_confirm(found, element.get("confirm"), f"{path}/confirm")
        check_text(
            found, element.get("placeholder"), f"{path}/placeholder", most=150, plain_only=True
        )


def _check_button(found: Findings, element: Element, path: str) -> None:
    optional = "action_id url value style confirm accessibility_label"
    if not found.fields(element, path, required="text", optional=optional):
        return
    check_text(found, element["text"], f"{path}/text", most=75, plain_only=True)
    found.length(element.get("value"), f"{path}/value", most=2000)
    found.length(element.get("url"), f"{path}/url", most=3000)
    found.length(element.get("accessibility_label"), f"{path}/accessibility_label", most=75)
    found.one_of(element.get("style"), f"{path}/style", {"primary", "danger"})


def _check_overflow(found: Findings, element: Element, path: str) -> None:
    if found.fields(element, path, required="options", optional="action_id confirm"):
        options = found.items(element["options"], f"{path}/options", most=5)
        for number, option in enumerate(options):
            check_option(found, option, f"{path}/options/{number}")


def check_image(found: Findings, element: Element, path: str) -> None:
    """An image element: an alternative text and exactly one source."""
    if not found.fields(element, path, required="alt_text", optional="image_url slack_file"):
        return
    found.length(element["alt_text"], f"{path}/alt_text", most=2000, least=0)
    check_image_source(found, element, path)


def check_image_source(found: Findings, thing: Element, path: str) -> None:
    """Exactly one of `image_url` and `slack_file`."""
    if (thing.get("image_url") is None) == (thing.get("slack_file") is None):
        found.add("exactly one of image_url and slack_file is required", path)
    found.length(thing.get("image_url"), f"{path}/image_url", most=3000)
    if _UNFETCHABLE.match(str(thing.get("image_url") or "")):
        found.add("downloading image failed", f"{path}/image_url")


def _check_static_select(found: Findings, element: Element, path: str) -> None:
    optional = "action_id options option_groups initial_option confirm focus_on_load placeholder"
    if found.fields(element, path, required="", optional=optional):
        check_options(found, element, path)
        check_initial(found, element, path)


def _check_multi_select(found: Findings, element: Element, path: str) -> None:
    optional = (
        "action_id options option_groups initial_options confirm max_selected_items"
        " focus_on_load placeholder"
    )
    if found.fields(element, path, required="", optional=optional):
        check_options(found, element, path)
        check_initial(found, element, path)


def _check_choices(found: Findings, element: Element, path: str) -> None:
    optional = "action_id initial_options initial_option confirm focus_on_load"
    if not found.fields(element, path, required="options", optional=optional):
        return
    for number, option in enumerate(found.items(element["options"], f"{path}/options", most=10)):
        check_option(found, option, f"{path}/options/{number}", plain_only=False)
    check_initial(found, element, path)


def _check_users_select(found: Findings, element: Element, path: str) -> None:
    optional = "action_id initial_user confirm focus_on_load placeholder"
    found.fields(element, path, required="", optional=optional)


def _check_conversations_select(found: Findings, element: Element, path: str) -> None:
    optional = (
        "action_id initial_conversation default_to_current_conversation confirm"
        " response_url_enabled filter focus_on_load placeholder"
    )
    found.fields(element, path, required="", optional=optional)


def _check_multi_users(found: Findings, element: Element, path: str) -> None:
    optional = "action_id initial_users confirm max_selected_items focus_on_load placeholder"
    found.fields(element, path, required="", optional=optional)


def _check_multi_conversations(found: Findings, element: Element, path: str) -> None:
    optional = (
        "action_id initial_conversations default_to_current_conversation confirm"
        " max_selected_items filter focus_on_load placeholder"
    )
    found.fields(element, path, required="", optional=optional)


def _check_datepicker(found: Findings, element: Element, path: str) -> None:
    optional = "action_id initial_date confirm focus_on_load placeholder"
    found.fields(element, path, required="", optional=optional)
    _matches(found, element.get("initial_date"), f"{path}/initial_date", r"\d{4}-\d\d-\d\d")


def _check_timepicker(found: Findings, element: Element, path: str) -> None:
    optional = "action_id initial_time confirm focus_on_load placeholder timezone"
    found.fields(element, path, required="", optional=optional)
    _matches(found, element.get("initial_time"), f"{path}/initial_time", r"\d\d:\d\d")


def _check_datetimepicker(found: Findings, element: Element, path: str) -> None:
    optional = "action_id initial_date_time confirm focus_on_load"
    found.fields(element, path, required="", optional=optional)
    initial = element.get("initial_date_time")
    if initial is not None and (not isinstance(initial, int) or len(str(initial)) != 10):
        found.add("must be a Unix timestamp of 10 digits", f"{path}/initial_date_time")


def _matches(found: Findings, value: Any, path: str, pattern: str) -> None:
    if value is not None and (not isinstance(value, str) or not re.fullmatch(pattern, value)):
        found.add(f"must match pattern {pattern}", path)


def _check_text_input(found: Findings, element: Element, path: str) -> None:
    optional = (
        "action_id initial_value multiline min_length max_length dispatch_action_config"
        " focus_on_load placeholder"
    )
    found.fields(element, path, required="", optional=optional)
    most = element.get("max_length")
    if most is not None and (not isinstance(most, int) or not 1 <= most <= 3000):
        found.add("must be between 1 and 3000", f"{path}/max_length")
    initial = element.get("initial_value")
    found.length(initial, f"{path}/initial_value", most=3000, least=0)


_CHECKS: dict[str, Callable[[Findings, Element, str], None]] = {
    "button": _check_button,
    "overflow": _check_overflow,
    "image": check_image,
    "static_select": _check_static_select,
    "multi_static_select": _check_multi_select,
    "checkboxes": _check_choices,
    "radio_buttons": _check_choices,
    "users_select": _check_users_select,
    "multi_users_select": _check_multi_users,
    "multi_conversations_select": _check_multi_conversations,
    "conversations_select": _check_conversations_select,
    "datepicker": _check_datepicker,
    "timepicker": _check_timepicker,
    "datetimepicker": _check_datetimepicker,
    "plain_text_input": _check_text_input,
}
