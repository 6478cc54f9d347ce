"""The error codes that Slack documents for the methods simulated here, to be asked for by name.

Source: "Errors" on each method's page, docs.slack.dev/reference/methods (2026). The pages add that
other errors can come "when the service is down or other unexpected factors affect processing".
"""

# On the page of every method.
_EVERYWHERE = """
    access_denied accesslimited account_inactive deprecated_endpoint ekm_access_denied
    enterprise_is_restricted fatal_error internal_error invalid_arg_name invalid_arguments
    invalid_array_arg invalid_auth invalid_charset invalid_form_data invalid_json invalid_post_type
    json_not_object method_deprecated missing_argument missing_charset missing_post_type missing_scope
    no_permission not_allowed_token_type not_authed org_login_required ratelimited request_timeout
    service_unavailable team_access_not_granted team_added_to_org token_expired token_revoked
    two_factor_setup_required
"""
_MESSAGES = """
    as_user_not_supported attachment_payload_limit_exceeded block_mismatch cannot_reply_to_message
    cant_broadcast_message cant_delete_message cant_update_message channel_not_found
    channel_type_not_supported compliance_exports_prevent_deletion duplicate_channel_not_found
    duplicate_message_not_found edit_window_closed external_channel_migrating invalid_blocks
    invalid_blocks_format invalid_metadata_format invalid_metadata_schema is_archived is_inactive
    message_limit_exceeded message_not_found messages_tab_disabled metadata_must_be_sent_from_app
    metadata_too_large msg_blocks_too_long msg_too_long no_text not_in_channel rate_limited
    restricted_action restricted_action_non_threadable_channel restricted_action_read_only_channel
    restricted_action_thread_locked restricted_action_thread_only_channel
    slack_connect_blocked_file_type slack_connect_file_link_sharing_blocked
    slack_connect_file_upload_sharing_blocked thread_locked thread_not_found too_many_attachments
    update_failed user_not_in_channel
"""
_VIEWS = """
    duplicate_external_id exchanged_trigger_id expired_trigger_id hash_conflict invalid_trigger_id
    not_enabled not_found push_limit_reached trigger_exchanged trigger_expired view_too_large
"""
_PLACES_AND_PEOPLE = """
    already_reacted cannot_dm_bot invalid_cursor invalid_limit invalid_name invalid_types
    invalid_ts_latest invalid_ts_oldest limit_required method_not_supported_for_channel_type
    no_item_specified no_such_subteam not_enough_users paid_teams_only plan_upgrade_required
    subteam_max_users_exceeded too_many_emoji too_many_reactions too_many_users user_disabled
    user_not_found user_not_visible users_list_not_supplied
"""
_FILES = """
    file_deleted file_not_found file_update_failed file_upload_size_restricted invalid_channel
    posting_to_channel_denied slack_connect_canvas_sharing_blocked storage_limit_reached
"""
DOCUMENTED = frozenset(
    " ".join((_EVERYWHERE, _MESSAGES, _VIEWS, _PLACES_AND_PEOPLE, _FILES)).split()
)
