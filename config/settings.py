"""Where we run: everything that comes from the environment, read once, frozen, secrets hidden.

Names avoid SLACK_CLIENT_ID and SLACK_CLIENT_SECRET, which would silently switch Bolt into another mode.
A field's description says where a person gets its value; `earshot check` prints it.
"""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import NoDecode, SettingsConfigDict

from config import database_url, elsewhere
from config.accounts import AS_JSON, FacebookPage, XAccount
from config.chat_settings import NO_SECRET, setting
from config.setting_faults import faults
from config.upkeep_settings import UpkeepSettings

PREFIX = "EARSHOT_"
SET_BY_THE_PLATFORM = {"database_url": "DATABASE_URL", "port": "PORT", "dyno": "DYNO"}

_SLACK = "api.slack.com/apps, your app"
_META = "developers.facebook.com/apps, your app"


class SettingsError(Exception):
    """The environment cannot be used. ``problems`` holds a sentence for each variable that is wrong."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("\n".join(f"{name}: {problem}" for name, problem in problems.items()))
        self.problems = problems


_MINUTE, _HOUR, _DAY = 60, 3600, 86400


class Settings(UpkeepSettings):
    """The environment. Every name starts with ``EARSHOT_`` except those the platform itself sets."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        frozen=True,
        extra="ignore",
        hide_input_in_errors=True,
        validate_by_name=True,
        validate_by_alias=True,
    )

    database_url: SecretStr = setting(
        SecretStr("sqlite:///earshot.sqlite3"),
        "The database: sqlite:///file, or postgres://… as the platform gives it.",
        name="DATABASE_URL",
    )
    port: int = setting(8000, "The port to listen on.", name="PORT", ge=0, le=65535)
    host: str = setting("0.0.0.0", "The address to listen on; 0.0.0.0 is every network.")
    worker_port: int = setting(
        0, "A port at which a worker answers the platform's probes; 0: none.", ge=0, le=65535
    )
    dyno: str = setting("", "Set by a platform whose disk is lost at restart.", name="DYNO")

    config: Path | None = setting(
        None, "The folder with the bank's own .toml files, laid over the shipped ones."
    )
    fallback_channel: str = setting(
        "",
        "The Slack channel (C…) for alarms and cases without a route, where routing.toml names none.",
        pattern=r"^([CG][A-Z0-9]{2,})?$",
    )

    # Slack
    slack_bot_token: SecretStr = setting(
        NO_SECRET, f"{_SLACK}, OAuth & Permissions, Bot User OAuth Token (xoxb-…)."
    )
    slack_signing_secret: SecretStr = setting(
        NO_SECRET, f"{_SLACK}, Basic Information, Signing Secret."
    )
    slack_app_token: SecretStr = setting(
        NO_SECRET, f"{_SLACK}, Basic Information, App-Level Tokens (xapp-…); Socket Mode only."
    )
    slack_team: str = setting(
        "", "The bank's workspace id, T…: in the address of Slack in a browser."
    )
    slack_url: str = setting("https://slack.com/api/", "The address of Slack's Web API.")

    slack_post_gap_s: float = setting(
        1.0, "Seconds between two posts in one channel; Slack allows about one.", ge=0, le=_MINUTE
    )
    slack_update_gap_s: float = setting(
        1.2, "Seconds between two redraws; Slack allows fifty a minute.", ge=0, le=_MINUTE
    )

    # X
    x_accounts: Annotated[tuple[XAccount, ...], NoDecode, AS_JSON] = setting(
        (),
        "developer.x.com, Keys and tokens. A JSON list, one object per account: id, handle, "
        "consumer_key, consumer_secret, access_token, access_token_secret.",
    )
    x_url: str = setting("https://api.x.com", "The address of the X API.")
    x_web_url: str = setting("https://x.com", "Where posts can be looked at.")
    x_field_prefix: Literal["auto", "tweet", "post"] = setting(
        "auto", "How X spells its fields during its rename; auto finds out."
    )
    x_poll_seconds: float = setting(60.0, "Seconds between two polls.", gt=0, le=_HOUR)
    x_find_seconds: float = setting(
        300.0,
        "Seconds between two searches for the words under finds in routing.toml; each post costs.",
        gt=0,
        le=_DAY,
    )
    x_direct_seconds: float = setting(
        120.0,
        "Seconds between two looks for private messages, at least 60; 0 reads none. "
        "The app needs the permission “Read, write and direct messages”.",
        ge=0,
        le=_DAY,
    )
    x_sweep_seconds: float = setting(
        3600.0,
        "Seconds between two second looks at a whole day of public posts, for what X lists late; "
        "0 looks never. X bills a post read twice in a day once.",
        ge=0,
        le=_DAY,
    )
    x_recheck_seconds: float = setting(
        3600.0, "Seconds between two looks at posts we hold; X bills each a day.", ge=0, le=_HOUR
    )
    x_recheck_days: int = setting(7, "How long also posts of ended cases.", ge=0, le=366)
    x_lookback_minutes: int = setting(
        0, "How far back the first start reads; 0 is from now, 10080 a week.", ge=0, le=10_080
    )

    # Facebook
    facebook_pages: Annotated[tuple[FacebookPage, ...], NoDecode, AS_JSON] = setting(
        (),
        f"{_META}, Page access tokens. A JSON list, one object per Page: id, name, access_token.",
    )
    facebook_app_secret: SecretStr = setting(NO_SECRET, f"{_META}, Settings, Basic, App secret.")
    facebook_verify_token: SecretStr = setting(
        NO_SECRET, f"Any long random word; type the same one in {_META}, Webhooks, Verify token."
    )
    facebook_url: str = setting("https://graph.facebook.com", "The address of the Graph API.")
    facebook_version: str = setting("v26.0", "The Graph API's version.", pattern=r"^v\d+\.\d+$")
    facebook_messenger: bool = setting(True, "Whether the Pages' Messenger is read and answered.")
    facebook_human_agent: bool = setting(
        False,
        f"True once Meta granted the feature Human Agent ({_META}, App Review): "
        "Messenger can then be answered for 7 days instead of 24 hours.",
    )
    facebook_poll_seconds: float = setting(300.0, "Seconds between two polls.", gt=0, le=_HOUR)
    facebook_sweep_seconds: float = setting(
        3600.0,
        "Seconds between two second looks at a whole day of a Page, for what is listed late and for "
        "comments under its older posts; 0 looks never.",
        ge=0,
        le=_DAY,
    )
    facebook_lookback_minutes: int = setting(
        0, "How far back the first start reads; 0 is from now, 43200 a month.", ge=0, le=43_200
    )

    # Secrets of our own
    seal_keys: SecretStr = setting(
        NO_SECRET,
        "Run `python -m handlers keys new`. The first key seals; older ones stay listed to open.",
    )
    seal_keys_file: Path | None = setting(
        None, "A file that holds the sealing keys, one a line, in place of EARSHOT_SEAL_KEYS."
    )
    seal_keys_command: str = setting(
        "", "A command that prints the sealing keys, in place of both; it is run at each start."
    )
    record_folder: Path | None = setting(
        None,
        "A folder outside the database where the seals on the record are kept; "
        "without it they stand in the log alone.",
    )
    metrics_token: SecretStr = setting(
        NO_SECRET, "Any long random word; whoever reads /metrics sends it. Empty: no /metrics."
    )

    # Promises
    resend_answers: Literal["ask", "auto"] = setting(
        "ask", "What happens to a public answer that is not found after a doubtful send."
    )
    undo_seconds: float = setting(
        8.0, "How long an answer can be taken back before it goes.", ge=0, le=300
    )
    call_timeout_s: float = setting(
        20.0, "Seconds until a call to a platform is given up.", gt=0, le=120
    )
    lease_s: float = setting(
        45.0, "Seconds from the intent to send until its sender counts as dead.", gt=0, le=600
    )
    poll_lease_s: float = setting(
        180.0, "Seconds until a source whose reader died is read by another.", gt=0, le=_HOUR
    )
    doubt_lag_s: float = setting(
        30.0, "How late, in seconds, a published answer may show on its platform.", ge=0, le=_HOUR
    )
    doubt_gap_s: float = setting(
        60.0,
        "Seconds between the two looks that must both not find a doubtful answer.",
        ge=0,
        le=_HOUR,
    )
    roles_trusted_minutes: int = setting(
        60,
        "How old a role, or who is in a private channel, read from Slack may be and still count.",
        gt=0,
        le=1440,
    )
    allow_sqlite_on_platform: bool = setting(
        False, "Allows SQLite where the disk is lost at restart. Everything is lost with it."
    )
    web_pool: int = setting(
        2, "Database connections of a web process; one more at a peak.", ge=1, le=50
    )
    worker_pool: int = setting(
        4,
        "Database connections of a worker, one of them listening; one more at a peak.",
        ge=2,
        le=50,
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = setting("INFO", "How much is logged.")

    clock_file: Path | None = setting(None, "Moves the business clock. The sandbox alone sets it.")

    @field_validator("database_url")
    @classmethod
    def _can_be_opened(cls, value: SecretStr) -> SecretStr:
        database_url.check(value.get_secret_value())
        return value

    @field_validator("slack_url")
    @classmethod
    def _ends_with_slash(cls, value: str) -> str:
        return value if value.endswith("/") else value + "/"

    @field_validator("lease_s")
    @classmethod
    def _outlasts_a_call(cls, value: float, info: ValidationInfo) -> float:
        call_s = info.data.get("call_timeout_s", 0.0)
        if value < 2 * call_s:  # else a sender at work counts as dead, or none ever begins in time
            raise ValueError(f"must be at least twice EARSHOT_CALL_TIMEOUT_S, so {2 * call_s:g}")
        return value

    @cached_property
    def on_platform(self) -> bool:
        """Whether a dyno-like platform runs us, whose disk is lost at restart."""
        return bool(self.dyno)


def load() -> Settings:
    """Read the environment. Raises SettingsError with a sentence for every variable that is wrong."""
    try:
        return _with_keys(Settings())
    except ValidationError as error:
        raise SettingsError(_invalid(error)) from None


def _with_keys(settings: Settings) -> Settings:
    """The same, with the sealing keys of a file or a command where the environment has none."""
    if settings.seal_keys.get_secret_value():
        return settings
    try:
        found = elsewhere.keys(settings.seal_keys_file, settings.seal_keys_command)
    except elsewhere.NotThere as error:
        raise SettingsError({variable(error.field): str(error)}) from None
    return settings.model_copy(update={"seal_keys": SecretStr(found)})


def load_usable(problems: dict[str, str]) -> Settings:
    """The settings with the default in the place of each variable that is wrong, to look further."""
    wrong = {
        field: at.default
        for field, at in Settings.model_fields.items()
        if variable(field) in problems
    }
    try:
        return Settings(**wrong)
    except ValidationError as error:  # what only fitted together with what was wrong
        return load_usable({**problems, **_invalid(error)})


def variable(field: str) -> str:
    """The environment variable of a field of Settings."""
    return SET_BY_THE_PLATFORM.get(field, PREFIX + field.upper())


def _invalid(error: ValidationError) -> dict[str, str]:
    names = {alias: field for field, alias in SET_BY_THE_PLATFORM.items()}
    return faults(error, variable=lambda field: variable(names.get(field, field)))
