"""Who works at the bank, as read from the simulated Slack."""

from datetime import UTC, datetime

import pytest

from bot.slack.api.client import web_client
from bot.slack.api.people import StaffUnreadable, read_groups, read_people
from tests.slack.workplace import AMIRA, GUEST, LENA, STRANGER, Workplace

NOW = datetime(2026, 3, 6, tzinfo=UTC)
HOME = "T0SANDBOX"


def test_everybody_is_read_with_zone_and_locale_and_bots_are_not(workplace: Workplace) -> None:
    people = {p.slack_user_id: p for p in read_people(workplace.app.slack, home_team=HOME, now=NOW)}
    assert (people[AMIRA].name, people[AMIRA].time_zone, people[AMIRA].locale) == (
        "Amira",
        "Asia/Dubai",
        "en-GB",
    )
    assert people[AMIRA].refreshed_at == NOW
    assert "U0EARSHOT" not in people


def test_guests_strangers_and_leavers_are_marked(workplace: Workplace) -> None:
    workplace.do("person", user=LENA, deleted=True)
    people = {p.slack_user_id: p for p in read_people(workplace.app.slack, home_team=HOME, now=NOW)}
    assert people[GUEST].is_guest
    assert people[STRANGER].is_guest
    assert people[STRANGER].team_id != HOME
    assert people[LENA].is_gone


def test_groups_tell_who_is_in_them(workplace: Workplace) -> None:
    groups = read_groups(workplace.app.slack, groups=["S0AGENTS", "S0LEADS"]).memberships
    assert groups[AMIRA] == ["S0AGENTS"]
    assert groups[LENA] == ["S0LEADS"]


def test_a_reading_waits_as_long_as_slack_says_and_goes_on_where_it_was(
    workplace: Workplace,
) -> None:
    workplace.sandbox.slack.workspace.page_most = 2
    workplace.fault("users.list", "429", after=1, seconds=7)
    workplace.fault("users.list", "500", after=2)
    waited: list[float] = []
    people = read_people(workplace.app.slack, home_team=HOME, now=NOW, pause=waited.append)
    assert len({p.slack_user_id for p in people}) == len(people) > 4
    assert waited[0] == 7


def test_nothing_is_concluded_from_an_incomplete_read(workplace: Workplace) -> None:
    workplace.fault("users.list", "500", times=None)
    with pytest.raises(StaffUnreadable):
        read_people(workplace.app.slack, home_team=HOME, now=NOW, pause=no_time)


def test_a_permission_that_is_missing_is_said_without_slacks_code(workplace: Workplace) -> None:
    workplace.sandbox.slack.workspace.missing_scopes = ["users:read"]
    with pytest.raises(StaffUnreadable) as unread:
        read_people(workplace.app.slack, home_team=HOME, now=NOW, pause=no_time)
    assert unread.value.why.startswith("The Slack app lacks a permission.")
    assert unread.value.code == "missing_scope"


def test_a_group_that_cannot_be_read_takes_nothing_from_the_others(workplace: Workplace) -> None:
    groups = ["S0AGENTS", "S0NOSUCH", "S0LEADS"]
    read = read_groups(workplace.app.slack, groups=groups, pause=no_time)
    assert (read.memberships[AMIRA], read.memberships[LENA]) == (["S0AGENTS"], ["S0LEADS"])
    assert read.gone == {"S0NOSUCH": "no_such_subteam"}
    workplace.fault("usergroups.users.list", "500", times=None, where={"usergroup": "S0LEADS"})
    read = read_groups(workplace.app.slack, groups=groups, pause=no_time)
    assert (set(read.gone), set(read.unread)) == ({"S0NOSUCH"}, {"S0LEADS"})


def no_time(_seconds: float) -> None:
    """Waiting that takes none."""


def test_a_client_makes_one_request_for_one_call(workplace: Workplace) -> None:
    assert workplace.app.slack.retry_handlers == []
    assert web_client(token="xoxb-sandbox", timeout_s=1.2).timeout == 2
