"""What was said, as a plain text file that the customer keeps: as the page shows it, and no more."""

from collections.abc import Iterator, Sequence
from datetime import UTC, tzinfo
from functools import partial
from unicodedata import bidirectional
from zoneinfo import ZoneInfo

from starlette.responses import Response

from bot.desk.chat import talk
from bot.desk.chat.talk import Word
from bot.domain.text.file_words import file_words
from bot.language import is_right_to_left, say
from handlers.web.chat import acts, limits
from handlers.web.chat.acts import Asked, House
from handlers.web.chat.asking import text_of
from handlers.web.chat.refusals import not_in
from handlers.web.chat.shown import by_whom

_BOM = "\ufeff"  # without it old programs take it for another encoding
_RIGHT_TO_LEFT = "\u200f"
_APART, _END_APART = "\u2068", "\u2069"  # what stands between turns nothing round beside it
_LINE_END = "\r\n"
_LONGEST_ZONE = 64
_MOST = 2_000  # words; nobody who talks comes to so many


def transcript(house: House, asked: Asked) -> Response:
    """The talk as a file, as far as this browser may see it. Raises Refused."""
    zone = zone_of(text_of(asked.told, "zone", most=_LONGEST_ZONE))
    limits.visitor_within(house.app, limits.TRANSCRIPTS, cookie=asked.cookie)
    with house.app.desk() as desk:
        shown = acts.shown_to(house, desk, asked, read=partial(talk.latest, most=_MOST))
        if shown is None:
            raise not_in()
        bank = house.brand(shown.state.brand, asked.language).name
        now = desk.now
    text = written(shown.words, bank=bank, zone=zone)
    answer = Response(text.encode(), media_type="text/plain; charset=utf-8")
    name = f"chat-{now.astimezone(zone):%Y-%m-%d}.txt"
    answer.headers["content-disposition"] = f'attachment; filename="{name}"'
    return answer


def zone_of(told: str) -> tzinfo:
    """The zone that the page says its reader is in; UTC where it says none, or one that we do not know."""
    try:
        return ZoneInfo(told) if told else UTC
    except (ValueError, LookupError, OSError):  # a name that is none, or leads out of the list
        return UTC


def written(words: Sequence[Word], *, bank: str, zone: tzinfo) -> str:
    """The whole text. Each word's lines stand by themselves, so that no direction spills over."""
    ours = [
        say("Chat with {brand}", brand=f"{_APART}{bank}{_END_APART}"),
        say("Times are those of {zone}.", zone=f"{_APART}{zone}{_END_APART}"),
        say("Numbers of cards and the like are hidden."),
    ]
    lines = [_ours(line) for line in ours]
    for word in words:
        lines += ["", *_word(word, zone)]
    return _BOM + _LINE_END.join(lines) + _LINE_END


def _word(word: Word, zone: tzinfo) -> Iterator[str]:
    at = f"{word.at.astimezone(zone):%Y-%m-%d %H:%M}"
    yield _ours(f"[{at}] {_APART}{by_whom(word)}{_END_APART}")
    if word.file is not None:
        name = f" – {_APART}{word.file.name}{_END_APART}" if word.file.name else ""
        yield _ours(f"({file_words(word.file.kind, size=word.file.size)}){name}")
    if word.text:
        yield from map(_theirs, word.text.splitlines())


def _ours(line: str) -> str:
    """A line of ours, which runs as the page's language does."""
    return f"{_RIGHT_TO_LEFT}{line}" if is_right_to_left() else line


def _theirs(line: str) -> str:
    """A line that somebody wrote, which runs as its first letter does; some programs do not look themselves."""
    strong = next((way for each in line if (way := bidirectional(each)) in ("L", "R", "AL")), "")
    return f"{_RIGHT_TO_LEFT}{line}" if strong in ("R", "AL") else line
