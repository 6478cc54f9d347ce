"""A post meant for another bank, from the directory to the end of its case; and one about us written to another."""

from pathlib import Path

import pytest

from tests.journeys.conftest import LENA, PRIYA, House
from tests.journeys.house import Process, eventually
from tests.journeys.slack_acts import claim, headline, open_thread, reads, shows, the_form

pytestmark = pytest.mark.at_the_build

BANKS = (
    "name,also,handles,write_to,whose,writer,reviewer,until\n"
    "Rowan Bank,Rowan,RowanBank,@RowanHelp,other,U0TOM,U0LENA,2037-01-01\n"
)
MEANT = "My Rowan Bank card was declined at the till, why?"


def test_it_is_pointed_there_and_ends_as_not_ours(house: House, tmp_path: Path) -> None:
    imported(house, tmp_path)
    mark = house.mark()
    post = house.platforms.x_post("Una Vane", f"@NorthbankHelp {MEANT} {mark}")
    own = house.mark()
    house.platforms.x_post("Bea Holt", f"@NorthbankHelp I am moving to Rowan Bank {own}")
    place, other = open_thread(house, mark), open_thread(house, own)
    shows(house, *place, "*Meant for Rowan Bank?* “My Rowan Bank card was declined")
    assert "Meant for" not in headline(house, *other)
    claim(house, PRIYA, *place)
    assert house.platforms.x_answers(post) == []  # nothing goes by itself
    house.platforms.press(PRIYA, *place, "point_there")
    form = the_form(house, PRIYA)
    assert "Please write to them: @RowanHelp." in str(form["blocks"])
    words = f"Please write to Rowan Bank at @RowanHelp. {mark}"
    house.submit(PRIYA, form, text=words, purpose="answers")
    preview = eventually(lambda: next_form(house, than=form["id"]), what="the preview")
    house.platforms.do("slack/submit", user=PRIYA, view_id=preview["id"], values={})
    eventually(lambda: house.platforms.x_answers(post), what="the pointer on X")
    shows(house, *place, "With the customer")
    house.platforms.press(LENA, *place, "not_ours")
    end = the_form(house, LENA)
    assert "'initial_value': 'Rowan Bank'" in str(end["blocks"])
    house.submit(LENA, end, meant="Rowan Bank")
    shows(house, *place, "Meant: Rowan Bank.")


def test_it_is_ours_takes_the_mark_back(house: House, tmp_path: Path) -> None:
    imported(house, tmp_path)
    mark = house.mark()
    house.platforms.x_post("Ola Brant", f"@NorthbankHelp {MEANT} {mark}")
    place = open_thread(house, mark)
    shows(house, *place, "*Meant for Rowan Bank?*")
    house.platforms.press(LENA, *place, "is_ours")
    reads(house, *place, "Lena says it is not meant for Rowan Bank.")
    eventually(lambda: "Meant for" not in headline(house, *place), what="the mark gone")


def imported(house: House, folder: Path) -> None:
    """The directory, as somebody with a shell brings it in; twice changes nothing."""
    file = folder / "banks.csv"
    file.write_text(BANKS, encoding="utf-8")
    command = ["handlers", "data", "import", "banks", str(file), "--as", "Ola"]
    process = Process(command, env=house.env, log=folder / "import.log")
    assert process.finish() == 0, (folder / "import.log").read_text()


def next_form(house: House, *, than: str) -> dict[str, object] | None:
    """The form that came after this one."""
    view = house.platforms.form(PRIYA)
    return view if view is not None and view["id"] != than else None
