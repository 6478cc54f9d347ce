"""What staff are told of a finding: why it matters, and what to write instead where that is known."""

from bot.domain.gate.findings import Finding, Kind
from bot.domain.gate.things import NEVER
from bot.language import say

# Why, and what to do instead.
WHY: dict[Kind, tuple[str, str]] = {
    Kind.QUOTES_CUSTOMER: (
        "It repeats what the customer told us of themselves. Everybody could read it twice.",
        "Leave the number out: “the account you wrote of”.",
    ),
    Kind.CUSTOMER_FACT: (
        "It seems to tell something about the customer's account. Nobody else should learn that they bank here.",
        "Say it in private: “We have sent you a private message about this.”",
    ),
    Kind.UNLISTED_LINK: ("The link to {host} is not on the bank's list (links in gate.toml).", ""),
    Kind.SHORT_LINK: (
        "{host} hides where the link leads, as fraudsters do.",
        "Write the full address.",
    ),
    Kind.LOOKALIKE_LINK: (
        "{host} looks like an address of the bank's and is none on its list.",
        "Write the bank's own address.",
    ),
    Kind.SLACK_MARKUP: (
        "It holds marks that only Slack understands. The customer would see the bare signs.",
        "Write names in full, and leave the marks out.",
    ),
    Kind.INTERNAL_WORDS: (
        "It uses words of the house. They tell the customer nothing, or too much.",
        "Say what it means for the customer.",
    ),
    Kind.COLLEAGUE: (
        "It names a colleague. People have been looked up and threatened for that.",
        "Write “a colleague” or “our team”.",
    ),
    Kind.PROMISE: (
        "It promises something. Is there somebody who keeps it?",
        "Promise only what is yours to keep: “I will write here again today.”",
    ),
    Kind.PRODUCT_WORDS: (
        "It may be taken for a promotion of a product. Is it fair, clear and true by itself?",
        "Link to the page where the conditions stand.",
    ),
    Kind.ADMISSION: (
        "It can be read as admitting fault or owing money.",
        "Be sorry for how it was for them: “I'm sorry this happened. We are looking into it.”",
    ),
    Kind.BLAME: (
        "It can be read as blaming the customer, or somebody else.",
        "Say what can be done now.",
    ),
    Kind.COMPETITOR: ("It names another bank.", "Speak of ourselves only."),
    Kind.TONE: (
        "It can be read as doubting the customer.",
        "“Thank you for telling us. Let us look into it together.”",
    ),
    Kind.SAME_TEXT: (
        "The same words went to {count} customers today. It reads like a machine, and X takes it for spam.",
        "Say it in other words, or name what this customer wrote about.",
    ),
    Kind.UNREAD: (
        "It is longer than the gate looks through, or names more secrets than any answer needs.",
        "Make two answers of it.",
    ),
}
_IN_PRIVATE = "“Please send us a private message, and we will take it from there.”"


def said(finding: Finding) -> tuple[str, str]:
    """Why, and what to write instead; empty where nothing is known."""
    if finding.kind in (Kind.ASKS_SECRET, Kind.ASKS_IN_PRIVATE):
        return _asked(finding)
    why, better = WHY[finding.kind]
    return say(why, **finding.values), say(better) if better else ""


def _asked(finding: Finding) -> tuple[str, str]:
    name, in_private = finding.values.get("name", ""), say(_IN_PRIVATE)
    if not name:
        told = say("It asks for something that must not be told in public. Ask for it in private.")
        return told, in_private
    thing = say(name)
    if finding.values["thing"] in NEVER:
        told = say(
            "It seems to ask for {thing}. A bank never asks for that in a message: "
            "it teaches people to fall for fraud.",
            thing=thing,
        )
        return told, ""
    if finding.kind is Kind.ASKS_IN_PRIVATE:
        told = say(
            "It asks for {thing} in private. Some people answer in public: "
            "better ask once they are there.",
            thing=thing,
        )
        return told, in_private
    told = say(
        "It seems to ask for {thing}, and the reply would be public. Ask in private.", thing=thing
    )
    return told, in_private
