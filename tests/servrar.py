"""Servers of a test's own, which may be killed: PostgreSQL and Redis on free ports, with their own files.

Nothing here touches the servers that the other tests share.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import redis

PATIENCE = 90.0
"""Seconds to wait for what must come. Only a test that fails waits so long."""
_TRIES = 5


def wait_for(what: str, came: Callable[[], object], said: Callable[[], str] = str) -> None:
    """Wait until `came()` is true. `said()` is shown when it never is."""
    end = time.monotonic() + PATIENCE
    while not came():
        if time.monotonic() > end:
            pytest.fail(f"Waited {PATIENCE:.0f} s in vain for: {what}\n{said()}")
        time.sleep(0.1)


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _postgres_programs() -> Path | None:
    """Where initdb and pg_ctl lie; found in the same way as .ci/tjanster does."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).parent)
    usable = [p for p in found if (p / "initdb").exists() and (p / "pg_ctl").exists()]
    return usable[-1] if usable else None


def _not_root() -> str | None:
    """Whom PostgreSQL runs as when the tests run as root, which it refuses to run as."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


class Postgres:
    """A PostgreSQL cluster that can be stopped in the middle of things and started again, as it was."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder = folder
        self.programs = programs
        self.owner = _not_root()
        self.port = 0
        if self.owner:
            shutil.chown(folder, self.owner)
        self._run(
            "initdb", "-U", "prov", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"
        )

    @property
    def url(self) -> str:
        """Its address for SQLAlchemy, of a role that may do anything."""
        return f"postgresql+psycopg://prov@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start on the port it had, or on a free one the first time."""
        said = ""
        for _ in range(_TRIES):
            port = self.port or free_port()
            options = (
                f"-F -h 127.0.0.1 -p {port} -c unix_socket_directories= -c max_connections=60"
                " -c shared_buffers=16MB -c autovacuum=off"
            )
            try:
                self._run("pg_ctl", "-w", "-l", str(self.folder / "logg"), "-o", options, "start")
            except subprocess.CalledProcessError as fault:
                said = fault.output  # somebody else took the port: another one next time
            else:
                self.port = port
                return
        log = self.folder / "logg"
        raise RuntimeError(log.read_text() if log.exists() else said)

    def stop_at_once(self) -> None:
        """As when the machine loses its power: nobody's transaction is finished."""
        self._run("pg_ctl", "-m", "immediate", "stop")

    def running(self) -> bool:
        """Whether it is up."""
        return (self.folder / "data" / "postmaster.pid").exists()

    def _run(self, program: str, *arguments: str) -> None:
        # To files, not to pipes: the server keeps what it is given open as long as it lives.
        with (self.folder.parent / f"{self.folder.name}.{program}").open("w+") as said:
            try:
                subprocess.run(
                    [self.programs / program, "-D", self.folder / "data", *arguments],
                    check=True,
                    cwd=self.folder,
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=subprocess.STDOUT,
                    user=self.owner,
                    extra_groups=[] if self.owner else None,
                )
            except subprocess.CalledProcessError as fault:
                said.seek(0)
                fault.output = said.read()
                raise

    def answers(self) -> bool:
        """Whether it takes connections."""
        try:
            psycopg.connect(self.url.replace("+psycopg", "", 1), connect_timeout=3).close()
        except psycopg.OperationalError:
            return False
        return True


@contextmanager
def own_postgres() -> Iterator[Postgres]:
    """A cluster of one's own, running."""
    programs = _postgres_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed")
    # Not pytest's folder: the one PostgreSQL runs as must be able to go there.
    above = Path(tempfile.mkdtemp(prefix="caseflow-"))
    above.chmod(0o755)
    folder = above / "postgres"
    folder.mkdir()
    server = Postgres(folder, programs)
    try:
        server.start()
        yield server
    finally:
        if server.running():
            server.stop_at_once()
        shutil.rmtree(above)


class Redis:
    """A Redis that keeps nothing: when it is started again it is empty."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start, empty, on the port it had, or on a free one the first time."""
        for _ in range(_TRIES):
            port = self.port or free_port()
            program = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
            with (self.folder / "redis.logg").open("ab") as log:
                self._process = subprocess.Popen(
                    [*program, "--appendonly", "no", "--dir", self.folder],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
            self.port = port
            wait_for("Redis to start or to give up", lambda: self._up() or self._gone())
            if not self._gone():
                return
            self.port = 0
        raise RuntimeError((self.folder / "redis.logg").read_text())

    def kill(self) -> None:
        """kill -9; what it held is lost."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def client(self) -> redis.Redis:
        """A connection, to look at what waits."""
        return redis.Redis.from_url(self.url)

    def _gone(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _up(self) -> bool:
        try:
            with redis.Redis(port=self.port, socket_timeout=3) as connection:
                return bool(connection.ping())
        except redis.RedisError:
            return False


@contextmanager
def own_redis(folder: Path) -> Iterator[Redis]:
    """A Redis of one's own, running."""
    if shutil.which("redis-server") is None:
        pytest.skip("no Redis server is installed")
    server = Redis(folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()
