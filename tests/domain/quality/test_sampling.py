"""The draw: random but repeatable, each group in it, none by more than its share, nobody reviews their own."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.quality.sampling import Published, drawn, looked_at_twice, reviewer_of, shares

TEAMS, CHANNELS, SURFACES = ("cards", "loans"), ("x", "facebook"), ("public", "private")


def answer(number: int, team: str = "cards", text: str = "") -> Published:
    return Published(number, number, team, "x", "public", "U0TOM", text=text)


@st.composite
def weeks(draw: st.DrawFn) -> list[Published]:
    rows = draw(
        st.lists(
            st.tuples(st.sampled_from(TEAMS), st.sampled_from(CHANNELS), st.sampled_from(SURFACES)),
            max_size=60,
        )
    )
    return [Published(n, n, *row, writer="U0TOM") for n, row in enumerate(rows, start=1)]


SEEDS = st.text("0123456789abcdef", min_size=8, max_size=8)


@given(weeks(), SEEDS, st.integers(1, 40))
def test_as_many_as_asked_for_and_each_once(week: list[Published], seed: str, most: int) -> None:
    sample = drawn(week, seed=seed, most=most)
    assert len(sample) == min(most, len(week))
    assert len({one.reply_id for one in sample}) == len(sample)
    assert set(sample) <= set(week)


@given(weeks(), SEEDS, st.integers(8, 40))
def test_each_group_has_a_place_where_there_are_places(
    week: list[Published], seed: str, most: int
) -> None:
    sample = drawn(week, seed=seed, most=most)
    assert {one.group for one in sample} == {one.group for one in week}


@given(weeks(), SEEDS, st.integers(8, 40))
def test_a_larger_group_has_no_fewer_places(week: list[Published], seed: str, most: int) -> None:
    sizes = Counter(one.group for one in week)
    places = Counter(one.group for one in drawn(week, seed=seed, most=most))
    for one in sizes:
        for other in sizes:
            assert sizes[one] <= sizes[other] or places[one] >= places[other]


@given(weeks(), SEEDS, st.integers(1, 40), st.randoms())
def test_the_same_seed_draws_the_same_whatever_the_order(
    week: list[Published], seed: str, most: int, dice: object
) -> None:
    shuffled = list(week)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]  # a Random
    assert drawn(shuffled, seed=seed, most=most) == drawn(week, seed=seed, most=most)


def test_another_seed_draws_otherwise_and_each_answer_is_as_likely() -> None:
    week = [answer(number) for number in range(1, 21)]
    often = Counter(
        one.reply_id for seed in range(2000) for one in drawn(week, seed=str(seed), most=5)
    )
    assert set(often) == set(range(1, 21))
    assert all(400 < count < 600 for count in often.values())  # 500 are expected


def test_the_same_words_to_many_count_once() -> None:
    many = [answer(number, text="f00") for number in range(1, 400)]
    own = [answer(number, text=str(number)) for number in range(400, 410)]
    sample = drawn([*many, *own], seed="s", most=20)
    assert sum(one.text == "f00" for one in sample) == 1
    assert len(sample) == 11


def test_fewer_places_than_groups_go_to_the_largest() -> None:
    sizes = {("a", "x", "public", ""): 5, ("b", "x", "public", ""): 9}
    assert shares(sizes, most=1) == {("a", "x", "public", ""): 0, ("b", "x", "public", ""): 1}


@given(weeks(), SEEDS, st.integers(0, 100))
def test_the_share_that_is_looked_at_twice(week: list[Published], seed: str, percent: int) -> None:
    twice = looked_at_twice(week, seed=seed, percent=percent)
    assert twice <= {one.reply_id for one in week}
    least = 1 if percent and week else 0
    assert len(twice) == max(least, len(week) * percent // 100)


@given(st.sets(st.sampled_from(["U0A", "U0B", "U0C"])), SEEDS)
def test_whoever_has_the_fewest_gets_it_and_nobody_else_can(among: set[str], seed: str) -> None:
    load = {"U0A": 2, "U0B": 1, "U0C": 1}
    who = reviewer_of(7, among=among, load=load, seed=seed)
    if not among:
        assert who == ""
    else:
        assert who in among
        assert load[who] == min(load[each] for each in among)
