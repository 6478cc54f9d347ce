"""What ``/case`` answers, seen by the person who asked alone: a card, a list, or how it is written."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.text.moments import moment
from bot.language import say
from bot.slack.api.values import CaseValue, UnreadableValue
from bot.slack.views import parts
from bot.slack.views.cases.case_rows import against_promise, case_row
from bot.slack.views.models import CaseShown, Drawn
from bot.slack.views.parts import Block
from bot.slack.views.threads.headline import headline_blocks, headline_text

PAGE = "case_page"
OPEN = "open_case"
ROWS = 10  # of three blocks each; a message has at most fifty


@dataclass(frozen=True)
class FoundShown:
    """One page of a list. ``query`` is what was typed, so that the next page can be asked for."""

    title: str
    cases: Sequence[CaseShown]
    query: str
    now: datetime
    page: int = 1
    has_more: bool = False
    count: int | None = None  # of all pages, where it is known
    searched_since: datetime | None = None
    instead: Sequence[str] = ()  # with one condition less these queries find something
    near: Sequence[str] = ()  # customers whose names are nearly what was typed


def found(shown: FoundShown) -> Drawn:
    """The list."""
    title = shown.title if shown.count is None else f"{shown.title} ({shown.count:,})"
    blocks = [parts.header(title)]
    for case in shown.cases[:ROWS]:
        blocks += case_row(case, told=against_promise(case, now=shown.now))
    if not shown.cases:
        blocks.append(parts.section(say("Nothing.")))
        blocks += _suggestions(shown)
    if shown.searched_since is not None:
        since = f"`since:{shown.searched_since:%Y-%m-%d}`"
        words = say("Looked at cases the customer wrote in since {day}.", day=_day(shown))
        further = say("Write {since} with an earlier day to look further back.", since=since)
        blocks.append(parts.context(f"{words} {further}"))
    buttons = _pages(shown)
    if buttons:
        blocks.append(parts.actions(f"pages-{shown.page}", buttons))
    return Drawn(blocks, parts.clip(parts.safe(title, 150), 200))


def card(case: CaseShown) -> Drawn:
    """One case: the headline as it stands, and the way to its thread."""
    blocks = [block for block in headline_blocks(case) if block["type"] != "actions"]
    value = str(CaseValue(case.case_id, case.version))
    buttons: list[Block] = []
    if parts.link(case.thread_link, "x"):
        label = say("Open the thread")
        buttons.append(parts.button(label, action_id=OPEN, url=case.thread_link, style="primary"))
    if case.is_claimable:
        buttons.append(parts.button(say("Claim"), action_id="claim", value=value))
    if buttons:
        blocks.append(parts.actions(f"card-{case.case_id}-{case.version}", buttons))
    return Drawn(blocks, headline_text(case))


def how_to_ask() -> Drawn:
    """The help."""
    lines = (
        ("/case 1042", say("opens a case")),
        ("/case settings", say("the desk's weekly data: duty, absences, closed days …")),
        ("/case replies", say("canned replies: found, reviewed, taken out and put in")),
        ("/case causes", say("root causes, whose they are, and rules that hurt customers")),
        ("/case voice", say("what customers complain about, and what the business learns")),
        ("/case mine", say("what you hold, the most pressing first")),
        ("/case queue", say("what nobody has yet")),
        ("/case approvals", say("whose answers wait for a second person")),
        ("/case Ana Ruiz", say("cases of customers of that name, or with both words")),
        ("/case @anar", say("what this customer wrote")),
        ('/case "card declined"', say("with these words together")),
        ("/case state:open owner:me since:monday", say("by state, owner and day")),
    )
    words = "\n".join(parts.line(f"`{example}`  {meaning}") for example, meaning in lines)
    more = say(
        "Also {keys}. Days: today, monday, 3d, 2w, 2026-03-01.",
        keys="`from:` `until:` `before:` `on:x` `owner:nobody` `brand:` `priority:urgent` "
        "`signal:fraud` `surge:app` `language:ar` `topic:fees`",
    )
    blocks = [parts.header(say("Finding cases")), parts.section(words), parts.context(more)]
    return Drawn(blocks, say("How to find cases"))


def not_understood(sentence: str) -> Drawn:
    """Why not, and where to read how."""
    tip = say("{command} shows how it is written.", command="`/case help`")
    words = parts.safe(sentence, 600)
    return Drawn([parts.section(words), parts.context(tip)], words)


def page_value(query: str, page: int) -> str:
    """What the button of another page carries; a button takes 2,000 characters."""
    return json.dumps({"v": 1, "page": page, "query": query}, ensure_ascii=False)


def read_page(value: str) -> tuple[str, int]:
    """Query and page. Raises UnreadableValue."""
    try:
        given = json.loads(value)
        if given["v"] != 1:
            raise UnreadableValue
        return str(given["query"]), max(1, int(given["page"]))
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableValue from error


def _suggestions(shown: FoundShown) -> list[Block]:
    """What finds something, and how else to look."""
    lines = [
        say("With one condition less there are some: {query}", query=f"`/case {query}`")
        for query in map(_as_code, shown.instead)
    ]
    lines += [
        say("Or did you mean {query}?", query=f"`/case {query}`")
        for query in map(_as_code, shown.near)
    ]
    lines.append(say("A name, a handle or a word of a post will do; one or two are enough."))
    return [parts.context("\n".join(map(parts.line, lines)))]


def _as_code(query: str) -> str:
    return parts.safe(query, 120)


def _pages(shown: FoundShown) -> list[Block]:
    wanted = []
    if shown.page > 1:
        wanted.append((say("Earlier in the list"), shown.page - 1))
    if shown.has_more:
        wanted.append((say("More"), shown.page + 1))
    return [
        parts.button(label, action_id=f"{PAGE}_{page}", value=page_value(shown.query, page))
        for label, page in wanted
    ]


def _day(shown: FoundShown) -> str:
    return moment(shown.searched_since) if shown.searched_since else ""
