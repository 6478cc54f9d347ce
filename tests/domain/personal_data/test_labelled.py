"""How much is found, and how much is found wrongly, on posts that were labelled by hand."""

from collections import Counter
from itertools import pairwise

import pytest

from bot.domain.personal_data import Finding, Kind, find, mask_all
from tests.domain.personal_data.labelled import Post, posts

POSTS = posts()


def _found(post: Post) -> set[Finding]:
    return set(find(post.text, regions=post.regions))


def test_the_set_is_large_and_holds_near_misses_of_many_countries() -> None:
    assert len(POSTS) >= 600
    assert len({post.language for post in POSTS}) >= 50
    assert sum(not post.spans for post in POSTS) >= 180
    assert set(Kind) == {span.kind for post in POSTS for span in post.spans}


def test_at_least_98_of_100_are_found_to_the_letter() -> None:
    labelled = sum(len(post.spans) for post in POSTS)
    found = sum(len(set(post.spans) & _found(post)) for post in POSTS)
    assert found / labelled >= 0.98


def test_at_least_99_of_100_findings_are_right() -> None:
    found = Counter[bool]()
    for post in POSTS:
        found.update(finding in post.spans for finding in _found(post))
    assert found[True] / found.total() >= 0.99


@pytest.mark.parametrize("kind", [Kind.CARD, Kind.CARD_CODE, Kind.IBAN])
def test_no_labelled_card_or_iban_is_missed(kind: Kind) -> None:
    missed = [
        post.text
        for post in POSTS
        for span in post.spans
        if span.kind is kind and span not in _found(post)
    ]
    assert missed == []


@pytest.mark.parametrize("post", [post for post in POSTS if not post.spans], ids=lambda p: p.text)
def test_a_post_without_personal_data_stays_as_it_is(post: Post) -> None:
    assert mask_all(post.text, regions=post.regions) == post.text


def test_masking_a_labelled_post_twice_is_the_same_as_once() -> None:
    for post in POSTS:
        once = mask_all(post.text, regions=post.regions)
        assert mask_all(once, regions=post.regions) == once


@pytest.mark.parametrize("between", [" / ", "... ", "; ", " - "])
def test_what_two_posts_hold_is_found_where_they_are_one(between: str) -> None:
    found = Counter[bool]()
    for one, other in pairwise(sorted(POSTS, key=lambda post: post.language)):
        if one.language == other.language:
            text = one.text + between + other.text
            hidden = {
                at for each in find(text, regions=one.regions) for at in range(each.start, each.end)
            }
            behind = len(one.text + between)
            places = [range(span.start, span.end) for span in one.spans]
            places += [range(behind + span.start, behind + span.end) for span in other.spans]
            found.update(hidden.issuperset(place) for place in places)
    assert found[True] / found.total() >= 0.985
