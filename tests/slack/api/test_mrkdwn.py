"""Public text into Slack, and staff text out of it."""

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.api.mrkdwn import PublicText, escape, plain, public_text_blocks, to_public

_PLAIN = st.text(st.characters(codec="utf-8", exclude_characters="*_~`:"), max_size=80)


def _quoted(block: dict[str, Any]) -> str:
    quote = block["elements"][0]
    assert quote["type"] == "rich_text_quote"
    assert all(element["type"] == "text" for element in quote["elements"])
    return "".join(element["text"] for element in quote["elements"])


def test_exactly_three_characters_are_escaped() -> None:
    assert escape("<!here> & *bold* \"x\" 'y' @here") == (
        "&lt;!here&gt; &amp; *bold* \"x\" 'y' @here"
    )


@given(_PLAIN)
def test_plain_text_comes_back_from_slack_as_it_went(text: str) -> None:
    assert to_public(escape(text)) == PublicText(text.strip())


def test_control_and_direction_changing_characters_are_taken_out() -> None:
    assert plain("a\x00b\u202ec\u2066d\u2069e\x1b\r\nf\tg") == "abcde\nf\tg"
    assert plain("مرحبا\u200f!") == "مرحبا\u200f!"


def test_a_text_is_cut_between_letters() -> None:
    assert plain("complaint", 5) == "comp…"
    assert plain("short", 5) == "short"
    assert plain("abc👨\u200d👩\u200d👧", 6) == "abc…"
    assert plain("abce\u0301f", 5) == "abc…"
    assert plain("ab👍🏽cd", 4) == "ab…"
    assert plain("ab🇬🇧cd", 4) == "ab…"


@given(st.text(max_size=60), st.integers(1, 30))
def test_a_cut_text_fits_and_begins_like_the_whole(text: str, longest: int) -> None:
    cut = plain(text, longest)
    assert len(cut) <= longest
    assert plain(text).startswith(cut.removesuffix("…").rstrip())


def test_public_text_is_quoted_and_nothing_in_it_is_parsed() -> None:
    text = "<!channel> @here *bold* https://evil.example :smile: <@U1>\nsecond line"
    (block,) = public_text_blocks(text)
    assert block["type"] == "rich_text"
    assert len(block["elements"]) == 1
    assert _quoted(block) == text


def test_the_longest_post_fits_into_a_message() -> None:
    text = "I have been waiting for twelve days now. " * 610
    (block,) = public_text_blocks(text[:25_000])
    quote, note = block["elements"]
    shown = _quoted(block)
    assert 3_400 < len(shown) <= 3_700
    assert all(len(element["text"]) <= 3_000 for element in quote["elements"])
    assert text.startswith(shown)
    left = len(text[:25_000]) - len(shown)
    assert note["elements"][0]["text"] == f"… {left:,} more characters: open on the channel"
    # Slack refuses a message whose blocks come to about 13,000 characters.
    assert len(json.dumps(block, ensure_ascii=False)) < 6_000


@pytest.mark.parametrize("text", ["م" * 25_000, "👨\u200d👩\u200d👧" * 5_000, "\u0301" * 25_000])
def test_a_long_post_without_blanks_is_cut_all_the_same(text: str) -> None:
    (block,) = public_text_blocks(text)
    shown = _quoted(block)
    assert 0 < len(shown) <= 3_700
    assert text.startswith(shown)


def test_a_cut_parts_no_letter_from_its_mark() -> None:
    text = "e\u0301" * 10_000
    (block,) = public_text_blocks(text, max_chars=3_699)
    after = text[len(_quoted(block))]
    assert unicodedata.category(after) != "Mn"


@pytest.mark.parametrize("text", ["", "\n\n", "\u202e\x00"])
def test_a_post_without_words_says_so(text: str) -> None:
    (block,) = public_text_blocks(text)
    assert _quoted(block) == "(no words)"


@pytest.mark.parametrize(
    ("typed", "published"),
    [
        ("Q&amp;A: 3 &lt; 5 &gt; 4", "Q&A: 3 < 5 > 4"),
        ("&amp;lt;", "&lt;"),
        ("see <https://bank.example/help>", "see https://bank.example/help"),
        ("see <http://bank.example|bank.example>", "see bank.example"),
        ("see <https://bank.example/h|our page>", "see our page https://bank.example/h"),
        ("<https://bank.example/?a=1&amp;b=2>", "https://bank.example/?a=1&b=2"),
        ("<mailto:help@bank.example|help@bank.example>", "help@bank.example"),
        ("<tel:08001234567|0800 123 4567>", "0800 123 4567"),
        ("<mailto:help@bank.example|write to us>", "write to us help@bank.example"),
        ("by <!date^1700000000^{date}|14 November>", "by 14 November"),
        ("*Sorry* for _that_, it is ~late~ `fixed`", "Sorry for that, it is late fixed"),
        ("*_very_* sorry", "very sorry"),
        ("```one\ntwo```", "one\ntwo"),
        ("snake_case_name and 2*3*4 and a ~ b ~ c", "snake_case_name and 2*3*4 and a ~ b ~ c"),
        ("https://x.example/a_b_c/*d*", "https://x.example/a_b_c/*d*"),
        ("*https://x.example/_a_*", "https://x.example/_a_"),
        ("@jane_doe_ hello", "@jane_doe_ hello"),
        ("* terms apply", "* terms apply"),
        ("“smart” ‘quotes’ – kept", "“smart” ‘quotes’ – kept"),
        (":+1: :wave::skin-tone-3: :flag-sa: :100:", "👍 👋🏼 🇸🇦 💯"),
        (":woman-shrugging::skin-tone-6:", "🤷🏿\u200d♀️"),
        ("at 10:30:45 sharp", "at 10:30:45 sharp"),
        ("*شكرا* لك", "شكرا لك"),
        ("  trimmed \n", "trimmed"),
    ],
)
def test_what_staff_typed_is_published_without_slacks_markup(typed: str, published: str) -> None:
    assert to_public(typed) == PublicText(published)


@pytest.mark.parametrize(
    "typed",
    [
        "ask <@U0AGENT>",
        "in <#C0CARDS|cards>",
        "<!here> look",
        "<!channel>",
        "<!subteam^S0TEAM|@leads>",
    ],
)
def test_a_mention_is_a_problem_and_the_bare_id_is_not_hidden(typed: str) -> None:
    (problem,) = to_public(typed).problems
    assert "mentions a person, group or channel" in problem


def test_the_same_problem_is_told_once() -> None:
    assert len(to_public("<@U1> and <@U2>").problems) == 1


def test_an_emoji_of_this_slack_only_is_a_problem_with_its_name() -> None:
    decoded = to_public("hi :bank_logo:")
    assert decoded.text == "hi :bank_logo:"
    assert ":bank_logo:" in decoded.problems[0]


@pytest.mark.parametrize(
    "text", ["*" * 20_000, "*a " * 8_000, "`" * 20_000, "<@" * 10_000, ":a" * 10_000]
)
def test_markers_without_end_are_read_to_the_end(text: str) -> None:
    assert to_public(text).text
