"""An answer that waits: written, approved, and what is known of the wait."""

from collections.abc import Iterable

from sqlmodel import select

from bot.desk.answers import approvals, replies
from bot.desk.drafts import drafts
from bot.domain.records.answers.approval import Approval
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Surface
from bot.domain.records.staff import Actor, Role
from bot.domain.records.trail.audit import AuditEntry
from bot.outbox.kinds import EventPayload
from bot.storage.record import audit
from tests.desk.conftest import Bank

TOM, AMIRA = Actor.staff("U0TOM"), Actor.staff("U0AMIRA")
LENA, GRACE = Actor.staff("U0LENA"), Actor.staff("U0GRACE")
TRAINEE, AGENT = frozenset({Role.TRAINEE}), frozenset({Role.AGENT})
LEAD, APPROVER = frozenset({Role.LEAD}), frozenset({Role.APPROVER})
WORDS = "Sorry, we are looking into it."


def write(
    bank: Bank,
    case_id: int,
    text: str = WORDS,
    *,
    by: Actor = TOM,
    roles: Iterable[Role] = TRAINEE,
    key: str = "form-1",
) -> Reply:
    with bank.desk() as desk:
        return replies.reply(
            desk,
            case_id=case_id,
            text=text,
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=by,
            request_key=key,
            roles=frozenset(roles),
        )


def approve(
    bank: Bank, reply: Reply, *, by: Actor = GRACE, text: str | None = None, answered: str = ""
) -> Reply:
    with bank.desk() as desk:
        return approvals.approve(
            desk,
            reply_id=reply.pk,
            by=by,
            roles=APPROVER,
            text=text,
            answered=answered or None,
        )


def wait_of(bank: Bank, reply: Reply) -> Approval:
    with bank.database.reading() as session:
        return session.exec(select(Approval).where(Approval.reply_id == reply.id)).one()


def trail(bank: Bank, case_id: int, verb: str) -> list[AuditEntry]:
    with bank.database.reading() as session:
        return [
            each for each in audit.entries(session=session, case_id=case_id) if each.verb == verb
        ]


def asked_by_name(bank: Bank) -> list[list[str]]:
    posts = [EventPayload.read(each.payload) for each in bank.deliveries("slack.event")]
    return [
        list(one.details["ring"])
        for post in posts
        for one in post.all_told
        if "ring" in one.details
    ]


def draft_of(bank: Bank, case_id: int, who: Actor) -> str:
    with bank.desk() as desk:
        begun = drafts.own(desk, case_id=case_id, surface=Surface.PUBLIC, slack_user_id=who.id)
        return begun.text if begun else ""
