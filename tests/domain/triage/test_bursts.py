"""Surges are heard where there is one, and never in the hours of ordinary weeks."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.triage import bursts
from bot.domain.triage.bursts import Burst, History, LeastAsked, Spoken
from tests.domain.triage import feed
from tests.domain.triage.shipped import rules

LEAST = LeastAsked()
_KNOWN_WEEKS = 4
_WEEK = 7 * 24
SUBJECTS = st.frozensets(st.sampled_from([":app", ":down", ":card", "rent", "tesco", "queue"]))
PEOPLE = st.lists(st.tuples(st.integers(0, 30), SUBJECTS), max_size=60)


@pytest.mark.parametrize("posts_an_hour", [4, 20, 60])
def test_no_hour_of_an_ordinary_week_is_a_surge(posts_an_hour: int) -> None:
    random = Random(posts_an_hour)
    hours = feed.weeks(random, posts_an_hour=posts_an_hour, count=_KNOWN_WEEKS)
    false: list[Burst] = []
    for number in range(len(hours), len(hours) + 5 * _WEEK):  # 840 hours
        posts = feed.hour(random, posts_an_hour=posts_an_hour, number=number)
        found = bursts.find(posts, feed.history(hours, number=number), LEAST)
        false += [found] if found else []
        hours.append(bursts.counted(posts))
    assert false == []


@pytest.mark.parametrize("seed", range(20))
def test_six_posts_about_one_outage_are_heard_among_an_ordinary_hour(seed: int) -> None:
    random = Random(seed)
    hours = feed.weeks(random, posts_an_hour=4, count=_KNOWN_WEEKS)
    number = len(hours) + 10
    hours += [{}] * 10
    outage = [feed.spoken(text, author=text) for text in random.sample(feed.OUTAGE, 6)]
    posts = [*feed.hour(random, posts_an_hour=4, number=number), *outage]
    found = bursts.find(posts, feed.history(hours, number=number), LEAST)
    assert found is not None
    assert set(found.topic) <= {":app", ":down", ":login"}


def test_a_post_belongs_that_says_both_things_or_one_and_what_is_said_with_it() -> None:
    posts = [feed.spoken(text, author=text) for text in feed.OUTAGE]
    found = bursts.find(posts, _long_quiet(), LEAST)
    assert found is not None
    assert found.topic == (":app", ":down")
    assert ":login" in found.beside
    belong = [
        bursts.belongs(rules().spoken_of(text), topic=found.topic, beside=found.beside)
        for text in (
            "The app is down",
            "cannot log in at all, error",
            "My card was declined at the till",
            "someone is emptying my account",
            "Great app, thank you",
        )
    ]
    assert belong == [True, True, False, False, False]


def test_the_same_person_again_and_again_is_no_surge() -> None:
    posts = [feed.spoken(text, author="one and the same") for text in feed.OUTAGE * 3]
    assert bursts.find(posts, _long_quiet(), LEAST) is None


def test_what_is_said_at_this_hour_every_week_is_no_surge() -> None:
    posts = [feed.spoken(text, author=text) for text in feed.OUTAGE]
    usual = bursts.counted(posts)
    every_week = History(same_hours=[usual] * 8, last_day=[{}] * 24)
    assert bursts.find(posts, every_week, LEAST) is None


def test_twice_as_many_are_asked_for_while_little_is_known() -> None:
    six = [feed.spoken(text, author=text) for text in feed.OUTAGE[:6]]
    assert bursts.find(six, History(), LEAST) is None
    assert bursts.find(six, _long_quiet(), LEAST) is not None
    everybody = [feed.spoken(text, author=text) for text in feed.OUTAGE]
    assert bursts.find(everybody, History(), LEAST) is not None


@given(people=PEOPLE)
def test_who_is_counted_stands_among_those_who_wrote(
    people: list[tuple[int, frozenset[str]]],
) -> None:
    spoken = [Spoken(author, of) for author, of in people]
    found = bursts.find(spoken, _long_quiet(), LEAST)
    if found is None:
        return
    speaking = {one.author for one in spoken}
    assert LEAST.authors <= found.authors <= len(speaking)
    assert found.authors >= LEAST.share * len(speaking)
    assert found.score >= LEAST.score
    assert not set(found.beside) & set(found.topic)


@given(
    people=PEOPLE,
    known=st.dictionaries(st.sampled_from([":app", ":down", "rent"]), st.integers(0, 9)),
)
def test_more_of_it_before_never_makes_a_burst_of_what_was_none(
    people: list[tuple[int, frozenset[str]]], known: dict[str, int]
) -> None:
    spoken = [Spoken(author, of) for author, of in people]
    if bursts.find(spoken, _long_quiet(), LEAST) is None:
        usual = History(same_hours=[known] * 8, last_day=[{}] * 24)
        assert bursts.find(spoken, usual, LEAST) is None


@given(people=PEOPLE)
def test_what_one_person_alone_said_is_forgotten(people: list[tuple[int, frozenset[str]]]) -> None:
    kept = bursts.counted(Spoken(author, of) for author, of in people)
    assert all(count > 1 for count in kept.values())


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("تطبيقكم لا يعمل منذ الصباح", {":app", ":down"}),
        ("والتطبيق معطل", {":app", ":down"}),
        ("Your SITE isn't working", {":app", ":down"}),
        ("@NorthbankHelp my card was declined https://a.example/down", {":card", ":declined"}),
        ("Northbank: thank you so much", set()),
    ],
)
def test_one_idea_is_heard_in_several_ways(text: str, of: set[str]) -> None:
    assert {each for each in rules().spoken_of(text) if each.startswith(":")} == of


def _long_quiet() -> History:
    return History(same_hours=[{}] * 8, last_day=[{}] * 24)
