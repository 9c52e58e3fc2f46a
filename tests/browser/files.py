"""Files that a browser is given."""

import csv
import io
import zipfile


def downloaded(page, link):
    """The bytes that a link leads to, and the name they would be saved under."""
    with page.expect_download() as download:
        link.click()
    return download.value.path().read_bytes(), download.value.suggested_filename


def downloaded_rows(page, link):
    """The rows of a CSV file, as dictionaries."""
    content, name = downloaded(page, link)
    assert name.endswith(".csv")
    return list(csv.DictReader(io.StringIO(content.decode())))


def downloaded_zip(page, link):
    content, name = downloaded(page, link)
    assert name.endswith(".zip")
    return zipfile.ZipFile(io.BytesIO(content))
