"""A surge opens where many speak of one thing; it gathers, hides nothing, and ends with a report."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.desk.digests import issuing
from bot.desk.surges import gathering, listening, opening
from bot.digest.words.heard import gathered as gathered_words
from bot.domain.records.staff import Actor
from bot.domain.records.surge import Surge, SurgeHour
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.triage.ideas import named
from bot.storage import surges
from tests.desk.conftest import MONDAY_TEN, Bank
from tests.desk.surges.outages import break_down, gathered, look, the_surge

LENA = Actor.staff("U0LENA")
FRAUD = "the app is down and someone is emptying my account right now"


def trail_of(bank: Bank, case_id: int) -> list[str]:
    with bank.database.reading() as session:
        query = select(AuditEntry).where(AuditEntry.case_id == case_id)
        return [entry.verb for entry in session.exec(query.order_by(col(AuditEntry.sequence)))]


def surge_posts(bank: Bank) -> list[str]:
    return [str(each.payload["what"]) for each in bank.deliveries("slack.surge")]


def test_many_about_one_thing_open_one_surge_that_gathers_them(bank: Bank) -> None:
    cases = break_down(bank)
    other = bank.complaint("My card was declined at the till", author="zoe")
    look(bank)
    surge = the_surge(bank)
    assert named(surge.topic) == "app + down"
    assert gathered(bank) == cases
    assert other not in gathered(bank)
    assert surge.slack_channel == "C0NORTHBANK"
    assert surge_posts(bank) == ["post", "told", "told"]  # who is on duty, and their channel
    assert "surge_joined" in trail_of(bank, cases[0])
    look(bank)
    assert len(bank.deliveries("slack.surge")) == 3


def test_what_comes_later_is_gathered_too_and_the_post_is_drawn_anew(bank: Bank) -> None:
    break_down(bank)
    look(bank)
    shown = the_surge(bank).shown
    later = bank.complaint("Website still offline, error again", author="late")
    look(bank)
    assert later in gathered(bank)
    assert the_surge(bank).shown != shown
    assert [each.payload["slack_channel"] for each in bank.deliveries("slack.redraw")]


def test_a_case_with_a_signal_stands_alone_also_when_it_is_heard_later(bank: Bank) -> None:
    break_down(bank)
    fraud = bank.complaint(FRAUD, author="fay")
    look(bank)
    assert fraud not in gathered(bank)
    first = gathered(bank)[0]
    bank.take_in(bank.post("now someone is emptying my account right now", author="outage0"))
    look(bank)
    assert first not in gathered(bank)
    assert trail_of(bank, first)[-1] == "surge_left"


def test_a_case_is_taken_out_by_hand_and_not_gathered_again_but_can_be_put_in(bank: Bank) -> None:
    cases = break_down(bank)
    look(bank)
    with bank.desk() as desk:
        gathering.take_out(desk, case_id=cases[3], by=LENA)
    look(bank)
    assert cases[3] not in gathered(bank)
    with bank.desk() as desk:
        gathering.put_in(desk, case_id=cases[3], surge_id=the_surge(bank).pk, by=LENA)
    assert cases[3] in gathered(bank)
    with bank.desk() as desk, pytest.raises(gathering.CannotPutIn):
        gathering.put_in(desk, case_id=cases[3], surge_id=the_surge(bank).pk, by=LENA)


def test_a_case_that_carries_a_signal_can_be_put_in_by_hand_and_stays(bank: Bank) -> None:
    break_down(bank)
    fraud = bank.complaint(FRAUD, author="fay")
    look(bank)
    with bank.desk() as desk:
        gathering.put_in(desk, case_id=fraud, surge_id=the_surge(bank).pk, by=LENA)
    look(bank)
    assert fraud in gathered(bank)


def test_one_is_opened_by_hand_before_the_first_post_and_gathers_what_matches(bank: Bank) -> None:
    with bank.desk() as desk:
        surge = opening.open_by_hand(
            desk,
            brand="northbank",
            words="card declined",
            cause="The card system is being moved. My number is 07700 900123.",
            note="",
            by=LENA,
        )
        assert surge.owner == "U0LENA"
        assert "900123" not in surge.cause
    bank.later(minutes=1)
    case = bank.complaint("my card was declined twice", author="ana")
    bank.complaint("the app is down", author="ben")
    look(bank)
    assert gathered(bank) == [case]


@pytest.mark.parametrize("words", ["", "down", "hello there"])
def test_what_names_no_surge_opens_none(bank: Bank, words: str) -> None:
    with bank.desk() as desk, pytest.raises(opening.CannotOpen):
        opening.open_by_hand(desk, brand="northbank", words=words, cause="", note="", by=LENA)


def test_two_about_the_same_are_not_open_at_once(bank: Bank) -> None:
    break_down(bank)
    look(bank)
    with bank.desk() as desk, pytest.raises(opening.CannotOpen):
        opening.open_by_hand(desk, brand="northbank", words="app down", cause="", note="", by=LENA)


def test_the_counts_add_up(bank: Bank) -> None:
    cases = break_down(bank)
    bank.complaint("and it is still down, the app", author="outage0")
    look(bank)
    with bank.database.reading() as session:
        figures = surges.figures(session=session, surge_id=the_surge(bank).pk)
    assert (figures.customers, figures.cases, figures.waiting) == (len(cases),) * 3
    assert figures.answered == 0


def test_it_ends_by_hand_with_a_report_of_what_was_said(bank: Bank) -> None:
    cases = break_down(bank)
    look(bank)
    bank.later(minutes=20)
    with bank.desk() as desk:
        opening.name_it(
            desk, surge_id=the_surge(bank).pk, cause="A full disk", owner="U0TOM", note="", by=LENA
        )
        ended = opening.end(desk, surge_id=the_surge(bank).pk, by=LENA)
        assert ended.said[":app"] == len(cases)
        with pytest.raises(gathering.NoSuchSurge):
            opening.end(desk, surge_id=ended.pk, by=LENA)
    assert surge_posts(bank) == ["post", "told", "told", "report"]
    assert all(bank.case(case_id).is_open for case_id in cases)


def test_it_ends_by_itself_when_nobody_waits_and_nobody_speaks_of_it(bank: Bank) -> None:
    with bank.desk() as desk:
        opening.open_by_hand(desk, brand="northbank", words="app down", cause="", note="", by=LENA)
    bank.later(minutes=119)
    look(bank)
    assert the_surge(bank).is_open
    bank.later(minutes=2)
    look(bank)
    with bank.database.reading() as session:
        assert surges.open_surges(session=session) == []
        assert session.exec(select(Surge)).one().ended_by == "system"


def test_it_does_not_end_by_itself_while_somebody_in_it_waits(bank: Bank) -> None:
    break_down(bank)
    look(bank)
    bank.later(hours=5)
    look(bank)
    assert the_surge(bank).is_open


def test_hours_are_counted_once_and_without_what_was_gathered(bank: Bank) -> None:
    for one in range(3):
        bank.complaint("my card was declined", author=f"card{one}")
    break_down(bank)
    look(bank)
    bank.later(hours=1, minutes=11)
    with bank.desk() as desk:
        assert listening.count_hours(desk) == 2 * len(bank.rules.routing.brands)
        assert listening.count_hours(desk) == 0
    with bank.database.reading() as session:
        hour = session.get(SurgeHour, ("northbank", MONDAY_TEN))
        assert hour is not None
        assert hour.spoken[":card"] == 3
        assert ":down" not in hour.spoken


def test_after_a_long_outage_of_ours_the_hours_of_two_days_are_counted(bank: Bank) -> None:
    look(bank)
    bank.now += timedelta(days=5)
    with bank.desk() as desk:
        assert listening.count_hours(desk) == 49 * len(bank.rules.routing.brands)


def test_a_bank_that_wants_none_by_rule_has_none(bank: Bank) -> None:
    bank.lay_over({"surges": {"on": False}})
    break_down(bank)
    look(bank)
    assert gathered(bank) == []


def test_a_digest_tells_the_surges_of_its_period(bank: Bank) -> None:
    break_down(bank)
    look(bank)
    bank.later(minutes=30)
    with bank.desk() as desk:
        report = issuing.look(desk, digest=issuing.BOARD)
        assert gathered_words(report) == (("app + down", "12 customers, 0 answered, goes on"),)
        opening.end(desk, surge_id=the_surge(bank).pk, by=LENA)
        ended = issuing.look(desk, digest=issuing.BOARD)
        assert gathered_words(ended)[0][1] == "12 customers, 0 answered, 30 min"
