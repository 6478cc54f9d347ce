"""Rules for Block Kit's composition objects: text, option, option group, confirmation.

Source: docs.slack.dev/reference/block-kit/composition-objects (2026) and slack_sdk 3.47 models.
"""

from typing import Any

from bot.sandbox.slack.rules.findings import Findings


def check_text(
    found: Findings, text: Any, path: str, *, most: int = 3000, plain_only: bool = False
) -> None:
    """A text object of at most `most` characters; None passes."""
    known = "emoji verbatim"
    if text is None or not found.fields(text, path, required="type text", optional=known):
        return
    kind = text["type"]
    if kind not in ("plain_text", "mrkdwn") or (plain_only and kind != "plain_text"):
        found.add(f"unsupported type: {kind}", f"{path}/type")
    if kind == "mrkdwn" and "emoji" in text:
        found.add("invalid additional property: emoji", path)
    if kind == "plain_text" and "verbatim" in text:
        found.add("invalid additional property: verbatim", path)
    found.length(text["text"], f"{path}/text", most=most)


def check_option(found: Findings, option: Any, path: str, *, plain_only: bool = True) -> None:
    """One option of a select, overflow menu, checkbox or radio group."""
    if not found.fields(option, path, required="text value", optional="description url"):
        return
    check_text(found, option["text"], f"{path}/text", most=75, plain_only=plain_only)
    check_text(found, option.get("description"), f"{path}/description", most=75)
    found.length(option["value"], f"{path}/value", most=150)
    found.length(option.get("url"), f"{path}/url", most=3000)


def check_options(found: Findings, element: dict[str, Any], path: str) -> None:
    """`options` or `option_groups` of a static select: exactly one, at most 100 each."""
    if (element.get("options") is None) == (element.get("option_groups") is None):
        found.add("exactly one of options and option_groups is required", path)
        return
    if element.get("options") is not None:
        for number, option in enumerate(
            found.items(element["options"], f"{path}/options", most=100)
        ):
            check_option(found, option, f"{path}/options/{number}")
        return
    groups = found.items(element["option_groups"], f"{path}/option_groups", most=100)
    for number, group in enumerate(groups):
        _check_group(found, group, f"{path}/option_groups/{number}")


def _check_group(found: Findings, group: Any, path: str) -> None:
    if not found.fields(group, path, required="label options"):
        return
    check_text(found, group["label"], f"{path}/label", most=75, plain_only=True)
    for number, option in enumerate(found.items(group["options"], f"{path}/options", most=100)):
        check_option(found, option, f"{path}/options/{number}")


def check_initial(found: Findings, element: dict[str, Any], path: str) -> None:
    """Initial options must be among the options, or Slack refuses the whole view."""
    options = list(element.get("options") or [])
    for group in element.get("option_groups") or []:
        options += group.get("options", []) if isinstance(group, dict) else []
    values = {option.get("value") for option in options if isinstance(option, dict)}
    chosen = list(element.get("initial_options") or [])
    chosen += [element["initial_option"]] if element.get("initial_option") else []
    for option in chosen:
        if not isinstance(option, dict) or option.get("value") not in values:
            found.add("initial option is not in options", path)


def check_confirm(found: Findings, confirm: Any, path: str) -> None:
    """A confirmation dialog; None passes."""
    if confirm is None:
        return
    if not found.fields(confirm, path, required="title text confirm deny", optional="style"):
        return
    check_text(found, confirm["title"], f"{path}/title", most=100, plain_only=True)
    check_text(found, confirm["text"], f"{path}/text", most=300)
    check_text(found, confirm["confirm"], f"{path}/confirm", most=30, plain_only=True)
    check_text(found, confirm["deny"], f"{path}/deny", most=30, plain_only=True)
    found.one_of(confirm.get("style"), f"{path}/style", {"primary", "danger"})
