"""A case that nobody has is offered on the page: one person passes it on, in Arabic, and the next one takes it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import in_a_browser
from tests.journeys.conftest import AMIRA, JONAS, LENA
from tests.journeys.desk_page.clicks import FEED, Desk, desk_in
from tests.journeys.desk_page.conftest import Bank
from tests.journeys.house import eventually

pytestmark = [
    pytest.mark.browser,
    in_a_browser,
    pytest.mark.at_the_build,
    pytest.mark.xdist_group("offers-page"),
]

STATEMENT = "My statement shows a fee that nobody can explain to me."
OFFERING = '[every]\nturn = "round_robin"\nminutes = 30\n'
ON_DUTY = f'[teams.every]\ntime_zone = "UTC"\nshifts = [{{ people = ["{AMIRA}", "{JONAS}"] }}]\n'
NOT_ME, OVER = "ليس أنا", "واخترت ألا تستلمها"


class OwnBank(Bank):
    """A house in which cases are offered, to Amira first, who reads Arabic, and then to Jonas."""

    def _settle_in(self) -> None:
        super()._settle_in()
        rules = self.folder / "config"
        (rules / "offering.toml").write_text(OFFERING)
        (rules / "duty.toml").write_text(ON_DUTY)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The open page of that house."""
    folder = tmp_path_factory.mktemp("offers")
    with desk_in(OwnBank(folder, f"sqlite:///{folder}/earshot.db")) as opened:
        yield opened


def test_an_offer_is_passed_on_and_then_taken(desk: Desk) -> None:
    desk.act_as(LENA)
    case = desk.customer_writes("Ada Quist", STATEMENT)
    expect(case).to_contain_text("offered to")
    card = offered(desk, AMIRA)
    desk.album.take("offer-arabic")
    card.get_by_role("button", name=NOT_ME).click()
    expect(card).to_contain_text(OVER)
    expect(card.get_by_role("button")).to_have_count(0)
    card = offered(desk, JONAS)
    desk.album.take("offer")
    card.get_by_test_id("action-claim").click()
    expect(card).to_contain_text("is yours.")
    desk.album.take("offer-taken")
    desk.act_as(LENA)
    expect(desk.case(STATEMENT)).to_contain_text("@Jonas Weber")
    assert offers_to(desk, AMIRA) == offers_to(desk, JONAS) == 1


def offered(desk: Desk, to: str) -> Locator:
    """The card in the direct messages of whoever is asked."""
    eventually(lambda: offers_to(desk, to) or None, what=f"the offer to {to}")
    desk.act_as(to)
    desk.page.get_by_test_id("direct-messages").click()
    card = desk.page.locator(FEED).last  # the only one; once it is over it quotes no words
    expect(card).to_contain_text(STATEMENT)
    return card


def offers_to(desk: Desk, to: str) -> int:
    """How many messages stand in their direct messages."""
    return len(desk.house.platforms.messages(f"D{to[1:]}"))
