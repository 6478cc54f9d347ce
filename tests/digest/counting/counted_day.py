"""A day at an invented bank, written row by row, and its report."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.desk.clocks import case_clocks
from bot.digest.counting import make
from bot.digest.periods import period_named
from bot.digest.report import Report
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Case, CaseState, Surface
from bot.domain.records.cases.closure import Closure, ClosureKind
from bot.domain.records.claim import Claim
from bot.domain.rules.digest_rules import DigestRule
from tests.desk.conftest import desk_in
from tests.domain.calendars import at
from tests.domain.house import house
from tests.storage.stored_cases import new_case, new_message

RULES = house()
DAILY = RULES.digests["daily"]
START, END = at("2026-11-23 08:30"), at("2026-11-24 08:30")
TEN = at("2026-11-23 10:00")


def minutes(n: float) -> datetime:
    """So many minutes after ten on the Monday of the report."""
    return TEN + timedelta(minutes=n)


class Day:
    """A day at the desk."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.desk = desk_in(session, rules=RULES, now=TEN)

    def case(
        self, n: float = 0, *, surface: Surface = Surface.PUBLIC, timed: bool = True, **given: Any
    ) -> Case:
        """A customer writes so many minutes after ten."""
        case = new_case(self.session, opened_at=minutes(n), **given)
        word = new_message(self.session, case=case, posted_at=minutes(n), surface=surface)
        if timed:
            case_clocks.on_opened(self.desk, case=case, message=word)
        return case

    def claimed(self, case: Case, n: float) -> None:
        self.session.add(
            Claim(
                case_id=case.number, slack_user_id="U0AMIRA", claimed_at=minutes(n), claimed_by="s"
            )
        )
        case_clocks.on_claimed(self.desk, case=case, at=minutes(n))

    def replied(
        self, case: Case, n: float, *, purpose: Purpose = Purpose.ANSWERS, **given: Any
    ) -> None:
        """Somebody pressed Send so many minutes after ten."""
        self.session.add(
            Reply(
                case_id=case.number,
                in_reply_to="1",
                purpose=purpose,
                text="Sorry, Ana.",
                text_sha256="0" * 64,
                slack_user_id="U0AMIRA",
                request_key=f"{case.number}-{n}",
                written_at=minutes(n),
                send_after=minutes(n),
                **given,
            )
        )

    def answered(self, case: Case, n: float) -> None:
        case.first_answered_at, case.unanswered_since = minutes(n), None
        case.state = CaseState.WITH_CUSTOMER
        self.session.add(case)
        case_clocks.on_answered(self.desk, case=case, at=minutes(n))

    def ended(self, case: Case, n: float, kind: ClosureKind, outcome: str) -> None:
        resolved = kind is ClosureKind.RESOLVED
        case.state = CaseState.RESOLVED if resolved else CaseState.NOT_ACTIONABLE
        case.unanswered_since = None
        self.session.add(
            Closure(
                case_id=case.number, kind=kind, outcome=outcome, closed_at=minutes(n), closed_by="s"
            )
        )
        if resolved:
            case_clocks.on_resolved(self.desk, case=case, at=minutes(n), accepted=True)
        else:
            case_clocks.on_not_actionable(self.desk, case=case, at=minutes(n), reason=outcome)

    def report(self, now: datetime = END, rule: DigestRule = DAILY) -> Report:
        self.session.flush()
        period = period_named("daily", rule, END.date().isoformat(), max(now, END))
        return make(session=self.session, rule=rule, period=period, now=now)
