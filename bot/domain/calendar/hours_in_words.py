"""The opening hours of a week, as a customer reads them: ``Mon–Fri 09:00–17:00, Sat 10:00–14:00``."""

from itertools import groupby

from bot.domain.calendar.business_calendar import BusinessCalendar, Weekday
from bot.language import WEEKDAYS_SHORT, listed, say


def hours_in_words(calendar: BusinessCalendar) -> str:
    """The usual week in the language being spoken; days off and holidays are not in it."""
    if calendar.always_open:
        return say("day and night, every day")
    days = list(enumerate(tuple(calendar.week.get(day, ())) for day in Weekday))
    told = []
    for spans, group in groupby(days, key=lambda one: one[1]):
        if not spans:
            continue
        numbers = [number for number, _ in group]
        name = say(WEEKDAYS_SHORT[numbers[0]])
        if len(numbers) > 1:
            name += f"–{say(WEEKDAYS_SHORT[numbers[-1]])}"
        told.append(f"{name} " + " + ".join(str(span).replace("-", "–") for span in spans))
    return listed(told)
