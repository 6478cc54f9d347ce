"""The settings of what Earshot does by itself to hold its own work against the platforms, of
time stamps, and of Slack's limits."""

from pathlib import Path

from pydantic import ValidationInfo, field_validator

from config.chat_settings import ChatSettings, setting


class UpkeepSettings(ChatSettings):
    """The census, the record's time stamps, and what the workspace as a whole allows."""

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
    x_replies_a_day: int = setting(
        0,
        "How many replies of others to our customers are read a day, to see impostors who do not name us; X bills "
        "each ($0.005 in August 2026). 0 reads none.",
        ge=0,
        le=1_000_000,
    )
    x_read_price: float = setting(
        0.005, "What X bills for a post that is read, in US dollars, for the estimate.", ge=0, le=10
    )

    timestamp_roots: Path | None = setting(
        None,
        "A file with the certificates (PEM) of the time stamp authority's roots; the authority publishes them.",
    )
    timestamp_url: str = setting(
        "",
        "The address of an authority that stamps the record's seal once a day by RFC 3161; empty asks none.",
        pattern=r"^(https?://.+)?$",
    )

    @field_validator("timestamp_url")
    @classmethod
    def _has_its_roots(cls, value: str, info: ValidationInfo) -> str:
        if value and info.data.get("timestamp_roots") is None:
            raise ValueError(
                "needs EARSHOT_TIMESTAMP_ROOTS too, a file with the authority's root certificates"
            )
        return value
