"""Who changed a case last, in a sentence, for somebody whose button was overtaken."""

from sqlmodel import col, select

from bot.bootstrap import App
from bot.domain.audit import AuditEntry
from bot.domain.staff import ActorKind
from bot.slack.views.moments import moment

_DID = {
    "claim": "claimed it",
    "release": "released it",
    "reply": "sent an answer",
    "reply_undone": "took the answer back",
    "resolved": "resolved it",
    "not_actionable": "marked it as needing no reply",
    "reopen": "reopened it",
    "complaint_marked": "marked it as a complaint",
    "complaint_withdrawn": "took the complaint mark back",
    "wrote": "wrote again",
    "message_edited": "changed what they wrote",
    "message_removed": "took a post down",
}


def last_change(app: App, *, case_id: int) -> str:
    """``<@U…> resolved it, today 10:02.``; empty when nothing is known."""
    query = (
        select(AuditEntry)
        .where(AuditEntry.case_id == case_id, col(AuditEntry.verb).in_(list(_DID)))
        .order_by(col(AuditEntry.sequence).desc())
    )
    with app.looking() as desk:
        entry = desk.session.exec(query).first()
    return f"{_who(entry)} {_DID[entry.verb]}, {moment(entry.at)}." if entry else ""


def _who(entry: AuditEntry) -> str:
    if entry.actor_kind == ActorKind.STAFF:
        return f"<@{entry.actor_id}>"
    return "The customer" if entry.actor_kind == ActorKind.CUSTOMER else "Earshot"
