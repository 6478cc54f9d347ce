"""Every table of the product, imported, so that migrations are held against all of them."""

from sqlmodel import SQLModel

from bot.domain import audit, author, case, claim, closure, complaint, message, note, reply, staff
from bot.domain.sla import alert, clock, rule_versions
from bot.inbox import received
from bot.outbox import delivery
from bot.storage import cursors, heartbeats, sealing

MODULES = (
    alert,
    audit,
    author,
    case,
    claim,
    clock,
    closure,
    complaint,
    cursors,
    delivery,
    heartbeats,
    message,
    note,
    received,
    reply,
    rule_versions,
    sealing,
    staff,
)
NAMES = frozenset(SQLModel.metadata.tables)
