"""The Arabic asks politely, writes its tanwin, and a handle in it keeps its side."""

import re
import tomllib

import pytest

from bot.language import WORDS

_HERE = ("house/confirming.toml", "house/weekly_data.toml")
_ORDER = re.compile(r"(?<!\w)و?ف?(?:اكتب|اكتبه|اسأل|انظر|املأ|اختر|أجب|اتركهما|بيّن)(?!\w)")
_BARE = re.compile(r"(?<!\w)(?:أمرا|نهائيا|ختما|زمنيا|يوما|اسما|حرفا|رقما|معرّفا|وقتا|عددا)(?!\w)")
_HANDLE = re.compile(r"(?<![\w\u200e])@\w")


def arabic(file: str) -> list[str]:
    words = tomllib.loads((WORDS / "ar" / file).read_text(encoding="utf-8"))
    return [said for said in words.values() if isinstance(said, str)]


@pytest.mark.parametrize("file", _HERE)
def test_nobody_is_ordered_about(file: str) -> None:
    assert [said for said in arabic(file) if _ORDER.search(said)] == []


@pytest.mark.parametrize("file", [*_HERE, "house/alarms.toml", "platforms.toml"])
def test_a_tanwin_is_written(file: str) -> None:
    assert [said for said in arabic(file) if _BARE.search(said)] == []


@pytest.mark.parametrize("file", ["house/contacts.toml", "house/weekly_data.toml"])
def test_a_handle_keeps_its_side(file: str) -> None:
    found = [said for said in arabic(file) if "@" in said]
    assert found
    assert [said for said in found if _HANDLE.search(said)] == []


def test_deleting_what_was_posted_of_an_answer_says_so() -> None:
    words = tomllib.loads((WORDS / "ar" / "answers/replies.toml").read_text(encoding="utf-8"))
    assert words["Delete what is there…"] == "حذف ما نُشر منه…"
