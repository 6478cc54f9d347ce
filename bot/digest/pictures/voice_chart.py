"""The picture under the Voice of the customer: the causes of the most cases, each beside the week before."""

from bot.digest.pictures.sheet import INK, LEFT, PALE, RIGHT, SOFT, Sheet
from bot.digest.report import Report
from bot.digest.voice import CauseFigures, Voice
from bot.language import listed, say

_SHOWN = 6
_NOW, _BEFORE = "#8a4f9e", "#cdb4d6"
_TOP, _BOTTOM = 125, 475
_LABEL, _NUMBER = 28, 30


def of_causes(sheet: Sheet, voice: Voice) -> str:
    """Draw the bars; the words for whoever does not see them."""
    shown = voice.causes[:_SHOWN]
    most = max(1, *(max(one.cases, _before(one)) for one in shown))
    step = (_BOTTOM - _TOP) / max(len(shown), 4)
    start, room = LEFT + 430, RIGHT - LEFT - 530
    for number, one in enumerate(shown):
        middle = _TOP + step * (number + 0.5)
        sheet.text((LEFT, middle), _clipped(one.said), size=_LABEL, fill=INK, anchor="lm")
        length = max(room * one.cases / most, 3)
        earlier = max(room * _before(one) / most, 3)
        sheet.bar((start, middle - step * 0.36, start + length, middle + 2), fill=_NOW)
        fill = _BEFORE if _before(one) else PALE
        sheet.bar((start, middle + 6, start + earlier, middle + step * 0.3), fill=fill)
        at = (start + max(length, earlier) + 14, middle)
        sheet.text(at, f"{one.cases:,}", size=_NUMBER, fill=SOFT, anchor="lm")
    sheet.legend(((_NOW, say("this week")), (_BEFORE, say("the week before"))))
    told = listed(
        say(
            "{cause} {count}, before {before}", cause=one.said, count=one.cases, before=_before(one)
        )
        for one in shown
    )
    return say("Bars: cases by root cause. {told}.", told=told)


def title(report: Report) -> str:
    """What the picture says."""
    voice = report.voice
    if voice is None or not voice.causes:
        return report.title
    return say("Most cases: {cause}", cause=voice.causes[0].said)


def _before(one: CauseFigures) -> int:
    return one.weeks[-2] if len(one.weeks) > 1 else 0


def _clipped(words: str) -> str:
    return words if len(words) <= 30 else f"{words[:29]}…"
