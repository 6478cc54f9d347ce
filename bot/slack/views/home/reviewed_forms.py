"""What one writes and another reviews, among the *Desk settings*: how it stands, and what can be done with it."""

from collections.abc import Sequence
from datetime import date

from bot.domain.rules.house.bank_row import BankRow
from bot.domain.rules.house.weekly_data import CannedRow, Kind
from bot.language import say
from bot.slack.views import parts
from bot.slack.views.parts import Block

MENUS = {Kind.CANNED: "canned", Kind.BANKS: "bank"}  # how the id of the menu beside each begins
EDIT, REVIEW, RETIRE = "edit", "review", "retire"
REVIEW_DAYS = (90, 365)


def menu(kind: Kind, entry_id: int, *, may_edit: bool, may_review: bool) -> Block | None:
    """What this person may do with one."""
    options = [parts.option(say("Edit"), f"{EDIT}:{entry_id}")] if may_edit else []
    if may_review:
        options += [
            parts.option(
                say("Reviewed: good for {days} days", days=days), f"{REVIEW}_{days}:{entry_id}"
            )
            for days in REVIEW_DAYS
        ]
    if may_edit:
        options.append(parts.option(say("Retire"), f"{RETIRE}:{entry_id}"))
    if not options:
        return None
    return {"type": "overflow", "action_id": f"{MENUS[kind]}_{entry_id}", "options": options}


def state(row: CannedRow | BankRow, today: date) -> str:
    """Whether it counts, by whom, and until when."""
    people = {"writer": _person(row.writer), "reviewer": _person(row.reviewer)}
    if row.until is None:
        return say(
            "⚪ Written by {writer}. Not offered until a colleague has reviewed it.", **people
        )
    day = f"{row.until:%Y-%m-%d}"
    if not row.is_offered(today):
        return say(
            "🟠 Expired on {day}: not offered until a colleague has reviewed it again. Written by {writer}.",
            day=day,
            **people,
        )
    return say(
        "✅ Reviewed by {reviewer}, good until {day}. Written by {writer}.", day=day, **people
    )


def text(initial: str, *, most: int, multiline: bool = False) -> Block:
    """A field to type in, with what stands in it."""
    return parts.text_field("entered", most=most, multiline=multiline, initial=initial)


def select(options: Sequence[tuple[str, str]], chosen: str) -> Block:
    """A field to choose in, with what is chosen."""
    drawn = [parts.option(title, name) for name, title in options[:100]]
    element: Block = {"type": "static_select", "action_id": "entered", "options": drawn}
    first = next((option for option in drawn if option["value"] == chosen), None)
    return {**element, "initial_option": first} if first else element


def _person(who: str) -> str:
    return f"<@{who}>" if who[:1] in ("U", "W") and who.isalnum() else parts.safe(who or "–")
