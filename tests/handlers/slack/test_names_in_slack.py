"""`earshot check --online` holds the names in the bank's files against Slack."""

from dataclasses import replace
from pathlib import Path

from handlers.commands.checks.slack_names import troubles
from tests.slack.workplace import Workplace

FILES = {
    "routing": '[fallback]\nslack_channel = "C0NOWHERE1"\n[duty_manager]\nslack_user = "U0NOBODY1"\n',
    "roles": '[people]\nU0AMIRA = ["agent"]\nU0NOBODY2 = ["lead"]\n[groups]\nS0NOGROUP1 = ["reader"]\n',
    "digests": '[digests.daily]\nslack_channel = "C0NOWHERE2"\n',
}


def told(workplace: Workplace, folder: Path, **files: str) -> list[str]:
    for stem, text in files.items():
        (folder / f"{stem}.toml").write_text(text, encoding="utf-8")
    settings = workplace.app.settings.model_copy(update={"config": folder})
    return list(troubles(replace(workplace.app, settings=settings)))


def test_channels_people_and_groups_that_slack_does_not_know_are_named(
    workplace: Workplace, tmp_path: Path
) -> None:
    said = "\n".join(told(workplace, tmp_path, **FILES))
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
