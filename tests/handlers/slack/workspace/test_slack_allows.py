"""What Slack lets us do: looked at by one worker for all, told once, and over when it is mended."""

import threading

import pytest

from bot.domain.records.alarm import Alarm
from bot.storage.house.alarms import standing
from config.slack_app import wanted_scopes
from handlers.commands.checks.check import _permissions, _slack
from handlers.worker import leases, slack_app, slack_places, staff_refresh, ticks
from tests.slack.workplace import CHANNEL, Workplace


def alarms(workplace: Workplace) -> list[Alarm]:
    with workplace.database.reading() as session:
        return list(standing(session=session))


def sent(workplace: Workplace) -> None:
    for _ in range(30):
        workplace.database.move(3)
        workplace.relay.run_once("slack")


def test_the_manifest_names_its_scopes() -> None:
    assert {"chat:write", "users:read", "groups:read", "channels:read"} <= wanted_scopes()
    assert len(wanted_scopes()) == 11


@pytest.mark.parametrize("scope", ["chat:write", "users:read", "groups:read", "channels:read"])
def test_a_permission_taken_away_is_an_alarm_with_its_name(
    workplace: Workplace, scope: str
) -> None:
    workplace.sandbox.slack.workspace.missing_scopes = [scope]
    slack_app.look(workplace.app)
    slack_app.look(workplace.app)
    [alarm] = alarms(workplace)
    assert scope in alarm.values["why"]
    workplace.sandbox.slack.workspace.missing_scopes = []
    slack_app.look(workplace.app)
    assert alarms(workplace) == []


def test_a_revoked_token_is_one_alarm_for_the_workspace(workplace: Workplace) -> None:
    workplace.sandbox.slack.workspace.token_error = "token_revoked"
    slack_app.look(workplace.app)
    workplace.take_in(workplace.post("My card was declined"))
    sent(workplace)
    ticks.watch_deliveries(workplace.app)
    [alarm] = alarms(workplace)
    assert "revoked" in alarm.values["why"]
    workplace.sandbox.slack.workspace.token_error = ""
    slack_app.look(workplace.app)
    assert alarms(workplace) == []


def test_the_check_says_what_is_missing(workplace: Workplace) -> None:
    assert [line.state for line in _slack(workplace.app)] == ["ok"]
    workplace.sandbox.slack.workspace.missing_scopes = ["users:read"]
    wrong = [line for line in _slack(workplace.app) if line.state == "wrong"]
    assert ["users:read" in str(line) for line in wrong] == [True]
    assert [line.state for line in _permissions(None)] == ["note"]


def test_a_deleted_user_group_is_an_alarm_by_name_and_nobody_elses_loss(
    workplace: Workplace,
) -> None:
    with workplace.database.reading() as session:
        before = len(list(standing(session=session)))
    workplace.fault("usergroups.users.list", "no_such_subteam", where={"usergroup": "S0AGENTS"})
    staff_refresh.refresh(workplace.app)
    [alarm] = alarms(workplace)[before:]
    assert alarm.subject == "S0AGENTS"
    staff_refresh.refresh(workplace.app)
    assert len(alarms(workplace)) == before


def test_a_channel_slack_does_not_tell_of_now_is_neither_broken_nor_mended(
    workplace: Workplace,
) -> None:
    workplace.sandbox.slack.workspace.channels[CHANNEL]["is_archived"] = True
    slack_places.look(workplace.app)
    workplace.fault("conversations.info", "500", times=None)
    slack_places.look(workplace.app, pause=lambda _: None)
    assert [alarm.subject for alarm in alarms(workplace)] == [CHANNEL]


def test_one_worker_does_it_for_all(workplace: Workplace) -> None:
    done: list[str] = []
    begun, end = threading.Event(), threading.Event()

    def slowly() -> None:
        done.append("first")
        begun.set()
        assert end.wait(10)

    def turn(owner: str, work: object) -> bool:
        assert callable(work)
        return leases.in_turn(workplace.app, name="staff", owner=owner, every_s=600, work=work)

    first = threading.Thread(target=turn, args=("one", slowly))
    first.start()
    assert begun.wait(10)
    assert not turn("two", lambda: done.append("second"))
    end.set()
    first.join()
    assert not turn("two", lambda: done.append("second"))
    workplace.database.move(601)
    assert turn("two", lambda: done.append("third"))
    assert done == ["first", "third"]


def test_what_fails_is_tried_again_soon_by_anybody(workplace: Workplace) -> None:
    def turn(work: object) -> bool:
        assert callable(work)
        return leases.in_turn(workplace.app, name="staff", owner="one", every_s=600, work=work)

    with pytest.raises(ZeroDivisionError):
        turn(lambda: 1 / 0)
    workplace.database.move(61)
    assert turn(lambda: None)
