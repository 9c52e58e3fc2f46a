"""Files to read in tests, made on the spot."""

import zipfile
from io import BytesIO

import docx

BODY = (
    "The ministry said that more than seventy raiders were killed near the border on Monday, and that the others fled. "
    "The governor had no comment when he was asked about it on the morning after."
)


OTHER = (
    "Villagers told a reporter that they had seen armoured cars on the road to the north, some of them without lights. "
    "Later in the week the road was closed, and nobody was let through."
)


def page(head="", body=f"<p>{BODY}</p><p>{OTHER}</p>", html="<html>"):
    return (
        f"<!doctype html>{html}<head>{head}</head><body><nav>Menu</nav><article>{body}</article></body></html>".encode()
    )


def word(*paragraphs, replaced=None):
    """A DOCX with these paragraphs; `replaced` are members of its archive to write otherwise."""
    document, made = docx.Document(), BytesIO()
    for words in paragraphs:
        document.add_paragraph(words)
    document.core_properties.author = ""
    document.save(made)
    if replaced is None:
        return made.getvalue()
    with zipfile.ZipFile(made) as package:
        members = {name: package.read(name) for name in package.namelist()}
    return packed(members | replaced)


def packed(members):
    """A zip archive of {name: bytes}."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return made.getvalue()


def pdf(*lines):
    """A PDF of one page with these lines; with none, a page without any text."""
    drawn = "BT /F1 12 Tf 40 760 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> "
        ">>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    made += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return f"{made}startxref\n{made.index('xref')}\n%%EOF".encode("latin-1")
