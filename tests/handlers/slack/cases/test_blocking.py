"""Blocking an author from a case, what becomes of their posts, and letting them in again."""

from datetime import timedelta

import time_machine

from bot.desk.digests import issuing
from bot.desk.intake import taking_in
from bot.desk.messages import blocking, unblocking
from bot.digest.words.wording import figures
from bot.domain.channels.inbound import Happening
from bot.domain.records.cases.case import CaseState
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from handlers.worker import ticks
from tests.handlers.slack.people import at_home, in_form
from tests.slack.workplace import AMIRA, CHANNEL, LENA, Workplace

CARD = "4111 1111 1111 1111"


def blocked(workplace: Workplace) -> int:
    case_id = workplace.complaint("Idiots", author="troll")
    workplace.choose(LENA, case_id, "block")
    workplace.submit(LENA, reason="Insults staff for weeks")
    workplace.send_all()
    return case_id


def post(workplace: Workplace, text: str, **more: object) -> taking_in.TakenIn:
    with workplace.app.desk() as desk:
        return taking_in.take_in(desk, inbound=workplace.post(text, author="troll", **more))


def test_later_posts_are_set_aside_and_the_open_case_stays(workplace: Workplace) -> None:
    case_id = blocked(workplace)
    taken = post(workplace, f"Again, my card {CARD}")
    assert taken.case_id is None
    assert taken.reason.startswith("blocked author")
    assert workplace.case(case_id).state == CaseState.NEW
    assert "blocked this author" in workplace.below(case_id)[-1]["text"]
    with workplace.app.looking() as desk:
        [kept] = blocking.posts(desk)
        assert CARD not in kept.text + str(kept.told)
        assert blocking.count(desk) == 1


def test_the_list_shows_them_and_takes_one_in_after_all(workplace: Workplace) -> None:
    blocked(workplace)
    post(workplace, "A real complaint: you took my money")
    at_home(workplace, LENA, "desk_settings")
    in_form(workplace, LENA, "setting_open_blocked")
    shown = str(workplace.form(LENA)["blocks"])
    assert "Insults staff for weeks" in shown
    assert "1 post is set aside." in shown
    in_form(workplace, LENA, "setting_posts")
    assert "you took my money" in str(workplace.form(LENA)["blocks"])
    in_form(workplace, LENA, "take_in_blocked")
    assert "No post is set aside." in str(workplace.form(LENA)["blocks"])
    workplace.send_all()
    assert any("you took my money" in str(m["blocks"]) for m in workplace.messages())


def test_unblocked_their_posts_become_cases_again(workplace: Workplace) -> None:
    case_id = blocked(workplace)
    workplace.choose(LENA, case_id, "block")
    assert "This author is blocked" in str(workplace.form(LENA)["blocks"])
    workplace.submit(LENA)
    assert post(workplace, "Sorry. My card was declined").case_id is not None


def test_a_post_that_was_set_aside_and_is_taken_down_loses_its_words(workplace: Workplace) -> None:
    blocked(workplace)
    told = workplace.post("Words that go", author="troll")
    with workplace.app.desk() as desk:
        taking_in.take_in(desk, inbound=told)
        gone = told.model_copy(update={"happening": Happening.REMOVED})
        taking_in.take_in(desk, inbound=gone)
        [kept] = blocking.posts(desk)
        assert (kept.text, kept.told) == ("", {})
        assert kept.deleted_at is not None


def test_an_edit_of_a_post_set_aside_stays_aside_even_after_the_block(workplace: Workplace) -> None:
    case_id = blocked(workplace)
    told = workplace.post("First words", author="troll")
    with workplace.app.desk() as desk:
        taking_in.take_in(desk, inbound=told)
    with workplace.app.desk() as desk:
        unblocking.unblock(desk, case_id=case_id, by=_lena())
    with workplace.app.desk() as desk:
        edited = told.model_copy(update={"happening": Happening.EDITED, "text": "Second words"})
        assert taking_in.take_in(desk, inbound=edited).case_id is None
        assert [kept.text for kept in blocking.posts(desk)] == ["Second words"]


