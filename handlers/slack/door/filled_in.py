"""What stood in a form that was refused: every field as it was filled in, under the name it has there."""

from typing import Any

from bot.domain.personal_data.masking import mask_all
from bot.domain.text.moments import moment
from bot.language import listed
from bot.slack.api.values import UnreadableValue
from bot.slack.views import parts
from bot.slack.views.refusal import FilledIn
from handlers.slack.door.moments import picked


def filled_in(body: dict[str, Any]) -> list[FilledIn]:
    """The fields of a sent form that are not empty; typed words masked, as a note would be."""
    view = body.get("view") or {}
    labels = {
        block.get("block_id"): str((block.get("label") or {}).get("text") or "")
        for block in view.get("blocks") or []
    }
    entered = (view.get("state") or {}).get("values") or {}
    fields = [
        _field(labels.get(block, ""), element)
        for block, elements in entered.items()
        for element in elements.values()
    ]
    return [field for field in fields if field.typed or field.chosen]


def _field(label: str, element: dict[str, Any]) -> FilledIn:
    if element.get("type") == "plain_text_input":
        return FilledIn(label, typed=mask_all(str(element.get("value") or "").strip()))
    return FilledIn(label, chosen=_chosen(element))


def _chosen(element: dict[str, Any]) -> str:
    """In the words of the form; a time as the reader reads it."""
    if person := element.get("selected_user"):
        return f"<@{parts.safe(str(person))}>"
    if unix := element.get("selected_date_time"):
        return _when(str(unix))
    if plain := element.get("selected_date") or element.get("selected_time"):
        return parts.safe(str(plain))
    options = element.get("selected_options") or [element.get("selected_option") or {}]
    words = (str((option.get("text") or {}).get("text") or "") for option in options)
    return listed(parts.safe(each) for each in words if each)


def _when(unix: str) -> str:
    try:
        at = picked(unix)
    except UnreadableValue:  # no time at all; that is then what is refused
        return ""
    return moment(at) if at is not None else ""
