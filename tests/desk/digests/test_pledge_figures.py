"""What answers promised by a time, in a digest: made, kept, late and broken, each with its cases behind it."""

from datetime import datetime, timedelta

import pytest

from bot.desk.pledges import deciding, watching
from bot.digest import counting, pledge_figures
from bot.digest.choices import choices
from bot.digest.figure import Figure, cases_behind
from bot.digest.pledge_figures import Pledges
from bot.digest.report import Report
from bot.digest.words import wording
from bot.domain.rules.digest_rules import Audience, Part
from bot.language import speaking
from bot.storage.figures import counts
from bot.storage.figures.figure_rows import Figures, Scope
from tests.desk.conftest import MONDAY_TEN, Bank
from tests.desk.pledges.test_pledges import LENA, promise
from tests.digest.test_any_rows import PERIOD, RULE

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _people(bank: Bank) -> None:
    for who in ("U0AMIRA", "U0LENA", "U0DANIEL"):
        bank.staff(who)


def read(bank: Bank, *, start: datetime, end: datetime, teams: tuple[str, ...] = ()) -> Figures:
    with bank.database.reading() as session:
        return counts.read(session=session, start=start, end=end, scope=Scope(teams=teams))


def opened(rows: Figures, figure: Figure) -> list[int]:
    found = cases_behind(rows, figure, now=rows.end, ahead=8 * HOUR)
    return sorted(row.case_id for row in found)


def told(rows: Figures) -> Pledges:
    return pledge_figures.counted(rows.pledges)


def keep(bank: Bank, case_id: int, number: int) -> None:
    with bank.desk() as desk:
        deciding.keep(desk, case_id=case_id, pledge_id=number, by=LENA)


def passes(bank: Bank, *, hours: float) -> None:
    bank.later(hours=hours)
    with bank.desk() as desk:
        watching.look_due(desk)


def test_made_kept_and_broken_are_counted_and_open_their_cases(bank: Bank) -> None:
    one, two, three = (bank.complaint(author=name) for name in ("ana", "bo", "cy"))
    first = promise(bank, one, key="1")
    second = promise(bank, two, key="2")
    promise(bank, three, key="3", is_out=False)
    passes(bank, hours=1)
    keep(bank, one, first)
    passes(bank, hours=2)
    keep(bank, two, second)
    rows = read(bank, start=MONDAY_TEN, end=bank.now + HOUR)
    assert told(rows) == Pledges(made=2, kept=2, late=1, broken=1)
    assert opened(rows, Figure.PLEDGED) == [one, two], "what never went promised nothing"
    assert opened(rows, Figure.PLEDGE_KEPT) == [one, two]
    assert opened(rows, Figure.PLEDGE_BROKEN) == [two]


def test_each_step_counts_in_the_period_in_which_it_was(bank: Bank) -> None:
    case_id = bank.complaint()
    number = promise(bank, case_id)
    made_by = bank.now + HOUR
    passes(bank, hours=3)
    broken_by = bank.now
    passes(bank, hours=3)
    keep(bank, case_id, number)
    kept_by = bank.now + HOUR
    assert told(read(bank, start=MONDAY_TEN, end=made_by)) == Pledges(made=1)
    assert told(read(bank, start=made_by, end=broken_by)) == Pledges(broken=1)
    assert told(read(bank, start=broken_by, end=kept_by)) == Pledges(kept=1, late=1)


def test_what_was_dropped_was_not_kept_and_another_team_hears_of_nothing(bank: Bank) -> None:
    case_id = bank.complaint()
    number = promise(bank, case_id)
    with bank.desk() as desk:
        deciding.drop(desk, case_id=case_id, pledge_id=number, by=LENA)
    assert told(read(bank, start=MONDAY_TEN, end=bank.now + HOUR)) == Pledges(made=1)
    elsewhere = read(bank, start=MONDAY_TEN, end=bank.now + HOUR, teams=("nobody",))
    assert told(elsewhere) == Pledges()


def report(bank: Bank) -> Report:
    case_id = bank.complaint()
    number = promise(bank, case_id)
    passes(bank, hours=3)
    keep(bank, case_id, number)
    rows = read(bank, start=MONDAY_TEN, end=bank.now + HOUR)
    return counting.counted(rows, rule=RULE, period=PERIOD, now=bank.now)


def test_it_is_three_lines_of_whoever_reads_of_targets(bank: Bank) -> None:
    made = report(bank)
    table = next(each for each in wording.tables(made) if each.title == "Promises to customers")
    assert table.rows == (("Promised", "1"), ("Kept", "1, 1 of them late"), ("Broken", "1"))
    labels = [choice.label for group in choices(made) for choice in group.choices]
    assert {"Promised to do something (1)", "Promises kept (1)", "Promises broken (1)"} <= {*labels}
    without = made.model_copy(update={"parts": (Part.VOICE,), "audience": Audience.BUSINESS})
    assert wording.tables(without) == ()


def test_it_reads_in_arabic() -> None:
    with speaking("ar"):
        assert pledge_figures.lines(Pledges(made=4, kept=3, late=1, broken=2)) == (
            ("ما وُعد به", "4"),
            ("نُفّذ", "العدد 3، منها 1 بعد الموعد"),
            ("لم يُنفّذ في موعده", "2"),
        )


def test_where_nothing_was_promised_nothing_is_said() -> None:
    assert pledge_figures.lines(Pledges()) == ()


def test_a_broken_promise_is_not_a_quiet_time() -> None:
    quiet = Report(period=PERIOD, title="Daily", as_of=PERIOD.end)
    assert quiet.is_quiet
    assert not quiet.model_copy(update={"pledges": Pledges(broken=1)}).is_quiet
