"""The register counted as the FCA's complaints return asks for it, as far as Earshot knows.

What it does not know it says, and leaves to the bank: see ``NOT_MAPPED``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from bot.domain.records.complaint_outcome import Finding
from bot.domain.rules.register_rules import RegisterRules
from bot.storage.figures.register_rows import Row

NO_GROUP = "not_mapped"
_EIGHT_WEEKS = timedelta(weeks=8)
_UPHELD = {Finding.UPHELD, Finding.PARTLY}
FCA_COLUMNS: dict[str, str] = {
    "product": "group of the return; not_mapped where complaints.toml names none",
    "cause": "cause of the return; not_mapped where complaints.toml names none",
    "opened": "received in the period, marks taken back left out",
    "closed": "of those, with an outcome",
    "closed_in_8_weeks": "of the closed, decided within eight weeks of receipt",
    "closed_later": "of the closed, decided later",
    "upheld": "of the closed, upheld or partly upheld",
    "rejected": "of the closed",
    "withdrawn": "of the closed, withdrawn by the customer",
    "told_ombudsman": "of the closed, told about the ombudsman",
    "currency": "of the redress",
    "redress": "paid to customers of those, in this currency; other currencies have rows of their own",
}
NOT_MAPPED = (
    "It counts complaints made on social media that staff marked in Earshot, and no other of the firm's.",
    "A complaint counts in the period in which it was received; the return counts closed ones by when they closed.",
    "Closed means that an outcome was entered here; when the final response was sent is in `export clocks`.",
    "Complaints closed within three business days are not told apart: see the clock of the rule in `export clocks`.",
    "Partly upheld counts as upheld. Groups and causes were written down from memory and need your check.",
    "Contextualised figures (per 1,000 accounts or policies) are not made: Earshot knows no customers.",
)


@dataclass
class _Group:
    opened: int = 0
    days: list[bool] = field(default_factory=list)  # of each closed one: within eight weeks
    findings: list[str] = field(default_factory=list)
    told: int = 0
    redress: dict[str, Decimal] = field(default_factory=dict)


def fca_rows(rows: Iterable[Row], rules: RegisterRules) -> Iterator[Row]:
    """By product and cause; one row more for each further currency, with nothing else counted in it."""
    groups: dict[tuple[str, str], _Group] = {}
    for row in rows:
        if row["withdrawn_at"] is None:
            _count(groups.setdefault(_group_of(row, rules), _Group()), row)
    for (product, cause), group in sorted(groups.items()):
        paid = sorted(group.redress.items()) or [("", Decimal())]
        for place, (currency, amount) in enumerate(paid):
            counted = _counted(group if place == 0 else _Group())
            redress = f"{amount:f}" if currency else ""
            yield {
                "product": product,
                "cause": cause,
                **counted,
                "currency": currency,
                "redress": redress,
            }


def _group_of(row: Row, rules: RegisterRules) -> tuple[str, str]:
    product, cause = (
        rules.products.get(row["product"] or ""),
        rules.causes.get(row["root_cause"] or ""),
    )
    return (
        str(product.fca) if product and product.fca else NO_GROUP,
        str(cause.fca) if cause and cause.fca else NO_GROUP,
    )


def _count(group: _Group, row: Row) -> None:
    group.opened += 1
    decided: datetime | None = row["decided_at"]
    if decided is None:
        return
    group.days.append(decided - row["received_at"] <= _EIGHT_WEEKS)
    group.findings.append(row["outcome"])
    group.told += row["told_ombudsman"] == "yes"
    if row["redress"]:
        paid = group.redress.get(row["currency"], Decimal())
        group.redress[row["currency"]] = paid + Decimal(row["redress"])


def _counted(group: _Group) -> dict[str, int]:
    return {
        "opened": group.opened,
        "closed": len(group.findings),
        "closed_in_8_weeks": sum(group.days),
        "closed_later": len(group.days) - sum(group.days),
        "upheld": sum(each in _UPHELD for each in group.findings),
        "rejected": group.findings.count(Finding.REJECTED),
        "withdrawn": group.findings.count(Finding.WITHDRAWN),
        "told_ombudsman": group.told,
    }
