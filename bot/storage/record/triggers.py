"""The database's own guard on what must never change: the audit trail, and what a post once said.

The code has no verb that changes these rows; the triggers hold when somebody tries by other means.
"""

from sqlalchemy import Connection

_AUDIT = "The audit trail is append-only: entries are never changed or removed."
_SEAL = "The seals on the record are append-only: they are never changed or removed."
_REVISION = "A version of a message never changes; its words can only be erased."

# In SQLite a REPLACE deletes without firing a delete trigger, hence the trigger before INSERT.
_SQLITE = {
    "audit_entries_never_change": f"""
        BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, '{_AUDIT}'); END""",
    "audit_entries_never_go": f"""
        BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, '{_AUDIT}'); END""",
    "audit_entries_never_replaced": f"""
        BEFORE INSERT ON audit_entries WHEN EXISTS (
            SELECT 1 FROM audit_entries WHERE id = NEW.id
            OR (case_id = NEW.case_id AND sequence = NEW.sequence))
        BEGIN SELECT RAISE(ABORT, '{_AUDIT}'); END""",
    "message_revisions_never_change": f"""
        BEFORE UPDATE ON message_revisions WHEN
            NEW.message_id IS NOT OLD.message_id OR NEW.revision IS NOT OLD.revision
            OR NEW.external_id IS NOT OLD.external_id
            OR (NEW.text IS NOT OLD.text AND NEW.text <> '')
            OR NEW.fingerprint IS NOT OLD.fingerprint
            OR NEW.written_at IS NOT OLD.written_at OR NEW.received_at IS NOT OLD.received_at
            OR (NEW.sealed IS NOT OLD.sealed AND NEW.sealed IS NOT NULL)
        BEGIN SELECT RAISE(ABORT, '{_REVISION}'); END""",
}

_SQLITE_SEALS = {
    "record_seals_never_change": f"""
        BEFORE UPDATE ON record_seals BEGIN SELECT RAISE(ABORT, '{_SEAL}'); END""",
    "record_seals_never_go": f"""
        BEFORE DELETE ON record_seals BEGIN SELECT RAISE(ABORT, '{_SEAL}'); END""",
    "record_seals_never_replaced": f"""
        BEFORE INSERT ON record_seals WHEN EXISTS (
            SELECT 1 FROM record_seals WHERE number = NEW.number)
        BEGIN SELECT RAISE(ABORT, '{_SEAL}'); END""",
}

_POSTGRES_FUNCTIONS = (
    f"""CREATE OR REPLACE FUNCTION audit_entries_never_change() RETURNS trigger
    LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{_AUDIT}'
    USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE OR REPLACE FUNCTION message_revisions_never_change() RETURNS trigger
    LANGUAGE plpgsql AS $$ BEGIN
    IF (NEW.message_id, NEW.revision, NEW.external_id, NEW.fingerprint,
            NEW.written_at, NEW.received_at)
        IS DISTINCT FROM (OLD.message_id, OLD.revision, OLD.external_id, OLD.fingerprint,
            OLD.written_at, OLD.received_at)
        OR (NEW.text <> OLD.text AND NEW.text <> '')
        OR (NEW.sealed IS DISTINCT FROM OLD.sealed AND NEW.sealed IS NOT NULL)
    THEN RAISE EXCEPTION '{_REVISION}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
    RETURN NEW; END $$""",
)

_POSTGRES = (
    """CREATE OR REPLACE TRIGGER audit_entries_never_change
    BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION audit_entries_never_change()""",
    """CREATE OR REPLACE TRIGGER audit_entries_never_emptied
    BEFORE TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_never_change()""",
    """CREATE OR REPLACE TRIGGER message_revisions_never_change
    BEFORE UPDATE ON message_revisions
    FOR EACH ROW EXECUTE FUNCTION message_revisions_never_change()""",
)

_POSTGRES_SEALS = (
    f"""CREATE OR REPLACE FUNCTION record_seals_never_change() RETURNS trigger
    LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{_SEAL}'
    USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE OR REPLACE TRIGGER record_seals_never_change
    BEFORE UPDATE OR DELETE ON record_seals
    FOR EACH ROW EXECUTE FUNCTION record_seals_never_change()""",
    """CREATE OR REPLACE TRIGGER record_seals_never_emptied
    BEFORE TRUNCATE ON record_seals
    FOR EACH STATEMENT EXECUTE FUNCTION record_seals_never_change()""",
)


def install(connection: Connection) -> None:
    """Create the triggers, or bring them up to date. The tables must exist."""
    _install(connection, _SQLITE, (*_POSTGRES_FUNCTIONS, *_POSTGRES))


def install_on_seals(connection: Connection) -> None:
    """The same for the seals on the record, a table that is younger than the others."""
    _install(connection, _SQLITE_SEALS, _POSTGRES_SEALS)


def _install(connection: Connection, sqlite: dict[str, str], postgres: tuple[str, ...]) -> None:
    if connection.dialect.name == "sqlite":
        for name, body in sqlite.items():
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(f"CREATE TRIGGER {name} {body}")
        return
    for statement in postgres:
        connection.exec_driver_sql(statement)


def remove(connection: Connection) -> None:
    """Take the triggers away, for a migration that has to go back."""
    if connection.dialect.name == "sqlite":
        for name in (*_SQLITE, *_SQLITE_SEALS):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        return
    for function in ("audit_entries", "message_revisions", "record_seals"):
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {function}_never_change() CASCADE")
