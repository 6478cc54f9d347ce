"""A week's sample of answers: drawn, given on, and what is late told; each in a transaction of its own."""

from bot.bootstrap import App
from bot.desk.quality import rounds


def look(app: App) -> None:
    """Do what is due, unless the bank names no reviewers."""
    if not app.rules.quality.is_on:
        return
    for step in (rounds.tell_late, rounds.begin_due, rounds.give_on_due):
        with app.desk() as desk:
            step(desk)
