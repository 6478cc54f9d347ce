"""What a person entered in inputs, as Slack's `state.values`, and what the client itself refuses.

Entries may come in Slack's own shape (`{block: {action: {...}}}`) or plainly
(`{block: "text"}`, a list for several choices), the way a test likes to write them.
"""

from typing import Any

from bot.sandbox.slack.messages import elements_of
from bot.sandbox.slack.refusals import BadEntry
from bot.sandbox.slack.workspace import Json

REQUIRED = "Please complete this required field."
# Element type -> (field of the state that holds the choice, field of the element's initial value)
_SIMPLE = {
    "plain_text_input": ("value", "initial_value"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
_ONE = {"static_select", "radio_buttons", "overflow"}
_MANY = {"multi_static_select", "checkboxes"}
# As _SIMPLE, but of several ids.
_LISTS = {
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
}
_STATEFUL = (set(_SIMPLE) | _ONE | _MANY | set(_LISTS)) - {"overflow"}


def state_values(blocks: list[Json], entries: Json) -> Json:
    """`state.values` for all stateful elements. Raises BadEntry for what cannot be entered."""
    known = {block["block_id"] for block in blocks}
    unknown = set(entries) - known
    if unknown:
        raise BadEntry(f"There is no block {', '.join(sorted(unknown))} in this form.")
    values: Json = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in _STATEFUL:
                entry = _entry(entries.get(block["block_id"]), element)
                kept = values.setdefault(block["block_id"], {})
                kept[element["action_id"]] = element_state(element, entry)
    return values


def element_state(element: Json, entry: Any) -> Json:
    """The state of one element; `entry` None means its initial value."""
    kind = element["type"]
    if isinstance(entry, dict):
        return {"type": kind, **entry}
    if kind in _SIMPLE:
        field, initial = _SIMPLE[kind]
        value = element.get(initial) if entry is None else entry
        if kind == "datetimepicker" and value not in (None, ""):
            value = int(value)
        return {"type": kind, field: None if value == "" else value}
    if kind in _LISTS:
        field, initial = _LISTS[kind]
        return {"type": kind, field: list(element.get(initial, []) if entry is None else entry)}
    if kind in _MANY:
        if entry is None:
            return {"type": kind, "selected_options": element.get("initial_options", [])}
        return {"type": kind, "selected_options": [_option(element, value) for value in entry]}
    if entry is None:
        return {"type": kind, "selected_option": element.get("initial_option")}
    chosen = _option(element, str(entry)) if entry != "" else None
    return {"type": kind, "selected_option": chosen}


def client_errors(blocks: list[Json], values: Json) -> dict[str, str]:
    """What Slack's client says before it sends anything: required fields and lengths."""
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        state = values[block["block_id"]][element["action_id"]]
        chosen = next((value for name, value in state.items() if name != "type"), None)
        if chosen in (None, "", []):
            if not block.get("optional"):
                found[block["block_id"]] = REQUIRED
        elif element["type"] == "plain_text_input":
            wrong = _length_error(element, str(chosen))
            found |= {block["block_id"]: wrong} if wrong else {}
    return found


def _length_error(element: Json, text: str) -> str | None:
    most, least = element.get("max_length", 3000), element.get("min_length", 0)
    if len(text) > most:
        return f"Must be at most {most} characters."
    return f"Must be at least {least} characters." if len(text) < least else None


def _entry(given: Any, element: Json) -> Any:
    if isinstance(given, dict):
        return given.get(element["action_id"])
    return given


def _option(element: Json, value: str) -> Json:
    options = list(element.get("options") or [])
    for group in element.get("option_groups") or []:
        options += group["options"]
    for option in options:
        if option["value"] == value:
            found: Json = option
            return found
    raise BadEntry(f"There is no option {value!r} to choose.")
