"""What each of Slack's error codes is about: so much waits, and nothing else.

Source: "Errors" on the page of each method that is called here, docs.slack.dev/reference/methods (2026).
The pages add that other errors can come: a code that is not in the table waits too, with an alarm.
"""

from dataclasses import dataclass
from enum import StrEnum


class About(StrEnum):
    """What a code is about."""

    MESSAGE = "message"  # the same words would be refused again, for ever
    THREAD = "thread"  # its thread waits, all others go on
    CHANNEL = "channel"  # the channel waits
    WORKSPACE = "workspace"  # our token or the workspace: everything waits
    PASSING = "passing"  # this alone is tried again, and no person is needed
    SLOW_DOWN = "slow_down"  # everything waits as long as Slack says
    MAYBE_DONE = "maybe_done"  # "some aspect of the operation may have succeeded"
    UNKNOWN = "unknown"  # its thread waits, and somebody is told


@dataclass(frozen=True)
class Answer:
    """A code's class, and what to tell people; ``{channel}`` is filled in."""

    about: About
    sentence: str = ""


_APPLY = "The Slack app lacks a permission. Apply config/slack_manifest.yaml."
_INSTALL = "Install the app again and set the new token."
_NO_REPLY = "Slack takes no reply in this thread. Ask a Slack admin to unlock it."
_NO_POST = "Slack does not let Earshot post in {channel}. Ask a Slack admin."
_NO_PERSON = "Slack does not deliver messages to {channel}. Name somebody else in routing.toml."
_MOVING = "The Slack workspace is being moved. Posts wait until it is back."
_ENDED = "Slack has ended a way to post. Install the newest Earshot."


def _and_install(trouble: str) -> str:
    return f"{trouble} {_INSTALL}"


_WAITS = {
    About.WORKSPACE: {
        "access_denied": "Slack denies the Earshot app access. Ask a Slack admin.",
        "accesslimited": "Slack takes no calls from this network. Ask a Slack admin.",
        "account_inactive": "The Slack app was removed from the workspace. Install it again.",
        "enterprise_is_restricted": "The Slack organisation restricts the app. Ask a Slack admin.",
        "invalid_auth": _and_install("Slack does not know our token."),
        "missing_scope": _APPLY,
        "no_permission": _APPLY,
        "not_allowed_token_type": _and_install("Slack wants another kind of token."),
        "not_authed": "No Slack token is set. Set EARSHOT_SLACK_BOT_TOKEN.",
        "org_login_required": _MOVING,
        "team_access_not_granted": "The Slack app has no access to the workspace. Ask a Slack admin.",
        "team_added_to_org": _MOVING,
        "token_expired": _and_install("Slack's token has expired."),
        "token_revoked": _and_install("Slack's token was revoked."),
        "two_factor_setup_required": "Slack wants a second factor first. Ask a Slack admin.",
    },
    About.CHANNEL: {
        "cannot_dm_bot": _NO_PERSON,
        "channel_not_found": "Earshot cannot see the Slack channel {channel}. Invite it there.",
        "channel_type_not_supported": _NO_POST,
        "deprecated_endpoint": _ENDED,
        "ekm_access_denied": "The bank's own Slack encryption key is not available for {channel}.",
        "invalid_channel": "Earshot cannot see the Slack channel {channel}. Invite it there.",
        "is_archived": "The Slack channel {channel} is archived. Unarchive it, or change the route.",
        "is_inactive": "The Slack channel {channel} is frozen. Ask a Slack admin.",
        "messages_tab_disabled": "The app's messages are off. Apply config/slack_manifest.yaml.",
        "method_deprecated": _ENDED,
        "method_not_supported_for_channel_type": _NO_POST,
        "not_in_channel": "Earshot is not in the Slack channel {channel}. Invite it there.",
        "posting_to_channel_denied": _NO_POST,
        "private_channel_open": "Private words wait: {channel} is not known to be a private channel.",
        "restricted_action": _NO_POST,
        "restricted_action_non_threadable_channel": "Slack allows no threads in {channel}.",
        "restricted_action_read_only_channel": _NO_POST,
        "restricted_action_thread_only_channel": "Slack allows only replies in {channel}.",
        "user_disabled": _NO_PERSON,
        "user_not_found": "Slack knows no user {channel}. Mend the id in the routing file.",
        "user_not_in_channel": _NO_PERSON,
        "user_not_visible": _NO_PERSON,
    },
    About.THREAD: {
        "cannot_reply_to_message": _NO_REPLY,
        "restricted_action_thread_locked": _NO_REPLY,
        "thread_locked": _NO_REPLY,
    },
    About.PASSING: dict.fromkeys(
        ("external_channel_migrating", "file_update_failed", "request_timeout", "update_failed"),
        "Slack could not take it just now. It is tried again.",
    ),
}

