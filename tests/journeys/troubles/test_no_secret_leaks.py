"""Whatever customers post, wherever, and whatever staff do with it: no secret of theirs leaves its seal.

A whole run of the real processes: posts on every channel, edits, deletions, names; claims, answers, notes,
looks at what was masked; digest, export, a case's file. Then everything is searched.
"""

import contextlib
import json
import random
import re
from pathlib import Path

import pytest

from bot.domain.personal_data import mask_all
from tests.journeys.conftest import LENA, PRIYA, House
from tests.journeys.house import Process, eventually
from tests.journeys.secrets import Secret, secrets, sentence
from tests.journeys.slack_acts import (
    answer,
    asks,
    claim,
    home,
    open_thread,
    press_reply,
    say_in_form,
)

pytestmark = pytest.mark.proof

BANK = "NorthbankHelp"
_THEIRS = {
    "platforms.log",
    "world.json",
    "world.json.tmp",
}  # of the simulated platforms: as it was posted
_BLANKS = re.compile(r"[\s.\-]+")
_LONG = 11  # characters of a value that is looked for without its blanks too


@pytest.mark.parametrize("seed", range(3))
def test_no_secret_that_a_customer_posted_is_found_anywhere(house: House, seed: int) -> None:
    run = _Run(house, seed)
    for secret in run.secrets:
        run.posts(secret)
    for number, (mark, is_private) in enumerate(run.cases):
        run.works_on(mark, is_private=is_private, number=number)
    run.opens_pages()
    run.prints()
    everything = run.everything()
    mark = next(mark for mark, is_private in run.cases if not is_private)
    assert {"Slack", "a table", "export-cases.log"} <= {
        where for where, text in everything if mark in text
    }
    found = [
        f"{secret.kind} in {where}"
        for where, text in everything
        for secret in run.secrets
        if _holds(text, secret.needle)
    ]
    assert found == []


