"""The bank's own models of topics: learnt from what people set, kept, switched to and taken back.

One that was learnt changes nothing until somebody switches to it.
"""

from collections.abc import Mapping

from sqlmodel import col, select

from bot.desk.desk import Desk, DeskError
from bot.domain.listening.topic_model import TopicModel
from bot.domain.records.cases.case_topic import OwnTopicModel
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.language import say
from bot.storage.record.audit import HOUSE


class NoSuchModel(DeskError):
    """There is none that could be switched to, or taken back."""


class InUse(DeskError):
    """It suggests already."""


def keep(
    desk: Desk, *, model: TopicModel, language: str, told: Mapping[str, object], by: Actor
) -> int:
    """Keep a model that was learnt, with its card; its number. It is not used yet."""
    card = {
        **told,
        "fingerprint": model.fingerprint,
        "language": language,
        "topics": list(model.topics),
    }
    row = OwnTopicModel(
        language=language, content=model.content, card=card, made_at=desk.now, made_by=str(by)
    )
    desk.session.add(row)
    desk.session.flush()
    _record(desk, row, "learnt", by)
    return row.pk


def use(desk: Desk, *, number: int, by: Actor) -> OwnTopicModel:
    """Let a kept model suggest from now on, in place of the one that did. Raises NoSuchModel, InUse."""
    row = desk.session.get(OwnTopicModel, number)
    if row is None:
        raise NoSuchModel(say("There is no model {number}.", number=number))
    _lock_all(desk, row.language)
    current = in_use(desk, language=row.language)
    if current is not None and current.pk == number:
        raise InUse(say("Model {number} is in use already.", number=number))
    if current is not None:
        current.left_at = desk.now
        desk.session.add(current)
    row.used_since, row.left_at = desk.now, None
    desk.session.add(row)
    _record(desk, row, "used", by)
    return row


def back(desk: Desk, *, language: str, by: Actor) -> OwnTopicModel | None:
    """Take the model in use back: the one before it suggests again; None: the one that ships. Raises NoSuchModel."""
    _lock_all(desk, language)
    current = in_use(desk, language=language)
    if current is None:
        raise NoSuchModel(say("The model that ships is in use."))
    query = select(OwnTopicModel).where(
        OwnTopicModel.language == language,
        col(OwnTopicModel.left_at) == current.used_since,
    )
    before = desk.session.exec(query.order_by(col(OwnTopicModel.id).desc())).first()
    current.left_at = desk.now
    desk.session.add(current)
    if before is not None:
        before.left_at = None
        desk.session.add(before)
    _record(desk, current, "taken_back", by)
    return before


def in_use(desk: Desk, *, language: str) -> OwnTopicModel | None:
    """The bank's own that suggests now, if any does."""
    query = select(OwnTopicModel).where(
        OwnTopicModel.language == language,
        col(OwnTopicModel.used_since).is_not(None),
        col(OwnTopicModel.left_at).is_(None),
    )
    query = query.order_by(col(OwnTopicModel.id).desc())
    return desk.session.exec(query, execution_options={"populate_existing": True}).first()


def _lock_all(desk: Desk, language: str) -> None:
    """So that two who switch at once do it one after the other."""
    query = select(OwnTopicModel.id).where(OwnTopicModel.language == language)
    desk.session.exec(query.order_by(col(OwnTopicModel.id)).with_for_update()).all()


def _record(desk: Desk, row: OwnTopicModel, act: str, by: Actor) -> None:
    desk.record(HOUSE, Trail.TOPIC_MODEL, by=by, model=row.pk, language=row.language, act=act)
