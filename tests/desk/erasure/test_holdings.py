"""No column with words in it is forgotten: each is erased, or is known to hold none of a customer's."""

from sqlmodel import SQLModel

from bot.desk.erasure.holdings import HOLDINGS
from bot.migrations import tables

# Erased in another way, or no words of a customer.
ELSEWHERE = {
    "authors": {"external_id", "handle", "name", "verified"},
    "blocked_posts": {"text", "told", "external_id"},
    "case_files": {"reason", "matter"},
    "cases": {"conversation"},
    "chat_file_bodies": {"sealed"},
    "deliveries": {"payload"},
    "house_entries": {"content"},
    "past_answer_words": {"place", "word"},
    "past_answers": {"place"},
    "received_items": {"sealed_body"},
    "reply_drafts": {"sealed", "suggested"},
}
OF_THE_HOUSE = {
    "alarms", "answer_removals", "audit_entries", "brakes", "calendar_versions", "case_keys",
    "case_threads", "censuses", "chat_invitations", "chat_nudges", "chat_sessions", "chat_words", "claims", "confirmations",
    "cursors", "daily_counts", "early_removals", "heartbeats", "home_drawn", "house_revisions", "kept_keys", "lanes",
    "policy_versions", "quality_rounds", "private_channels", "private_readers", "rate_windows", "record_seals",
    "record_stamps", "restores", "runs", "cause_steps", "seen_events", "sla_clocks", "staff", "surge_answers", "surge_cases",
    "shared_budgets", "surge_hours", "surges", "timers", "topic_models", "merges", "reply_locks", "account_links",
    "alerts", "day_sums", "changed_days",
}  # fmt: skip
IDS_AND_CODES = {
    "approvals": {
        "because", "asked_by", "asked_of", "text_sha256", "decision", "decided_by",
        "approved_sha256",
    },
    "case_links": {"linked_by", "unlinked_by"},
    "case_marks": {"kind", "cause", "marked_by", "withdrawn_by"},
    "case_signals": {"signal", "title", "phrase", "surface", "taken_back_by"},
    "case_topics": {"suggested", "likely", "model", "surface", "topic", "set_by"},
    "chat_files": {"kind", "fingerprint"},
    "chat_logins": {"state_hash", "login"},
    "closures": {"kind", "outcome", "closed_by", "reopened_by"},
    "complaint_outcomes": {"finding", "redress", "currency", "product", "cause", "decided_by"},
    "complaints": {"preset", "preset_version", "marked_by", "withdrawn_by"},
    "consults": {"team", "slack_channel", "surface", "asked_by", "within", "ended_as", "ended_by"},
    "customer_notes": {"surface", "written_by", "taken_back_by"},
    "handovers": {"from_person", "to_person", "from_team", "to_team", "handed_by"},
    "legal_holds": {"kind", "set_by", "lifted_by"},
    "message_revisions": {"external_id", "fingerprint"},
    "messages": {
        "channel", "account", "also_to", "external_id", "parent_external_id", "conversation",
        "direction", "surface", "slack_user_id", "findings", "language", "purpose", "found_by",
        "above_id", "hidden_by",
    },
    "misdirections": {"kind", "bank", "handle", "taken_back_by"},
    "moderations": {"act", "slack_user_id"},
    "notes": {"slack_channel", "slack_ts", "slack_user_id"},
    "offers": {"slack_user_id", "ended_as"},
    "pledges": {"deed", "promised_by", "holder", "outcome", "ended_by"},
    "priority_decisions": {"priority", "because", "decided_by"},
    "provider_calls": {"skill", "surface", "asked_by", "view_id", "form", "ended_as"},
    "quality_reviews": {
        "team", "channel", "surface", "slack_user_id", "accuracy", "tone", "help", "rules",
    },
    "replies": {
        "channel", "in_reply_to", "surface", "purpose", "text_sha256", "slack_user_id",
        "request_key", "resolves_as",
    },
    "rule_remarks": {"written_by", "answer", "answered_by"},
    "reveals": {"kinds", "slack_user_id", "view_id"},
    "snoozes": {"snoozed_by"},
    "surge_answer_texts": {"state"},
}  # fmt: skip
_PLAIN = ("INTEGER", "DATETIME", "BOOLEAN", "FLOAT", "BIGINT")


def test_every_table_is_erased_or_known_to_need_none() -> None:
    known = {each.name for each in HOLDINGS} | ELSEWHERE.keys() | OF_THE_HOUSE
    assert known == tables.NAMES


def test_every_column_of_words_is_erased_or_known_to_hold_none() -> None:
    for holding in HOLDINGS:
        columns = SQLModel.metadata.tables[holding.name].columns
        worded = {c.name for c in columns if not str(c.type).startswith(_PLAIN)}
        assert worded == {*holding.words, *IDS_AND_CODES[holding.name]}, holding.name
