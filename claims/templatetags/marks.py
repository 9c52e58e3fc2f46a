"""Showing what a search found in a text: every piece is escaped, what was searched for stands in <mark>."""

from django import template
from django.utils.html import format_html, format_html_join

register = template.Library()


@register.filter
def pieces(found):
    """Pieces of a text (see `claims.search.marks`) as HTML."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece.text) if piece.marked else piece.text,) for piece in found)
    )


@register.filter
def marked(text, marks):
    """A whole text with its marks."""
    return pieces(marks.pieces(str(text)))
