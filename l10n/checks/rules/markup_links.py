"""Links, names and code of the source's markup."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, InlineCode, Severity
from l10n.text.kept import Kept
from l10n.translatable import Text

_REPEATABLE = frozenset({"code", "name"})
_ABSOLUTE = re.compile(r"https?://.*", re.DOTALL)


def run(pair: Pair) -> Iterator[Diagnostic]:
    """Links, references, footnotes and code, as the source's format writes them, are those of the source; an absolute
    address may lead elsewhere."""
    source, target = pair.kept(pair.source), pair.kept(pair.target)
    if not source and not target:
        return
    languages = _languages(pair.source_locale, pair.locale)
    missing = _without(source, target, languages)
    added = [
        (item, code)
        for item, code in _without(target, source, languages)
        if item.kind != "code" or item.what not in pair.source  # new code may be a name from the source's words
    ]
    for kind in dict.fromkeys(item.kind for item, _ in missing):
        what = ", ".join(dict.fromkeys(item.what for item, _ in missing if item.kind == kind))
        yield Diagnostic("markup-links", Severity.ERROR, _missing(kind, what))
    for kind in dict.fromkeys(item.kind for item, _ in added):
        what = ", ".join(dict.fromkeys(item.what for item, _ in added if item.kind == kind))
        start, end = next((code.start, code.end) for item, code in added if item.kind == kind)
        yield Diagnostic("markup-links", Severity.ERROR, _added(kind, what), start, end)


def _without(
    found: Sequence[tuple[Kept, InlineCode]], others: Sequence[tuple[Kept, InlineCode]], languages: re.Pattern[str]
) -> list[tuple[Kept, InlineCode]]:
    """The kept items of one text that the other does not have."""
    left = Counter(_neutral(item, languages) for item, _ in others)
    result = []
    for item, code in found:
        same = _neutral(item, languages)
        if left[same] > 0:
            left[same] -= item.kind not in _REPEATABLE
        else:
            result.append((item, code))
    return result


@lru_cache(maxsize=64)
def _languages(source: str, target: str) -> re.Pattern[str]:
    """The folder of a language in a path (`/en/`), in the source's or the target's."""
    names = {name for tag in (source, target) for name in (tag.replace("_", "-"), re.split("[_-]", tag)[0])}
    return re.compile(rf"(?:(?<=/)|\A)(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?=/)", re.I)


def _neutral(item: Kept, languages: re.Pattern[str]) -> Kept:
    """It without what may differ: an absolute address may lead to a page in the reader's language, and so may a path
    with the name of a language."""
    if item.kind != "link":
        return item
    return item._replace(what=languages.sub("*", _ABSOLUTE.sub("://", item.what)))


def _missing(kind: str, what: str) -> Text:
    if kind == "link":
        return Text("missing link: {what}", what=what)
    if kind == "footnote":
        return Text("missing footnote: {what}", what=what)
    if kind == "code":
        return Text("missing code: {what}", what=what)
    return Text("missing reference: {what}", what=what)


def _added(kind: str, what: str) -> Text:
    if kind == "link":
        return Text("link not in the source: {what}", what=what)
    if kind == "footnote":
        return Text("footnote not in the source: {what}", what=what)
    if kind == "code":
        return Text("code not in the source: {what}", what=what)
    return Text("reference not in the source: {what}", what=what)


CHECK = Check("markup-links", Severity.ERROR, run, drafts="always", needs=frozenset("[`<|_{:"))
