"""*Topic…*: what a case is about, the likeliest first; the same field stands in *Resolve…* while nobody has said."""

from collections.abc import Iterable

from bot.domain.listening.topic_model import NONE
from bot.domain.rules.triage.topic_rules import TopicRules
from bot.language import say
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.around import TopicShown, topic_words
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

TOPIC_FORM, TOPIC_FIELD = "topic", "topic"


def topic_form(case: CaseShown, *, topics: TopicRules, key: FormKey) -> Block:
    """Which topic; how it stands is above."""
    topic = case.around.topic
    stands = [parts.context(topic_words(topic))] if topic.title else []
    return parts.modal(
        callback_id=TOPIC_FORM,
        title=say("{case}: topic", case=case.reference),
        submit=say("Save"),
        metadata=form_metadata(key),
        blocks=[
            rich.line(
                rich.words(parts.clip(case.author, 90), bold=True),
                rich.words(" " + say("on {channel}", channel=case.channel_title)),
            ),
            *stands,
            topic_field(topic, topics),
        ],
    )


def topic_field(topic: TopicShown, topics: TopicRules, *, optional: bool = False) -> Block:
    """A menu with the three likeliest first, then all in the bank's order, then none; what is set or suggested is
    filled in."""
    likely = [name for name in topic.likely if name in topics.offered]
    others = [name for name in topics.offered if name not in likely]
    none = parts.option(say("None of these"), NONE)
    groups = [
        (say("Likely"), _options(likely, topics)),
        (say("All topics"), [*_options(others, topics), none]),
    ]
    menu: Block = {
        "type": "static_select",
        "action_id": TOPIC_FIELD,
        "option_groups": [
            {"label": parts.plain_text(label, 75), "options": options}
            for label, options in groups
            if options
        ],
    }
    chosen = [
        one for _, options in groups for one in options if topic.name and one["value"] == topic.name
    ]
    if chosen:
        menu["initial_option"] = chosen[0]
    hint = (
        say("Suggested by what the customer wrote. Check it, please.") if not topic.is_set else ""
    )
    return parts.input_block(
        say("Topic"),
        menu,
        block_id=TOPIC_FIELD,
        optional=optional,
        hint=hint if topic.name else "",
    )


def _options(names: Iterable[str], topics: TopicRules) -> list[Block]:
    return [parts.option(topics.title(name), name) for name in names]
