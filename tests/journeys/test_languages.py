"""An Arabic complaint goes to the Arabic team, an English one stays; a wrong language is put right with a press."""

from collections.abc import Iterator

import pytest

from bot.language import say, speaking
from tests.database import chosen_databases
from tests.journeys.conftest import PRIYA, House, opened
from tests.journeys.house import eventually
from tests.journeys.slack_acts import asks, headline, open_thread, say_in_form, shows

pytestmark = pytest.mark.at_the_build

ARABIC_DESK, ENGLISH_DESK = "C0HARBOUR", "C0NORTHBANK"
ARABIC, ENGLISH = (
    "التطبيق ما يفتح معي من امس وفلوسي ضاعت",
    "My card was declined again at the till today",
)
SPANISH = "Sigo esperando el reembolso de mi tarjeta, nadie contesta"
_ROUTE = """
[brands.northbank.languages.ar]
team = "harbour"
slack_channel = "C0HARBOUR"
private_slack_channel = "C0HBPRIVATE"
"""


class TwoLanguages(House):
    """A house whose Harbour desk speaks Arabic and takes Northbank's Arabic cases too."""

    def _settle_in(self) -> None:
        super()._settle_in()
        routing = self.folder / "config" / "routing.toml"
        told = routing.read_text()
        for table in ("[brands.harbour]", "[teams.harbour]"):
            told = told.replace(table, f'{table}\nlanguage = "ar"')
        routing.write_text(told + _ROUTE)


@pytest.fixture(scope="module", params=chosen_databases())
def bank(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TwoLanguages]:
    """It, open, on each database."""
    folder = tmp_path_factory.mktemp(f"languages-{request.param}")
    with opened(TwoLanguages, request, folder) as house:
        yield house


def test_an_arabic_case_goes_to_the_arabic_team(bank: TwoLanguages) -> None:
    bank.platforms.x_post("Huda Nasser", f"@NorthbankHelp {ARABIC}")
    bank.platforms.x_post("Ann Lee", f"@NorthbankHelp {ENGLISH}")
    arabic, english = open_thread(bank, ARABIC), open_thread(bank, ENGLISH)
    assert (arabic[0], english[0]) == (ARABIC_DESK, ENGLISH_DESK)
    with speaking("ar"):
        assert say("Claim") in str(bank.platforms.message(*arabic))
    for place in (arabic, english):  # each in its team's own language, which needs no word
        assert "Arabic" not in headline(bank, *place)
        assert "English" not in headline(bank, *place)
    found = asks(bank, PRIYA, "language:ar")
    assert bank.reference_of(*arabic) in found
    assert bank.reference_of(*english) not in found
    assert bank.reference_of(*arabic) in asks(bank, PRIYA, "عربي")


def test_another_language_is_shown_and_a_person_puts_it_right(bank: TwoLanguages) -> None:
    bank.platforms.x_post("Iria Paz", f"@NorthbankHelp {SPANISH}")
    place = open_thread(bank, SPANISH)
    assert place[0] == ENGLISH_DESK
    shows(bank, *place, "Spanish")
    say_in_form(bank, PRIYA, *place, "language", language="pt")
    shows(bank, *place, "Portuguese")
    eventually(
        lambda: bank.reference_of(*place) in asks(bank, PRIYA, "language:portuguese"),
        what="the case by its language",
    )
