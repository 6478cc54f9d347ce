"""What was answered before to the like of what a customer says: kept when it is published, offered when it fits."""

import re
from dataclasses import dataclass

from sqlmodel import col, select

from bot.desk.answers.surfaces import ToAnswer
from bot.desk.desk import Desk
from bot.desk.house.slot_values import slot_values
from bot.domain.languages.answering import answered_in
from bot.domain.records.answers.past_answer import PastAnswer, place_of
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.closure import Closure, ClosureKind
from bot.domain.records.chat import WEBCHAT
from bot.domain.records.erased import ERASED
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Message
from bot.domain.text import slots
from bot.domain.text.references import case_reference
from bot.domain.triage.near_texts import stems_said
from bot.storage.answers import past_answers
from bot.storage.messages.by_platform_id import message_of_brand
from bot.storage.topics import topic_of

OFFERED_MOST = 3
_LOOKED_AT = 12
_FEWEST_STEMS = 2
_REOPENED = "reopened"


class NotOffered(Exception):
    """That answer is gone meanwhile."""


@dataclass(frozen=True)
class PastOffer:
    """An answer that may be given again. ``became``: how its case ended, or where it stands."""

    reply_id: int
    text: str
    became: str  # an outcome, "reopened", or a state


def remember(desk: Desk, *, case: Case, reply: Reply) -> None:
    """Keep a published answer by the words that it answered; of those that answer nothing in words, none."""
    if reply.purpose is not Purpose.ANSWERS or not reply.slack_user_id:
        return
    asked = message_of_brand(
        session=desk.session,
        brand=case.brand,
        channel=reply.channel or case.channel,
        account=case.account,
        external_id=reply.in_reply_to,
    )
    stems = stems_said(asked.text) if asked is not None else frozenset()
    if asked is None or len(stems) < _FEWEST_STEMS or reply.channel == WEBCHAT:
        return
    row = PastAnswer(
        case_id=case.number,
        reply_id=reply.pk,
        message_id=asked.pk,
        place=_place(case, asked, reply.surface),
        stems=len(stems),
        published_at=reply.published_at or desk.now,
    )
    past_answers.keep(session=desk.session, answer=row, stems=stems)


def offers(desk: Desk, *, case: Case, surface: Surface, answers: ToAnswer) -> tuple[PastOffer, ...]:
    """Up to three, the likest first; what was reopened comes after what held, and each text comes once."""
    stems = stems_said(answers.message.text)
    if len(stems) < _FEWEST_STEMS:
        return ()
    found = past_answers.nearest(
        session=desk.session,
        place=_place(case, answers.message, surface),
        stems=stems,
        without_case=case.number,
        limit=_LOOKED_AT,
    )
    topic = _topic(desk, case.number)
    made: dict[str, PastOffer] = {}
    for row in found:
        fits = not topic or _topic(desk, row.case_id) in ("", topic)
        if fits and (offer := _offer(desk, row)) is not None:
            made.setdefault(offer.text, offer)
    ordered = sorted(made.values(), key=lambda one: one.became == _REOPENED)
    return tuple(ordered[:OFFERED_MOST])


def text_of(desk: Desk, *, case: Case, surface: Surface, reply_id: int) -> str:
    """The words of one of them, for this customer. Raises NotOffered."""
    query = select(PastAnswer).where(PastAnswer.reply_id == reply_id)
    row = desk.session.exec(query).first()
    offer = _offer(desk, row) if row is not None else None
    if offer is None or row is None or not _is_for(case, surface, row):
        raise NotOffered
    return slots.filled(offer.text, slot_values(desk, case=case, language=case.language))


def _place(case: Case, asked: Message, surface: Surface) -> str:
    language = answered_in(case, asked)
    return place_of(brand=case.brand, route=case.route, surface=surface, language=language)


def _is_for(case: Case, surface: Surface, row: PastAnswer) -> bool:
    where, language, _ = row.place.split(":", 2)
    same = place_of(brand=case.brand, route=case.route, surface=surface, language=language)
    return where == surface and same == row.place


def _offer(desk: Desk, row: PastAnswer) -> PastOffer | None:
    reply, case = desk.session.get(Reply, row.reply_id), desk.session.get(Case, row.case_id)
    if reply is None or case is None or not reply.text or reply.text == ERASED:
        return None
    return PastOffer(row.reply_id, _for_anybody(desk, case, row, reply.text), _became(desk, case))


def _for_anybody(desk: Desk, case: Case, row: PastAnswer, text: str) -> str:
    """Without whose it was: slots for the names and handles of the case's customer and of whoever asked, whose
    words may have been another's case before, and for either case."""
    asked = desk.session.get(Message, row.message_id)
    for number in {case.number, asked.case_id if asked else case.number}:
        text = re.sub(rf"{re.escape(case_reference(number))}(?!\d)", "{case}", text)
    for author_id in dict.fromkeys((case.author_id, asked.author_id if asked else None)):
        author = desk.session.get(Author, author_id) if author_id else None
        text = _without_names(author, text) if author else text
    return text


def _without_names(author: Author, text: str) -> str:
    if author.handle:
        text = re.sub(rf"@{re.escape(author.handle)}\b", "{handle}", text, flags=re.IGNORECASE)
    names = [author.name, *author.name.split(), author.handle]
    for name in (each for each in names if len(each) > 1):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "{name}", text, flags=re.IGNORECASE)
    return text


def _became(desk: Desk, case: Case) -> str:
    query = select(Closure).where(Closure.case_id == case.number)
    last = desk.session.exec(query.order_by(col(Closure.id).desc()).limit(1)).first()
    if last is None:
        return str(case.state)
    if last.reopened_at is not None:
        return _REOPENED
    return last.outcome if last.kind == ClosureKind.RESOLVED else str(case.state)


def _topic(desk: Desk, case_id: int) -> str:
    row = topic_of(session=desk.session, case_id=case_id)
    return row.topic if row is not None else ""
