"""Reading the shipped files and laying a bank's folder over them."""

from pathlib import Path

import pytest

from bot.domain.rules.house_rules import HouseRulesAreWrong, joined
from config import files
from config.files import FilesCannotBeRead


def test_the_shipped_files_are_read_when_the_bank_has_none() -> None:
    read = files.read()
    assert set(read.values) == set(files.STEMS)
    assert read.where(("sla", "name")) == "sla.toml (shipped)"


def test_the_banks_keys_are_laid_over_and_the_rest_stays(tmp_path: Path) -> None:
    _write(tmp_path, "digests", '[digests.daily]\nslack_channel = "C0DIGESTS"\n')
    daily = files.read(tmp_path).values["digests"]["digests"]["daily"]
    assert daily["slack_channel"] == "C0DIGESTS"
    assert daily["at"] == "08:30"


def test_a_list_is_replaced_whole(tmp_path: Path) -> None:
    _write(tmp_path, "calendar", '[calendars.standard.week]\nmonday = ["10:00-11:00"]\n')
    week = files.read(tmp_path).values["calendar"]["calendars"]["standard"]["week"]
    assert week["monday"] == ["10:00-11:00"]
    assert week["tuesday"] == ["09:00-17:00"]


def test_each_key_knows_which_file_set_it(tmp_path: Path) -> None:
    _write(tmp_path, "digests", '[digests.daily]\nslack_channel = "C0DIGESTS"\nbrands = ["a"]\n')
    read = files.read(tmp_path)
    own = str(tmp_path / "digests.toml")
    assert read.where(("digests", "digests", "daily", "slack_channel")) == own
    assert read.where(("digests", "digests", "daily", "brands", 0)) == own
    assert read.where(("digests", "digests", "daily", "at")) == "digests.toml (shipped)"
    assert read.where(("digests", "digests", "daily", "not_there")) == own
    assert read.where(("sla", "rules", 0)) == "sla.toml (shipped)"


def test_a_fault_in_the_banks_file_is_told_by_that_files_name(tmp_path: Path) -> None:
    _write(tmp_path, "digests", '[digests.daily]\nslack_chanel = "C0DIGESTS"\n')
    read = files.read(tmp_path)
    with pytest.raises(HouseRulesAreWrong) as wrong:
        joined(read.values, where=read.where)
    assert str(wrong.value) == (
        f"{tmp_path / 'digests.toml'}: digests.daily.slack_chanel: there is no such setting here. "
        "Did you mean “slack_channel”?"
    )


def test_text_that_is_not_toml_is_told_with_its_line(tmp_path: Path) -> None:
    _write(tmp_path, "sla", 'name = "standard\n')
    with pytest.raises(FilesCannotBeRead, match=r"sla\.toml is not TOML: .*line 1") as wrong:
        files.read(tmp_path)
    assert "Look for a missing quote" in str(wrong.value)


def test_all_unreadable_files_are_told_at_once(tmp_path: Path) -> None:
    _write(tmp_path, "sla", "= 1")
    (tmp_path / "roles.toml").write_bytes(b"\xff\xfe")
    _write(tmp_path, "routng", "")
    with pytest.raises(FilesCannotBeRead) as wrong:
        files.read(tmp_path)
    together = str(wrong.value)
    assert len(wrong.value.faults) == 3
    assert "roles.toml is not UTF-8 text" in together
    assert "Did you mean routing.toml?" in together


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "retention.toml").write_text("reopen_days = 3\n", encoding="utf-8-sig")
    assert files.read(tmp_path).values["retention"]["reopen_days"] == 3


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FilesCannotBeRead, match="which is no folder"):
        files.read(tmp_path / "nowhere")


def test_other_things_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Ours.")
    assert files.read(tmp_path).values == files.read().values


def _write(folder: Path, stem: str, text: str) -> None:
    (folder / f"{stem}.toml").write_text(text, encoding="utf-8")
