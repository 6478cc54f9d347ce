"""The settings of what Earshot does by itself to hold its own work against the platforms, and of Slack's limits."""

from config.chat_settings import ChatSettings, setting


class UpkeepSettings(ChatSettings):
    """The census, and what the workspace as a whole allows."""

    slack_posts_a_minute: float = setting(
        400.0,
        "Posts a minute in all channels of the workspace; Slack allows several hundred. What it refuses "
        "is learnt from; 0: no limit but each channel's own.",
        ge=0,
        le=10_000,
    )
    slack_updates_a_minute: float = setting(
        50.0,
        "Redraws a minute in the whole workspace; Slack allows fifty. 0: no limit.",
        ge=0,
        le=10_000,
    )

    census_hour: int = setting(
        3,
        "From which hour of the night, by the clock of the fallback team's calendar, all that was said to "
        "us is counted and held against what came here; -1 counts never by itself.",
        ge=-1,
        le=23,
    )
    census_hours: int = setting(
        26,
        "How far back a census counts; one that could not read all is made up for.",
        ge=1,
        le=168,
    )
    census_paid_reads: int = setting(
        5000,
        "How many posts a platform may bill in one census; 0 leaves out those that bill.",
        ge=0,
    )
    x_read_price: float = setting(
        0.005, "What X bills for a post that is read, in US dollars, for the estimate.", ge=0, le=10
    )
