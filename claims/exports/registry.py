"""Every report there is, by name: what `/reports/` shows and `export_report` writes."""

from claims.exports.attributions import ATTRIBUTIONS
from claims.exports.claims import CLAIMS
from claims.exports.contradictions import CONTRADICTIONS
from claims.exports.events import COMPARISON, COVERAGE, WORDING
from claims.exports.listings import DOCUMENTS, EVENTS, OUTLETS, SPEAKERS
from claims.exports.outlet_pairs import OUTLET_PAIRS, OUTLET_VS

REPORTS = {
    report.name: report
    for report in (
        CLAIMS,
        CONTRADICTIONS,
        ATTRIBUTIONS,
        COMPARISON,
        COVERAGE,
        WORDING,
        OUTLET_PAIRS,
        OUTLET_VS,
        DOCUMENTS,
        OUTLETS,
        SPEAKERS,
        EVENTS,
    )
}
