"""The register as rows, and counted as the FCA's return asks for it."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.bootstrap import App
from bot.desk.clocks import complaints
from bot.desk.intake import taking_in
from bot.desk.record import register
from bot.desk.record.register import Entry
from bot.domain.channels.inbound import Person
from bot.domain.records.complaint_outcome import Finding
from bot.domain.records.staff import Actor
from bot.domain.rules.register_rules import FcaCause, FcaProduct, RegisterRules
from bot.storage.clocks.rule_versions import store_versions
from handlers.commands.exports.fca_return import NO_GROUP, fca_rows
from tests.handlers.commands.command_line import Earshot
from tests.handlers.commands.record.test_case_file import DECLINED

GRACE = Actor.staff("U0GRACE")
RULES = RegisterRules.model_validate(
    {
        "products": {
            "card": {"title": "Card", "fca": "banking_and_credit_cards"},
            "else": {"title": "Else"},
        },
        "causes": {"delay": {"title": "Delay", "fca": "general_admin_customer_service"}},
    }
)
RECEIVED = datetime(2026, 9, 1, tzinfo=UTC)


@pytest.fixture
def period(app: App) -> tuple[str, ...]:
    """Two complaints, one of them upheld; and the days between which they came in."""
    with app.database.transaction() as session:
        store_versions(session=session, rules=app.rules, now=datetime.now(UTC))
    for number in ("1", "2"):
        who = Person(external_id=f"id-{number}", handle=f"ana{number}", name="Ana")
        told = {"external_id": number, "conversation": number, "author": who}
        post = DECLINED.model_copy(update=told)
        with app.desk() as desk:
            case_id = taking_in.take_in(desk, inbound=post).case_id or 0
        with app.desk() as desk:
            complaints.mark(desk, case_id=case_id, preset="uk_disp", by=GRACE, reason="")
    entry = Entry(Finding.UPHELD, "=1+1", True, "125.50", "GBP", "card", "delay")
    with app.desk() as desk:
        register.enter(desk, case_id=1, preset="uk_disp", entry=entry, by=GRACE)
    return ("--from", "2026-11-15", "--to", "2026-11-17", "--as", "Ola")


def test_the_neutral_one_has_a_row_for_each(
    earshot: Earshot, period: tuple[str, ...], database_url: str
) -> None:
    done = earshot("export", "register", *period, DATABASE_URL=database_url)
    assert done.code == 0, done.told
    first, second = csv.DictReader(io.StringIO(done.out))
    assert (first["case"], first["outcome"], first["redress"]) == ("C-1", "upheld", "125.50")
    assert (first["reasons"], first["decided_by"]) == ("'=1+1", "staff:U0GRACE")
    assert (second["outcome"], second["told_ombudsman"]) == ("", "")


def test_the_fcas_counts_and_says_what_it_does_not(
    earshot: Earshot, period: tuple[str, ...], database_url: str
) -> None:
    given = ("--for", "fca", "--format", "json")
    done = earshot("export", "register", *period, *given, DATABASE_URL=database_url)
    mapped, rest = sorted(json.loads(done.out), key=lambda row: str(row["product"]))
    assert (mapped["product"], mapped["upheld"], mapped["redress"]) == (
        "banking_and_credit_cards",
        1,
        "125.50",
    )
    assert (rest["product"], rest["opened"], rest["closed"]) == (NO_GROUP, 1, 0)
    assert "three business days are not told apart" in done.told


def test_columns_are_explained(earshot: Earshot) -> None:
    assert "root_cause" in earshot("export", "columns", "register").out
    assert "closed_in_8_weeks" in earshot("export", "columns", "register-fca").out


def row(**more: object) -> dict[str, object]:
    """A decided complaint."""
    return {
        "withdrawn_at": None,
        "received_at": RECEIVED,
        "decided_at": RECEIVED + timedelta(days=3),
        "outcome": Finding.UPHELD,
        "told_ombudsman": "yes",
        "redress": "",
        "currency": "",
        "product": "card",
        "root_cause": "delay",
        **more,
    }


def test_groups_weeks_and_currencies_are_told_apart() -> None:
    late = RECEIVED + timedelta(weeks=8, seconds=1)
    counted = list(
        fca_rows(
            [
                row(redress="10.10", currency="GBP"),
                row(redress="0.20", currency="GBP", outcome=Finding.PARTLY),
                row(redress="7", currency="EUR", decided_at=late),
                row(outcome=Finding.REJECTED, told_ombudsman="no"),
                row(outcome=Finding.WITHDRAWN, product="else"),
                row(decided_at=None, outcome=None, told_ombudsman=None, redress=None),
                row(withdrawn_at=RECEIVED),
            ],
            RULES,
        )
    )
    euro, pound, rest = counted
    group = (str(FcaProduct.BANKING_AND_CREDIT_CARDS), str(FcaCause.GENERAL_ADMIN_CUSTOMER_SERVICE))
    assert (euro["product"], euro["cause"]) == group
    assert [euro[each] for each in ("opened", "closed", "upheld", "rejected")] == [5, 4, 3, 1]
    assert (euro["closed_in_8_weeks"], euro["closed_later"], euro["told_ombudsman"]) == (3, 1, 3)
    assert (euro["redress"], pound["redress"], pound["opened"]) == ("7", "10.30", 0)
    assert (rest["product"], rest["withdrawn"], rest["redress"]) == (NO_GROUP, 1, "")
