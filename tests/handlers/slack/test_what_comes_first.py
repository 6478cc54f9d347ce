"""The morning after: five urgent cases among forty ordinary ones are first wherever one looks."""

import random
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot import clock
from bot.desk.clocks import escalations
from bot.desk.digests import issuing
from bot.desk.triage import priorities
from bot.digest.figure import Figure
from bot.domain.records.staff import Actor, Staff
from bot.language import speaking
from bot.slack.api.figure_values import FigureChosen
from bot.slack.api.names import Names
from bot.slack.shown.digest import opened_shown
from bot.slack.shown.lists import Lists, Which
from bot.slack.views.digests.opened_figure import opened_figure
from handlers.slack.door.acting import Person
from handlers.slack.settings import case_command
from tests.handlers.slack.signed import event
from tests.slack.workplace import AMIRA, Workplace

URGENT = (
    "Someone is emptying my account, this is FRAUD",
    "I am stranded abroad and my card does not work",
    "My phone was stolen and they are in my app",
    "سرقوا بطاقتي والآن يسحبون من حسابي",
    "هذا احتيال، اتصل بي شخص يقول إنه من البنك",
)
ORDINARY = (
    "The app is slow again",
    "When do you open on Saturday?",
    "Forty minutes on hold and nobody answers",
    "التطبيق لا يعمل منذ الصباح",
    "متى تفتح الفروع يوم السبت؟",
)
_REFERENCE = re.compile(r"C-(\d+)")


def overnight(workplace: Workplace) -> set[int]:
    """Forty-five posts of one night, the urgent ones anywhere among them; the numbers of those."""
    texts = [*URGENT, *(ORDINARY * 8)]
    random.Random(11).shuffle(texts)
    urgent = set()
    for place, text in enumerate(texts):
        at = datetime.now(UTC) - timedelta(hours=14) + timedelta(minutes=15 * place)
        post = workplace.post(text, author=f"a{place}", at=at)
        case_id = workplace.take_in(post)
        urgent |= {case_id} if text in URGENT else set()
    workplace.take_in(workplace.post("Thank you so much!", author="kind"))
    return urgent


def named(shown: Any) -> list[int]:
    """The cases that something shown names, each once, in their order."""
    return list(dict.fromkeys(int(number) for number in _REFERENCE.findall(str(shown))))


def _divider(blocks: list[dict[str, Any]]) -> int:
    """Below it a digest lists cases; above, its figures may name whoever waits longest."""
    return next(at for at, block in enumerate(blocks) if block["type"] == "divider")


def surfaces(workplace: Workplace) -> Mapping[str, list[int]]:
    """What each place names where somebody looks in the morning."""
    event(workplace, type="app_home_opened", user=AMIRA, tab="home", channel="D0")
    person = Person(slack_user_id=AMIRA, team_id="T0SANDBOX")
    with workplace.app.desk() as desk:
        escalations.fire(replace(desk, now=desk.now + timedelta(days=4)))
    with workplace.app.desk() as desk:
        issuing.issue_now(desk, digest="daily", by=Actor.operator("Lena"), slack_user_id=AMIRA)
        rows = issuing.opened(desk, digest="daily", period="", figure=Figure.WAITING)
        chosen = FigureChosen("daily", "", Figure.WAITING, None)
        opened = opened_shown(
            session=desk.session, chosen=chosen, rows=rows, names=Names(), now=desk.now
        )
    workplace.send_all()
    bundle = max(workplace.messages("C0DUTY"), key=lambda m: len(named(m["blocks"])))
    digest = next(m for m in workplace.messages(f"D{AMIRA[1:]}") if m.get("blocks"))
    return {
        "Home": named(workplace.slack()["homes"][AMIRA]["blocks"]),
        "/case queue": named(case_command.answer(workplace.app, person, "queue").blocks),
        "/case words": named(case_command.answer(workplace.app, person, "state:open").blocks),
        "alerts": named(bundle["blocks"]),
        "digest": named(digest["blocks"][_divider(digest["blocks"]) :]),
        "drill-down": named(opened_figure(opened)),
    }


@pytest.mark.parametrize("locale", ["en-GB", "ar-AE"])
def test_five_urgent_cases_among_forty_of_one_night_are_first_on_every_surface(
    workplace: Workplace, locale: str
) -> None:
    with workplace.database.transaction() as session:
        amira = session.get_one(Staff, AMIRA)
        amira.locale = locale
        session.add(amira)
    urgent = overnight(workplace)
    with speaking(locale[:2]):
        shown = surfaces(workplace)
    assert {where: set(found[:5]) for where, found in shown.items()} == dict.fromkeys(shown, urgent)
    first = {where: found[:5] for where, found in shown.items()}
    assert len({tuple(found) for found in first.values()}) == 1, first


def test_only_thanks_is_the_last_of_all(workplace: Workplace) -> None:
    overnight(workplace)
    with workplace.app.desk() as desk:
        lists = Lists(session=desk.session, slack_user_id=AMIRA, names=Names(), now=clock.now())
        queue = lists.cases(Which.QUEUE, limit=50)
        assert queue[-1].post is not None
        assert queue[-1].post.text == "Thank you so much!"
        assert not queue[-1].clocks


def test_a_priority_that_a_person_set_counts_as_one_that_words_did(workplace: Workplace) -> None:
    urgent = overnight(workplace)
    with workplace.app.desk() as desk:
        lists = Lists(session=desk.session, slack_user_id=AMIRA, names=Names(), now=clock.now())
        last = lists.cases(Which.QUEUE, limit=50)[-2].case_id
        priorities.set_priority(
            desk, case_id=last, priority="urgent", reason="A journalist", by=Actor.staff(AMIRA)
        )
        first = [case.case_id for case in lists.cases(Which.QUEUE, limit=6)]
    assert set(first) == urgent | {last}
