"""A stand-in for the bot that plays one case, to look at the page and to test it without the bot.

`python -m tests.sandbox.console.rehearsal PORT` serves a page with some life on it.
"""

import json
import sys
import threading
import time
from typing import Any

from slack_sdk import WebClient

from bot.sandbox.credentials import SLACK_BOT_TOKEN
from bot.sandbox.server import Sandbox, build, server
from tests.sandbox.slack.blocks import button, modal, plain, text_input
from tests.sandbox.slack.recording_bot import Answer, Received, RecordingBot

Json = dict[str, Any]
CHANNEL = "C0NORTHBANK"
COMPLAINT = (
    "I have been charged twice for the same card payment and nobody on the phone could tell me "
    "why. Two weeks now. <b>Please</b> look at it, @here &amp; everywhere."
)
ARABIC = "بطاقتي متوقفة منذ يومين ولا أحد يرد. متى تعود الخدمة؟"


class RehearsalBot:
    """Answers clicks and forms of one case: claim, reply with a preview, resolve."""

    def __init__(self, site: str = "") -> None:
        self.web = RecordingBot()
        self.web.answer = self._answer
        self.client = WebClient(token=SLACK_BOT_TOKEN, retry_handlers=[], timeout=5)
        self.case = ""
        self.owner: str | None = None
        self.published: list[str] = []
        self.at(site)

    def at(self, site: str) -> None:
        self.client.base_url = f"{site}/slack/api/"

    def open_case(self, who: str, text: str, *, channel: str = CHANNEL) -> str:
        """Post a headline; the first one is the case that is played."""
        posted = self.client.chat_postMessage(
            channel=channel, text=f"{who} on X", blocks=headline(who, text, None)
        )
        self.case = self.case or posted["ts"]
        return str(posted["ts"])

    def _answer(self, received: Received) -> Answer:
        if received.is_event or "payload" not in received.fields():
            return 200, None
        payload = received.payload()
        if payload["type"] == "block_actions":
            self._clicked(payload)
            return 200, None
        return 200, self._submitted(payload) if payload["type"] == "view_submission" else None

    def _clicked(self, payload: Json) -> None:
        action = payload["actions"][0]["action_id"]
        if action == "claim":
            self.owner = payload["user"]["id"]
            blocks = headline("Rosa Lind", COMPLAINT, self.owner)
            self.client.chat_update(channel=CHANNEL, ts=self.case, text="claimed", blocks=blocks)
            self._in_thread(f"<@{self.owner}> claimed this case.")
        if action == "reply":
            self.client.views_open(trigger_id=payload["trigger_id"], view=reply_form())

    def _submitted(self, payload: Json) -> Json | None:
        view = payload["view"]
        if view["callback_id"] == "confirm":
            self.published.append(view["private_metadata"])
            self._in_thread(f"<@{payload['user']['id']}> answered in public.")
            return {"response_action": "clear"}
        words = view["state"]["values"]["answer"]["text"]["value"]
        if len(words) > 280:
            wrong = {"answer": f"This is {len(words)} of 280 characters. Please shorten it."}
            return {"response_action": "errors", "errors": wrong}
        return {"response_action": "push", "view": confirm_form(words)}

    def _in_thread(self, text: str) -> None:
        self.client.chat_postMessage(channel=CHANNEL, thread_ts=self.case, text=text)


def headline(who: str, text: str, owner: str | None, due: int = 1_800_000_000) -> list[Json]:
    quote = {"type": "rich_text_quote", "elements": [{"type": "text", "text": text}]}
    state = "*State*\nIn hand" if owner else "*State*\nNew"
    facts = [state, f"*Owner*\n{f'<@{owner}>' if owner else 'Nobody yet'}"]
    facts += [f"*First answer*\n🟢 due <!date^{due}^{{date_short_pretty}} {{time}}|soon>"]
    confirm = {"title": plain("Resolve?"), "text": plain("The clocks stop.")}
    confirm |= {"confirm": plain("Resolve"), "deny": plain("Cancel")}
    verbs = [button("Reply", "reply"), button("Resolve", "resolve", confirm=confirm)]
    verbs = verbs if owner else [button("Claim", "claim", style="primary"), *verbs]
    where = "*EAR-1042*  ·  to Northbank Help  ·  <https://example.org/1|Open on X>"
    return [
        {"type": "header", "text": plain(f"{who} on X")},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": where, "verbatim": True}]},
        {"type": "rich_text", "elements": [quote]},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": fact} for fact in facts]},
        {"type": "actions", "elements": verbs},
    ]


