"""A case that has ended, with nothing else in the house."""

from datetime import datetime

from bot.bootstrap import App
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.messages.author import Author


def an_ended_case(app: App, *, at: datetime | None = None) -> None:
    """Ana's case, closed then or just now."""
    with app.desk() as desk:
        then = at or desk.now
        author = Author(channel="x", external_id="42", handle="ana", first_seen_at=then)
        desk.session.add(author)
        desk.session.flush()
        case = Case(
            brand="northbank",
            channel="x",
            account="1",
            conversation="9",
            author_id=author.pk,
            route="",
            state=CaseState.CLOSED,
            state_since=then,
            opened_at=then,
            received_at=then,
            last_inbound_at=then,
        )
        desk.session.add(case)
