"""``/case replies``: every canned reply, found by its words and by how it stands; taken out and put in as TOML."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.rules.house.weekly_data import CannedRow, Kind
from bot.language import say, say_count
from bot.slack.views import parts, rich
from bot.slack.views.home import canned_forms, reviewed_forms
from bot.slack.views.parts import Block

PAGE, CONTROLS, IMPORT_FORM = "canned_page", "canned_controls", "canned_import"
FIND, ONLY, WRITE = "canned_find", "canned_only", f"setting_open_{Kind.CANNED}"
TAKE_OUT, PUT_IN = "canned_take_out", "canned_put_in"
ALL, EXPIRED, WAITING, OFFERED = "all", "expired", "waiting", "offered"
_ROWS_MOST, _TOML_MOST = 20, 2900
_BLOCKS_MOST, _QUERY_MOST = 40, 100


@dataclass(frozen=True)
class PageShown:
    """What is found, the entry's number and its row; how many stand in each way; what may be done."""

    rows: Sequence[tuple[int, CannedRow]]
    counts: Mapping[str, int]
    uses: Mapping[int, int]
    today: date
    query: str = ""
    only: str = ALL
    may_edit: bool = False
    may_review: bool = False
    notice: str = ""


def page(shown: PageShown) -> Block:
    """The page."""
    blocks = [parts.section(shown.notice)] if shown.notice else []
    blocks += [_find(shown.query), parts.actions(CONTROLS, _controls(shown))]
    for number, row in shown.rows[:_ROWS_MOST]:
        menu = reviewed_forms.menu(
            Kind.CANNED, number, may_edit=shown.may_edit, may_review=shown.may_review
        )
        said = canned_forms.said(row, today=shown.today, uses=shown.uses.get(number, 0))
        blocks.append(parts.section(said, accessory=menu))
    left = len(shown.rows) - _ROWS_MOST
    if left > 0:
        more = say_count(
            left,
            "and {count} more: search for its words",
            "and {count} more: search for their words",
        )
        blocks.append(parts.context(more))
    if not shown.rows:
        blocks.append(parts.section(_nothing(shown)))
    return parts.modal(
        callback_id=PAGE,
        title=say("Canned replies"),
        submit=say("Find"),
        close=say("Close"),
        metadata=json.dumps({"query": shown.query[:_QUERY_MOST], "only": shown.only[:20]}),
        blocks=blocks,
    )


def read_page(metadata: str) -> tuple[str, str]:
    """What was searched for, and which of them. Raises ValueError, KeyError."""
    told = json.loads(metadata)
    return str(told["query"]), str(told["only"])


def taken_out(entries: Sequence[str]) -> Block:
    """As TOML, to be copied: as many as one form holds."""
    blocks: list[Block] = [parts.context(say("Copy one box at a time; *Put in…* takes each back."))]
    text = ""
    left = list(entries)
    while left and len(blocks) < _BLOCKS_MOST:
        text = left.pop(0)
        while left and len(text) + len(left[0]) < _TOML_MOST:
            text += f"\n{left.pop(0)}"
        blocks.append(rich.exact(text))
    if left:
        command = f"`python -m handlers data export {Kind.CANNED} -o replies.toml`"
        blocks.append(parts.context(say("The rest: {command}", command=command)))
    return parts.modal(
        callback_id="canned_out", title=say("Canned replies"), close=say("Back"), blocks=blocks
    )


def import_form(*, key: str) -> Block:
    """Where TOML is put in."""
    field = parts.text_field("toml", most=3000, multiline=True)
    hint = say(
        "Each begins with a line {heading}. One of the same title, language, brand and place gets these words; "
        "all wait for a review.",
        heading=f"[[{Kind.CANNED}]]",
    )
    return parts.modal(
        callback_id=IMPORT_FORM,
        title=say("Put in replies"),
        submit=say("Save"),
        close=say("Back"),
        metadata=json.dumps({"key": key}),
        blocks=[parts.input_block(say("As TOML"), field, block_id="toml", hint=hint)],
    )


def read_import(metadata: str) -> str:
    """The form's own key. Raises ValueError, KeyError."""
    return str(json.loads(metadata)["key"])


def _nothing(shown: PageShown) -> str:
    if shown.query or shown.counts.get(ALL, 0):
        return say("None is there.")
    if shown.may_edit:
        return say("There is no canned reply yet. Write one, or put some in.")
    return say("There is no canned reply yet.")


def _find(query: str) -> Block:
    words = say("Words of its title, text or topic")
    box = parts.text_field(FIND, most=_QUERY_MOST, initial=query, placeholder=words)
    return parts.input_block(say("Find a reply"), box, block_id=FIND, optional=True)


def _controls(shown: PageShown) -> list[Block]:
    titles = {
        ALL: say("All"),
        EXPIRED: say("Expired"),
        WAITING: say("Wait for a review"),
        OFFERED: say("Offered"),
    }
    options = [
        parts.option(f"{title} ({shown.counts.get(name, 0)})", name)
        for name, title in titles.items()
    ]
    chosen = next((each for each in options if each["value"] == shown.only), options[0])
    select: Block = {
        "type": "static_select",
        "action_id": ONLY,
        "options": options,
        "initial_option": chosen,
    }
    acts = [parts.button(say("Take out…"), action_id=TAKE_OUT)] if shown.rows else []
    if shown.may_edit:
        acts = [
            parts.button(say("Write one…"), action_id=WRITE, value=str(Kind.CANNED)),
            parts.button(say("Put in…"), action_id=PUT_IN),
            *acts,
        ]
    return [select, *acts]
