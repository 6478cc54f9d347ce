"""Random days on which cases are merged, split, snoozed and given other priorities as well."""

from datetime import timedelta

from bot.desk.cases import merging, snoozes, splitting
from bot.desk.triage import priorities
from bot.domain.records.cases.case import Case
from bot.domain.records.staff import Actor
from tests.desk.chance import STAFF, Chance
from tests.desk.conftest import Bank

AMIRA = Actor.staff(STAFF[0])


class CaseChance(Chance):
    """The usual random things, and what makes cases into other cases."""

    def __init__(self, bank: Bank, seed: int) -> None:
        super().__init__(bank, seed)
        self._moves += [
            (3, self._merges),
            (3, self._unmerges),
            (2, self._splits),
            (1, self._snoozes),
            (3, self._prioritises),
        ]

    def _merges(self, case_id: int) -> None:
        with self.bank.desk() as desk:
            into = self._dice.choice(sorted(self._posts))
            merging.merge(desk, case_id=case_id, into=into, by=AMIRA)

    def _unmerges(self, case_id: int) -> None:
        with self.bank.desk() as desk:
            merging.unmerge(desk, case_id=case_id, by=AMIRA)

    def _splits(self, case_id: int) -> None:
        with self.bank.desk() as desk:
            theirs = splitting.messages(desk, case=desk.session.get_one(Case, case_id))
            one = self._dice.choice(theirs).id if theirs else 0
            made = splitting.split(desk, case_id=case_id, message_ids=[one or 0], by=AMIRA)
            number = made.number
        self._posts[number] = self._posts[case_id][:1]

    def _snoozes(self, case_id: int) -> None:
        with self.bank.desk() as desk:
            until = self.bank.now + timedelta(hours=2)
            snoozes.snooze(desk, case_id=case_id, until=until, reason="", by=AMIRA)

    def _prioritises(self, case_id: int) -> None:
        with self.bank.desk() as desk:
            level = self._dice.choice(desk.rules.priority.levels)
            priorities.set_priority(desk, case_id=case_id, priority=level, reason="So", by=AMIRA)
