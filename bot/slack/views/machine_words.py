"""The words of the bank's own provider, always under its name: a translation, a draft, a summary."""

from bot.domain.rules.provider_rules import ProviderRules
from bot.language import say
from bot.provider.asking import Ended
from bot.slack.api.values import CaseValue
from bot.slack.views import parts, rich
from bot.slack.views.models import CaseShown, PostShown
from bot.slack.views.parts import Block

ASK_DRAFT = "ask_draft"
USE_DRAFT = "use_machine_draft"
SUMMARY_FORM = "summary"
_OFFER_MOST = 2400


def translation_blocks(post: PostShown, *, most: int) -> list[Block]:
    """Under a customer's words: what a machine says that they mean."""
    if not post.translated or post.deleted_at is not None:
        return []
    by = say("Machine translation by {provider}", provider=parts.safe(post.translated_by, 60))
    return [parts.context(f"🤖 {by}"), rich.quote(post.translated, most=most)]


def ask_button(case: CaseShown, *, provider: str) -> Block:
    """Has a draft written into the box."""
    label = say("Draft with {provider}", provider=parts.clip(provider, 40))
    value = str(CaseValue(case.case_id, case.version))
    return parts.button(label, action_id=ASK_DRAFT, value=value)


def offer_blocks(case: CaseShown, words: str, *, provider: str) -> list[Block]:
    """A draft that came, with a button: what is typed meanwhile is nobody's to draw over."""
    value = str(CaseValue(case.case_id, case.version))
    use = parts.button(say("Put it into the box"), action_id=USE_DRAFT, value=value)
    return [parts.section(draft_by(provider), accessory=use), rich.quote(words, most=_OFFER_MOST)]


def draft_by(provider: str) -> str:
    """Above the box while a machine's words stand in it, or are offered."""
    told = say(
        "Draft by {provider}. A machine wrote it: read it, mend it, and send it only if it is right.",
        provider=parts.safe(provider, 60),
    )
    return f"🤖 {told}"


def begun_with(provider: str, percent: int) -> str:
    """To whoever approves an answer that began with a machine's draft."""
    told = say(
        "It began as a draft by {provider}, a machine: {percent} of 100 words are as the machine wrote them.",
        provider=parts.safe(provider, 60),
        percent=percent,
    )
    return f"🤖 {told}"


def draft_wanted(provider: str) -> str:
    """Above the box until it comes."""
    told = say(
        "{provider} writes a draft; it comes above the box, with a button. Go on writing if you like.",
        provider=parts.safe(provider, 60),
    )
    return f"🤖 {told}"


def draft_missing(ended: Ended, provider: ProviderRules) -> str:
    """Above the box where none came."""
    return f"🟠 {why_not(ended, provider)}"


def why_not(ended: Ended, provider: ProviderRules) -> str:
    """Why there are no words of the provider's, and that nothing is lost by it."""
    named = {"provider": parts.safe(provider.title, 60)}
    if ended is Ended.NO_CALLS_LEFT:
        return say(
            "{provider} was asked {calls} times today, which is all that your bank allows. Write it yourself.",
            calls=f"{provider.calls_a_day:,}",
            **named,
        )
    if ended is Ended.TOO_SLOW:
        return say("{provider} did not answer in time. Write it yourself, or try again.", **named)
    return say("{provider} gave no words. Write it yourself, or try again.", **named)


def summary_view(case: CaseShown, *, provider: str, words: str = "", why: str = "") -> Block:
    """The summary; until it comes, that it is being made; where it does not come, why."""
    by = say("Summary by {provider}", provider=parts.safe(provider, 60))
    if words:
        read = say("A machine wrote it: the thread is what was said.")
        blocks = [parts.context(f"🤖 {by}"), rich.post(words), parts.context(read)]
    elif why:
        blocks = [parts.section(f"🟠 {why}")]
    else:
        waits = say(
            "{provider} reads the talk and what stands in its thread, masked and without handles. This can "
            "take some seconds.",
            provider=parts.safe(provider, 60),
        )
        blocks = [parts.context(f"🤖 {waits}")]
    return parts.modal(
        callback_id=SUMMARY_FORM,
        title=say("Summary of {case}", case=case.reference),
        close=say("Close"),
        blocks=blocks,
    )
