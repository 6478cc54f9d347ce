"""A simulated Slack workspace: Web API, signed events, interactivity, response addresses.

Faithful to docs.slack.dev as read in 2026; anything not listed here fails loudly.

Methods: auth.test; chat.postMessage, update, delete, postEphemeral, getPermalink;
conversations.list, info, history, replies, open, members, join; users.info, list, conversations;
usergroups.list, users.list; views.open, update, push, publish; reactions.add, get;
files.getUploadURLExternal, completeUploadExternal, info; apps.connections.open with its WebSocket.

Blocks: header, section, context, divider, actions, rich_text, input, image, markdown.
Elements: button, overflow, static_select, multi_static_select, users_select,
conversations_select, datepicker, timepicker, datetimepicker, checkboxes, radio_buttons,
plain_text_input, image.

On demand, by /control/faults: every code of `errors`, for a method, a channel or a thread, at once or
after some calls, with or without effect. By /control/slack/...: a message taken away by an admin or by
retention (`erase`; later replies land beside the thread), a thread locked (`lock_thread`), a workspace
of thousands (`grow`). By /control/slack: scopes or the token taken away, rate limits, shorter pages.

Not simulated: unfurling, files other than uploads, threads broadcast to the
channel beyond the event, enterprise grids, the hourly event limit.
"""

from bot.sandbox.slack.part import SlackPart

__all__ = ["SlackPart"]
