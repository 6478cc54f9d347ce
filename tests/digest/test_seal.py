"""Compliance reads in its digest where the record was sealed; others do not."""

from bot.digest.counting import make
from bot.digest.periods import so_far
from bot.domain.rules.digest_rules import Audience
from bot.slack.views.digests.digest import DigestShown, digest
from bot.slack.views.digests.figures import FiguresShown
from bot.storage.record import record_seals
from tests.desk.conftest import Bank, bank, rules

__all__ = ["bank", "rules"]


def test_the_newest_seal_is_told_to_compliance_alone(bank: Bank) -> None:
    bank.complaint()
    with bank.database.transaction() as session:
        sealed = record_seals.seal(session=session)
        assert sealed is not None
        told = f"{sealed.number}:{sealed.seal}"
    seals = {}
    with bank.database.reading() as session:
        for audience in Audience:
            rule = next(iter(bank.rules.digests.values())).model_copy(update={"audience": audience})
            period = so_far("weekly", rule, bank.now)
            report = make(session=session, rule=rule, period=period, now=bank.now)
            seals[audience] = report.seal
    others = dict.fromkeys(Audience, "")
    assert seals == {**others, Audience.COMPLIANCE: told}


def test_it_stands_in_the_message_itself() -> None:
    drawn = digest(DigestShown("D", None, None, FiguresShown("Fine."), seal="7:abc"))
    assert "The record was sealed: `7:abc`" in str(drawn.blocks)
