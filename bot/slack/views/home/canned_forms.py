"""Canned replies among the *Desk settings*: how one is shown, and its fields."""

from collections.abc import Sequence
from datetime import date

from bot.domain.rules.house.weekly_data import CannedRow
from bot.domain.text import slots
from bot.language import say, say_count
from bot.slack.views import parts
from bot.slack.views.home.reviewed_forms import select, state, text
from bot.slack.views.parts import Block

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
    if more > 0:
        where.append(say_count(more, "{count} more wording", "{count} more wordings"))
    head = parts.line(parts.apart(f"*{parts.safe(row.title)}*", *where))
    words = parts.safe(next(iter(row.wordings), ""), _SHOWN_MOST)
    return f"{head}\n{parts.line(state(row, today))}\n{words}"


def fields(brands: Sequence[tuple[str, str]], row: CannedRow | None) -> list[Block]:
    """The fields of one, with what stands in it where it is edited."""
    places = [(name, _surface_name(name)) for name in ("public", "private")]
    drawn = [
        parts.input_block(say("Title"), text(row.title if row else "", most=60), block_id="title"),
        parts.input_block(
            say("Words"),
            text(row.text if row else "", most=_TEXT_MOST, multiline=True),
            block_id="text",
            hint=say(
                "Filled in: {slots}. A line of --- begins another wording, so that not all customers read "
                "the same.",
                slots=" ".join(f"{{{slot}}}" for slot in slots.SLOTS),
            ),
        ),
        parts.input_block(
            say("Language"),
            select(_LANGUAGES, row.language if row else "en"),
            block_id="language",
        ),
        parts.input_block(
            say("Topic"), text(row.topic if row else "", most=60), block_id="topic", optional=True
        ),
        parts.input_block(
            say("Only here"),
            select(places, row.surface if row else ""),
            block_id="surface",
            optional=True,
        ),
    ]
    if brands:
        choice = select(brands, row.brand if row else "")
        only = say("Only this brand")
        drawn.append(parts.input_block(only, choice, block_id="brand", optional=True))
    return drawn


def _surface_name(surface: str) -> str:
    return say("In public") if surface == "public" else say("In private")
