"""A directory of invented banks, entered by one and reviewed by another."""

from bot.desk.desk import Desk
from bot.desk.house import reviewed
from bot.domain.records.staff import Actor
from bot.domain.rules.house.bank_row import BankRow
from bot.domain.rules.house.weekly_data import Kind

TOM, LENA = Actor.staff("U0TOM"), Actor.staff("U0LENA")
ROWAN = BankRow(
    name="Rowan Bank",
    also=("Rowan", "بنك روان"),
    handles=("RowanBank", "RowanHelp"),
    write_to="@RowanHelp",
)
LARCH = BankRow(name="Larch", handles=("LarchBS",))
MERIDIAN = BankRow(name="Meridian Savings", also=("Meridian",), handles=("MeridianSave",))
CAREERS = BankRow(name="Harbour Branch Northside", handles=("NorthsideJobs",), whose="ours")


def enter(desk: Desk, *rows: BankRow, days: int = 90) -> None:
    """Let these banks stand, written by Tom and reviewed by Lena."""
    for row in rows or (ROWAN, LARCH, MERIDIAN, CAREERS):
        entry = reviewed.write(desk, kind=Kind.BANKS, row=row, by=TOM)
        reviewed.review(desk, kind=Kind.BANKS, entry_id=entry.pk, days=days, by=LENA)
