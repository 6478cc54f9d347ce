"""What a reading of a sentence remembers: the verb that governs, and who and what was named before it."""

from dataclasses import dataclass

from bot.domain.gate.findings import Span
from bot.domain.gate.hearing import Gap
from bot.domain.gate.runs import Item


@dataclass
class Governor:
    """The verb that governs what follows it."""

    item: Item
    end: int
    asks: bool
    negated: bool = False
    is_sure: bool = True
    has_list: bool = False  # it governs a thing
    crossed: Gap = Gap.NONE  # the widest gap since


@dataclass
class Sentence:
    """What was said in a sentence so far."""

    negation: int = -99
    never: bool = False  # it is one that a comma does not end: "never, ever share"
    lifted: int = -99  # behind what took a "not" away: "n'hésitez pas"
    bank: int = -99
    you: int = -99
    others: int = -99
    if_you: int = -99
    turned: int = -99  # "but", "so", "please": what came before does not govern what follows
    elsewhere: bool = False
    began: int = 0  # the number of its first word


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, and where that stands. ``privately``: it says that it be told in private."""

    thing: str
    spans: tuple[Span, ...]
    is_sure: bool
    privately: bool
