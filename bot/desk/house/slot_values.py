"""What a case and the house know for the slots of a wording."""

from bot.desk.desk import Desk
from bot.domain.calendar.hours_in_words import hours_in_words
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.author import Author
from bot.domain.text.references import case_reference
from bot.language import speaking


def slot_values(desk: Desk, *, case: Case, language: str) -> dict[str, str]:
    """By slot, the house's in the customer's language; empty where nothing is known."""
    author = desk.session.get(Author, case.author_id) if case.author_id else None
    rules = desk.rules
    brand = rules.routing.brands.get(case.brand)
    with speaking(language):
        hours = hours_in_words(rules.calendar_of_team(case.team))
    return {
        "name": (author.name or author.handle) if author else "",
        "handle": f"@{author.handle}" if author and author.handle else "",
        "case": case_reference(case.number),
        "bank": brand.title if brand else "",
        "hours": hours,
        "branches": rules.replies.where_branches_are(brand=case.brand, language=language),
    }
