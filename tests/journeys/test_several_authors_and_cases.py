"""Which case a word belongs to: bursts, threads of several people, merged cases."""

from tests.journeys.conftest import JONAS, PRIYA, House
from tests.journeys.house import eventually
from tests.journeys.slack_acts import (
    answer,
    choose,
    claim,
    headline,
    open_thread,
    reads,
    say_in_form,
    shows,
    the_form,
)

BANK = "NorthbankHelp"


def test_five_posts_of_one_author_in_a_burst_are_one_case_in_their_order(house: House) -> None:
    mark = house.mark()
    texts = [f"@{BANK} post number {n} {mark}" for n in range(1, 6)]
    for text in texts:
        house.platforms.x_post("Yara Costa", text)
    channel, ts = open_thread(house, f"post number 1 {mark}")
    reads(house, channel, ts, f"post number 5 {mark}")
    shows(house, channel, ts, "First of 5:")
    below = [each for each in house.platforms.thread(channel, ts) if mark in each]
    assert [f"post number {n} " in each for n, each in enumerate(below, 2)] == [True] * 4
    assert house.count_headlines(mark) == 1


def test_three_people_in_one_thread_are_three_linked_cases_each_answered_alone(
    house: House,
) -> None:
    marks = [house.mark() for _ in range(3)]
    first = house.platforms.x_post("Nils Aas", f"@{BANK} the app is down {marks[0]}")
    second = house.platforms.x_post("Britt Moe", f"@{BANK} for me too {marks[1]}", first)
    third = house.platforms.x_post("Carl Ness", f"@{BANK} and for me {marks[2]}", second)
    places = [open_thread(house, mark) for mark in marks]
    references = [house.reference_of(*place) for place in places]
    assert len(set(references)) == 3
    for place, others in zip(places, ([1, 2], [0, 2], [0, 1]), strict=True):
        shows(house, *place, "Linked to")
        for other in others:
            shows(house, *place, references[other])
    claim(house, JONAS, *places[1])
    answer(house, JONAS, *places[1], f"Britt, it works again. {marks[1]}")
    eventually(lambda: house.platforms.x_answers(second), what="the answer to the second")
    assert not house.platforms.x_answers(third)
    assert len(house.platforms.x_answers(first)) == 1, "the second's own post alone"
    shows(house, *places[1], "With the customer")
    assert "With the customer" not in headline(house, *places[0])


def test_a_late_word_goes_where_the_merged_case_went_and_home_after_the_unmerge(
    house: House,
) -> None:
    old, new = house.mark(), house.mark()
    post = house.platforms.x_post("Ivar Holt", f"@{BANK} double charge {old}")
    source = open_thread(house, old)
    house.platforms.x_post("Ivar Holt of Holt Ltd", f"@{BANK} charged twice {new}")
    target = open_thread(house, new)
    claim(house, PRIYA, *target)
    reference = house.reference_of(*target)
    say_in_form(house, PRIYA, *source, "merge", number=reference)
    confirmation = the_form(house, PRIYA)
    assert "two different customers" in str(confirmation["blocks"])
    house.submit(PRIYA, confirmation)
    shows(house, *source, "Goes on in")
    reads(house, *source, "It goes on there.")
    reads(house, *target, "Later words and answers come here")
    house.platforms.x_post("Ivar Holt", f"@{BANK} late word {old}", post)
    reads(house, *target, f"late word {old}")
    assert f"late word {old}" not in str(house.platforms.thread(*source))
    choose(house, PRIYA, *source, "unmerge")
    reads(house, *source, "This case stands alone again")
    house.platforms.x_post("Ivar Holt", f"@{BANK} back home {old}", post)
    reads(house, *source, f"back home {old}")
    assert f"back home {old}" not in str(house.platforms.thread(*target))
