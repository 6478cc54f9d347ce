"""A model of the bank's own choice, by a Python package that is installed beside Earshot; none ships.

The package offers a class, or an object, under the entry point group ``earshot.provider``:

    [project.entry-points."earshot.provider"]
    our-model = "our_package:OurModel"

and ``provider.toml`` names it (``name = "our-model"``). A class is called once, without arguments, in each worker. It
has the methods of ``Provider`` for which it is asked; they may take seconds, are called from one thread at a time, and
may raise whatever they like: a call that fails, takes longer than ``within_s`` or returns no text costs nobody a press.
What they are given is masked (``[card hidden]``), without handles, without the names that Earshot knows (``[name
hidden]``: of the customer, of their linked accounts, of staff) and without who wrote it. Names of others, nicknames and
names misspelt reach it. What they return is text, without markup.
"""

from collections.abc import Sequence
from typing import Protocol

GROUP = "earshot.provider"

Said = tuple[str, str]  # who ("customer", "bank", or "staff" for a note), and their words
Talk = Sequence[Said]  # the oldest first


class Provider(Protocol):
    """What a provider does, as far as ``does`` in provider.toml asks for it. Languages are codes: ``en``, ``ar``."""

    def translate(self, text: str, *, source: str, target: str) -> str:
        """The same text in another language; ``source`` is empty where nobody knows it."""

    def draft(self, talk: Talk, *, language: str) -> str:
        """What the bank could answer the customer's last words, in this language. A person reads, mends and sends it."""

    def summarise(self, talk: Talk, *, language: str) -> str:
        """What was said and done so far, in a few lines, for a colleague who reads this language."""
