"""What pages show of catalogs."""

from __future__ import annotations

from l10n.catalog.po import parse_po
from l10n.web.views import progress_view


def test_a_bar_that_looks_full_is_full():
    """One unit of two thousand that nobody approved is still seen; the stretches fill the bar."""
    entries = "".join(f'\n\nmsgid "Text {n}"\nmsgstr "글 {n}"\n' for n in range(1999))
    catalog = parse_po(f'{entries}\n\nmsgid "Last"\nmsgstr ""\n'.encode(), "a.po")
    bars = progress_view([catalog], "en").bars
    widths = {bar.state: bar.width for bar in bars if bar.units}
    assert (["approved", "untranslated"], True) == (sorted(widths), widths["untranslated"] >= 0.9)
    assert 100 == round(sum(widths.values()))
