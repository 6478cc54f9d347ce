"""Ending a case, with an outcome or a reason, and opening it again."""

from datetime import datetime, timedelta
from typing import Unpack

from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.clocks import case_clocks, complaint_clocks, merge_clocks
from bot.desk.desk import Desk, DeskError
from bot.desk.lessons import marks
from bot.desk.messages import recording, unheard_words
from bot.desk.threads import postings
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.cases.closure import Closure, ClosureKind, NotActionableReason, Outcome
from bot.domain.records.staff import Actor
from bot.domain.records.trail.details import NotActionable, Reopen, Resolved
from bot.domain.records.trail.verbs import Trail
from bot.domain.sla.case_clocks import CustomerMessage
from bot.domain.text.references import case_reference
from bot.language import say
from bot.outbox.kinds import EventDetails
from bot.storage.cases.case_threads import threads_of
from bot.storage.cases.claims import open_claim
from bot.storage.sealing import is_erased

# After an outage a word written in time may still be on its way in; the case waits for it.
CATCHING_UP = timedelta(days=1)


class NotEnded(DeskError):
    """Only a case that was resolved or set aside can be reopened."""

    def __init__(self, case: Case) -> None:
        self.case_id = case.number
        sentence = "{case} cannot be reopened: it is open."
        if case.state is CaseState.CLOSED:
            sentence = "{case} cannot be reopened: it is closed."
        elif case.state is CaseState.MERGED:
            sentence = "{case} cannot be reopened: it was merged into another case."
        super().__init__(say(sentence, case=case_reference(case.number)))


class WasErased(DeskError):
    """What was said in the case is gone, and nothing more can be kept with it."""

    def __init__(self, case: Case) -> None:
        self.case_id = case.number
        super().__init__(
            say(
                "{case} was erased, and cannot be opened again. What they write now is a new case.",
                case=case_reference(case.number),
            )
        )


class WithoutAnswer(DeskError):
    """The customer still waits: whoever resolves the case says how it was settled."""

    def __init__(self, case: Case) -> None:
        self.case_id = case.number
        super().__init__(
            say(
                "The customer in {case} still waits for an answer. Say here how it was settled without one.",
                case=case_reference(case.number),
            )
        )


def resolve(
    desk: Desk, *, case_id: int, outcome: Outcome, remark: str, by: Actor, acceptance: str = ""
) -> Case:
    """End a case because the customer's matter is settled. Raises NoSuchCase, NotOpen, WithoutAnswer.

    A person who presses it while the customer waits for an answer must say how it was settled.
    ``acceptance``: who accepted it for the customer, and how; of a complaint whose rule asks for that.
    """
    case = case_access.lock_open_case(desk, case_id=case_id)
    unanswered = case.unanswered_since is not None
    if unanswered and desk.pressed_by and not remark.strip():
        raise WithoutAnswer(case)
    accepted, told = _acceptance(desk, case=case, words=acceptance)
    ended = Resolved(outcome=str(outcome), unanswered=unanswered)
    if accepted is not None:
        ended = Resolved(outcome=str(outcome), unanswered=unanswered, accepted=accepted)
    _end(desk, case=case, kind=ClosureKind.RESOLVED, remark=remark, ended=ended, by=by)
    case_clocks.on_resolved(desk, case=case, at=desk.now, accepted=accepted is not False)
    told["unanswered"] = unanswered
    _tell(desk, case=case, template="resolved", by=by, **told)
    return case


def _acceptance(desk: Desk, *, case: Case, words: str) -> tuple[bool | None, EventDetails]:
    """Whether the customer accepted it, none where no rule asks; and what the thread is told of that."""
    asking = complaint_clocks.asking_acceptance(desk, case=case)
    if not asking:
        return None, {}
    clean = _clean(desk, case=case, words=words)
    if clean:
        complaint_clocks.note_acceptance(desk, marks=asking, words=clean)
    waiting = complaint_clocks.waiting_for_acceptance(desk, case=case)
    if not waiting:
        return bool(clean), {}
    named = ", ".join(waiting)
    return bool(clean), {"kept": named} if clean else {"unkept": named}


def not_actionable(
    desk: Desk, *, case_id: int, reason: NotActionableReason, remark: str, by: Actor
) -> Case:
    """End a case that needs no answer from us. Raises NoSuchCase, NotOpen, MarkedAsComplaint."""
    case = case_access.lock_open_case(desk, case_id=case_id)
    complaint_clocks.refuse_for_a_complaint(desk, case=case)
    ended = NotActionable(outcome=str(reason))
    _end(desk, case=case, kind=ClosureKind.NOT_ACTIONABLE, remark=remark, ended=ended, by=by)
    case_clocks.on_not_actionable(desk, case=case, at=desk.now, reason=str(reason))
    if reason is NotActionableReason.PRAISE:
        marks.of_praise(desk, case=case, by=by)
    _tell(desk, case=case, template="not_actionable", by=by)
    return case


