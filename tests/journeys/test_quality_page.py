"""A quality round, on the page: an answer, a week later its two reviews, one in Arabic, and the writer's words."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import in_a_browser
from tests.journeys.conftest import LENA, TOM
from tests.journeys.desk_page.clicks import ARABIC, Desk, desk_in
from tests.journeys.desk_page.conftest import Bank
from tests.journeys.house import eventually

pytestmark = [
    pytest.mark.browser,
    in_a_browser,
    pytest.mark.at_the_build,
    pytest.mark.xdist_group("quality-page"),
]

GRACE = "U0GRACE"  # who reads Arabic in this house
LOST = "My card was lost in the post and nobody calls me back."
ANSWER = "We are sorry, Ida. A new card left us today. ^TO"
REMARK = "Kind and clear. Say when it arrives."
SAID = "The post does not tell us the day."


class OwnBank(Bank):
    """A house for this round alone: its clock moves by a week."""

    def _settle_in(self) -> None:
        super()._settle_in()
        rules = self.folder / "config" / "quality.toml"
        rules.write_text(rules.read_text() + "\n# all are looked at twice\n")
        rules.write_text(rules.read_text().replace("twice_percent = 20", "twice_percent = 100"))
        self.platforms.do("slack/person", user=GRACE, locale="ar-SA")


@pytest.fixture(scope="module")
def reviewing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The open page of that house."""
    folder = tmp_path_factory.mktemp("quality")
    with desk_in(OwnBank(folder, f"sqlite:///{folder}/earshot.db")) as opened:
        yield opened


def test_a_quality_round(reviewing: Desk) -> None:
    desk = reviewing
    desk.act_as(TOM)
    case = desk.customer_writes("Ida Holm", LOST)
    desk.claim(case, "Tom Okafor")
    desk.answer(desk.case(LOST), ANSWER)
    expect(desk.public_thread(LOST)).to_contain_text(ANSWER)
    desk.house.platforms.move(hours=7 * 24)
    for reviewer in (LENA, GRACE):
        eventually(
            lambda reviewer=reviewer: desk.house.platforms.messages(f"D{reviewer[1:]}"),  # type: ignore[misc]  # a default
            what="the word to the reviewer",
            within_s=120,
        )
    desk.act_as(LENA)
    desk.press_at_home("quality_next")
    desk.opens(re.compile(r"^C-\d+: review$"))
    expect(desk.modal).to_contain_text(LOST)
    expect(desk.modal).to_contain_text(ANSWER)
    desk.album.take("quality-review")
    marks(desk)
    desk.fill(remark=REMARK)
    desk.submit(closes=False)
    expect(desk.modal).to_contain_text("No answer waits for your review")
    desk.close()
    in_arabic(desk)
    writer_answers(desk)


def marks(desk: Desk) -> None:
    """Good in all respects but one."""
    good: Locator = desk.modal.get_by_test_id("option-good")
    expect(good).to_have_count(4)
    for place in range(3):
        good.nth(place).check()
    desk.modal.get_by_test_id("option-ok").nth(3).check()


def in_arabic(desk: Desk) -> None:
    """The other reviewer's form, in another language."""
    desk.act_as(GRACE)
    desk.press_at_home("quality_next")
    desk.opens(ARABIC)
    expect(desk.modal).to_contain_text(ANSWER)
    desk.album.take("quality-review-arabic")
    marks(desk)
    desk.submit(closes=False)
    expect(desk.modal).to_contain_text("لا يوجد رد ينتظر مراجعتك")
    desk.close()


def writer_answers(desk: Desk) -> None:
    """Tom reads the first review, without a name, and answers it."""
    house = desk.house
    mine = f"D{TOM[1:]}"
    told = eventually(
        lambda: [m for m in house.platforms.messages(mine) if "quality_read" in str(m)],
        what="the word to the writer",
    )
    house.platforms.press(TOM, mine, told[0]["ts"], "quality_read")
    form = eventually(lambda: house.platforms.form(TOM), what="the review")
    assert REMARK in str(form["blocks"])
    assert LENA not in str(form["blocks"])
    house.submit(TOM, form, words=SAID)
    eventually(
        lambda: any("was answered" in str(m) for m in house.platforms.messages(f"D{LENA[1:]}")),
        what="the writer's answer to the reviewer",
    )
