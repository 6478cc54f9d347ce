"""Which cases stand in a surge: gathered by themselves, put in or taken out by hand."""

from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.desk import Desk, DeskError
from bot.desk.surges import posts
from bot.desk.threads import postings
from bot.domain.records.cases.case import Case
from bot.domain.records.staff import Actor
from bot.domain.records.surge import Surge, SurgeCase
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.references import case_reference
from bot.domain.triage import bursts
from bot.language import say
from bot.storage import surges


class NoSuchSurge(DeskError):
    """The surge is over, or was never there."""

    def __init__(self) -> None:
        super().__init__(say("That surge is over. Its post says how it ended."))


class CannotPutIn(DeskError):
    """The case stands in a surge already, or is of another bank."""


class NotInSurge(DeskError):
    """The case stands in no surge."""

    def __init__(self, case: Case) -> None:
        super().__init__(say("{case} stands in no surge.", case=case_reference(case.number)))


def lock_surge(desk: Desk, *, surge_id: int) -> Surge:
    """Lock an open surge and read it anew; lock its cases before. Raises NoSuchSurge."""
    query = select(Surge).where(Surge.id == surge_id).with_for_update(key_share=True)
    surge = desk.session.exec(query, execution_options={"populate_existing": True}).first()
    if surge is None or not surge.is_open:
        raise NoSuchSurge
    return surge


def gather(desk: Desk, *, limit: int) -> int:
    """Gather cases that say what an open surge is about, at most ``limit``; how many that were."""
    done = 0
    for surge in surges.open_surges(session=desk.session):
        found = matching(desk, surge=surge)[: limit - done]
        if found:
            done += _gather(desk, surge_id=surge.pk, case_ids=found)
        if done >= limit:
            break
    return done


def let_loud_go(desk: Desk) -> int:
    """Let cases stand alone that carry a signal since they were gathered; how many that were."""
    done = 0
    for surge in surges.open_surges(session=desk.session):
        found = surges.loud(session=desk.session, surge_id=surge.pk)
        for case in _locked(desk, found):
            _leave(desk, case=case, by=Actor.system())
            done += 1
    return done


def put_in(desk: Desk, *, case_id: int, surge_id: int, by: Actor) -> Surge:
    """A person puts a case in. Raises NoSuchCase, NotOpen, NoSuchSurge, CannotPutIn."""
    case = case_access.lock_open_case(desk, case_id=case_id)
    surge = lock_surge(desk, surge_id=surge_id)
    standing = surges.surge_of(session=desk.session, case_id=case_id)
    if standing is not None and standing.is_open:
        raise CannotPutIn(say("It stands in a surge already. Take it out of that one first."))
    if case.brand != surge.brand:
        raise CannotPutIn(say("That surge is another bank's."))
    _join(desk, case=case, surge=surge, by=by)
    posts.refresh(desk, surge=surge)
    return surge


def take_out(desk: Desk, *, case_id: int, by: Actor) -> None:
    """A person takes a case out; it is not gathered there again. Raises NoSuchCase, NotInSurge."""
    case = case_access.lock_case(desk, case_id=case_id)
    _leave(desk, case=case, by=by)


def matching(desk: Desk, *, surge: Surge) -> list[int]:
    """The cases that say what the surge is about and are not in it, the lowest number first."""
    said = surges.to_gather(session=desk.session, surge=surge, now=desk.now)
    found = (
        one.case_id
        for one in said
        if bursts.belongs(desk.rules.spoken_of(one.text), topic=surge.topic, beside=surge.beside)
    )
    return sorted(set(found))


def _gather(desk: Desk, *, surge_id: int, case_ids: list[int]) -> int:
    cases = _locked(desk, case_ids)
    try:
        surge = lock_surge(desk, surge_id=surge_id)
    except NoSuchSurge:
        return 0
    still = set(matching(desk, surge=surge))  # a person may have been quicker
    joined = [case for case in cases if case.number in still]
    for case in joined:
        _join(desk, case=case, surge=surge, by=Actor.system())
    posts.refresh(desk, surge=surge)
    return len(joined)


def _locked(desk: Desk, case_ids: list[int]) -> list[Case]:
    locked = case_access.lock_cases(desk.as_system(), which=lambda: case_ids)
    return [locked[number] for number in sorted(locked)]


def _join(desk: Desk, *, case: Case, surge: Surge, by: Actor) -> None:
    query = select(SurgeCase).where(
        SurgeCase.surge_id == surge.pk, SurgeCase.case_id == case.number
    )
    row = desk.session.exec(query).first() or SurgeCase(
        surge_id=surge.pk, case_id=case.number, joined_at=desk.now, joined_by=""
    )
    row.joined_at, row.joined_by = desk.now, str(by)
    row.left_at, row.left_by = None, ""
    surge.last_word_at = max(surge.last_word_at, case.last_inbound_at)
    surge.began_at = min(surge.began_at, case.opened_at) if not by.slack_user_id else surge.began_at
    case.touch()
    desk.session.add_all([row, surge, case])
    desk.record(case.number, Trail.SURGE_JOINED, by=by, surge=surge.pk)
    postings.redraw(desk, case=case)


def _leave(desk: Desk, *, case: Case, by: Actor) -> None:
    """Raises NotInSurge."""
    query = select(SurgeCase).where(
        SurgeCase.case_id == case.number, col(SurgeCase.left_at).is_(None)
    )
    rows = list(desk.session.exec(query))
    if not rows:
        raise NotInSurge(case)
    for row in rows:
        row.left_at, row.left_by = desk.now, str(by)
        desk.session.add(row)
        desk.record(case.number, Trail.SURGE_LEFT, by=by, surge=row.surge_id)
    case.touch()
    desk.session.add(case)
    desk.session.flush()
    postings.redraw(desk, case=case)
