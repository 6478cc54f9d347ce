"""Random days on which the weekly data changes as well: closed days, shifts, absences, members, blocks."""

from datetime import timedelta

from bot.desk.house import weekly_data
from bot.desk.intake import taking_in
from bot.desk.messages import blocking, unblocking
from bot.desk.ownership import absences
from bot.domain.records.staff import Actor
from bot.domain.rules.house.weekly_data import ClosedDayRow, DutyRow, Kind, MemberRow, Row
from bot.storage.house import weekly_data as house
from tests.desk.chance import STAFF
from tests.desk.chance_of_cases import AMIRA, CaseChance
from tests.desk.conftest import Bank

JONAS = Actor.staff(STAFF[1])


class WeeklyChance(CaseChance):
    """The usual random things, and what leads enter in *Desk settings*."""

    def __init__(self, bank: Bank, seed: int) -> None:
        super().__init__(bank, seed)
        for person in STAFF:
            bank.staff(person)
        self._moves += [
            (8, self._closes_a_day),
            (3, self._opens_a_day_again),
            (1, self._imports_closed_days),
            (1, self._changes_the_roster),
            (1, self._is_away),
            (2, self._blocks_and_thinks_better_of_it),
        ]

    def _closes_a_day(self, _case_id: int) -> None:
        with self.bank.desk() as desk:
            weekly_data.add(desk, kind=Kind.CLOSED_DAYS, row=self._some_day(), by=AMIRA)

    def _opens_a_day_again(self, _case_id: int) -> None:
        with self.bank.desk() as desk:
            standing = house.standing(session=desk.session, kind=Kind.CLOSED_DAYS)
            if standing:
                entry, _ = self._dice.choice(standing)
                weekly_data.remove(desk, kind=Kind.CLOSED_DAYS, entry_id=entry.pk, by=JONAS)

    def _imports_closed_days(self, _case_id: int) -> None:
        rows = [self._some_day() for _ in range(3)]
        with self.bank.desk() as desk:
            weekly_data.replace(desk, kind=Kind.CLOSED_DAYS, rows=rows, by=Actor.operator("Ola"))

    def _changes_the_roster(self, _case_id: int) -> None:
        who = self._dice.choice(STAFF)
        rows: list[tuple[Kind, Row]] = [
            (Kind.DUTY, DutyRow(team="desk", person=who)),
            (Kind.MEMBERS, MemberRow(team="desk", person=who)),
        ]
        kind, row = self._dice.choice(rows)
        with self.bank.desk() as desk:
            weekly_data.add(desk, kind=kind, row=row, by=AMIRA)

    def _is_away(self, _case_id: int) -> None:
        who, stand_in = self._dice.sample(STAFF, 2)
        with self.bank.desk() as desk:
            absences.away(
                desk,
                person=who,
                start=desk.now,
                until=desk.now + timedelta(hours=5),
                stand_in=self._dice.choice((stand_in, "")),
                by=Actor.staff(who),
            )

    def _blocks_and_thinks_better_of_it(self, case_id: int) -> None:
        """What an author wrote while blocked is taken in an hour later."""
        first = self._posts[case_id][0]
        with self.bank.desk() as desk:
            blocking.block(desk, case_id=case_id, reason="Insults", until=None, by=AMIRA)
        post = self.bank.post(
            "My card was stolen", author=first.author.handle if first.author else ""
        ).model_copy(update={"conversation": first.conversation})
        with self.bank.desk() as desk:
            taking_in.take_in(desk, inbound=post)
        self.bank.later(hours=1)
        with self.bank.desk() as desk:
            unblocking.unblock(desk, case_id=case_id, by=JONAS)
        with self.bank.desk() as desk:
            for kept in blocking.posts(desk):
                taking_in.take_in_after_all(desk, post_id=kept.pk, by=JONAS)

    def _some_day(self) -> ClosedDayRow:
        """From the day before yesterday on; of a calendar that closes."""
        calendars = [
            name for name, each in self.bank.rules.calendars.items() if not each.always_open
        ]
        day = self.bank.now.date() + timedelta(days=self._dice.randint(-2, 5))
        return ClosedDayRow(calendar=self._dice.choice(calendars), day=day, reason="Move")
