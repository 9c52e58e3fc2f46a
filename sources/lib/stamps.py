"""Lines that only say when a page was changed (*Updated 27 March 2024, 09:14 GMT*): they are no change of a text."""

import re

LONGEST = 120  # characters
SAYS = re.compile(
    r"\W*(?:this (?:article|story|page|post) was )?(?:first |last |most recently )?"
    r"(?:update|updated|modified|edited|published|posted|last update|aktualisiert|zuletzt (?:aktualisiert|geändert)|"
    r"stand|mis à jour|modifié|actualizado|aggiornato|обновлено|оновлено|изменено|опубликовано)\b",
    re.IGNORECASE,
)
MONTHS = (
    "jan january januar feb february februar mar march märz apr april may mai jun june juni jul july juli aug "
    "august sep sept september oct october okt oktober nov november dec december dez dezember января февраля "
    "марта апреля мая июня июля августа сентября октября ноября декабря січня лютого березня квітня травня червня "
    "липня серпня вересня жовтня листопада грудня janvier février mars avril juin juillet août septembre octobre "
    "novembre décembre"
)
DAYS = "mon monday tue tues tuesday wed wednesday thu thurs thursday fri friday sat saturday sun sunday today yesterday"
OTHERS = (
    "at on the am pm a p m gmt utc bst est edt cet cest msk ago minute minutes min mins hour hours day days uhr "
    "um den der le à h et el il в о г года updated published modified last first"
)
WORDS = "|".join(f"{MONTHS} {DAYS} {OTHERS}".split())
DATED = re.compile(rf"(?:\d+(?:st|nd|rd|th|h)?|[^\w]|_|\b(?:{WORDS})\b)*", re.IGNORECASE)


def is_stamp(line: str) -> bool:
    """Whether a line says when a page was changed or published, and nothing else."""
    line = line.strip()
    found = SAYS.match(line) if len(line) <= LONGEST else None
    return bool(found and any(one.isdigit() for one in line) and DATED.fullmatch(line, found.end()))
