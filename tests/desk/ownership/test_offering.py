"""A case that nobody has, offered to one person on duty after the other: who is asked, when, and when nobody is."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.desk.cases import closures
from bot.desk.clocks import escalations
from bot.desk.ownership import absences, claims, handoffs, offering, workload
from bot.desk.triage import priorities
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.cases.closure import NotActionableReason
from bot.domain.records.offer import Offer, OfferEnd
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.sla.clock import SlaClock
from bot.outbox.kinds import DeliveryKind
from bot.outbox.offer_kind import OfferPayload
from bot.outbox.outcome import Receipt
from bot.storage.cases.claims import open_claim
from tests.desk.conftest import Bank

AMIRA, JONAS, TOM, LENA, DANIEL = "U0AMIRA", "U0JONAS", "U0TOM", "U0LENA", "U0DANIEL"
SHIFT = {"people": [AMIRA, JONAS, TOM]}
ON_DUTY = {"duty": {"teams": {"every": {"time_zone": "UTC", "shifts": [SHIFT]}}}}


@pytest.fixture(autouse=True)
def _staffed(bank: Bank) -> None:
    for person in (AMIRA, JONAS, TOM, LENA, DANIEL):
        bank.staff(person)


def offers_by(bank: Bank, turn: str, **more: Any) -> None:
    bank.lay_over({**ON_DUTY, "offering": {"every": {"turn": turn, **more}}})


def tick(bank: Bank) -> None:
    while _look(bank) >= 25:
        pass


def _look(bank: Bank) -> int:
    with bank.desk() as desk:
        return offering.look_due(desk, limit=25)


def rows(bank: Bank) -> list[Offer]:
    with bank.database.reading() as session:
        return list(session.exec(select(Offer).order_by(col(Offer.id))))


def asked(bank: Bank) -> list[tuple[int, str]]:
    """What stands now: case and person; empty where it is back in the queue."""
    return [(row.case_id, row.slack_user_id) for row in rows(bank) if row.ended_at is None]


def told(bank: Bank) -> list[str]:
    sent = bank.deliveries(DeliveryKind.OFFER)
    return [OfferPayload.read(each.payload).slack_channel for each in sent]


def claim(bank: Bank, case_id: int, by: str) -> None:
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=Actor.staff(by), slack_user_id=by)


def decline(bank: Bank, by: str) -> None:
    standing = next(row for row in rows(bank) if row.stands)
    with bank.desk() as desk:
        offering.decline(desk, offer_id=standing.pk, by=Actor.staff(by))


def owner(bank: Bank, case_id: int) -> str:
    with bank.database.reading() as session:
        found = open_claim(session=session, case_id=case_id)
        return found.slack_user_id if found else ""


def trail(bank: Bank, case_id: int) -> list[str]:
    with bank.database.reading() as session:
        query = select(AuditEntry.verb).where(
            AuditEntry.case_id == case_id, col(AuditEntry.verb).like("offer%")
        )
        return list(session.exec(query.order_by(col(AuditEntry.id))))


def test_as_shipped_nothing_is_offered(bank: Bank) -> None:
    bank.lay_over(ON_DUTY)
    bank.complaint()
    tick(bank)
    assert rows(bank) == []
    assert told(bank) == []


def test_an_offer_asks_one_and_then_the_next_and_claims_nothing(bank: Bank) -> None:
    offers_by(bank, "round_robin")
    case_id = bank.complaint()
    tick(bank)
    tick(bank)
    assert asked(bank) == [(case_id, AMIRA)]
    bank.later(minutes=5)
    tick(bank)
    assert asked(bank) == [(case_id, JONAS)]
    decline(bank, JONAS)
    tick(bank)
    assert asked(bank) == [(case_id, TOM)]
    assert told(bank) == [AMIRA, JONAS, TOM]
    assert owner(bank, case_id) == ""
    assert [row.ended_as for row in rows(bank)] == [OfferEnd.LAPSED, OfferEnd.DECLINED, None]
    assert trail(bank, case_id) == ["offered", "offer_ended", "offered", "offer_ended", "offered"]


def test_once_all_were_asked_whoever_has_duty_is_told_once_and_who_comes_later_is_asked(
    bank: Bank,
) -> None:
    offers_by(bank, "round_robin")
    case_id = bank.complaint()
    for _ in range(6):
        tick(bank)
        bank.later(minutes=5)
    assert asked(bank) == [(case_id, "")]
    assert told(bank) == [AMIRA, JONAS, TOM, DANIEL, "C0DUTY"]  # once each, and nobody twice
    more = {"people": [AMIRA, JONAS, TOM, LENA]}
    bank.lay_over(
        {
            "duty": {"teams": {"every": {"time_zone": "UTC", "shifts": [more]}}},
            "offering": {"every": {"turn": "by_load"}},
        }
    )
    tick(bank)
    assert asked(bank) == [(case_id, LENA)]


def test_what_a_lead_was_told_is_settled_in_place_once_somebody_has_it(bank: Bank) -> None:
    offers_by(bank, "round_robin")
    case_id = bank.complaint()
    for _ in range(4):
        tick(bank)
        bank.later(minutes=5)
    told_to = {each.id for each in bank.deliveries(DeliveryKind.OFFER)[-2:]}
    for each in bank.deliveries(DeliveryKind.OFFER):
        bank.end(each, Receipt(reference=f"{each.id}.1"))
    claim(bank, case_id, TOM)
    tick(bank)
    redrawn = {each.payload.get("delivery_id") for each in bank.deliveries(DeliveryKind.REDRAW)}
    assert told_to <= redrawn
    assert asked(bank) == []


def test_a_claim_ends_the_offer_and_after_a_release_all_are_asked_anew(bank: Bank) -> None:
    offers_by(bank, "round_robin")
    case_id = bank.complaint()
    tick(bank)
    claim(bank, case_id, AMIRA)
    bank.later(minutes=1)
    tick(bank)
    assert [row.ended_as for row in rows(bank)] == [OfferEnd.CLAIMED]
    with bank.desk() as desk:
        claims.release(desk, case_id=case_id, by=Actor.staff(AMIRA))
    bank.later(minutes=1)
    for person in (JONAS, TOM, AMIRA):
        tick(bank)
        assert asked(bank) == [(case_id, person)]
        decline(bank, person)


def test_a_case_that_waits_anew_is_offered_to_all_anew_though_nobody_ever_had_it(
    bank: Bank,
) -> None:
    """It was answered without being claimed, and the customer wrote again."""
    offers_by(bank, "round_robin")
    case_id = bank.complaint()
    for person in (AMIRA, JONAS, TOM):
        tick(bank)
        assert asked(bank) == [(case_id, person)]
        decline(bank, person)
    bank.later(minutes=1)
    for at in (None, bank.now):
        with bank.desk() as desk:
            case = desk.session.get_one(Case, case_id)
            case.unanswered_since = at
            desk.session.add(case)
        tick(bank)
    assert asked(bank) == [(case_id, AMIRA)]


def test_another_team_is_asked_whoever_was_asked_before(bank: Bank) -> None:
    offers_by(bank, "round_robin", most_asked=2)
    case_id = bank.complaint()
    for person in (AMIRA, JONAS):
        tick(bank)
        decline(bank, person)
    tick(bank)
    assert asked(bank) == [(case_id, "")]
    bank.later(minutes=1)
    with bank.desk() as desk:
        team = next(each for each in desk.rules.routing.teams if each != bank.case(case_id).team)
        handoffs.to_team(desk, case_id=case_id, team=team, note="", by=Actor.staff(LENA))
    tick(bank)
    assert asked(bank)[-1][0] == case_id
    assert asked(bank)[-1][1] in (AMIRA, JONAS, TOM)


def test_whoever_was_asked_and_went_home_counts_no_more_among_those_on_duty(bank: Bank) -> None:
    offers_by(bank, "round_robin", most_asked=2)
    case_id = bank.complaint()
    for person in (AMIRA, JONAS):
        tick(bank)
        decline(bank, person)
    tick(bank)
    assert asked(bank) == [(case_id, "")]
    late = {"people": [JONAS, TOM, LENA]}
    bank.lay_over(
        {
            "duty": {"teams": {"every": {"time_zone": "UTC", "shifts": [late]}}},
            "offering": {"every": {"turn": "round_robin", "most_asked": 2}},
        }
    )
    tick(bank)
    [(_, person)] = asked(bank)
    assert person in (TOM, LENA)


def test_somebody_elses_claim_or_the_end_of_the_case_ends_it(bank: Bank) -> None:
    offers_by(bank, "round_robin")
    first, second = bank.complaint(author="ana"), bank.complaint(author="ben")
    tick(bank)
    assert asked(bank) == [(first, AMIRA), (second, JONAS)]
    claim(bank, first, TOM)
    with bank.desk() as desk:
        closures.not_actionable(
            desk, case_id=second, reason=NotActionableReason.PRAISE, remark="", by=Actor.staff(TOM)
        )
    tick(bank)
    assert [row.ended_as for row in rows(bank)] == [OfferEnd.NOT_NEEDED] * 2


def test_by_load_whoever_has_the_fewest_is_asked(bank: Bank) -> None:
    offers_by(bank, "by_load")
    for person, author in ((AMIRA, "ana"), (AMIRA, "ben"), (JONAS, "cai")):
        claim(bank, bank.complaint(author=author), person)
    case_id = bank.complaint(author="dana")
    tick(bank)
    assert asked(bank) == [(case_id, TOM)]


def test_the_last_owner_is_asked_first_where_they_are_on_duty(bank: Bank) -> None:
    offers_by(bank, "last_owner")
    before = bank.complaint(author="ana")
    claim(bank, before, TOM)
    with bank.desk() as desk:
        closures.not_actionable(
            desk, case_id=before, reason=NotActionableReason.PRAISE, remark="", by=Actor.staff(TOM)
        )
    bank.later(days=60)
    again = bank.complaint(author="ana")
    assert again != before
    tick(bank)
    assert asked(bank) == [(again, TOM)]


def test_whoever_is_away_or_left_is_passed_over_also_once_asked(bank: Bank) -> None:
    offers_by(bank, "round_robin")
    bank.staff(AMIRA, is_gone=True, roles=[])
    case_id = bank.complaint()
    tick(bank)
    assert asked(bank) == [(case_id, JONAS)]
    with bank.desk() as desk:
        absences.away(
            desk,
            person=JONAS,
            start=bank.now,
            until=bank.now + timedelta(days=1),
            stand_in="",
            by=Actor.staff(JONAS),
        )
    bank.later(seconds=1)
    tick(bank)
    assert asked(bank) == [(case_id, TOM)]
    assert [row.ended_as for row in rows(bank)] == [OfferEnd.AWAY, None]


def test_one_offer_a_person_but_a_danger_is_offered_at_once_and_first(bank: Bank) -> None:
    bank.lay_over(
        {
            "duty": {"teams": {"every": {"time_zone": "UTC", "shifts": [{"people": [AMIRA]}]}}},
            "offering": {"every": {"turn": "by_load"}},
        }
    )
    first, second, danger = (bank.complaint(author=author) for author in ("ana", "ben", "cai"))
    tick(bank)
    assert asked(bank) == [(first, AMIRA)]
    with bank.desk() as desk:
        priorities.set_priority(
            desk, case_id=danger, priority="urgent", reason="petrol", by=Actor.staff(LENA)
        )
    tick(bank)
    assert asked(bank) == [(first, AMIRA), (danger, AMIRA)]
    last = rows(bank)[-1]
    assert last.ends_at == bank.now + timedelta(minutes=2)
    assert second not in dict(asked(bank))


def test_a_declined_offer_is_over_and_nobody_declines_anothers(bank: Bank) -> None:
    offers_by(bank, "round_robin")
    bank.complaint()
    tick(bank)
    with pytest.raises(offering.NotOffered, match="somebody else"):
        decline(bank, TOM)
    offer = rows(bank)[0]
    decline(bank, AMIRA)
    with bank.desk() as desk, pytest.raises(offering.NotOffered, match="over"):
        offering.decline(desk, offer_id=offer.pk, by=Actor.staff(AMIRA))


def test_a_team_or_brand_may_do_otherwise(bank: Bank) -> None:
    bank.lay_over({**ON_DUTY, "offering": {"brands": {"harbour": {"turn": "by_load"}}}})
    bank.complaint()
    tick(bank)
    assert rows(bank) == []
    bank.lay_over({**ON_DUTY, "offering": {"teams": {"desk": {"turn": "by_load", "minutes": 9}}}})
    tick(bank)
    assert [row.ends_at for row in rows(bank)] == [bank.now + timedelta(minutes=9)]


def test_the_board_counts_what_somebody_is_asked_to_take(bank: Bank) -> None:
    offers_by(bank, "round_robin")
    bank.complaint()
    tick(bank)
    with bank.desk() as desk:
        people = {one.slack_user_id: one.offered for one in workload.read(desk).people}
    assert (people[AMIRA], people[JONAS]) == (1, 0)


def test_a_whole_night_in_which_nobody_is_there_and_the_morning_after(bank: Bank) -> None:
    """Forty cases come while nobody has duty: none is offered, none is claimed, each clock is as it would be;
    in the morning they are offered in the one order, a few at a time, until all are taken."""
    day = {"hours": "08:00-20:00", "people": [AMIRA, JONAS, TOM]}
    night_off = {"duty": {"teams": {"every": {"time_zone": "UTC", "shifts": [day]}}}}
    bank.lay_over({**night_off, "offering": {"every": {"turn": "by_load", "at_once": 2}}})
    bank.now = bank.now.replace(hour=21)
    numbers = []
    for place in range(40):
        numbers.append(bank.complaint(author=f"a{place}"))
        bank.later(minutes=15)
        tick(bank)
        with bank.desk() as desk:
            escalations.fire(desk)
    urgent = numbers[30]
    with bank.desk() as desk:
        priorities.set_priority(
            desk, case_id=urgent, priority="urgent", reason="petrol", by=Actor.staff(LENA)
        )
    assert bank.now.hour == 7
    assert rows(bank) == []
    clocks = _clocks(bank)
    bank.later(hours=1)
    tick(bank)
    first = rows(bank)[0]
    assert first.case_id == urgent
    assert _clocks(bank) == clocks
    assert len(asked(bank)) == 6  # two each, the danger besides what else somebody is asked
    rounds = 0
    while any(bank.case(number).state is CaseState.NEW for number in numbers):
        for case_id, person in asked(bank):
            if person and rounds % 3:
                claim(bank, case_id, person)
        bank.later(minutes=5)
        tick(bank)
        rounds += 1
        assert rounds < 60
    assert {owner(bank, number) for number in numbers} <= {AMIRA, JONAS, TOM}
    assert asked(bank) == []


def _clocks(bank: Bank) -> list[tuple[object, ...]]:
    with bank.database.reading() as session:
        found = session.exec(select(SlaClock).order_by(col(SlaClock.id)))
        return [(one.case_id, one.metric, one.due_at, one.met_at) for one in found]
