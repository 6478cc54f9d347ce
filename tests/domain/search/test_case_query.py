"""What is typed after /case is read forgivingly; what is not clear says how to write it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.records.cases.case import OPEN_STATES, CaseState
from bot.domain.search.case_query import (
    LONGEST,
    MOST_WORDS,
    CannotRead,
    Help,
    NamedList,
    One,
    Search,
    read_query,
    written,
)

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY_NOON = datetime(2026, 3, 6, 12, 0, tzinfo=BERLIN)


def read(text: str) -> Any:
    return read_query(text, asked_by="U0LENA", now=FRIDAY_NOON)


def day(number: int, month: int = 3) -> datetime:
    return datetime(2026, month, number, tzinfo=BERLIN)


@pytest.mark.parametrize("text", ["1042", "C-1042", "c1042", " #1042 "])
def test_a_number_in_any_spelling_opens_one_case(text: str) -> None:
    assert read(text) == One(1042)


@pytest.mark.parametrize("text", ["", "  ", "help", "HELP", "?"])
def test_nothing_or_help_shows_how_it_is_written(text: str) -> None:
    assert read(text) == Help()


def test_lists_have_names_of_their_own() -> None:
    assert (read("Mine"), read("queue")) == (NamedList.MINE, NamedList.QUEUE)


def test_everything_at_once_in_any_order() -> None:
    asked = "card from:@anar since:monday state:new owner:<@U0AMIRA|amira> on:X declined"
    assert read(asked) == Search(
        words=("card", "declined"),
        author="anar",
        states=frozenset({CaseState.NEW}),
        owner="U0AMIRA",
        channel="x",
        since=day(2),
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("@anar", Search(author="anar")),
        ("from: @anar", Search(author="anar")),
        ('author:"Ana Ruiz"', Search(author="Ana Ruiz")),
        ("from:<@U0TOM|tom>", Search(author="tom")),
        ("<@U0TOM>", Search(owner="U0TOM")),
        ("owner:me", Search(owner="U0LENA")),
        ("owner:nobody", Search(unowned=True)),
        ("held:amira", Search(owner_name="amira")),
        ('"card declined"', Search(words=("card declined",))),
        ("“lost card”", Search(words=("lost card",))),
        ('"unclosed quote', Search(words=("unclosed quote",))),
        ("https://x.example/1", Search(words=("https://x.example/1",))),
        ("10:30", Search(words=("10:30",))),
        ("signal:self-harm", Search(signal="self-harm")),
        ("surge:12", Search(surge="12")),
        ('surge:"App + down"', Search(surge="app + down")),
        ("language:ar", Search(language="ar")),
        ("lang:Arabic", Search(language="ar")),
        ("in:عربي", Search(language="ar")),
        ("Arabic", Search(words=("Arabic",))),
        ("state:open", Search(states=frozenset(OPEN_STATES))),
        ("state:res,new", Search(states=frozenset({CaseState.RESOLVED, CaseState.NEW}))),
        ("is:with-customer", Search(states=frozenset({CaseState.WITH_CUSTOMER}))),
        ("since:today", Search(since=day(6))),
        ("since:friday", Search(since=day(6))),
        ("since:sat", Search(since=day(28, 2))),
        ("since:week", Search(since=day(2))),
        ("since:3d", Search(since=datetime(2026, 3, 3, 12, tzinfo=BERLIN))),
        ("since:1.3.2026", Search(since=day(1))),
        ("until:2026-03-01", Search(until=day(2))),
        ("before:2026-03-01", Search(until=day(1))),
    ],
)
def test_each_part_may_be_written_in_several_ways(text: str, wanted: Search) -> None:
    assert read(text) == wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stat:new", "Did you mean “state:”?"),
        ("state:reslved", "Did you mean “resolved”?"),
        ("state:c", "There is no state “c”"),
        ("language:klingon", "There is no language “klingon”"),
        ("since:hello", "is no day I can read"),
        ("since:2026-02-30", "is no day I can read"),
        ("since:9999-12-31", "is no day I can read"),
        ("from:", "What comes after “from:”?"),
        ("since:monday until:2026-01-01", "has to be earlier"),
        ("... !!", "There is nothing to look for"),
        ("a " * (MOST_WORDS + 1), "at most"),
        ("a" * (LONGEST + 1), "longer than"),
    ],
)
def test_what_is_not_clear_says_what_would_be(text: str, said: str) -> None:
    with pytest.raises(CannotRead, match=said.replace("?", r"\?")):
        read(text)


PIECES = st.sampled_from(
    [
        "from:",
        "state:",
        "owner:",
        "since:",
        "until:",
        '"',
        "@",
        "<@U0A|b>",
        "C-1",
        "new",
        "3d",
        ":",
        "9999w",
        "0000-00-00",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=12), st.sampled_from(["", " "]))
def test_whatever_is_typed_is_read_or_answered_with_a_sentence(
    pieces: list[str], between: str
) -> None:
    text = between.join(pieces)
    found: Any = None
    sentence = ""
    try:
        found = read(text)
    except CannotRead as wrong:
        sentence = str(wrong)
    assert found is not None or 10 < len(sentence) < 600
    if isinstance(found, Search):
        assert not found.is_empty
        assert len(found.words) <= MOST_WORDS
        assert all(word.strip() for word in found.words)
        assert found.since is None or found.since.tzinfo is not None


@given(st.text(min_size=1, max_size=40).filter(lambda word: '"' not in word and word.strip()))
def test_words_in_quotes_are_looked_for_as_they_are(word: str) -> None:
    if any(mark in word for mark in "“”„«»："):
        return
    try:
        found = read(f'"{word}"')
    except CannotRead:
        assert not any(letter.isalnum() for letter in word)
        return
    assert isinstance(found, Search)
    assert found.words == (word.strip(),) or found.owner


@given(
    st.lists(st.sampled_from(["card", "loan", "my card"]), max_size=3, unique=True),
    st.dictionaries(
        st.sampled_from(["brand", "priority", "signal", "on", "owner", "from"]),
        st.sampled_from(["north", "urgent", "x"]),
        max_size=3,
    ),
)
def test_what_is_written_down_is_read_as_the_same(words: list[str], keys: dict[str, str]) -> None:
    search = Search(words=tuple(words))
    typed = written(search, asked_by="U1")
    typed = " ".join([typed, *(f"{key}:{value}" for key, value in keys.items())]).strip()
    if not typed:
        return
    asked = read_query(typed, asked_by="U1", now=FRIDAY_NOON)
    assert isinstance(asked, Search)
    assert read_query(written(asked, asked_by="U1"), asked_by="U1", now=FRIDAY_NOON) == asked
    for fewer in asked.relaxed():
        assert read_query(written(fewer, asked_by="U1"), asked_by="U1", now=FRIDAY_NOON) == fewer
