"""One house and one page for the whole package: starting them takes longer than most of its tests."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import in_a_browser
from tests.journeys.conftest import AMIRA, LENA, House
from tests.journeys.desk_page.clicks import Desk, desk_in

_HERE = Path(__file__).parent
# Long enough to press Undo on a busy machine; each answer waits for it.
_UNDO_S = "3"


class Bank(House):
    """A house of its own, so that its people hold only what these tests give them."""

    @property
    def env(self) -> dict[str, str]:
        return {**super().env, "EARSHOT_UNDO_SECONDS": _UNDO_S}

    def _settle_in(self) -> None:
        """Amira leads here, and reads Arabic: nobody else does both. Lena takes case files."""
        super()._settle_in()
        roles = self.folder / "config" / "roles.toml"
        leads = f'{AMIRA} = ["lead", "agent", "reveal"]'
        told = re.sub(rf"(?m)^{AMIRA} = .*", leads, roles.read_text())
        told = re.sub(rf"(?m)^{LENA} = \[", f'{LENA} = ["auditor", ', told)
        roles.write_text(told)
        self.platforms.do("slack/person", user=AMIRA, locale="ar-SA")

    def release(self) -> None:
        """Nothing: `earshot run` migrates its own file."""


@pytest.fixture(scope="package")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The open page, and whoever plays on it."""
    folder = tmp_path_factory.mktemp("desk-page")
    with desk_in(Bank(folder, f"sqlite:///{folder}/earshot.db")) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _closes_what_was_left_open(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that failed over an open form must not fail those that come after it."""
    yield
    if "desk" in request.fixturenames:
        opened: Desk = request.getfixturevalue("desk")
        if opened.modal.is_visible():
            opened.close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the package on one xdist worker, so that it shares its house."""
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.xdist_group("desk-page"))
            item.add_marker(pytest.mark.browser)
            item.add_marker(in_a_browser)
