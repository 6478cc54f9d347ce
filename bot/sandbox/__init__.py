"""Slack, X and Facebook, simulated over HTTP, so that the bot runs without an account anywhere.

`python -m bot.sandbox` serves all of it on one loopback port. It speaks HTTP and imports nothing of
the bot: the bot meets it as it meets the real services, with other addresses, tokens and clock.

X API v2 under /x (docs.x.com, 2026-08; OpenAPI 2.167 of xdevplatform/docs, 2026-08-22):
    GET /2/users/me · /2/users/:id/mentions · /2/users/:id/tweets · /2/tweets?ids= · /2/tweets/:id
    GET /2/tweets/search/recent (words, "phrases", @names, conversation_id: from: to: is: and -)
    POST /2/tweets (text, reply) · DELETE /2/tweets/:id · PUT /2/tweets/:id/hidden
    GET /2/dm_events · POST /2/dm_conversations/with/:id/messages · GET /2/usage/tweets
    OAuth 1.0a with its signature checked, bearer; both spellings of the field rename; rate limits;
    the reply rule, duplicates, weighted length; long posts; edit chains; protected and suspended.
Graph API v21 to v26 under /graph (developers.facebook.com, 2026-09):
    GET /me · /:id?fields= · /:page/feed · /visitor_posts · /tagged · /:object/comments
    POST /:object/comments · POST /:comment (is_hidden, message) · DELETE /:object
    GET, POST, DELETE /:page/subscribed_apps · GET /debug_token
    POST /:page/messages (24 h window, one private reply in 7 days) · GET /:page/conversations
    error codes, usage headers, appsecret_proof; webhooks with signature and retries: feed
    (add, edited, remove, hide, unhide), messages, message_echoes.
Slack: see `bot.sandbox.slack`; the page for people: see `bot.sandbox.console`.

Under /control: clock, faults, state, health, story, x/..., facebook/... for tests and the console.
Anything else fails aloud: 501 with a JSON that names the call, and a line in the log. Each module
names the public source of what it simulates; where the source is silent, it says so.
"""