def reopen(desk: Desk, *, case_id: int, by: Actor) -> Case:
    """Open an ended case again; its closure stays, with the time. Raises NoSuchCase, NotEnded, WasErased."""
    case = case_access.lock_case(desk, case_id=case_id)
    if case.state not in {CaseState.RESOLVED, CaseState.NOT_ACTIONABLE}:
        raise NotEnded(case)
    unheard = unheard_words.oldest(desk, case=case)
    if not reopen_locked(desk, case=case, by=by, at=desk.now, unheard=unheard):
        recording.flag_without_clock(desk, case=case)
    _tell(desk, case=case, template="reopened", by=by)
    return case


def reopen_locked(
    desk: Desk, *, case: Case, by: Actor, at: datetime, unheard: CustomerMessage | None = None
) -> bool:
    """Reopen a case that is locked already: by a person, or by the customer's next word.

    ``unheard`` is the word that waited when the case ended and waits again; False: no rule times that.

    ``at`` is when that happened: for a post its own time, however late it reached us; but never
    before the case ended. Raises WasErased.
    """
    if is_erased(session=desk.session, case_id=case.number):
        raise WasErased(case)
    at = max(at, case.state_since)
    query = (
        select(Closure)
        .where(Closure.case_id == case.number, col(Closure.reopened_at).is_(None))
        .order_by(col(Closure.id).desc())
    )
    closure = desk.session.exec(query).first()
    if closure is not None:
        closure.reopened_at = at
        closure.reopened_by = str(by)
        desk.session.add(closure)
    owned = open_claim(session=desk.session, case_id=case.number) is not None
    case.move_to(CaseState.CLAIMED if owned else CaseState.NEW, now=desk.now)
    reopened = Reopen(reopened_at=at, unowned=not owned)  # of a late word, its own time
    if unheard is not None:
        case.unanswered_since = unheard.at
        reopened = reopened.model_copy(update={"unheard": merge_clocks.start_at(*unheard)})
    desk.session.add(case)
    is_timed = case_clocks.on_reopened(desk, case=case, at=at, unheard=unheard, unowned=not owned)
    desk.record(case.number, reopened, by=by)
    return is_timed


def close_due(desk: Desk, *, limit: int = 100) -> int:
    """Close what was resolved longer ago than ``reopen_days``; how many. It takes no words then.

    Clocks ended when it was resolved and stay as they are. A case that somebody holds is left to
    the next call, so a tick never stands in a person's way.
    """
    before = desk.now - timedelta(days=desk.rules.reopen_days) - CATCHING_UP
    query = (
        select(Case)
        .where(Case.state == CaseState.RESOLVED, col(Case.state_since) < before)
        .order_by(col(Case.state_since), col(Case.id))
        .limit(limit)
        .with_for_update(skip_locked=True, key_share=True)
    )
    due = desk.session.exec(query, execution_options={"populate_existing": True}).all()
    for case in due:
        _close(desk, case=case)
    return len(due)


def _close(desk: Desk, *, case: Case) -> None:
    resolved_at = case.state_since
    case.move_to(CaseState.CLOSED, now=desk.now)
    desk.session.add(case)
    desk.record(case.number, Trail.CLOSED, by=Actor.system(), resolved_at=resolved_at)
    postings.redraw(desk, case=case)


def _end(
    desk: Desk,
    *,
    case: Case,
    kind: ClosureKind,
    remark: str,
    ended: Resolved | NotActionable,
    by: Actor,
) -> None:
    desk.session.add(
        Closure(
            case_id=case.number,
            kind=kind,
            outcome=ended.outcome,
            remark=_clean(desk, case=case, words=remark),
            closed_at=desk.now,
            closed_by=str(by),
        )
    )
    state = CaseState.RESOLVED if kind == ClosureKind.RESOLVED else CaseState.NOT_ACTIONABLE
    case.move_to(state, now=desk.now)
    case.unanswered_since = None
    desk.session.add(case)
    desk.record(case.number, ended, by=by)


def _clean(desk: Desk, *, case: Case, words: str) -> str:
    return mask_all(words.strip()[:2000], regions=desk.rules.regions(case.brand))


def _tell(
    desk: Desk, *, case: Case, template: str, by: Actor, **details: Unpack[EventDetails]
) -> None:
    """In the main thread; and in the private one, where alone a remark on private words is shown."""
    main = threads_of(session=desk.session, case_id=case.number).public_or_private()
    words = threads_of(session=desk.session, case_id=case.number).private_or_public()
    for thread in {each.id: each for each in (main, words) if each is not None}.values():
        postings.event(
            desk,
            thread=thread,
            template=template,
            fact=f"v{case.version}",
            by=by,
            **details,
        )
    postings.redraw(desk, case=case)
