"""The rows of `earshot export voice`: one for each cause, for ideas, praise and the rest, with what five customers
said, masked, as it stands in public now."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from bot.digest import voice_reading
from bot.digest.voice import ASKED_AGAIN, IDEAS, PRAISE, QUOTED, WEEKS, Voice
from bot.domain.rules.register_rules import RegisterRules
from bot.domain.text.references import case_reference
from bot.storage.figures.export_rows import Row
from bot.storage.figures.figure_rows import Scope
from bot.storage.figures.voice import quotes

VOICE_COLUMNS = {
    "kind": "cause, ideas, praise, asked_again, misdirected, rules or without_cause",
    "name": "of a cause: its name in complaints.toml",
    "title": "its title in English",
    "title_ar": "and in Arabic",
    "cases": "how many, in these days",
    "weeks": "of a cause: its cases in each of the last weeks of seven days, the last one last",
    "state": "of a cause: open, seen, planned or mended",
    "owner": "whose it is in the business: a Slack user id",
    "known_since": "when it was first named since it was mended before, UTC",
    "mended_at": "when somebody said that it is mended, UTC",
    **{
        f"{what}_{number}": meaning
        for number in range(1, QUOTED + 1)
        for what, meaning in (
            ("case", "a case of it"),
            ("words", "what its customer said first in public, masked"),
            ("link", "where that stands"),
        )
    },
}


def voice_rows(
    *, session: Session, start: datetime, end: datetime, brand: str, register: RegisterRules
) -> Iterator[Row]:
    """The rows, causes of the most cases first."""
    scope = Scope(brands=(brand,) if brand else ())
    found = voice_reading.read(
        session=session, register=register, start=start, end=end, scope=scope
    )
    for one in found.causes:
        told: Row = {
            "name": one.cause,
            "title": one.title,
            "title_ar": one.ar,
            "weeks": " ".join(str(each) for each in one.weeks[-WEEKS:]),
            "state": str(one.state),
            "owner": one.owner,
            "known_since": one.known_since,
            "mended_at": one.mended_at,
        }
        yield _row(session, "cause", one.cases, one.quoted, told)
    for kind, cases, quoted in _others(found):
        yield _row(session, kind, cases, quoted, {})


def _others(found: Voice) -> Iterator[tuple[str, int, tuple[int, ...]]]:
    yield "ideas", found.ideas, found.cases_of(IDEAS)
    yield "praise", found.praise, found.cases_of(PRAISE)
    yield "asked_again", found.asked_again, found.cases_of(ASKED_AGAIN)
    yield "misdirected", found.misdirected, ()
    yield "rules", found.rules, ()
    yield "without_cause", found.unnamed, ()


def _row(session: Session, kind: str, cases: int, quoted: tuple[int, ...], told: Row) -> Row:
    row: Row = {**dict.fromkeys(VOICE_COLUMNS), "kind": kind, "cases": cases, **told}
    for number, quote in enumerate(quotes(session=session, case_ids=quoted), start=1):
        row[f"case_{number}"] = case_reference(quote.case_id)
        row[f"words_{number}"] = quote.text
        row[f"link_{number}"] = quote.permalink
    return row
