"""Pages of the site made fit for a folder: links lead to files or are taken off, what needs the site is left out."""

import pytest

from claims.dossier.relink import GONE, ids, relink

TARGETS = {"/a/": "a.html", "/b/?x=1&y=2": "b.html#x&y", "/gone/": GONE}


def fit(page):
    return relink(page, TARGETS.get)


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("<p>A &amp; &lt;b&gt; &#x27; &mdash; — <br></p>", "<p>A &amp; &lt;b&gt; &#x27; &mdash; — <br></p>"),
        ('<a class="x" href="/a/">A</a>', '<a class="x" href="a.html">A</a>'),
        ('<a href="/b/?x=1&amp;y=2">B</a>', '<a href="b.html#x&amp;y">B</a>'),
        ('<a class="voice" href="/none/" rel="nofollow">N</a>', '<span class="voice">N</span>'),
        ('<a href="https://example.org/">out</a>', "<span>out</span>"),
        ('<a href="javascript:alert(1)">x</a>', "<span>x</span>"),
        ("<a>no link</a>", "<a>no link</a>"),
        ('x <a href="/gone/">CSV, <b>5</b> claims</a> y', "x  y"),
        ('<a href="/none/">1 <a href="/a/">2</a></a>', '<span>1 <a href="a.html">2</a></span>'),
        ("a<script>alert('</p>')</script>b", "ab"),
        ("a<form action='/x/'><input name=q><button>go</button></form>b", "ab"),
        ("a<input name=q>b", "ab"),
        ("a<!-- secret -->b", "ab"),
        ("<!doctype html><p>x</p>", "<!doctype html><p>x</p>"),
        ('<p onclick="x()" hx-get="/a/" class="c">x</p>', '<p class="c">x</p>'),
        ('<img src="/x.png" alt="x">', '<img alt="x">'),
        ('<td data-label="L" data-start="3">x</td>', '<td data-label="L" data-start="3">x</td>'),
        ("<details open><summary>s</summary></details>", "<details open><summary>s</summary></details>"),
        ('<svg><use href="#mark-a"/><line x1="1%"/></svg>', '<svg><use href="#mark-a"/><line x1="1%"/></svg>'),
        ('<svg viewBox="0 0"><a href="/none/">1</a></svg>', '<svg viewBox="0 0"><g>1</g></svg>'),
    ],
)  # fmt: skip
def test_a_page_is_written_as_it_stood_but_for_what_needs_the_site(page, written):
    assert fit(page) == written


def test_words_of_a_document_stay_words():
    hostile = "&lt;a href=&quot;/a/&quot;&gt; &lt;script&gt;alert(1)&lt;/script&gt;"
    assert fit(f"<p title='{hostile}'>{hostile}</p>") == f"<p title='{hostile}'>{hostile}</p>"


def test_an_address_cannot_leave_its_attribute():
    assert relink('<a href="/a/">A</a>', lambda href: '"><script>') == '<a href="&quot;&gt;&lt;script&gt;">A</a>'


def test_places_of_a_page_are_found():
    assert ids('<p id="a&amp;b">x</p><svg><g id="grid"/></svg><p id="">y</p>') == {"a&b", "grid"}
