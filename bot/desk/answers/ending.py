"""*Send and resolve*: what came of a case is said with its answer, and the case ends once that is published.

Whatever happens to the answer instead, the case stays open; and it does where the customer has written
again meanwhile, which the thread says.
"""

from dataclasses import dataclass

from bot.desk.cases import closures
from bot.desk.desk import Desk, DeskError
from bot.desk.threads.thread_events import tell
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case
from bot.domain.records.cases.closure import Outcome
from bot.language import say


@dataclass(frozen=True)
class Ending:
    """What came of the case. ``acceptance``: who accepted it for the customer, and how."""

    outcome: Outcome
    acceptance: str = ""


class EndsWithoutAnswer(DeskError):
    """Only words that answer the customer end a case."""

    def __init__(self) -> None:
        super().__init__(
            say("Only what answers the customer can resolve the case. Choose that, or Preview.")
        )


def end_answered(desk: Desk, *, case: Case, reply: Reply) -> None:
    """Resolve the locked case of a reply that was just published, where its sender asked for it and nobody
    waits; else the thread says that it stays open."""
    if reply.resolves_as is None or not case.is_open:
        return
    if case.unanswered_since is not None:
        tell(desk, case=case, template="not_resolved", by=reply.by)
        return
    closures.resolve(
        desk.as_system(),
        case_id=case.number,
        outcome=reply.resolves_as,
        remark="",
        by=reply.by,
        acceptance=reply.acceptance or "",
    )