class _Run:
    """What happens in one run, by chance of its seed."""

    def __init__(self, house: House, seed: int) -> None:
        self.house, self.dice = house, random.Random(f"secrets {seed}")
        self.secrets = secrets(self.dice)
        self.cases: list[tuple[str, bool]] = []
        self.printed: list[tuple[str, str]] = []
        assert [each for each in self.secrets if _holds(mask_all(each.said), each.needle)] == []

    def posts(self, secret: Secret) -> None:
        """It comes in by one of the ways there are; some of it is edited or deleted later."""
        mark, dice = self.house.mark(), self.dice
        text, who = sentence(dice, secret, mark), f"Customer {mark[8:12]}"
        way = dice.choice((self._on_x, self._on_x, self._on_facebook, self._in_private))
        self.cases.append((mark, way == self._in_private))
        way(who, text)

    def _on_x(self, who: str, text: str) -> None:
        post = self.house.platforms.x_post(who, f"@{BANK} {text}"[:4000])
        if self.dice.random() < 0.4:
            self.house.platforms.do("x/edit", id=post, text=f"@{BANK} {text} Sorry, again.")

    def _on_facebook(self, who: str, text: str) -> None:
        comment = self.house.facebook_comment(who, text)
        if self.dice.random() < 0.4:
            self.house.platforms.do("facebook/edit", id=comment, text=f"{text} Anybody?")

    def _in_private(self, who: str, text: str) -> None:
        if self.dice.random() < 0.5:
            self.house.platforms.do("x/message", author=who, to=BANK, text=text)
        else:
            page = self.house.page
            self.house.platforms.do("facebook/message", page=page, author=who, text=text)

    def works_on(self, mark: str, *, is_private: bool, number: int) -> None:
        """What staff do with one case."""
        house = self.house
        channel, ts = open_thread(house, mark, private=is_private)
        claim(house, PRIYA, channel, ts)
        if number % 3 == 0:
            self._begins_an_answer(channel, ts)
        if number % 3 == 1 and not is_private:
            self._looks_at_what_was_masked(channel, ts)
        if number % 4 == 0:
            asks(house, PRIYA, house.reference_of(channel, ts))
        if number % 4 == 2 and not is_private:
            self._promises(channel, ts)
        if number % 5 == 0:
            home(house, PRIYA)

    def _begins_an_answer(self, channel: str, ts: str) -> None:
        form = press_reply(self.house, PRIYA, channel, ts)
        self.house.platforms.do("slack/close_view", user=PRIYA, view_id=form["id"])

    def _looks_at_what_was_masked(self, channel: str, ts: str) -> None:
        """What nobody is shown is not even offered."""
        with contextlib.suppress(StopIteration):
            say_in_form(self.house, LENA, channel, ts, "reveal", reason="To ring them back")
            form = eventually(lambda: self.house.platforms.form(LENA), what="what was masked")
            self.house.platforms.do("slack/close_view", user=LENA, view_id=form["id"])

    def _promises(self, channel: str, ts: str) -> None:
        """What is owed from then on stands on the headline, in lists and in digests."""
        answer(
            self.house, PRIYA, channel, ts, "Sorry! We will call you within two hours.", "holding"
        )

    def opens_pages(self) -> None:
        """The pages of what is learnt, reviewed and kept ready; a search for what many write of."""
        do = self.house.platforms.do
        for page in ("causes", "voice", "quality", "replies"):
            do("slack/command", user=LENA, channel="C0NORTHBANK", text=f"/case {page}")
            form = eventually(lambda: self.house.platforms.form(LENA), what=f"/case {page}")
            do("slack/close_view", user=LENA, view_id=form["id"])
        for words in ("mine", "queue", "password", "birth"):
            asks(self.house, PRIYA, words)

    def prints(self) -> None:
        """What commands of ours print and write."""
        period = ("--from", "2020-01-01", "--to", "2099-12-31", "--as", "proof")
        file = str(self.house.folder / f"cases-{len(self.cases)}-{self.dice.random()}.zip")
        for command in (
            ("export", "cases", *period, "--with-text"),
            ("export", "cases", *period, "--format", "json"),
            ("case-file", *period, "--reason", "proof", "-o", file, "--unconfirmed", "proof"),
            ("digest", "now", "weekly", "--as", "proof"),
            ("digest", "now", "voice", "--as", "proof"),
            ("export", "voice", *period),
            ("export", "register", *period),
            ("export", "clocks", *period),
            ("data", "export", "canned_replies", "--as", "proof"),
            ("hold", "list"),
            ("inbox",),
            ("alarms",),
        ):
            log = self.house.folder / f"{'-'.join(command[:2])}.log"
            process = Process(["handlers", *command], env=self.house.env, log=log)
            assert process.finish() == 0, log.read_text()

    def everything(self) -> list[tuple[str, str]]:
        """All that left us or stays with us, by where it was found."""
        platforms = self.house.platforms
        ours = [post for post in platforms.look("x/timeline?limit=500")["posts"] if post["is_bank"]]
        theirs = platforms.look("facebook/timeline?limit=500")["posts"]
        ours += [post for post in theirs if post["is_bank"]]
        rows = [("a table", str(row)) for row in self.house.rows.all()]
        return [
            ("Slack", json.dumps(platforms.seen(), ensure_ascii=False)),
            ("our posts", json.dumps(ours, ensure_ascii=False)),
            *rows,
            *_files(self.house.folder),
        ]


def _files(folder: Path) -> list[tuple[str, str]]:
    """Logs, exports, the database's own files, what the platforms keep left out."""
    found = [path for path in folder.rglob("*") if path.is_file() and path.name not in _THEIRS]
    return [(path.name, path.read_bytes().decode(errors="replace")) for path in found]


def _holds(text: str, needle: str) -> bool:
    squeezed = _BLANKS.sub("", needle)
    return needle in text or (len(squeezed) >= _LONG and squeezed in _BLANKS.sub("", text))
