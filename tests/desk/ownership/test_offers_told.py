"""What a digest says of the cases that were offered to one person after the other."""

from datetime import timedelta

from bot.digest import offer_figures
from bot.digest.counting import make
from bot.digest.offer_figures import Offers, offered
from bot.digest.periods import Period
from bot.digest.words.wording import tables
from bot.domain.records.offer import OfferEnd
from tests.desk.conftest import Bank
from tests.desk.ownership.test_offering import (
    AMIRA,
    DANIEL,
    JONAS,
    LENA,
    TOM,
    claim,
    decline,
    offers_by,
    rows,
    tick,
)


def test_a_digest_tells_how_many_were_offered_and_how_it_ended(bank: Bank) -> None:
    for person in (AMIRA, JONAS, TOM, LENA, DANIEL):
        bank.staff(person)
    offers_by(bank, "round_robin")
    begun = bank.now
    case_id = bank.complaint()
    tick(bank)
    bank.later(minutes=5)
    tick(bank)
    decline(bank, JONAS)
    tick(bank)
    claim(bank, case_id, TOM)
    tick(bank)
    assert [row.ended_as for row in rows(bank)] == [
        OfferEnd.LAPSED,
        OfferEnd.DECLINED,
        OfferEnd.CLAIMED,
    ]
    bank.later(minutes=1)
    period = Period(digest="daily", key="2026-11-16", start=begun, end=bank.now)
    hour = bank.now + timedelta(hours=1)
    after = Period(digest="daily", key="2026-11-17", start=bank.now, end=hour)
    rule = bank.rules.digests["daily"]
    elsewhere = rule.model_copy(update={"teams": ("cards",)})
    with bank.database.reading() as session:
        report = make(session=session, rule=rule, period=period, now=bank.now)
        assert offered(session, rule, after) == Offers()
        assert offered(session, elsewhere, period) == Offers()
    assert report.offers == Offers(made=3, taken=1, declined=1, lapsed=1)
    lines = [table.rows for table in tables(report) if table.title == "Cases nobody had"]
    told = "3: 1 taken, 1 declined, 1 let lapse"
    assert lines == [(("Offered to one person at a time", told),)]


def test_where_nothing_is_offered_no_line_says_so() -> None:
    assert offer_figures.lines(Offers()) == ()
