"""A window that closes is told as what it is: nothing is broken, another deadline counts from then on."""

from datetime import timedelta

from bot.desk.clocks import complaints, escalations
from bot.digest.attention import to_see
from bot.digest.figure import Figure, cases_behind
from bot.domain.records.staff import Actor
from bot.domain.sla.policy import Metric
from bot.domain.sla.regulatory import RegulatoryPreset
from bot.slack.shown.cases.case import clock_shown
from bot.slack.views.clocks.clock_words import standing
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.figures import counts
from bot.storage.figures.figure_rows import Figures, Scope
from tests.desk.conftest import MONDAY_TEN, Bank

GRACE = Actor.staff("U0GRACE")


def with_a_closed_window(bank: Bank) -> int:
    """A complaint under DISP, a week old, so that a summary is no longer enough."""
    case_id = bank.complaint()
    with bank.desk() as desk:
        complaints.mark(desk, case_id=case_id, preset="uk_disp", by=GRACE, reason="Redress")
    bank.later(days=7)
    with bank.desk() as desk:
        escalations.fire(desk)
    return case_id


def rows(bank: Bank) -> Figures:
    with bank.database.reading() as session:
        return counts.read(session=session, start=MONDAY_TEN, end=bank.now, scope=Scope())


def test_a_closed_window_is_neither_overdue_nor_a_broken_promise(bank: Bank) -> None:
    with_a_closed_window(bank)
    found = rows(bank)
    assert [one.metric for one in found.decided if one.metric is Metric.REGULATORY] == []
    alone = Figures(
        start=found.start,
        end=found.end,
        waiting=found.waiting,
        running=[one for one in found.running if one.metric is Metric.REGULATORY],
        timed=found.timed,
    )
    assert cases_behind(alone, Figure.OVERDUE, now=bank.now, ahead=timedelta(hours=8)) == []
    [entry] = to_see(alone, now=bank.now)
    assert entry.words == "A window of its complaint rule closed; the final response is owed, since"


def test_the_case_says_that_the_window_closed(bank: Bank) -> None:
    case_id = with_a_closed_window(bank)
    with bank.database.reading() as session:
        clocks = clocks_of(session=session, case_id=case_id)
        shown = [clock_shown(clock, session=session) for clock in clocks]
    said = [standing(clock) for clock in shown if clock is not None and clock.is_window]
    assert len(said) == 2  # for the acknowledgement, and for the summary
    assert all(each.startswith("⚪ window closed") for each in said)


def test_a_preset_that_names_no_window_keeps_the_version_it_was_stored_under(bank: Bank) -> None:
    preset = bank.rules.regulatory.choices["uk_psd"]
    assert "is_window" not in preset.model_dump_json()
    assert RegulatoryPreset.model_validate(preset.model_dump(mode="json")).version == preset.version
