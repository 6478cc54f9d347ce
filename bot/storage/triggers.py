"""The database's own guard on what must never change: the audit trail, and what a post once said.

The code has no verb that changes these rows; the triggers hold when somebody tries by other means.
"""

from sqlalchemy import Connection

_AUDIT = "The audit trail is append-only: entries are never changed or removed."
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


def install(connection: Connection) -> None:
    """Create the triggers, or bring them up to date. The tables must exist."""
    if connection.dialect.name == "sqlite":
        for name, body in _SQLITE.items():
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(f"CREATE TRIGGER {name} {body}")
        return
    for statement in (*_POSTGRES_FUNCTIONS, *_POSTGRES):
        connection.exec_driver_sql(statement)


def remove(connection: Connection) -> None:
    """Take the triggers away, for a migration that has to go back."""
    if connection.dialect.name == "sqlite":
        for name in _SQLITE:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        return
    for function in ("audit_entries_never_change", "message_revisions_never_change"):
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {function}() CASCADE")
