"""A copy of a PostgreSQL server that takes over from it, and knows nothing of its last moments."""

import shutil
import subprocess

import psycopg

from tests.database import EmbeddedPostgres


class LaggingCopy:
    """A physical copy as a standby holds it, that heard nothing more from the moment it was made. The house goes on."""

    def __init__(self, server: EmbeddedPostgres) -> None:
        self._server, self._place = server, server.data.with_name("copy")
        program, url = str(server.programs / "pg_basebackup"), server.url("postgres")
        command = [program, "--pgdata", str(self._place), "--dbname", url, "--checkpoint=fast"]
        subprocess.run(command, check=True, capture_output=True)
        for socket_lock in self._place.glob(".s.*"):
            socket_lock.unlink()  # it belongs to the server that was copied
        owner = server.data.stat()
        for path in (self._place, *self._place.rglob("*")):
            shutil.chown(path, owner.st_uid, owner.st_gid)

    def take_over(self) -> None:
        """The server goes with every connection; the copy comes in its place and is promoted."""
        (self._place / "standby.signal").touch()
        shutil.chown(self._place / "standby.signal", self._place.owner(), self._place.group())

        def replaced() -> None:
            self._server.data.rename(self._server.data.with_name("gone"))
            self._place.rename(self._server.data)

        self._server.restart(meanwhile=replaced)
        with psycopg.connect(self._server.url("postgres"), autocommit=True) as connection:
            connection.execute("SELECT pg_promote()")
