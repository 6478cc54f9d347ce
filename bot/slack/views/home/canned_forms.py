"""Canned replies among the *Desk settings*: how one is shown, what can be done with it, and its fields."""

from collections.abc import Sequence
from datetime import date

from bot.domain.rules.weekly_data import CannedRow
from bot.language import say, say_count
from bot.slack.views import parts
from bot.slack.views.parts import Block

CANNED = "canned"  # the menu beside each
EDIT, REVIEW, RETIRE = "edit", "review", "retire"
REVIEW_DAYS = (90, 365)
_SHOWN_MOST = 400
_TEXT_MOST = 2400
_LANGUAGES = (("en", "English"), ("ar", "العربية"))


def said(row: CannedRow, *, today: date, uses: int) -> str:
    """One in the list: its title, where it is for, how it stands, and its beginning."""
    where = [
        *(parts.safe(name) for name in (row.brand, row.topic) if name),
        dict(_LANGUAGES)[row.language],
        *([_surface_name(row.surface)] if row.surface else []),
        *([say_count(uses, "used {count} time", "used {count} times")] if uses else []),
    ]
    more = len(row.wordings) - 1
    if more:
        where.append(say_count(more, "{count} more wording", "{count} more wordings"))
    head = parts.line(parts.apart(f"*{parts.safe(row.title)}*", *where))
    words = parts.safe(row.wordings[0], _SHOWN_MOST)
    return f"{head}\n{parts.line(_state(row, today))}\n{words}"


def menu(entry_id: int, *, may_edit: bool, may_review: bool) -> Block | None:
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
    return {"type": "overflow", "action_id": f"{CANNED}_{entry_id}", "options": options}


def fields(brands: Sequence[tuple[str, str]], row: CannedRow | None) -> list[Block]:
    """The fields of one, with what stands in it where it is edited."""
    places = [(name, _surface_name(name)) for name in ("public", "private")]
    drawn = [
        parts.input_block(say("Title"), _text(row.title if row else "", most=60), block_id="title"),
        parts.input_block(
            say("Words"),
            _text(row.text if row else "", most=_TEXT_MOST, multiline=True),
            block_id="text",
            hint=say(
                "{name}, {handle} and {case} are filled in. A line of --- begins another wording, so that "
                "not all customers read the same.",
                name="{name}",
                handle="{handle}",
                case="{case}",
            ),
        ),
        parts.input_block(
            say("Language"),
            _select(_LANGUAGES, row.language if row else "en"),
            block_id="language",
        ),
        parts.input_block(
            say("Topic"), _text(row.topic if row else "", most=60), block_id="topic", optional=True
        ),
        parts.input_block(
            say("Only here"),
            _select(places, row.surface if row else ""),
            block_id="surface",
            optional=True,
        ),
    ]
    if brands:
        choice = _select(brands, row.brand if row else "")
        only = say("Only this brand")
        drawn.append(parts.input_block(only, choice, block_id="brand", optional=True))
    return drawn


def _surface_name(surface: str) -> str:
    return say("In public") if surface == "public" else say("In private")


def _state(row: CannedRow, today: date) -> str:
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


def _person(who: str) -> str:
    return f"<@{who}>" if who[:1] in ("U", "W") and who.isalnum() else parts.safe(who or "–")


def _text(initial: str, *, most: int, multiline: bool = False) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": "entered", "max_length": most}
    if multiline:
        element["multiline"] = True
    return {**element, "initial_value": parts.clip(initial, most)} if initial else element


def _select(options: Sequence[tuple[str, str]], chosen: str) -> Block:
    drawn = [parts.option(title, name) for name, title in options[:100]]
    element: Block = {"type": "static_select", "action_id": "entered", "options": drawn}
    first = next((option for option in drawn if option["value"] == chosen), None)
    return {**element, "initial_option": first} if first else element
