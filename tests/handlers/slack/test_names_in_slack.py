"""`earshot check --online` holds the names in the bank's files against Slack."""

from dataclasses import replace
from pathlib import Path

import pytest

from handlers.commands.checks.slack_names import Told, troubles
from tests.slack.workplace import AMIRA, CHANNEL, Workplace

FILES = {
    "routing": '[fallback]\nslack_channel = "C0NOWHERE1"\n[duty_manager]\nslack_user = "U0NOBODY1"\n',
    "roles": '[people]\nU0AMIRA = ["agent"]\nU0NOBODY2 = ["lead"]\n[groups]\nS0NOGROUP1 = ["reader"]\n',
    "digests": '[digests.daily]\nslack_channel = "C0NOWHERE2"\n',
}


def told(workplace: Workplace, folder: Path, **files: str) -> list[Told]:
    for stem, text in files.items():
        (folder / f"{stem}.toml").write_text(text, encoding="utf-8")
    settings = workplace.app.settings.model_copy(update={"config": folder})
    return list(troubles(replace(workplace.app, settings=settings)))


def test_channels_people_and_groups_that_slack_does_not_know_are_named(
    workplace: Workplace, tmp_path: Path
) -> None:
    found = told(workplace, tmp_path, **FILES)
    assert all(each.is_wrong for each in found)
    said = "\n".join(each.sentence for each in found)
    assert (
        "routing.toml: fallback.slack_channel: C0NOWHERE1: there is no such Slack channel" in said
    )
    assert "routing.toml: duty_manager.slack_user: U0NOBODY1: Slack says user_not_found" in said
    assert "roles.toml: people.U0NOBODY2: U0NOBODY2: Slack says user_not_found" in said
    assert "roles.toml: groups.S0NOGROUP1: S0NOGROUP1: Slack says" in said
    assert "digests.toml: digests.daily.slack_channel: C0NOWHERE2" in said
    assert "U0AMIRA" not in said


def test_what_slack_knows_is_not_named(workplace: Workplace) -> None:
    assert list(troubles(workplace.app)) == []


@pytest.mark.parametrize(
    ("operation", "kind", "slack_id"),
    [
        ("users.info", "500", AMIRA),
        ("users.info", "429", AMIRA),
        ("conversations.info", "missing_scope", CHANNEL),
    ],
)
def test_a_name_that_slack_does_not_tell_of_now_is_no_fault_and_is_not_passed_over(
    workplace: Workplace, tmp_path: Path, operation: str, kind: str, slack_id: str
) -> None:
    workplace.fault(operation, kind, times=None)
    routing = f'[fallback]\nslack_channel = "{CHANNEL}"\n'
    roles = f'[people]\n{AMIRA} = ["agent"]\n'
    [found] = told(workplace, tmp_path, routing=routing, roles=roles)
    assert not found.is_wrong
    assert f"{slack_id}: it could not be looked up" in found.sentence
