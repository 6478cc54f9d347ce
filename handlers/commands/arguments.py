"""What can be typed on the command line, each kind once and with its bounds: whatever lies outside is
answered with a sentence, and no sum runs over it later."""

import math
import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.domain.calendar.days import read_day
from bot.domain.text.references import NotAReference, case_number

_LAST_ROW = 2**31 - 1  # of the database's own numbers
_LONGEST_NAME = 80
_SEAL = re.compile(r"[0-9]{1,9}:[0-9a-f]{64}")
_PERSON = re.compile(r"[UW][A-Z0-9]{2,20}")
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_ADDRESS = re.compile(r"https://[\w.-]+(:\d{1,5})?(/[\w./~-]*)?")


def _case(given: str) -> int:
    try:
        return case_number(given)
    except NotAReference as error:
        raise typer.BadParameter(str(error)) from None


def _day(given: str) -> date:
    try:
        return read_day(given)
    except ValueError as error:
        raise typer.BadParameter(f"{error}.") from None


def _name(given: str) -> str:
    name = given.strip()
    if len(name) > _LONGEST_NAME or not name.isprintable():  # a lone surrogate is not printable
        raise typer.BadParameter(f"Write your name in at most {_LONGEST_NAME} plain characters.")
    return name


def _person(given: str) -> str:
    if given and not _PERSON.fullmatch(given):
        raise typer.BadParameter(
            f"“{given[:40]}” is no member of the workspace. Copy the member ID from the person's "
            "profile in Slack; it begins with U or W."
        )
    return given


def _address(given: str) -> str:
    if given and not _ADDRESS.fullmatch(given):
        raise typer.BadParameter(
            f"“{given[:80]}” is no address. Write it like https://app.bank.com"
        )
    return given


def _seal(given: str) -> str:
    if not _SEAL.fullmatch(given):
        raise typer.BadParameter(
            f"“{given[:80]}” is no seal. Write its number, a colon, its letters."
        )
    return given


def _fingerprint(given: str) -> str:
    if given and not _FINGERPRINT.fullmatch(given):
        raise typer.BadParameter(f"“{given[:80]}” is no fingerprint: 64 of 0 to 9 and a to f.")
    return given


def _speed(given: str) -> float:
    try:
        speed = float(given)
    except ValueError:
        speed = math.nan
    if not 0.01 <= speed <= 100_000:
        raise typer.BadParameter(f"“{given[:40]}” is no speed. Write a number from 0.01 to 100000.")
    return speed


Case = Annotated[int, typer.Argument(parser=_case, metavar="CASE", help="Such as C-1042.")]
AnyCase = Annotated[
    int | None, typer.Argument(parser=_case, metavar="[CASE]", help="Such as C-1042.")
]
Cases = Annotated[
    list[int] | None, typer.Argument(parser=_case, metavar="[CASE]…", help="Such as C-1042.")
]
Fingerprint = Annotated[
    str, typer.Option(parser=_fingerprint, metavar="SHA256", help="As it stands in the trail.")
]
Seals = Annotated[
    list[str] | None,
    typer.Option(parser=_seal, metavar="NUMBER:SEAL", help="A seal that you have from the log."),
]
Row = Annotated[int, typer.Argument(min=1, max=_LAST_ROW, help="Its number in the list.")]
Newest = Annotated[int, typer.Option(min=1, max=10_000, help="The newest so many.")]
As = Annotated[
    str, typer.Option("--as", parser=_name, metavar="NAME", help="Your name, for the audit trail.")
]
By = Annotated[
    str,
    typer.Option(
        "--by",
        parser=_person,
        metavar="U0123456789",
        help="Whose act this is: that person is asked in Slack, and it waits for the yes.",
    ),
]
Unconfirmed = Annotated[
    str,
    typer.Option(
        metavar="REASON",
        help="Where Slack cannot be reached: why. It is on record, leads are told; name no customer.",
    ),
]
FirstDay = Annotated[
    date, typer.Option("--from", parser=_day, metavar="YYYY-MM-DD", help="First day.")
]
LastDay = Annotated[
    date, typer.Option("--to", parser=_day, metavar="YYYY-MM-DD", help="Last day, included.")
]
MaybeFirstDay = Annotated[
    date | None, typer.Option("--from", parser=_day, metavar="YYYY-MM-DD", help="First day.")
]
MaybeLastDay = Annotated[
    date | None, typer.Option("--to", parser=_day, metavar="YYYY-MM-DD", help="Last day, included.")
]
To = Annotated[Path | None, typer.Option("-o", "--output", help="A file; else the screen.")]
Address = Annotated[
    str,
    typer.Option(
        "--address",
        parser=_address,
        metavar="https://…",
        help="Where Slack reaches Earshot.",
    ),
]
Port = Annotated[int, typer.Option(min=1, max=65535, help="Port of the page.")]
History = Annotated[bool, typer.Option(help="Play two weeks at speed before it, in a new sandbox.")]
Speed = Annotated[
    float | None,
    typer.Option(
        parser=_speed, metavar="FLOAT", help="Times faster than real; 2.5 s a post if not given."
    ),
]
