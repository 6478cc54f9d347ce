"""Looking at the desk's Slack channels: Slack's events may be lost, and are not sent of where we are not."""

import time

from bot.bootstrap import App
from bot.desk.threads import slack_places
from bot.slack.api.people import Pause
from bot.slack.api.places import trouble_of


def look(app: App, *, pause: Pause = time.sleep) -> None:
    """Ask of each channel with no transaction open; an alarm for whatever is wrong. Of what Slack does
    not tell now, nothing is concluded."""
    with app.looking() as desk:
        ours = sorted(place for place in slack_places.ours(desk) if not place.startswith("D"))
    found = {place: trouble_of(app.slack, slack_channel=place, pause=pause) for place in ours}
    with app.desk() as desk:
        for place, what in found.items():
            if what:
                slack_places.trouble(desk, slack_channel=place, what=what)
            elif what is not None and slack_places.has_trouble(desk, slack_channel=place):
                slack_places.mended(desk, slack_channel=place)
