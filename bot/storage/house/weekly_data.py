"""The weekly data as it stands, and the rules in force with it laid over the files."""

import uuid
from typing import NamedTuple

from sqlalchemy import String, literal, type_coerce, union_all
from sqlmodel import Session, col, select

from bot.domain.records.staff import Staff
from bot.domain.rules.house.weekly_data import SHAPES, HouseData, Kind, Row
from bot.domain.rules.house.weekly_entry import HouseEntry, HouseRevision
from bot.domain.rules.house_rules import HouseRules
from bot.domain.rules.overlay import laid_over
from bot.storage.clocks.stored_calendars import as_stored
from bot.storage.engine import insert_or_nothing
from bot.telemetry.logs import get_logger

_ONLY = 1
_log = get_logger(__name__)


class Standing(NamedTuple):
    """An entry and what it says."""

    entry: HouseEntry
    row: Row


class InForce:
    """The rules in force, read again when the data has changed. One serves all threads."""

    def __init__(self, files: HouseRules) -> None:
        self._files = files
        self._known: tuple[tuple[str, frozenset[str]] | None, HouseRules] = (None, files)

    def rules(self, session: Session) -> HouseRules:
        """The files with the data over them, as this session sees it."""
        state = _state(session)
        known, rules = self._known
        if state != known:
            rules = in_force(session=session, rules=self._files)
            self._known = (state, rules)
        return rules


def in_force(*, session: Session, rules: HouseRules) -> HouseRules:
    """The rules with the data that stands now, who has left, and each calendar as it is stored already."""
    if unknown := _unknown_kinds(session):
        _log.warning("weekly_data.unknown_kinds", kinds=unknown)
    laid = as_stored(session=session, rules=laid_over(rules, read(session=session)))
    return laid.model_copy(update={"gone": _gone(session)})


def read(*, session: Session) -> HouseData:
    """All data that stands, by kind, in the order in which it was entered."""
    found: dict[Kind, list[Row]] = {kind: [] for kind in Kind}
    for entry, row in standing(session=session):
        found[entry.kind].append(row)
    return HouseData.model_validate({str(kind): tuple(rows) for kind, rows in found.items()})


def standing(*, session: Session, kind: Kind | None = None) -> list[Standing]:
    """The entries that stand, of one kind or of all that this release knows, oldest first.

    Those of a newer release, which runs beside this one or was rolled back, are left to that one.
    """
    kinds = list(Kind) if kind is None else [kind]
    query = select(HouseEntry).where(
        col(HouseEntry.removed_at).is_(None), col(HouseEntry.kind).in_(kinds)
    )
    rows = session.exec(query.order_by(col(HouseEntry.id))).all()
    return [Standing(entry, row_of(entry)) for entry in rows]


def row_of(entry: HouseEntry) -> Row:
    """What an entry says."""
    return SHAPES[entry.kind].model_validate(entry.content)


def lock(*, session: Session) -> None:
    """Lock the weekly data FOR UPDATE, so that one change at a time is made, and give it a new revision."""
    first = insert_or_nothing(session, HouseRevision, "id").values(id=_ONLY, revision="")
    session.execute(first)  # of two who change the first thing ever, one waits as well
    query = select(HouseRevision).where(HouseRevision.id == _ONLY).with_for_update()
    row = session.exec(query, execution_options={"populate_existing": True}).one()
    row.revision = uuid.uuid4().hex
    session.add(row)
    session.flush()


def anybody_known(*, session: Session) -> bool:
    """Whether the people of the workspace were ever read from Slack; until then nobody can act."""
    return session.exec(select(Staff.slack_user_id).limit(1)).first() is not None


def _unknown_kinds(session: Session) -> list[str]:
    """Kinds of entries that stand and that a newer release wrote."""
    told = type_coerce(col(HouseEntry.kind), String)  # as text: they are members of no enum here
    query = select(told).where(
        col(HouseEntry.removed_at).is_(None), col(HouseEntry.kind).not_in(list(Kind))
    )
    return sorted(session.exec(query.distinct()))


def _gone(session: Session) -> frozenset[str]:
    return frozenset(session.exec(select(Staff.slack_user_id).where(col(Staff.is_gone))))


def _state(session: Session) -> tuple[str, frozenset[str]]:
    """The data's revision, and who has left: in one query, as all work begins with it."""
    revision = select(literal(1), HouseRevision.revision).where(HouseRevision.id == _ONLY)
    gone = select(literal(0), Staff.slack_user_id).where(col(Staff.is_gone))
    told = session.execute(union_all(revision, gone)).all()
    revisions = [text for is_revision, text in told if is_revision]
    return (
        revisions[0] if revisions else "",
        frozenset(text for is_revision, text in told if not is_revision),
    )
