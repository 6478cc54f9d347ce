"""A case file as a page for people: it stands alone, runs nothing, loads nothing, and prints.

All that is in the data is on the page. Words stand in the direction of their own script.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

from bot.domain.case_file.labels import column_words, table_words
from bot.domain.records.trail.record_seal import RecordSeal
from bot.language import is_right_to_left, say

Told = Mapping[str, Any]
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body{font:15px/1.45 system-ui,"Noto Sans","Noto Sans Arabic",sans-serif;color:#1a1a1a;background:#fff;
max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.25rem;border-top:2px solid #444;padding-top:1rem;margin-top:2.5rem}
h3{font-size:1.05rem;margin:1.6rem 0 .5rem}
table{border-collapse:collapse;width:100%;margin:.4rem 0 1rem;table-layout:auto}
th,td{border:1px solid #999;padding:.3rem .5rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}
th{background:#eee;white-space:nowrap;font-weight:600;width:1%}thead th{width:auto}
td{min-width:5.5rem}code{direction:ltr;unicode-bidi:isolate}
.words{white-space:pre-wrap}.ours{border-inline-start:.35rem solid #185a9d}
.word{break-inside:avoid;border-inline-start:.35rem solid #777;padding-inline-start:.7rem;margin:1rem 0}
.word.ours{border-color:#185a9d}pre{white-space:pre-wrap;background:#f5f5f5;padding:.5rem;direction:ltr;text-align:left}
[dir=rtl] pre{direction:rtl;text-align:right}
@media print{body{margin:0;max-width:none;font-size:10pt}h2{break-before:page}tr{break-inside:avoid}}
"""
_CASE = (
    "brand",
    "channel",
    "account",
    "state",
    "team",
    "route",
    "priority",
    "opened_at",
    "received_at",
)
_WORD = ("posted_at", "received_at", "surface", "permalink", "external_id", "purpose", "slack_user_id",
         "deleted_at")  # fmt: skip
_SENT = ("kind", "lane", "actor", "state", "created_at", "published_at", "settled_at", "permalink", "reference",
         "error")  # fmt: skip
_ENTRY = ("sequence", "at", "actor", "verb", "details")
_LEFT_OUT = {"id", "case_id", "message_id", "request_key", "before"}


