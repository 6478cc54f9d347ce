"""Every table of the product, imported, so that migrations are held against all of them."""

from sqlmodel import SQLModel

from bot.domain.records import (
    alarm,
    answer_removal,
    audit,
    author,
    blocked_post,
    case,
    case_link,
    case_signal,
    chat,
    chat_file,
    claim,
    closure,
    complaint,
    handover,
    home_drawn,
    merge,
    message,
    moderation,
    note,
    priority_decision,
    private_channel,
    reply,
    reply_draft,
    reply_lock,
    restore,
    snooze,
    staff,
    surge,
)
from bot.domain.rules import weekly_entry
from bot.domain.sla import alert, clock
from bot.domain.sla.replays import rule_versions
from bot.inbox import received
from bot.outbox import delivery
from bot.storage import cursors, heartbeats, sealing

MODULES = (
    alarm,
    alert,
    answer_removal,
    audit,
    author,
    blocked_post,
    case,
    case_link,
    case_signal,
    chat,
    chat_file,
    claim,
    clock,
    closure,
    complaint,
    cursors,
    delivery,
    handover,
    heartbeats,
    home_drawn,
    weekly_entry,
    merge,
    message,
    moderation,
    note,
    priority_decision,
    private_channel,
    received,
    reply,
    reply_draft,
    reply_lock,
    restore,
    rule_versions,
    sealing,
    snooze,
    staff,
    surge,
)
NAMES = frozenset(SQLModel.metadata.tables)
