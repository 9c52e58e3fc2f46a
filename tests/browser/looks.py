"""What a browser sees wrong with a page: what axe finds (see vendor/), what is too wide, what leads nowhere."""

from pathlib import Path

AXE = (Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js").read_text(encoding="utf-8")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "options => axe.run(document, options).then(({violations}) => violations)"
SETTLED = "() => Promise.all(document.getAnimations().map(({finished}) => finished))"
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => `too wide: ${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 30)}`).slice(0, 5)"""
NOWHERE = """() => [...document.querySelectorAll("a[href^='#'], use[href^='#']")]
    .map(one => decodeURIComponent(one.getAttribute("href").slice(1)))
    .filter(name => name && !document.getElementById(name)).map(name => `leads nowhere: #${name}`)"""
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def faults(page):
    """What is wrong with a page that is open, at both widths and in both schemes: a sentence a line."""
    found = page.evaluate(NOWHERE)
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="light")
        found += [f"{size['width']} px: {one}" for one in violations(page) + page.evaluate(TOO_WIDE)]
        page.emulate_media(color_scheme="dark")  # changes colours, nothing else
        found += [f"{size['width']} px, dark: {one}" for one in violations(page, only=["color-contrast"])]
    return "\n".join(found)


def violations(page, only=()):
    """What axe calls serious or critical, each with the first place it was found; `only` names rules."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    rules = {"type": "rule", "values": list(only)} if only else {"type": "tag", "values": STANDARDS}
    page.evaluate(SETTLED)
    found = page.evaluate(RUN, {"runOnly": rules, "resultTypes": ["violations"], "preload": False})
    return [sentence(one) for one in found if one["impact"] in {"serious", "critical"}]


def sentence(violation):
    nodes = violation["nodes"]
    why = nodes[0]["failureSummary"].split("\n")[1].strip()
    return f"{violation['id']} ({len(nodes)} places, first {nodes[0]['target'][0]}): {why}"