_PLAIN = {
    About.SLOW_DOWN: "ratelimited rate_limited message_limit_exceeded",
    About.MAYBE_DONE: "internal_error fatal_error service_unavailable",
    About.MESSAGE: """
        already_reacted as_user_not_supported attachment_payload_limit_exceeded block_mismatch
        cant_broadcast_message cant_delete_message cant_update_message
        compliance_exports_prevent_deletion duplicate_channel_not_found duplicate_external_id
        duplicate_message_not_found edit_window_closed exchanged_trigger_id expired_trigger_id
        file_deleted file_not_found file_upload_size_restricted hash_conflict invalid_arg_name
        invalid_arguments invalid_array_arg invalid_blocks invalid_blocks_format invalid_charset
        invalid_cursor invalid_form_data invalid_json invalid_limit invalid_metadata_format
        invalid_metadata_schema invalid_name invalid_post_type invalid_trigger_id invalid_ts_latest
        invalid_ts_oldest invalid_types json_not_object limit_required message_not_found
        metadata_must_be_sent_from_app metadata_too_large missing_argument missing_charset
        missing_post_type msg_blocks_too_long msg_too_long no_item_specified no_such_subteam no_text
        not_enabled not_enough_users not_found paid_teams_only plan_upgrade_required
        push_limit_reached slack_connect_blocked_file_type slack_connect_canvas_sharing_blocked
        slack_connect_file_link_sharing_blocked slack_connect_file_upload_sharing_blocked
        storage_limit_reached subteam_max_users_exceeded thread_not_found too_many_attachments
        too_many_emoji too_many_reactions too_many_users trigger_exchanged trigger_expired
        users_list_not_supplied view_too_large
    """,
}

_EXPLAINED = {
    "message_not_found": "The message it belongs to was deleted in Slack",
    "thread_not_found": "The thread it belongs to was deleted in Slack",
    "cant_update_message": "Slack does not let Earshot change that message",
    "edit_window_closed": "Slack does not let that message be changed any more",
    "invalid_blocks": "Slack refuses the layout of the message",
    "msg_too_long": "Slack finds the message too long",
    "msg_blocks_too_long": "Slack finds the message too long",
}

ANSWERS = {
    **{
        code: Answer(about, sentence)
        for about, codes in _WAITS.items()
        for code, sentence in codes.items()
    },
    **{code: Answer(about) for about, codes in _PLAIN.items() for code in codes.split()},
    **{code: Answer(About.MESSAGE, sentence) for code, sentence in _EXPLAINED.items()},
}
_UNKNOWN = Answer(
    About.UNKNOWN, "Slack gives an answer that Earshot does not know. It is tried again."
)


def meaning_of(code: str) -> Answer:
    """What this code is about. Of a new restriction it is at least known that it is the channel's."""
    if code not in ANSWERS and code.startswith("restricted_action"):
        return ANSWERS["restricted_action"]
    return ANSWERS.get(code, _UNKNOWN)
