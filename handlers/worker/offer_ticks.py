"""Offering cases that nobody has, in one worker of the deployment at a time: it counts who is asked how much."""

import threading

from bot.bootstrap import App
from bot.desk.ownership import offering
from bot.storage.cases import offers
from handlers.worker import leases, ticks

EVERY_S = 3.0
_LEASE_S = 60.0


def look_in_turn(app: App, *, owner: str, ending: threading.Event) -> None:
    """End the offers that are over and make the next, unless another worker does."""
    if not app.rules.offering.is_on:
        with app.database.reading() as session:
            if not offers.standing(session=session):
                return
    leases.in_turn(
        app,
        name="offers",
        owner=owner,
        every_s=EVERY_S,
        work=lambda: ticks.run_in_batches(app, offering.look_due, ending),
        lease_s=_LEASE_S,
    )
