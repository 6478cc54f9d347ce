"""A press becomes a verb once, however often Slack repeats it; one that failed may be tried again."""

import pytest

from bot.desk.desk import DeskError
from bot.domain.rules.role_rules import Verb
from bot.sandbox.credentials import SLACK_TEAM_ID
from handlers.slack.door.acting import Acting, Person, act
from tests.slack.workplace import Workplace

AMIRA = Person("U0AMIRA", SLACK_TEAM_ID)


def test_a_press_that_slack_repeats_is_done_once(workplace: Workplace) -> None:
    done: list[str] = []

    def press(key: str) -> bool | None:
        def do(acting: Acting) -> bool:
            done.append(key)
            return True

        return act(workplace.app, verb=Verb.CLAIM, person=AMIRA, key=key, do=do)

    assert [press("action:1"), press("action:1"), press("action:2")] == [True, None, True]
    assert done == ["action:1", "action:2"]


def test_a_press_that_was_refused_may_be_made_again(workplace: Workplace) -> None:
    def refuse(acting: Acting) -> None:
        raise DeskError("Not now.")

    with pytest.raises(DeskError, match="Not now"):
        act(workplace.app, verb=Verb.CLAIM, person=AMIRA, key="action:1", do=refuse)
    assert act(workplace.app, verb=Verb.CLAIM, person=AMIRA, key="action:1", do=lambda _: 1) == 1
