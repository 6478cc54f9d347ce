"""What a case knows for the slots of a wording."""

from bot.desk.desk import Desk
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.author import Author
from bot.domain.text.references import case_reference


def slot_values(desk: Desk, *, case: Case) -> dict[str, str]:
    """By slot; empty where nothing is known."""
    author = desk.session.get(Author, case.author_id) if case.author_id else None
    return {
        "name": (author.name or author.handle) if author else "",
        "handle": f"@{author.handle}" if author and author.handle else "",
        "case": case_reference(case.number),
    }
