"""kill -9 of workers that bundle alerts, while a relay sends the bundles, and of those that issue digests.

Everybody is told each thing once, and each period has its digest once.
"""

from collections import Counter
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from bot.desk.digests import issuing
from bot.digest.periods import due_periods
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla.alert import Alert
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.outcome import Outcome, Parcel, Receipt
from bot.outbox.relay import Relay
from tests.database import MovableDatabase
from tests.desk.conftest import Bank, rules
from tests.storage import ticking_process
from tests.storage.test_ticks_survive import Workers, complaints, due

__all__ = ["rules"]  # the fixture of the sandbox's banks
_KIND = "slack.alert_bundle"


class Reader:
    """Takes every bundle as Slack does: what is in it when it is sent is what somebody reads."""

    def __init__(self, database: MovableDatabase) -> None:
        self._database = database
        self.told: Counter[str] = Counter()

    def send(self, parcel: Parcel) -> Outcome:
        """Draw it from its rows, as the real one does."""
        if parcel.kind != _KIND:
            return Receipt(parcel.dedupe_key)  # words in threads; others look after those
        with self._database.reading() as session:
            bundle = select(Alert.fact).where(Alert.bundle == parcel.payload["bundle"])
            found = list(session.exec(bundle))
        assert found, "no message is empty"
        self.told.update(found)
        return Receipt(parcel.dedupe_key)

    def look_for(self, parcel: Parcel) -> list[Receipt]:
        """Nothing is ever in doubt here."""
        return []


def relay_of(database: MovableDatabase, reader: Reader) -> Relay:
    def nothing(_session: Session, _delivery: Delivery, _outcome: Outcome) -> None:
        pass

    kinds = ("alert_bundle", "alert", "redraw", "headline", "notice")
    carriers = {f"slack.{kind}": reader for kind in kinds}
    return Relay(database, carriers, nothing, pools={"slack": 1})


def bundles_survive(
    database: MovableDatabase, rules: HouseRules, *, cases: int, kills: int
) -> None:
    bank = Bank(database, rules)
    complaints(bank, cases)
    reader = Reader(database)
    relay = relay_of(database, reader)
    workers, waiting = Workers(bank), due(bank)
    for number in range(kills):
        left = waiting * (kills - number) // (kills + 1)
        workers.wait_until(lambda left=left: due(bank) <= left)  # type: ignore[misc]  # bound now
        send(database, relay)
        workers.kill_one()
    workers.wait_until(lambda: due(bank) == 0)
    workers.end()
    send(database, relay)
    with database.reading() as session:
        raised = list(session.exec(select(Alert.fact)))
        unsent = select(Delivery.id).where(
            Delivery.kind == _KIND, col(Delivery.state) != DeliveryState.SENT
        )
        assert list(session.exec(unsent)) == []
    assert reader.told == Counter(raised), "each alert in one message that was sent, and once"
    assert len(raised) >= cases


def send(database: MovableDatabase, relay: Relay) -> None:
    """All that may go by now and in the next minutes; the lanes' pace is not what is looked at."""
    for _ in range(3):
        database.move(5)
        while relay.run_once("slack"):
            database.move(5)


def digests_survive(bank: Bank, *, kills: int) -> None:
    with bank.desk() as desk:
        assert issuing.issue_due(desk) == 0, "the first time they only begin"
        last = dict.fromkeys(bank.rules.digests, "")
    begun = {period.fact for period in due_periods(rules=bank.rules, now=bank.now, last_done=last)}
    for number in range(3):
        bank.complaint(author=f"a{number}")
    bank.now += timedelta(days=6)
    expected = {
        period.fact for period in due_periods(rules=bank.rules, now=bank.now, last_done=last)
    } - begun
    workers = Workers(bank, ticking_process.issue_digests)
    for _ in range(kills):
        workers.kill_one()
    workers.wait_until(lambda: len(bank.deliveries("slack.digest")) >= len(expected))
    workers.end()
    issued = bank.deliveries("slack.digest")
    assert sorted(each.dedupe_key for each in issued) == sorted(expected)
    charts = {each.dedupe_key for each in bank.deliveries("slack.chart")}
    assert charts <= {f"chart:{fact}" for fact in expected}
    with bank.database.reading() as session:
        trail = session.exec(select(AuditEntry).where(AuditEntry.verb == "digest"))
        said = Counter((entry.details["digest"], entry.details["period"]) for entry in trail)
    assert len(said) == len(expected)
    assert set(said.values()) == {1}


@pytest.mark.sqlite_in_proof
def test_three_kills_tell_each_alert_in_one_message_and_once(
    database: MovableDatabase, rules: HouseRules
) -> None:
    bundles_survive(database, rules, cases=12, kills=3)


@pytest.mark.sqlite_in_proof
def test_two_kills_issue_each_digest_once(database: MovableDatabase, rules: HouseRules) -> None:
    digests_survive(Bank(database, rules), kills=2)


@pytest.mark.proof
def test_thirty_kills_tell_each_alert_in_one_message_and_once(
    database: MovableDatabase, rules: HouseRules
) -> None:
    bundles_survive(database, rules, cases=200, kills=30)


@pytest.mark.proof
def test_twenty_kills_issue_each_digest_once(database: MovableDatabase, rules: HouseRules) -> None:
    digests_survive(Bank(database, rules), kills=20)