def reply_form() -> Json:
    purposes = ["It answers the question", "It asks for something", "It moves to private"]
    options = [{"text": plain(text), "value": str(n)} for n, text in enumerate(purposes)]
    radio = {"type": "radio_buttons", "action_id": "purpose", "options": options}
    quote = {"type": "rich_text_quote", "elements": [{"type": "text", "text": COMPLAINT}]}
    return modal(
        {"type": "rich_text", "elements": [quote]},
        text_input("answer", "Your answer", multiline=True, max_length=900)
        | {"hint": plain("Up to 280 characters as X counts them.")},
        {
            "type": "input",
            "block_id": "purpose",
            "label": plain("What does it do for the customer?"),
            "element": radio | {"initial_option": options[0]},
        },
        title="Reply to EAR-1042",
        submit=plain("Preview"),
    )


def confirm_form(words: str) -> Json:
    exact = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": words}]}
    lead = "*Exactly this* will be published by *Northbank Help* on X, for everybody to read:"
    return modal(
        {"type": "section", "text": {"type": "mrkdwn", "text": lead}},
        {"type": "rich_text", "elements": [exact]},
        title="Send this answer?",
        callback_id="confirm",
        submit=plain("Send"),
        close=plain("Back"),
        private_metadata=json.dumps(words),
    )


def some_life(sandbox: Sandbox, bot: RehearsalBot) -> None:
    """Posts on both channels, cases, a thread, a note, a digest, an App Home."""
    rosa = sandbox.x.post(author="Rosa Lind", text=f"@NorthbankHelp {COMPLAINT}")
    omar = sandbox.x.post(author="Omar Farouk", text=f"@NorthbankHelp {ARABIC}")
    sandbox.x.post(author="NorthbankHelp", text="We are looking into it.", in_reply_to=rosa)
    sandbox.x.post(author="Rosa Lind", text="Thank you, still waiting.", in_reply_to=rosa)
    sandbox.x.delete(sandbox.x.post(author="Pat Low", text="@HarbourCares app is down again"))
    page = sandbox.facebook.visitor_post(
        page="Northbank", author="Jean Moreau", text="My branch closed early on Friday. Again."
    )
    sandbox.facebook.comment(parent=page, author="Northbank", text="We are sorry to hear that.")
    bot.open_case("Rosa Lind", COMPLAINT)
    bot.open_case("Omar Farouk", sandbox.x.posts.posts[omar].text)
    sandbox.slack.say("U0PRIYA", CHANNEL, "Anyone free for the Arabic one?")
    sandbox.slack.say("U0PRIYA", CHANNEL, "@Amira Haddad perhaps?", typed=True)
    sandbox.slack.say("U0TOM", CHANNEL, "Ledger shows a *duplicate authorisation*.", bot.case)
    sandbox.slack.say("U0LENA", "C0DUTY", "Handover at six, please.")
    bot.client.chat_postMessage(channel="C0DIGESTS", text="Digest", blocks=digest())
    bot.client.views_publish(user_id="U0AMIRA", view={"type": "home", "blocks": digest()})
    bot.client.chat_postEphemeral(
        channel=CHANNEL, user="U0AMIRA", text="Priya Nair claimed this case at 10:02."
    )


def digest() -> list[Json]:
    counts = ["*42*\ncame in", "*38*\nanswered", "*4*\nstill open", "*94 %*\nin time"]
    return [
        {"type": "header", "text": plain("Friday at Northbank")},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": text} for text in counts]},
        {"type": "divider"},
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "*EAR-1031* waits longest, since Thursday 16:20."},
            "accessory": button("Claim", "claim_from_digest"),
        },
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "Times in your own zone."}]},
    ]


def main() -> None:
    port = int(sys.argv[1])
    bot = RehearsalBot(f"http://127.0.0.1:{port}")
    sandbox = build(folder=None, bot_url=bot.web.url)
    running = server(sandbox.world, port=port)

    def begin() -> None:
        while not running.started:
            time.sleep(0.05)
        some_life(sandbox, bot)

    threading.Thread(target=begin, daemon=True).start()
    running.run()


if __name__ == "__main__":
    main()