class _Page:
    """One page; ``people``: full names by Slack user id."""

    def __init__(self, people: Mapping[str, str]) -> None:
        self._people, self._columns, self._tables = people, column_words(), table_words()

    def cell(self, value: Any) -> str:
        """A value as people read it: a moment, a person by full name and id, words as they stand."""
        if value is None or value in ("", [], {}):
            return ""
        if isinstance(value, bool):
            return say("yes") if value else say("no")
        if isinstance(value, dict | list):
            return f"<code>{escape(json.dumps(value, ensure_ascii=False))}</code>"
        text = str(value)
        named = self._people.get(text.removeprefix("staff:"))
        if named is not None:
            return f"{escape(named)} <bdi>({escape(text.removeprefix('staff:'))})</bdi>"
        return f'<span class="words" dir="auto">{escape(_moment(text))}</span>'

    def facts(self, told: Told, names: Iterable[str]) -> str:
        """What holds something, one line each."""
        rows = [(name, self.cell(told.get(name))) for name in names]
        lines = [
            f"<tr><th>{self._named(name)}</th><td>{said}</td></tr>" for name, said in rows if said
        ]
        return f"<table><tbody>{''.join(lines)}</tbody></table>" if lines else ""

    def table(self, rows: Sequence[Told], names: Sequence[str] = ()) -> str:
        """Rows under each other; the columns in which no row has anything are left out."""
        wanted = names or [name for name in rows[0] if name not in _LEFT_OUT]
        used = [name for name in wanted if any(self.cell(row.get(name)) for row in rows)]
        head = "".join(f"<th>{self._named(name)}</th>" for name in used)
        lines = (
            "<tr>" + "".join(f"<td>{self.cell(row.get(name))}</td>" for name in used) + "</tr>"
            for row in rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"

    def section(self, title: str, rows: Sequence[Told], names: Sequence[str] = ()) -> str:
        """A titled table; nothing where there are no rows."""
        return f"<h3>{escape(title)}</h3>{self.table(rows, names)}" if rows else ""

    def case(self, told: Told) -> str:
        """All of one case."""
        author = told["author"]
        rows = told["rows"].items()
        return "".join(
            [
                f"<h2>{escape(told['reference'])}</h2>",
                self.facts(told["case"], _CASE),
                f"<h3>{say('The customer')}</h3>",
                self.facts(author, ("shown_as", "channel", "external_id")),
                f"<h3>{say('Every word')}</h3>",
                *(self._word(each) for each in told["words"]),
                self.section(say("Notes about the customer"), told["about_the_customer"]),
                *(self.section(self._tables.get(name, name), each) for name, each in rows),
                self.section(say("Links to other cases"), told["links"]),
                self.section(say("Where staff saw it in Slack"), told["slack_threads"]),
                self.section(say("What was sent and shown"), told["sent_and_shown"], _SENT),
                self._clocks(told["clocks"]),
                self.section(say("The trail"), [_entry(each) for each in told["trail"]], _ENTRY),
            ]
        )

    def _word(self, told: Told) -> str:
        is_ours = told["direction"] == "outbound"
        who = say("The bank") if is_ours else told["author"] or say("The customer")
        versions = told["versions"] or [told]
        return "".join(
            [
                f'<div class="word {"ours" if is_ours else ""}"><strong><bdi>{escape(who)}</bdi></strong>',
                f'<p class="words" dir="auto">{escape(told["text"])}</p>',
                self.facts(told, _WORD),
                self.table(versions, ("revision", "written_at", "received_at", "text", "original"))
                if len(versions) > 1 or versions[0].get("original")
                else "",
                "</div>",
            ]
        )

    def _clocks(self, clocks: Sequence[Told]) -> str:
        if not clocks:
            return ""
        parts = [f"<h3>{say('The clocks, minute by minute')}</h3>"]
        for each in clocks:
            parts.append(
                f"<p><strong>{escape(each['title'])}</strong><br>{escape(each['facts'])}</p>"
            )
            lines = "\n".join(each["lines"])
            parts.append(f"<pre>{escape(lines)}</pre>" if lines else "")
        return "".join(parts)

    def _named(self, name: str) -> str:
        return escape(self._columns.get(name, name.replace("_", " ")))


def page(data: Told, *, seal: RecordSeal) -> str:
    """The whole page, in the language being spoken."""
    made = _Page(data["people"])
    language, direction = ("ar", "rtl") if is_right_to_left() else ("en", "ltr")
    title = ", ".join(each["reference"] for each in data["cases"][:5])
    asked = {**data["asked"], "made_at": data["made_at"], "cases": len(data["cases"])}
    names = ("made_at", "asked_by", "reason", "matter", "with_originals", "cases")
    checks = say(
        "To check that nothing in it was changed: python -m handlers verify-file, with the whole archive. "
        "The record was sealed when this was made, seal {number}: {seal}",
        number=seal.number,
        seal=seal.seal,
    )
    return "".join(
        [
            f'<!doctype html>\n<html lang="{language}" dir="{direction}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(say('Case file'))} {escape(title)}</title><style>{_STYLE}</style></head><body>",
            f"<h1>{escape(say('Case file'))} <bdi>{escape(title)}</bdi></h1>",
            made.facts(asked, names),
            f'<p class="words">{escape(checks)}</p>',
            *(made.case(each) for each in data["cases"]),
            "</body></html>\n",
        ]
    )


def _entry(told: Told) -> dict[str, Any]:
    who = f"{told['actor_kind']}:{told['actor_id']}" if told["actor_id"] else told["actor_kind"]
    return {**told, "actor": who, "verb": told["verb"].replace("_", " ")}


def _moment(text: str) -> str:
    """``2026-11-16 10:00:00 UTC`` of a moment as JSON has it; other text as it is."""
    if len(text) < 20 or text[10:11] != "T":
        return text
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if at.tzinfo else text