def test_an_agent_may_look_at_the_list_but_not_block(workplace: Workplace) -> None:
    case_id = workplace.complaint(author="troll")
    workplace.choose(AMIRA, case_id, "block")
    assert "does not include this (block)" in workplace.refused(AMIRA)
    at_home(workplace, AMIRA, "desk_settings")
    in_form(workplace, AMIRA, "setting_open_blocked")
    assert "Nothing is entered." in str(workplace.form(AMIRA)["blocks"])


def test_one_author_is_blocked_on_one_channel_and_nobody_else(workplace: Workplace) -> None:
    blocked(workplace)
    other = workplace.take_in(workplace.post("My card was declined", author="ana"))
    with workplace.database.reading() as session:
        assert session.get_one(Message, 2).case_id == other


def _lena() -> Actor:
    return Actor.staff(LENA)


def test_the_digest_counts_what_was_set_aside(workplace: Workplace) -> None:
    blocked(workplace)
    post(workplace, "Again")
    post(workplace, "And again")
    with workplace.app.looking() as desk:
        report = issuing.look(desk, digest=issuing.BOARD)
    assert report.set_aside == 2
    assert ("Set aside", "2 of blocked authors") in figures(report)


def test_unblocking_offers_to_take_in_what_was_kept_back(workplace: Workplace) -> None:
    case_id = blocked(workplace)
    post(workplace, "My card was stolen")
    workplace.send_all()
    assert "1 later post is kept back" in str(workplace.headline(case_id)["blocks"])
    workplace.choose(LENA, case_id, "block")
    workplace.submit(LENA)
    workplace.send_all()
    offer = workplace.below(case_id)[-1]
    assert "1 post was kept back meanwhile." in offer["text"]
    workplace.do("click", user=LENA, channel=CHANNEL, ts=offer["ts"], action_id="take_in_kept")
    workplace.send_all()
    assert any("My card was stolen" in str(m["blocks"]) for m in workplace.below(case_id))
    assert "kept back" not in str(workplace.headline(case_id)["blocks"])


def test_unblocking_in_the_settings_offers_it_as_well(workplace: Workplace) -> None:
    case_id = blocked(workplace)
    post(workplace, "My card was stolen")
    at_home(workplace, LENA, "desk_settings")
    in_form(workplace, LENA, "setting_open_blocked")
    in_form(workplace, LENA, "setting_remove_1")
    workplace.send_all()
    offer = workplace.below(case_id)[-1]
    assert "Lena unblocked this author" in offer["text"]
    assert "1 post was kept back meanwhile." in offer["text"]
    workplace.do("click", user=LENA, channel=CHANNEL, ts=offer["ts"], action_id="take_in_kept")
    workplace.send_all()
    assert "kept back" not in str(workplace.headline(case_id)["blocks"])


def test_a_block_whose_day_has_come_is_said_in_the_thread(workplace: Workplace) -> None:
    case_id = workplace.complaint("Idiots", author="troll")
    with workplace.app.desk() as desk:
        until = desk.now + timedelta(seconds=2)
        blocking.block(desk, case_id=case_id, reason="Insults", until=until, by=_lena())
    post(workplace, "And again")
    with time_machine.travel(until, tick=True):
        ticks.end_blocks(workplace.app)
    workplace.send_all()
    said = workplace.below(case_id)[-1]["text"]
    assert said.startswith("The block of this author is over")
    assert "1 post was kept back meanwhile." in said


def test_opening_the_list_ends_the_alarm_about_what_stands_in_it(workplace: Workplace) -> None:
    blocked(workplace)
    post(workplace, "My card was stolen")
    workplace.send_all()
    assert any("By your rules that is urgent" in str(m) for m in workplace.messages("C0DUTY"))
    at_home(workplace, LENA, "desk_settings")
    in_form(workplace, LENA, "setting_open_blocked")
    in_form(workplace, LENA, "setting_posts")
    workplace.send_all()
    assert any("was looked at" in str(m) for m in workplace.messages("C0DUTY"))
