"""Every view, drawn for an Arabic reader: Slack takes it, nothing is cut off, and it is all in Arabic."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.records.cases.case import CaseState
from bot.language import say, speaking
from bot.outbox.kinds import EventDetails
from bot.slack.views import parts, rich
from bot.slack.views.models import Drawn, EventShown, PostShown, SaidShown
from bot.slack.views.threads.event_words import _SENTENCES, sentence_for
from bot.slack.views.threads.headline import headline_blocks, headline_text
from bot.slack.views.threads.more_menu import GROUPS, OFFERS
from bot.slack.views.threads.thread import said
from tests.slack.views.slack_rules import all_texts
from tests.slack.views.strange import NOON, case
from tests.slack.views.strange_arguments import call
from tests.slack.views.test_block_kit_limits import VIEWS, wrong_with

WORDS = "كلمات العميل"
# Names, handles, references and what is typed exactly so: the only Latin words an Arabic reader meets.
_ADDRESSES = re.compile(r"<!date[^>]*>|<[@#!][^>]*>|<https?://[^>|]*\|?|https?://\S*|`[^`]*`")
_NAMES = re.compile(
    r"\b(Earshot|Slack|Facebook|X|UTC|C-\d+|U0\w+|Europe/London|level-\d+)\b|@NorthbankHelp"
    r"|Ana Ruiz \(@anar\)|My card was declined|\b[a-z]+\.toml\b|mon-fri|PNG|TOML|English"
    r"|(help)?@?bank\.example|\w+…$"  # an address, and what Slack's limit cut through
    r"|\[\[canned_replies\]\]|\{(name|handle|case|bank|hours|branches)\}",
    re.IGNORECASE,
)
_KEYS = re.compile(r"k{36}|x{300}")  # what the drawn views were given as ids
_SIGNS = re.compile(r":[a-z_]+:")  # Slack draws them
_LATIN = re.compile(r"[A-Za-z]{2,}(?: +[A-Za-z]{2,})*")


def latin_words(shown: Any) -> list[str]:
    """What of the visible text is left in another language."""
    left: list[str] = []
    for text in visible(shown):
        for pattern in (_ADDRESSES, _NAMES, _KEYS, _SIGNS):
            text = pattern.sub(" ", text)
        left += _LATIN.findall(text)
    return left


def visible(shown: Any) -> Iterator[str]:
    if isinstance(shown, Drawn):
        yield shown.text
        shown = shown.blocks
    if isinstance(shown, str):
        yield shown
    yield from all_texts(shown)


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_every_view_speaks_arabic_within_slacks_limits(name: str) -> None:
    with speaking("ar-AE"):
        drawn = call(VIEWS[name], WORDS)
    assert wrong_with(drawn) == []
    assert latin_words(drawn) == []
    for label in _short_labels(drawn):
        assert not label.endswith("…"), f"cut off: {label}"


def _short_labels(drawn: Any) -> Iterator[str]:
    """Titles and submit buttons: Slack takes 24 characters, and ours never end in an ellipsis."""
    if isinstance(drawn, dict) and drawn.get("type") == "modal":
        yield from (drawn[part]["text"] for part in ("title", "submit", "close") if part in drawn)


@pytest.mark.parametrize("template", [each for each in _SENTENCES if each != "slack_trouble"])
def test_every_event_is_told_in_arabic(template: str) -> None:
    details: EventDetails = {
        "until": NOON.isoformat(),
        "other": 7,
        "count": 3,
        "owner": "U0TOM",
        "to_person": "U0TOM",
        "title": WORDS,
        "level": WORDS,
        "because": [WORDS],
        "purpose": "answers",
    }
    shown = EventShown(
        template,
        NOON,
        1042,
        slack_user_id="U0TOM",
        channel_title="X",
        account_name="@NorthbankHelp",
        meaning=WORDS,
        permalink="https://x.example/1",
        explanation=WORDS,
        details=details,
    )
    with speaking("ar"):
        for by in ("U0TOM", ""):
            sentence = sentence_for(replace(shown, slack_user_id=by))
            assert latin_words(sentence) == [], sentence


@pytest.mark.parametrize("what", ["posted", "edited", "removed", "hidden", "unhidden"])
def test_what_the_customer_did_is_told_in_arabic(what: str) -> None:
    post = PostShown(WORDS, NOON, "https://x.example/1", attachments=2, findings=("card",))
    with speaking("ar"):
        assert latin_words(said(SaidShown(what, WORDS, "X", "@NorthbankHelp", post))) == []


def test_a_headline_is_in_arabic_in_every_state() -> None:
    with speaking("ar"):
        for state in CaseState:
            for owner in ("", "U0TOM"):
                shown = case(state=state, owner=owner, later_posts=2, previous_case_id=7)
                assert latin_words(headline_blocks(shown)) == []
                assert latin_words(headline_text(shown)) == []


def test_the_menu_of_every_verb_is_in_arabic_and_fits() -> None:
    with speaking("ar"):
        labels = [offer.label() for offer in OFFERS] + [title() for title in GROUPS.values()]
        assert latin_words("\n".join(labels)) == []
        assert max(len(label) for label in labels) <= 75


def test_a_sentence_left_in_english_is_noticed() -> None:
    with speaking("ar"):
        assert latin_words(say("Claim")) == []
    assert latin_words("استلام C-1042 now, <@U0TOM>") == ["now"]


def test_a_line_that_begins_with_a_latin_name_still_reads_from_the_right() -> None:
    said = rich.line(rich.words("Ana Ruiz", bold=True))
    with speaking("ar"):
        turned = rich.line(rich.words("Ana Ruiz", bold=True))
    first = turned["elements"][0]["elements"]
    assert [each["text"] for each in first] == ["\N{RIGHT-TO-LEFT MARK}", "Ana Ruiz"]
    assert said["elements"][0]["elements"] == first[1:]
    assert parts.line("`/case 7`") == "`/case 7`"
    with speaking("ar"):
        assert parts.line("`/case 7`") == "\N{RIGHT-TO-LEFT MARK}`/case 7`"
