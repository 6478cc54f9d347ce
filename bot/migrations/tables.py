"""Every table of the product, imported, so that migrations are held against all of them."""

from sqlmodel import SQLModel

from bot.domain.lessons import case_mark, cause_step, rule_remark
from bot.domain.quality import review
from bot.domain.records import (
    alarm,
    case_file,
    census,
    chat,
    chat_file,
    claim,
    complaint,
    complaint_outcome,
    confirmation,
    consult,
    handover,
    home_drawn,
    legal_hold,
    offer,
    pledge,
    private_channel,
    provider_call,
    restore,
    staff,
    surge,
)
from bot.domain.records.answers import (
    answer_removal,
    approval,
    moderation,
    past_answer,
    reply,
    reply_draft,
    reply_lock,
)
from bot.domain.records.cases import (
    account_link,
    case,
    case_link,
    case_signal,
    case_topic,
    closure,
    customer_note,
    merge,
    note,
    priority_decision,
    snooze,
)
from bot.domain.records.messages import author, blocked_post, message, misdirection, reveal
from bot.domain.records.trail import audit, record_seal, record_stamp
from bot.domain.rules.house import weekly_entry
from bot.domain.sla import alert, clock
from bot.domain.sla.replays import rule_versions
from bot.inbox import received
from bot.outbox import delivery, shared_budgets
from bot.storage import sealing
from bot.storage.figures import day_sums
from bot.storage.house import cursors, daily_counts, heartbeats

MODULES = (
    account_link,
    alarm,
    alert,
    answer_removal,
    approval,
    audit,
    author,
    blocked_post,
    case,
    case_file,
    case_link,
    case_mark,
    case_signal,
    cause_step,
    case_topic,
    census,
    chat,
    chat_file,
    claim,
    clock,
    closure,
    complaint,
    complaint_outcome,
    confirmation,
    consult,
    cursors,
    daily_counts,
    customer_note,
    day_sums,
    delivery,
    handover,
    heartbeats,
    home_drawn,
    legal_hold,
    weekly_entry,
    merge,
    message,
    misdirection,
    moderation,
    note,
    offer,
    past_answer,
    pledge,
    priority_decision,
    private_channel,
    provider_call,
    received,
    record_seal,
    record_stamp,
    reply,
    reply_draft,
    reply_lock,
    restore,
    reveal,
    review,
    rule_remark,
    rule_versions,
    sealing,
    shared_budgets,
    snooze,
    staff,
    surge,
)
NAMES = frozenset(SQLModel.metadata.tables)
