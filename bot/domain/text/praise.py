"""Telling praise that asks for nothing from words that want an answer.

Praise is said sourly more often than thanks is, so more is asked of it: every word must be known, what is
praised must be named, and beside it must stand when, where or who it was, a thanks, or a warm sign. "Great
service" alone waits like any complaint, and so does whatever says "again", "as always", "wow" or claps.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from bot.domain.text import thanks_words
from bot.domain.text.thanks import WARM_SIGNS, words_and_signs
from bot.domain.text.thanks_words import Parts, phrases

_QUALITIES = """
great | excellent | brilliant | amazing | fantastic | wonderful | lovely | superb | outstanding | exceptional
first class | top class | top notch | five star | awesome | marvellous | fabulous | impeccable | faultless
helpful | kind | friendly | patient | polite | professional | understanding | welcoming | attentive | caring
knowledgeable | a star | a credit to you | a real credit to you | a pleasure to deal with | quick and helpful
kind and helpful | helpful and kind | friendly and helpful | helpful and friendly | polite and helpful
patient and kind | kind and patient
"""
_MUCH = "so | very | really | absolutely | truly | super | just | extremely | such | so very"
_THINGS = """
service | customer service | staff | team | help | support | experience | customer care | advice | new app | app
branch | branch staff | branch team | people | visit | call
"""
_PERSONS = """
your staff | the staff | staff | your team | the team | the lady | the man | the gentleman | your colleague
your colleagues | the lady i spoke to | the man i spoke to | he | she | they | everyone | your advisor
the advisor | your agent | the agent | your people | the service | service | your service | your customer service
the customer service | the branch staff | your branch staff | the experience | my experience
"""
_WAS = "was | were | is | are | has been | have been | could not have been more | couldn't have been more"
_WHEN_AND_WHERE = """
today | this morning | this afternoon | this evening | yesterday | last night | earlier today | last week
in branch | in the branch | at the branch | in your branch | at your branch | in my branch | at my local branch
in my local branch | on the phone | over the phone | on the chat | in the chat | on live chat | from your team
from the team | from your staff | from the staff | from your branch staff | from start to finish
اليوم | صباح اليوم | هذا الصباح | مساء اليوم | امس | البارحه | في الفرع | بالفرع | في فرعكم | على الهاتف
من موظفيكم | من الموظفين | من الموظف | من الموظفه | من فريقكم | من الفريق | من موظفي الفرع
"""
_BESIDE = """
hi | hello | hey | good morning | good afternoon | good evening | just wanted to say | just want to say
i just wanted to say | i wanted to say | wanted to say | shout out to | a shout out to | big shout out to | and
credit to | the team | your team | the staff | your staff | guys | team | all | x | xx | with | from | by | to
مرحبا | السلام عليكم | صباح الخير | مساء الخير | حقا | فعلا | و
"""
_ARABIC = """
خدمه ممتازه | خدمه رائعه | خدمه راقيه | خدمه جميله | خدمه عملاء ممتازه | خدمه عملاء رائعه | خدمتكم ممتازه
خدمتكم رائعه | خدمه سريعه وممتازه | تعامل راقي | تعامل رائع | تعامل ممتاز | تعاملكم راقي | موظفين محترمين
موظفون محترمون | موظفين رائعين | فريق رائع | فريق ممتاز | تجربه رائعه | تجربه ممتازه | الخدمه ممتازه
الخدمه رائعه | الخدمه كانت ممتازه | الخدمه كانت رائعه | كانت الخدمه ممتازه | كانت الخدمه رائعه
الموظف كان رائعا | الموظف كان متعاون جدا | الموظفه كانت رائعه | الموظفه كانت متعاونه جدا
"""
_OF_A_THING: Parts = (
    (phrases(_MUCH), True),
    (phrases(_QUALITIES), False),
    (phrases(_THINGS), False),
)
_OF_SOMEBODY: Parts = (
    (phrases(_PERSONS), False),
    (phrases(_WAS), False),
    (phrases(_MUCH), True),
    (phrases(_QUALITIES), False),
)
_OF_A_NAME: Parts = _OF_SOMEBODY[1:]
_SAID_IN_ARABIC: Parts = ((phrases(_ARABIC), False),)
_CIRCUMSTANCES, _BESIDES = phrases(_WHEN_AND_WHERE), phrases(_BESIDE)


class _Said(NamedTuple):
    """What was met on the way through the words."""

    praise: bool = False
    grounds: bool = False  # when, where or who; or a thanks

    def also(self, other: "_Said") -> "_Said":
        return _Said(self.praise or other.praise, self.grounds or other.grounds)


_NOTHING, _PRAISE, _GROUNDS, _BOTH = _Said(), _Said(True), _Said(grounds=True), _Said(True, True)


def is_bare_praise(text: str, *, names: Collection[str] = ()) -> bool:
    """Whether a text praises, asks for nothing and says nothing more. ``names``: those of the brand."""
    words, signs = words_and_signs(text, names=names)
    if not words:
        return False
    brand = frozenset(word for name in names for word in thanks_words.fold(name).split())
    warm = bool(signs & WARM_SIGNS)
    if signs and not warm:
        return False
    ways = _ways_through(words, brand)
    return any(said.praise and (said.grounds or warm) for said in ways)


def _ways_through(words: Sequence[str], brand: frozenset[str]) -> set[_Said]:
    """What is said by each way in which known phrases cover every word."""
    reached: dict[int, set[_Said]] = {0: {_NOTHING}}
    for at in range(len(words)):
        for end, said in _known(words, at, brand) if at in reached else ():
            reached.setdefault(end, set()).update(before.also(said) for before in reached[at])
    return reached.get(len(words), set())


def _known(words: Sequence[str], at: int, brand: frozenset[str]) -> Iterator[tuple[int, _Said]]:
    """Where each phrase that begins here ends, and what it says."""
    if words[at] in brand:
        yield at + 1, _NOTHING
    if words[at] in thanks_words.NAMES:
        yield at + 1, _GROUNDS
        yield from ((end, _BOTH) for end in _ends(words, at + 1, _OF_A_NAME))
    for parts in (_OF_A_THING, _OF_SOMEBODY, _SAID_IN_ARABIC):
        yield from ((end, _PRAISE) for end in _ends(words, at, parts))
    for set_, said in (
        (_CIRCUMSTANCES, _GROUNDS),
        (_BESIDES, _NOTHING),
        (thanks_words.THANKS - thanks_words.SOUR, _GROUNDS),
    ):
        yield from ((end, said) for end in _ends(words, at, ((set_, False),)))


def _ends(words: Sequence[str], at: int, parts: Parts) -> set[int]:
    """Where these parts, one after the other, may end that begin here."""
    ends = {at}
    for known, may_be_left_out in parts:
        further = {
            here + n
            for here in ends
            for n in range(1, min(thanks_words.LONGEST_PHRASE, len(words) - here) + 1)
            if tuple(words[here : here + n]) in known
        }
        ends = further | (ends if may_be_left_out else set())
    return ends
