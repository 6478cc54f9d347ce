"""What staff typed about a surge, where it names a customer: the name goes, and the surge's post is drawn anew."""

from collections.abc import Collection

from sqlmodel import col, or_, select

from bot.desk.desk import Desk
from bot.desk.surges import posts
from bot.domain.records.erased import ERASED
from bot.domain.records.surge import Surge
from bot.domain.rules.answers.answer_check import found_phrases

_SHORTEST = 3  # a shorter name stands in too many words


def forget(desk: Desk, *, names: Collection[str]) -> int:
    """Erase these names from causes and notes, in any spelling of theirs; how many surges had one."""
    phrases = [name for name in names if len(name) >= _SHORTEST]
    wrote = or_(col(Surge.cause) != "", col(Surge.note) != "")
    count = 0
    for surge in desk.session.exec(select(Surge).where(wrote).order_by(col(Surge.id))).all():
        cause, note = (_without(text, phrases) for text in (surge.cause, surge.note))
        if (cause, note) == (surge.cause, surge.note):
            continue
        surge.cause, surge.note = cause, note
        desk.session.add(surge)
        posts.redraw(desk, surge=surge)
        count += 1
    return count


def _without(text: str, phrases: Collection[str]) -> str:
    spans = {span for _, spans in found_phrases(text, list(phrases)) for span in spans}
    end = len(text)
    for start, stop in sorted(spans, reverse=True):
        if stop <= end:  # not one that lies in another
            text, end = text[:start] + ERASED + text[stop:], start
    return text
