"""What reviewers said, by team: shares within nothing and all, one person's marks are never told alone."""

from hypothesis import given
from hypothesis import strategies as st

from bot.digest import quality_figures
from bot.digest.chat_figures import Chats
from bot.digest.narrowing import by_key
from bot.digest.quality_figures import OTHERS, agreement, counted, lines
from bot.domain.quality.review import Criterion, Grade
from bot.storage.figures.reviews import Given

GOOD, POOR = dict.fromkeys(Criterion, Grade.GOOD), dict.fromkeys(Criterion, Grade.POOR)
marks = st.fixed_dictionaries({each: st.sampled_from(Grade) for each in Criterion})
rows = st.lists(
    st.builds(
        Given,
        reply_id=st.integers(1, 8),
        team=st.sampled_from(["cards", "loans", "branches"]),
        writer=st.sampled_from(["U0TOM", "U0AMIRA", "U0JONAS"]),
        marks=marks,
    ),
    max_size=20,
)


@given(rows)
def test_no_line_is_about_one_person(given_rows: list[Given]) -> None:
    quality = counted(given_rows)
    named = {each.team for each in quality.teams}
    for team in named - {OTHERS}:
        assert len({row.writer for row in given_rows if row.team == team}) >= 2
    if OTHERS in named:
        rest = [row for row in given_rows if row.team not in named]
        assert len({row.writer for row in rest}) >= 2


@given(rows)
def test_parts_are_no_more_than_their_whole(given_rows: list[Given]) -> None:
    quality = counted(given_rows)
    assert sum(each.reviews for each in quality.teams) <= len(given_rows)
    assert all(good <= each.reviews for each in quality.teams for good in each.good.values())
    assert 0 <= quality.same <= quality.compared


def test_two_reviewers_are_compared_mark_by_mark() -> None:
    half = {**GOOD, Criterion.TONE: Grade.OK, Criterion.HELP: Grade.POOR}
    two = [Given(1, "cards", "U0TOM", GOOD), Given(1, "cards", "U0TOM", half)]
    assert agreement([*two, Given(2, "cards", "U0TOM", POOR)]) == (2, 4)


def test_the_lines_say_the_shares_and_what_customers_said() -> None:
    found = [
        Given(1, "cards", "U0TOM", GOOD),
        Given(1, "cards", "U0TOM", POOR),
        Given(2, "cards", "U0AMIRA", GOOD),
        Given(3, "loans", "U0JONAS", GOOD),
    ]
    quality = counted(found).model_copy(update={"in_time": 3, "due": 5})
    assert lines(quality, Chats(solved=4, unsolved=1), by_key) == (
        ("cards", "3 reviews; good in accuracy 67 %, tone 67 %, help 67 %, rules 67 %"),
        ("Reviewed in time", "3 of 5"),
        ("Two reviewers agree in", "0 % of their marks (4)"),
        ("Solved, they said", "4 yes, 1 no"),
    )


def test_where_nothing_was_reviewed_nothing_is_said() -> None:
    assert lines(quality_figures.Quality(), Chats(solved=4), by_key) == ()
