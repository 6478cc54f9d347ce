"""*Give on…*: cases of one person, or those that nobody has, to tick; where they go; and what came of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.language import say, say_count
from bot.slack.views import parts
from bot.slack.views.cases.case_boxes import case_boxes
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

GIVE_ON_FORM = "give_on"
CASES_MOST = 50  # in one press: more take longer than Slack waits
ALL_BLOCK = "every_case"
ALL = "all"  # what the box of all of them carries
_NOTE_MOST = 500


class Where(StrEnum):
    """Where the ticked cases go."""

    SHARE = "share"
    PERSON = "person"
    TEAM = "team"
    QUEUE = "queue"


@dataclass(frozen=True)
class GiveOnShown:
    """``holder``: a Slack user id, empty for the queue. ``total``: with those that are not listed."""

    holder: str
    cases: Sequence[CaseShown]
    total: int
    request_key: str
    hidden: int = 0  # private talks that whoever opened the form may not read
    teams: Sequence[tuple[str, str]] = ()  # name and title
    people: Sequence[tuple[str, str]] = ()  # who can have cases: Slack user id and name
    shares: Mapping[str, int] = field(default_factory=dict)  # of all of them, by person


@dataclass(frozen=True)
class GiveOnKey:
    """What the form carries."""

    holder: str
    request_key: str


def give_on_form(shown: GiveOnShown) -> Block:
    """At most fifty boxes and a box for all; then where they go, and a note for whoever gets them."""
    title = say("Give cases on")
    of = f"<@{shown.holder}>" if shown.holder else say("Nobody has these yet")
    blocks = [parts.section(f"*{of}*")]
    if shown.hidden:
        blocks.append(parts.context(_hidden(shown.hidden)))
    if not shown.cases:
        blocks.append(parts.section(say("There is no open case here to choose from.")))
        return parts.modal(callback_id=GIVE_ON_FORM, title=title, close=say("Close"), blocks=blocks)
    blocks += [_all(shown), *case_boxes(shown.cases[:CASES_MOST]), *_where(shown)]
    metadata = {"v": 1, "key": shown.request_key, "holder": parts.clip(shown.holder, 30)}
    return parts.modal(
        callback_id=GIVE_ON_FORM,
        title=title,
        submit=say("Give on"),
        metadata=json.dumps(metadata, separators=(",", ":")),
        blocks=blocks,
    )


def read_give_on(private_metadata: str) -> GiveOnKey:
    """What the form carried. Raises ValueError, KeyError, TypeError."""
    told = json.loads(private_metadata)
    return GiveOnKey(holder=str(told["holder"]), request_key=str(told["key"]))


def _all(shown: GiveOnShown) -> Block:
    if shown.total > CASES_MOST:
        label = say("The first {most} of {count}", most=CASES_MOST, count=shown.total)
    else:
        label = say_count(shown.total, "All: {count} case", "All: {count} cases")
    boxes: Block = {
        "type": "checkboxes",
        "action_id": ALL,
        "options": [parts.option(label, ALL)],
    }
    hint = say("As they stand when you press, the most pressing first.")
    return parts.input_block(
        say("All of them?"), boxes, block_id=ALL_BLOCK, hint=hint, optional=True
    )


def _where(shown: GiveOnShown) -> list[Block]:
    options = []
    if shown.shares:
        who = say("Whoever is on duty; where nobody is, the team, or all of the desk.")
        label = say("Shared evenly among who is there")
        options.append(parts.option(label, Where.SHARE, description=who))
    options.append(parts.option(say("To a colleague"), Where.PERSON))
    if shown.teams:
        options.append(parts.option(say("To a team"), Where.TEAM))
    if shown.holder:
        options.append(parts.option(say("Back to the queue"), Where.QUEUE))
    radio: Block = {"type": "radio_buttons", "action_id": "where", "options": options}
    blocks = [parts.input_block(say("Where do they go?"), radio, block_id="where")]
    if shown.shares:
        plan = shares_words(shown.shares)
        words = say("Shared evenly, all of them would make: {shares}", shares=plan)
        blocks.append(parts.context(words))
    person = parts.people_picker(shown.people, action_id="to")
    blocks.append(parts.input_block(say("Which colleague?"), person, block_id="to", optional=True))
    if shown.teams:
        drawn = [parts.option(title, name) for name, title in shown.teams[:100]]
        teams: Block = {"type": "static_select", "action_id": "team", "options": drawn}
        blocks.append(parts.input_block(say("Which team?"), teams, block_id="team", optional=True))
    note = parts.text_field("note", most=_NOTE_MOST, multiline=True)
    label = say("Note for whoever goes on")
    return [*blocks, parts.input_block(label, note, block_id="note", optional=True)]


def shares_words(shares: Mapping[str, int]) -> str:
    """``@Ana 4 · @Tom 3``, whoever gets the most first."""
    ordered = sorted(shares.items(), key=lambda share: (-share[1], share[0]))
    words = [f"<@{person}> {count}" for person, count in ordered[:40]]
    return "  ·  ".join([*words, "…"] if len(ordered) > 40 else words)


def _hidden(count: int) -> str:
    return say_count(
        count,
        "{count} private talk is not listed: you are not in its Slack channel.",
        "{count} private talks are not listed: you are not in their Slack channels.",
    )
