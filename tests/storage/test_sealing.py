"""Sealing: only the right case, the right item and a listed key open; a destroyed key opens nothing."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.engine import Database
from bot.storage.master_keys import BadKeys, CannotOpen, new_key, sealed_with
from bot.storage.sealing import CaseKey, Destroyed, Vault

OLD, NEW = new_key("k1"), new_key("k2")
TEXT = "Meine Karte ist weg — call me on 020 7946 0000"


def seal(database: Database, vault: Vault, case_id: int, text: str = TEXT) -> bytes:
    with database.transaction() as session:
        return vault.seal(session=session, case_id=case_id, row="notes:1", text=text)


def opened(database: Database, vault: Vault, case_id: int, sealed: bytes) -> str:
    with database.reading() as session:
        return vault.open(session=session, case_id=case_id, row="notes:1", sealed=sealed)


def test_what_was_sealed_for_a_case_opens_for_that_case_only(database: Database) -> None:
    vault = Vault(OLD)
    sealed, _other = seal(database, vault, 1), seal(database, vault, 2)
    assert opened(database, vault, 1, sealed) == TEXT
    assert b"020 7946" not in sealed
    with pytest.raises(CannotOpen):
        opened(database, vault, 2, sealed)


def test_the_same_text_is_sealed_differently_each_time(database: Database) -> None:
    vault = Vault(OLD)
    assert seal(database, vault, 1) != seal(database, vault, 1)


def test_a_destroyed_key_opens_and_seals_nothing_more(database: Database) -> None:
    vault = Vault(OLD)
    sealed = seal(database, vault, 1)
    with database.transaction() as session:
        now = database.now(session)
        vault.destroy(session=session, case_id=1, now=now)
        vault.destroy(session=session, case_id=1, now=now)
    with pytest.raises(Destroyed):
        opened(database, vault, 1, sealed)
    with pytest.raises(Destroyed):
        seal(database, vault, 1)
    with database.reading() as session:
        row = session.get_one(CaseKey, 1)
        assert (row.wrapped_key, row.destroyed_at) == (None, now)


def test_a_case_without_a_key_can_be_erased_before_it_gets_one(database: Database) -> None:
    vault = Vault(OLD)
    with database.transaction() as session:
        vault.destroy(session=session, case_id=3, now=database.now(session))
    with pytest.raises(Destroyed):
        seal(database, vault, 3)


def test_after_a_rotation_the_old_still_opens_and_the_new_key_seals(database: Database) -> None:
    before, after = Vault(OLD), Vault(f"{NEW},{OLD}")
    old_case, old_body = seal(database, before, 1), before.seal_body(b"{}", "inbox:x:1")
    assert opened(database, after, 1, old_case) == TEXT
    assert after.open_body(old_body, "inbox:x:1") == b"{}"
    assert b"k2" in after.seal_body(b"{}", "inbox:x:1")[:8]
    assert after.fingerprint(TEXT) == before.fingerprint(TEXT)


def test_after_rewrapping_the_old_key_is_not_needed_for_cases(database: Database) -> None:
    sealed = seal(database, Vault(OLD), 1)
    with database.transaction() as session:
        assert Vault(f"{NEW},{OLD}").rewrap(session=session, of={"k1", "k0"}) == 1
        assert Vault(f"{NEW},{OLD}").rewrap(session=session, of={"k1", "k0"}) == 0
    assert opened(database, Vault(NEW), 1, sealed) == TEXT


def test_what_was_made_from_a_key_outlives_it(database: Database) -> None:
    old, both, new = Vault(OLD), Vault(f"{NEW},{OLD}"), Vault(NEW)
    source = old.token_source("chat:1")
    with database.transaction() as session:
        both.keep(session=session)
    with database.reading() as session:
        new.learn(session=session)
    assert new.token(source) == old.token(source)
    assert new.fingerprint(TEXT) == old.fingerprint(TEXT)
    assert new.record_keys.keys["k1"] == old.record_keys.keys["k1"]
    assert (new.record_keys.current, set(new.record_keys.keys)) == ("k2", {"k1", "k2"})


def test_what_was_kept_moves_on_to_the_next_key(database: Database) -> None:
    third = new_key("k3")
    with database.transaction() as session:
        Vault(f"{NEW},{OLD}").keep(session=session)
        Vault(f"{third},{NEW}").rewrap(session=session, of={"k2"})
    with database.reading() as session:
        last = Vault(third)
        last.learn(session=session)
    assert last.record_keys.keys["k1"] == Vault(OLD).record_keys.keys["k1"]


def test_what_was_sealed_for_a_row_opens_in_no_other(database: Database) -> None:
    vault = Vault(OLD)
    sealed = seal(database, vault, 1)
    with database.reading() as session, pytest.raises(CannotOpen):
        vault.open(session=session, case_id=1, row="notes:2", sealed=sealed)


def test_what_the_release_before_sealed_still_opens(database: Database) -> None:
    vault = Vault(OLD)
    seal(database, vault, 1)
    with database.transaction() as session:
        key = vault._case_key(session, 1)
        sealed = sealed_with(key, "case", TEXT.encode(), b"case:1")
        assert vault.open(session=session, case_id=1, row="notes:9", sealed=sealed) == TEXT


def test_a_key_that_is_not_listed_any_more_is_named(database: Database) -> None:
    sealed = seal(database, Vault(OLD), 1)
    with pytest.raises(CannotOpen, match="k1"):
        opened(database, Vault(NEW), 1, sealed)


def test_a_body_opens_with_its_own_context_only() -> None:
    vault = Vault(OLD)
    sealed = vault.seal_body(b"payload", "inbox:facebook:7")
    assert vault.open_body(sealed, "inbox:facebook:7") == b"payload"
    with pytest.raises(CannotOpen):
        vault.open_body(sealed, "inbox:facebook:8")


@given(position=st.integers(min_value=0, max_value=60), bit=st.integers(0, 7))
def test_a_single_changed_bit_is_noticed(position: int, bit: int) -> None:
    vault = Vault(OLD)
    sealed = bytearray(vault.seal_body(b"x" * 40, "c"))
    sealed[position] ^= 1 << bit
    with pytest.raises(CannotOpen):
        vault.open_body(bytes(sealed), "c")


@given(garbage=st.binary(max_size=80))
def test_garbage_is_refused_kindly(garbage: bytes) -> None:
    with pytest.raises(CannotOpen):
        Vault(OLD).open_body(garbage, "c")


def test_a_fingerprint_tells_texts_apart_and_needs_the_key() -> None:
    vault = Vault(OLD)
    assert vault.fingerprint("a") == vault.fingerprint("a") != vault.fingerprint("b")
    assert vault.fingerprint("a") != Vault(NEW).fingerprint("a")


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ("", "EARSHOT_SEAL_KEYS"),
        ("bare-secret-value", "k1:<base64>"),
        ("k1:not base64!", "not base64"),
        (f"k1:{base64.b64encode(b'too short').decode()}", "32 bytes"),
        (f"{OLD},{new_key('k1')}", "listed twice"),
    ],
    ids=["nothing", "no id", "not base64", "too short", "twice"],  # the keys differ each time
)
def test_a_bad_setting_is_explained_without_showing_it(keys: str, says: str) -> None:
    with pytest.raises(BadKeys, match=says) as caught:
        Vault(keys)
    for part in keys.replace(",", ":").split(":"):
        assert len(part) < 8 or part not in str(caught.value)


def test_new_keys_have_different_names() -> None:
    assert new_key().split(":")[0] != new_key().split(":")[0]
    Vault(f"{new_key()},{new_key()}")
