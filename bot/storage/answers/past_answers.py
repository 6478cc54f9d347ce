"""The index of past answers: by place and word. What is read is as much as share a question's rarest words."""

from collections import defaultdict
from collections.abc import Collection
from math import log, sqrt

from sqlmodel import Session, col, delete, func, or_, select

from bot.domain.records.answers.past_answer import PastAnswer, PastAnswerWord
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.message import Message

KEPT_MOST = 2_000  # of a place; the oldest make room
_RAREST = 12  # words of a question that are looked up
_READ_MOST = 4_000
_NEAR_LEAST = 0.2
_SHARED_LEAST = 2


def keep(*, session: Session, answer: PastAnswer, stems: Collection[str]) -> None:
    """Write an answer down under these stems, once; the oldest of its place make room."""
    again = select(PastAnswer.id).where(PastAnswer.reply_id == answer.reply_id)
    if session.exec(again).first() is not None:  # it was looked for, and published once more
        return
    session.add(answer)
    session.flush()
    session.add_all(
        PastAnswerWord(
            past_answer_id=answer.pk, case_id=answer.case_id, place=answer.place, word=stem
        )
        for stem in sorted(stems)
    )
    oldest = (
        select(PastAnswer.id)
        .where(PastAnswer.place == answer.place)
        .order_by(col(PastAnswer.id).desc())
        .offset(KEPT_MOST)
        .limit(1)
    )
    if (last := session.exec(oldest).first()) is not None:
        gone = select(PastAnswer.id).where(
            PastAnswer.place == answer.place, col(PastAnswer.id) <= last
        )
        _delete(session, [number for number in session.exec(gone) if number is not None])


def forget(*, session: Session, message: Message) -> None:
    """What a message asked, or answered, is gone or reads otherwise: it is offered no more."""
    of = select(PastAnswer.id).where(
        or_(PastAnswer.message_id == message.pk, PastAnswer.reply_id == message.reply_id)
    )
    _delete(session, [number for number in session.exec(of) if number is not None])


def forget_customer(*, session: Session, author_id: int) -> None:
    """What one customer was answered is offered no more: it may hold a name that nobody knows as theirs now."""
    theirs = select(Case.id).where(Case.author_id == author_id)
    asked = select(Message.id).where(col(Message.case_id).in_(theirs))
    of = select(PastAnswer.id).where(
        or_(col(PastAnswer.case_id).in_(theirs), col(PastAnswer.message_id).in_(asked))
    )
    _delete(session, [number for number in session.exec(of) if number is not None])


def forget_cases(*, session: Session, case_ids: Collection[int]) -> int:
    """The same of whole cases; how many answers that were."""
    of = select(PastAnswer.id).where(col(PastAnswer.case_id).in_(case_ids))
    numbers = [number for number in session.exec(of) if number is not None]
    _delete(session, numbers)
    return len(numbers)


def nearest(
    *, session: Session, place: str, stems: Collection[str], without_case: int, limit: int
) -> list[PastAnswer]:
    """The answers to the likest questions of this place, the likest first."""
    times = _times(session, place, stems)
    together = sum(1 for _ in times) and _count(session, place)
    worth = {stem: log(1 + together / count) for stem, count in times.items()}
    rarest = sorted(worth, key=lambda stem: -worth[stem])[:_RAREST]
    shared: dict[int, list[str]] = defaultdict(list)
    pairs = (
        select(PastAnswerWord.past_answer_id, PastAnswerWord.word)
        .where(PastAnswerWord.place == place, col(PastAnswerWord.word).in_(rarest))
        .order_by(col(PastAnswerWord.past_answer_id).desc())
        .limit(_READ_MOST)
    )
    for number, stem in session.exec(pairs):
        shared[number].append(stem)
    asked = sum(worth.values()) or 1.0
    likely = {n: sum(worth[s] for s in found) for n, found in shared.items()}
    best = sorted(
        (n for n, found in shared.items() if len(found) >= _SHARED_LEAST),
        key=lambda n: (-likely[n], -n),
    )[: limit * 10]
    rows = session.exec(select(PastAnswer).where(col(PastAnswer.id).in_(best))).all()
    near = {
        row.pk: sqrt(likely[row.pk] / asked * len(shared[row.pk]) / max(1, row.stems))
        for row in rows
        if row.case_id != without_case
    }
    fitting = [row for row in rows if near.get(row.pk, 0.0) >= _NEAR_LEAST]
    return sorted(fitting, key=lambda row: (-near[row.pk], -row.pk))[:limit]


def _times(session: Session, place: str, stems: Collection[str]) -> dict[str, int]:
    """In how many questions of the place each stem stands."""
    query = (
        select(PastAnswerWord.word, func.count())
        .where(PastAnswerWord.place == place, col(PastAnswerWord.word).in_(sorted(stems)))
        .group_by(col(PastAnswerWord.word))
    )
    return dict(session.exec(query).all())


def _count(session: Session, place: str) -> int:
    return session.exec(select(func.count()).where(col(PastAnswer.place) == place)).one()


def _delete(session: Session, numbers: Collection[int]) -> None:
    if numbers:
        session.execute(
            delete(PastAnswerWord).where(col(PastAnswerWord.past_answer_id).in_(numbers))
        )
        session.execute(delete(PastAnswer).where(col(PastAnswer.id).in_(numbers)))
