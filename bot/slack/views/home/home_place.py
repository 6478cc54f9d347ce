"""Which part of the lists a Home tab shows, kept in the tab itself; and the controls that change it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.language import say
from bot.slack.views import parts
from bot.slack.views.parts import Block

LIST, ONLY, FIND = "home_list", "home_only", "home_find"
ALL = "all"  # every list, or every case
LATE, SOON, SIGNALS = "late", "soon", "signals"
LISTS = ("mine", "queue", "team")
_OPTIONS_MOST = 100
_FIND_MOST = 200


@dataclass(frozen=True)
class HomePlace:
    """``alone``: the one list that is shown by itself, at its page; ``only``: which of the cases."""

    alone: str = ""
    page: int = 1
    only: str = ""

    def __str__(self) -> str:
        """As the tab carries it."""
        told = {"v": 2, "alone": self.alone, "page": self.page, "only": self.only}
        return json.dumps(told, separators=(",", ":"))


@dataclass(frozen=True)
class ControlsShown:
    """What can be chosen: each list with how many cases it has, and by which part of the cases."""

    place: HomePlace = HomePlace()
    counts: Mapping[str, int] = field(default_factory=dict)
    parts: Sequence[tuple[str, str]] = ()  # value and label: brands, channels, teams


def read_place(private_metadata: str) -> HomePlace:
    """Where a tab was; the beginning where it is another's or too old to tell."""
    try:
        given = json.loads(private_metadata)
        alone = str(given["alone"])
        page = max(1, int(given["page"]))
        return HomePlace(alone if alone in LISTS else "", page, str(given["only"])[:100])
    except (ValueError, KeyError, TypeError, AttributeError):
        return HomePlace()


def list_title(name: str) -> str:
    """What a list is called."""
    titles = {
        "mine": say("My cases"),
        "queue": say("Nobody has these yet"),
        "team": say("My team's other cases"),
    }
    return titles[name]


def controls_blocks(shown: ControlsShown) -> list[Block]:
    """Two blocks: which list and which cases; and the box to find one."""
    place = shown.place
    lists = [(ALL, say("All lists"))]
    lists += [(name, f"{list_title(name)} ({count:,})") for name, count in shown.counts.items()]
    only = [
        (ALL, say("All cases")),
        (LATE, say("Late")),
        (SOON, say("Due within the hour")),
        (SIGNALS, say("With a signal")),
        *shown.parts,
    ]
    placeholder = say("A name, a handle, a number or words")
    box = {
        **parts.text_field(FIND, most=_FIND_MOST, placeholder=placeholder),
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    }
    find = parts.input_block(say("Find a case"), box, block_id=FIND)
    selects = [_select(LIST, lists, place.alone), _select(ONLY, only, place.only)]
    return [parts.actions("home_controls", selects), {**find, "dispatch_action": True}]


def _select(action_id: str, choices: Sequence[tuple[str, str]], chosen: str) -> Block:
    options = [parts.option(label, value) for value, label in choices[:_OPTIONS_MOST]]
    initial = next((option for option in options if option["value"] == chosen), options[0])
    return {
        "type": "static_select",
        "action_id": action_id,
        "options": options,
        "initial_option": initial,
    }
