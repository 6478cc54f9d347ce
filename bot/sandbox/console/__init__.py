"""The sandbox's page at /: the public side and Slack side by side, live, without a build step.

Plain HTML, CSS and ES modules in static/, nothing from outside. Everything people wrote becomes a
text node. Stable `data-testid`s for browser tests:

Bar: clock, move-10m, move-1h, move-1d, move-morning, story-select, story-play, story-done,
failures, switch-slack_down, switch-x_down, switch-facebook_down, switch-rate_limits, topbar-alarm,
acting-as, hints, hints-toggle; on a phone controls-toggle opens them, and pane-public, pane-channels, pane-messages,
pane-thread, pane-phone choose the pane.
Customers (CHANNEL is x, facebook or private): public-tab-CHANNEL, customer-name-CHANNEL,
customer-brand-CHANNEL, customer-text-CHANNEL, customer-post-CHANNEL, public-list,
CHANNEL-post-<id>, reply-<id>, edit-<id>, delete-<id>, then customer-name-reply-<id>,
customer-text-<id>, customer-send-<id> (reply) and customer-save-<id> (edit); of private words
customer-place-private, talk-text-<talk>, talk-send-<talk>, private-<id>, unsend-<id>.
The customer's phone: chat-link (in what a bank said), phone-frame, phone-en, phone-ar, phone-window,
phone-close; while its page shows a code, phone-code, phone-send-code, phone-send-wrong.
Slack: channel-<name>, home-tab, direct-messages, channel-title, feed, home, message-<ts>,
thread-<ts> (its replies), menu-<ts>, open-thread-<ts>, edit-message-<ts>, delete-message-<ts>,
edit-text, edit-save, shortcut-<callback_id>, thread-feed, thread-close, composer-text,
composer-send, thread-composer-text, thread-composer-send.
Menus: channel-menu (channel-remove-bot, channel-invite-bot, channel-archive, channel-unarchive,
channel-share, channel-unshare, channel-leave), person-menu (person-locale-<locale>, person-guest,
person-group-<handle>); command-<name> is offered when "/" is typed.
Blocks: action-<action_id>, option-<value>, field-<block_id>, error-<block_id>; confirm,
confirm-yes, confirm-no; modal, modal-title, modal-submit, modal-cancel, modal-close; toasts.
The page is drawn when body has data-ready="yes".
"""
