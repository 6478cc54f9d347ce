"""The environment is read once; what is wrong in it is named, secrets are hidden, all is documented."""

import re
from pathlib import Path

import pytest

import config
from config.settings import Settings, SettingsError, load, variable

EXAMPLE = Path(config.__file__).with_name("env.example")
SECRET = "sandbox-secret-word"
ACCOUNT = (
    '[{"id":"1","handle":"Bank","consumer_key":"%s","consumer_secret":"%s",'
    '"access_token":"%s","access_token_secret":"%s"}]'
) % ((SECRET,) * 4)


def test_without_an_environment_the_defaults_hold() -> None:
    settings = load()
    assert settings.port == 8000
    assert settings.database_url.get_secret_value() == "sqlite:///earshot.sqlite3"
    assert not settings.on_platform


def test_the_platforms_own_names_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PORT": "1234", "DYNO": "web.1", "DATABASE_URL": "postgres://db/x"}.items():
        monkeypatch.setenv(name, value)
    settings = load()
    assert (settings.port, settings.on_platform) == (1234, True)
    assert settings.database_url.get_secret_value() == "postgres://db/x"


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EARSHOT_X_ACCOUNTS", "")
    monkeypatch.setenv("EARSHOT_UNDO_SECONDS", "")
    assert load().x_accounts == ()
    assert load().undo_seconds == 8.0


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("EARSHOT_X_ACCOUNTS", "not JSON", "not JSON"),
        ("EARSHOT_X_ACCOUNTS", '[{"id": "1"}]', "entry 1, access_token_secret"),
        ("EARSHOT_FACEBOOK_PAGES", '[{"id": "1", "name": "B", "token": "x"}]', "entry 1, token"),
        ("EARSHOT_FACEBOOK_VERSION", "26", "pattern"),
        ("EARSHOT_UNDO_SECONDS", "-1", "greater than or equal to 0"),
        ("EARSHOT_RESEND_ANSWERS", "always", "'ask' or 'auto'"),
        ("PORT", "eight thousand", "integer"),
        ("EARSHOT_CHAT_URL", "http://chat.bank.example", "pattern"),
        ("EARSHOT_CHAT_URL", "https://bank.example/chat", "pattern"),
        ("EARSHOT_CHAT_URL", "javascript:alert(1)", "pattern"),
        ("EARSHOT_CHAT_LOGIN_ISSUER", "http://login.bank.example", "pattern"),
        ("EARSHOT_CHAT_LOGIN_ISSUER", "https://login.bank.example/?a=b", "pattern"),
    ],
)
def test_what_is_wrong_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load()
    assert list(caught.value.problems) == [name]
    assert told in caught.value.problems[name]


def test_everything_wrong_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "x")
    monkeypatch.setenv("EARSHOT_LOG_LEVEL", "loud")
    monkeypatch.setenv("EARSHOT_X_ACCOUNTS", "not JSON")
    with pytest.raises(SettingsError) as caught:
        load()
    assert set(caught.value.problems) == {"PORT", "EARSHOT_LOG_LEVEL", "EARSHOT_X_ACCOUNTS"}


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EARSHOT_X_ACCOUNTS", ACCOUNT)
    monkeypatch.setenv("EARSHOT_SLACK_BOT_TOKEN", SECRET)
    assert SECRET not in repr(load())
    monkeypatch.setenv("EARSHOT_X_ACCOUNTS", ACCOUNT.replace('"id":"1",', ""))
    with pytest.raises(SettingsError) as caught:
        load()
    assert SECRET not in str(caught.value)


def test_a_lease_that_ends_before_its_call_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EARSHOT_CALL_TIMEOUT_S", "30")
    with pytest.raises(SettingsError) as wrong:
        load()
    assert "at least twice EARSHOT_CALL_TIMEOUT_S, so 60" in wrong.value.problems["EARSHOT_LEASE_S"]


def test_an_authority_without_the_roots_that_prove_it_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EARSHOT_TIMESTAMP_URL", "https://stamps.example")
    with pytest.raises(SettingsError, match=r"EARSHOT_TIMESTAMP_URL: .*EARSHOT_TIMESTAMP_ROOTS"):
        load()
    monkeypatch.setenv("EARSHOT_TIMESTAMP_ROOTS", "roots.pem")
    assert load().timestamp_url == "https://stamps.example"


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load().port = 1


def test_every_setting_says_where_to_get_it() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_the_example_lists_every_setting_and_no_other() -> None:
    listed = re.findall(r"^(?:# )?([A-Z][A-Z0-9_]+)=", EXAMPLE.read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(variable(field) for field in Settings.model_fields)


def test_the_example_shows_the_defaults() -> None:
    shown = dict(re.findall(r"^# ([A-Z][A-Z0-9_]+)=([^\n[]+)$", EXAMPLE.read_text(), re.MULTILINE))
    for field, described in Settings.model_fields.items():
        if variable(field) in shown:
            example = shown[variable(field)]
            default = getattr(
                described.default, "get_secret_value", lambda d=described: d.default
            )()
            read = float(example) if isinstance(default, float) else example
            assert str(read).lower() == str(default).lower(), field


def test_the_example_holds_no_secret() -> None:
    needed = re.findall(r"^([A-Z][A-Z0-9_]+)=(.*)$", EXAMPLE.read_text(), re.MULTILINE)
    assert [name for name, value in needed if value] == []


@pytest.mark.parametrize("of", ["FILE", "COMMAND"])
def test_the_sealing_keys_may_stand_elsewhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, of: str
) -> None:
    monkeypatch.delenv("EARSHOT_SEAL_KEYS", raising=False)
    file = tmp_path / "keys of ours"
    file.write_text("k2:b\nk1:a\n")
    monkeypatch.setenv(f"EARSHOT_SEAL_KEYS_{of}", f"cat '{file}'" if of == "COMMAND" else str(file))
    assert load().seal_keys.get_secret_value() == "k2:b,k1:a"
    monkeypatch.setenv("EARSHOT_SEAL_KEYS", "k9:c")
    assert load().seal_keys.get_secret_value() == "k9:c"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("FILE", "/nowhere/keys", "cannot be read"),
        ("FILE", "/dev/null", "gives nothing"),
        ("COMMAND", "false", "ended with 1"),
        ("COMMAND", "no-such-command", "cannot be run"),
        ("COMMAND", "'", "cannot be run"),
    ],
)
def test_keys_that_are_not_where_they_should_be_name_the_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.delenv("EARSHOT_SEAL_KEYS", raising=False)
    monkeypatch.setenv(f"EARSHOT_SEAL_KEYS_{name}", value)
    with pytest.raises(SettingsError, match=f"EARSHOT_SEAL_KEYS_{name}: .*{said}"):
        load()
