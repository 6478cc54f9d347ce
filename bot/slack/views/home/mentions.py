"""What ``@Earshot`` answers in a thread: the button to the form, what can be done, or a hint."""

from collections.abc import Callable, Set

from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.api.values import CaseValue
from bot.slack.views import parts
from bot.slack.views.parts import Block

# By the verb that allows it, in the order in which a case needs them.
_CAN: dict[Verb, Callable[[], str]] = {
    Verb.CLAIM: lambda: say("*Claim* on a case makes it yours."),
    Verb.REPLY: lambda: say(
        "*Reply* opens the answer form; `@Earshot reply` in the thread does, too. You see exactly "
        "what goes out before it does."
    ),
    Verb.RESOLVE: lambda: say("*Resolve…* and *No reply needed…* end a case, with the reason."),
    Verb.COMPLAINT: lambda: say("*More… › Complaint* starts the deadlines of a formal complaint."),
    Verb.SETTLE_DOUBT: lambda: say(
        "Where Earshot asks whether an answer is there, look and say so: nothing goes out twice."
    ),
    Verb.DIGEST_NOW: lambda: say("My *Home* tab has the figures, and a digest now."),
}


def reply_blocks(case_id: int, *, with_words: bool, problem: str = "") -> list[Block]:
    """A button that opens the answer form."""
    button = parts.button(
        say("Answer the customer…"),
        action_id="reply",
        value=str(CaseValue(case_id)),
        style="primary",
    )
    blocks = [parts.actions(f"mention-{case_id}", [button])]
    if problem:
        return [parts.section(f"🟠 {parts.clip(problem, 2000)}"), *blocks]
    if with_words:
        waiting = say(
            "Your words wait in the form. Your message here stays a note: nobody outside reads it."
        )
        return [parts.section(waiting), *blocks]
    return blocks


def help_text(allowed: Set[str]) -> str:
    """What this person can do here, as mrkdwn."""
    lines = [words() for verb, words in _CAN.items() if verb in allowed]
    if not lines:
        return say(
            "You can read everything here, and what you write in a thread is kept as a note. "
            "To act on cases you need a role: ask an Earshot admin."
        )
    always = say("What you write in a thread stays inside the bank.")
    return "\n".join(
        [say("What you can do here:"), *(f"• {line}" for line in lines), f"• {always}"]
    )


def hint_text() -> str:
    """For words we do not know."""
    return say(
        "I know `@Earshot reply` and `@Earshot help`. Your message is kept as a note; nobody outside "
        "the bank reads it."
    )
