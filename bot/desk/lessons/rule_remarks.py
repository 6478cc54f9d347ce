"""*This rule hurts customers*: somebody at the desk says so of a case, and is told what became of it."""

from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.desk import Desk, DeskError
from bot.desk.threads import postings
from bot.domain.lessons.rule_remark import RuleAnswer, RuleRemark
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.references import case_reference
from bot.language import say, stored

_RULE_MOST, _WORDS_MOST = 150, 1000
_LISTED = 20
_TOLD = {
    RuleAnswer.LOOKED_AT: stored("It is being looked at"),
    RuleAnswer.CHANGES: stored("The rule changes"),
    RuleAnswer.STAYS: stored("The rule stays, with reasons"),
}


class NothingSaid(DeskError):
    """There is no rule named, or no reason given."""


class NoSuchRemark(DeskError):
    """It was erased, or never written."""

    def __init__(self) -> None:
        super().__init__(say("That remark is not there any more."))


def write(desk: Desk, *, case_id: int, rule: str, happened: str, by: Actor) -> RuleRemark:
    """Keep which rule it is and what happened, masked. Raises NoSuchCase, NotForYou, NothingSaid."""
    case = case_access.lock_case(desk, case_id=case_id)
    if not rule.strip():
        raise NothingSaid(say("Say which rule it is."))
    regions = desk.rules.regions(case.brand)
    row = RuleRemark(
        case_id=case_id,
        rule=mask_all(rule.strip()[:_RULE_MOST], regions=regions),
        happened=mask_all(happened.strip()[:_WORDS_MOST], regions=regions),
        written_at=desk.now,
        written_by=str(by),
    )
    desk.session.add(row)
    desk.session.flush()
    desk.record(case_id, Trail.RULE_HURTS, by=by, remark=row.id)
    return row


def answer(desk: Desk, *, remark_id: int, what: RuleAnswer, text: str, by: Actor) -> RuleRemark:
    """Say what becomes of the rule; whoever wrote the remark is told by a direct message.

    Raises NoSuchRemark, NothingSaid, NotForYou.
    """
    row = desk.session.get(RuleRemark, remark_id)
    if row is None:
        raise NoSuchRemark
    case = case_access.lock_case(desk, case_id=row.case_id)
    desk.session.refresh(row)
    if what is RuleAnswer.STAYS and not text.strip():
        raise NothingSaid(say("Say here why the rule stays: whoever saw it hurt should know."))
    row.answer = what
    row.answer_text = mask_all(text.strip()[:_WORDS_MOST], regions=desk.rules.regions(case.brand))
    row.answered_at, row.answered_by = desk.now, str(by)
    desk.session.add(row)
    desk.record(row.case_id, Trail.RULE_ANSWERED, by=by, remark=row.id, answer=str(what))
    writer = Actor.parse(row.written_by).slack_user_id
    if writer:
        postings.notice(
            desk,
            text="Your remark in {case} that a rule hurts customers: {answer}. "
            "*This rule hurts customers…* under *More…* of the case has it in full.",
            fact=f"rule:{row.id}:{desk.now.isoformat()}",
            slack_channel=writer,
            case=case_reference(row.case_id),
            answer=_TOLD[what],
        )
    return row


def of_case(desk: Desk, *, case_id: int) -> list[RuleRemark]:
    """What was remarked about one case, the oldest first."""
    query = select(RuleRemark).where(RuleRemark.case_id == case_id)
    return list(desk.session.exec(query.order_by(col(RuleRemark.id))))


def waiting(desk: Desk) -> list[RuleRemark]:
    """Those that nobody answered, the oldest first, as many as are shown at once."""
    query = select(RuleRemark).where(col(RuleRemark.answered_at).is_(None))
    return list(desk.session.exec(query.order_by(col(RuleRemark.id)).limit(_LISTED)))
