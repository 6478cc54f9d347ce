"""The lists of changes speak of the code as it is today."""

from pathlib import Path

import pytest

from tests.mutation.listed import GIVEN, MAY_LIVE, Listed, read, reason
from tests.quick import ROOT


@pytest.mark.proof  # whoever changes the code must not mend the list at once; the tool says how
@pytest.mark.parametrize("path", [GIVEN, MAY_LIVE], ids=lambda path: path.stem)
def test_each_entry_can_be_made_and_says_why(path: Path) -> None:
    for each in read(path):
        source = (ROOT / each.file).read_text()
        made = each.found_in(source).made_in(source)
        compile(made, each.file, "exec")
        assert made != source
        assert each.why.endswith("."), each


def test_an_entry_whose_text_is_gone_or_stands_there_twice_says_how_to_mend_it() -> None:
    entry = Listed("bot/desk/desk.py", "a", "b", "It does no harm.")
    assert entry.found_in("x\na\n").line == 2
    for source, times in [("", 0), ("a a", 2)]:
        with pytest.raises(ValueError, match=f"stands {times} times in it"):
            entry.found_in(source)


def test_a_change_that_is_listed_may_live_however_it_is_written() -> None:
    entries = [Listed("one.py", "b < c", "b <= c", "They are never the same.")]
    assert reason(entries, "one.py", "a = (b <= c)", "a = b < c") == "They are never the same."
    assert reason(entries, "one.py", "a = b > c", "a = b < c") == ""
    assert reason(entries, "two.py", "a = b <= c", "a = b < c") == ""
