"""What Slack's error codes mean for a message (method pages of docs.slack.dev): one table, so that no call site decides."""

LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})

UNCLEAR = frozenset({"fatal_error", "internal_error", "service_unavailable", "duplicate_message_not_found", "duplicate_channel_not_found"})
"""Slack's own words for the first two: "it's possible some aspect of the operation succeeded"; the last two say that Slack
knows the client_msg_id already."""

TOKEN_GONE = frozenset({"account_inactive", "token_revoked", "invalid_auth"})

PLACE_CLOSED: dict[str, str] = {
    "not_in_channel": "I am not a member there",
    "channel_not_found": "I am not a member there",
    "is_archived": "it is archived",
    "restricted_action": "this workspace does not let me post there",
    "restricted_action_read_only_channel": "it is read-only",
    "restricted_action_thread_only_channel": "it takes replies only",
    "restricted_action_non_threadable_channel": "it takes no replies",
    "restricted_action_thread_locked": "the thread is locked",
    "cannot_reply_to_message": "the message I wanted to reply to is gone",
    "thread_not_found": "the message I wanted to reply to is gone",
    "no_permission": "this workspace does not let me post there",
    "messages_tab_disabled": "messages to me are switched off there",
}
"""Code -> why a message cannot stand where it was asked for, in words that go on after "because"."""

JOINING_HELPS = frozenset({"not_in_channel", "channel_not_found"})

MESSAGE_GONE = frozenset(
    {"message_not_found", "cant_update_message", "edit_window_closed", "is_inactive", "channel_not_found", "not_in_channel"}
)
"""Answers of chat.update after which the message stays as it is: somebody deleted it, froze it or shut us out."""

CONTENT = frozenset(
    {
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "msg_too_long",
        "only_one_table_allowed",
        "block_mismatch",
        "invalid_attachments",
        "attachment_payload_limit_exceeded",
    }
)
"""The content is at fault: its words alone can still be delivered, in several messages where one is too short."""
