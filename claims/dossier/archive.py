"""A folder as one zip file: the same folder and time give the same bytes."""

import shutil
import tempfile
import zipfile
from datetime import UTC

from claims.dossier.sums import entries

EARLIEST, LATEST = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)  # that a zip file can name
READABLE = 0o100644 << 16  # a plain file that everybody may read


def archive(folder, at):
    """An open temporary file with all files of `folder` below its name; every file bears the time `at`."""
    moment = min(max(tuple(at.astimezone(UTC).timetuple()[:6]), EARLIEST), LATEST)
    file = tempfile.TemporaryFile(prefix="dossier-", suffix=".zip")  # noqa: SIM115 (whoever sends it closes it)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in entries(folder):
            info = zipfile.ZipInfo(f"{folder.name}/{entry.path}", moment)
            info.external_attr, info.compress_type = READABLE, zipfile.ZIP_DEFLATED
            info.file_size = entry.size
            with (folder / entry.path).open("rb") as source, packed.open(info, "w") as copy:
                shutil.copyfileobj(source, copy)
    file.seek(0)
    return file
