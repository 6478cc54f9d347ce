"""Looking for surges, and keeping up those that are open: each step in transactions of its own."""

import threading

from bot.bootstrap import App
from bot.desk.surges import gathering, listening, opening, sending
from handlers.worker import leases, ticks

EVERY_S = 3.0
_LEASE_S = 60.0


def look_in_turn(app: App, *, owner: str, ending: threading.Event) -> None:
    """Look, unless another worker of the deployment does."""
    leases.in_turn(
        app,
        name="surges",
        owner=owner,
        every_s=EVERY_S,
        work=lambda: look(app, ending=ending),
        lease_s=_LEASE_S,
    )


def look(app: App, *, ending: threading.Event) -> None:
    """Open what is heard, gather what belongs, send what a person let go, end what is over, and draw what has
    changed."""
    with app.desk() as desk:
        gathering.let_loud_go(desk)
    with app.desk() as desk:
        listening.count_hours(desk)
        listening.listen(desk)
    ticks.run_in_batches(app, gathering.gather, ending)
    ticks.run_in_batches(app, sending.send_due, ending)
    with app.desk() as desk:
        opening.end_due(desk)
        opening.refresh_all(desk)
