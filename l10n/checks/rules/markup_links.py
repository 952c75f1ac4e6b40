"""Links, names and code of the source's markup."""

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from functools import lru_cache

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, InlineCode, Severity
from l10n.text.kept import Kept
from l10n.translatable import Text

_REPEATABLE = frozenset({"code", "name", "words"})
_SEVERAL = re.compile(r"[^\W\d_]\S*\s+\S*[^\W\d_]")
_NO_SIGNS = re.compile(r"[\w\s]+")
_Found = tuple[Kept, InlineCode]
_ABSOLUTE = re.compile(r"https?://.*", re.DOTALL)


def run(pair: Pair) -> Iterator[Diagnostic]:
    """Links, references, footnotes and code, as the source's format writes them, are those of the source; an absolute
    address may lead elsewhere, and words in a reference by words or in code of several be translated."""
    source, target = pair.kept(pair.source), pair.kept(pair.target)
    if not source and not target:
        return
    languages = _languages(pair.source_locale, pair.locale)
    signs = "".join(pair.target.split())
    missing = [
        (item, code)
        for item, code in _without(source, target, languages)
        if _is_name(item.what) or "".join(item.what.split()) not in signs
    ]
    added = [(item, code) for item, code in _without(target, source, languages) if _is_new(item, pair.source)]
    missing, added = _without_reworded(pair, missing, added)
    for kind in dict.fromkeys(_kind(item) for item, _ in missing):
        what = ", ".join(dict.fromkeys(item.what for item, _ in missing if _kind(item) == kind))
        yield Diagnostic("markup-links", Severity.ERROR, _missing(kind, what))
    for kind in dict.fromkeys(_kind(item) for item, _ in added):
        what = ", ".join(dict.fromkeys(item.what for item, _ in added if _kind(item) == kind))
        start, end = next((code.start, code.end) for item, code in added if _kind(item) == kind)
        yield Diagnostic("markup-links", Severity.ERROR, _added(kind, what), start, end)


def _is_name(what: str) -> bool:
    return any(map(str.isalnum, what))


def _is_new(item: Kept, source: str) -> bool:
    """Whether something says more than the source: a translation may mark its words and signs as code or by a role."""
    what = item.what
    if item.kind in ("name", "words") and what.startswith(":"):
        what = what.partition("`")[2].strip("`!")
        return what != "" and what not in source
    return item.kind != "code" or (_is_name(what) and what not in source and what.replace("_", " ") not in source)


def _without_reworded(
    pair: Pair, missing: Sequence[_Found], added: Sequence[_Found]
) -> tuple[list[_Found], list[_Found]]:
    """What is missing and added, but for references and code whose words are translated: `:term:` and the titles of
    sections by their words, in their order; code that holds several words and has the same signs."""
    by_shape: dict[str, deque[_Found]] = {}
    for each in missing:
        by_shape.setdefault(_shape(each[0], pair, source=True), deque()).append(each)
    left = []
    for each in added:
        same = by_shape.get(_shape(each[0], pair)) if _shape(each[0], pair) else None
        if same:
            same.popleft()
        else:
            left.append(each)
    still = {id(each) for group in by_shape.values() for each in group}
    return [each for each in missing if id(each) in still], left


def _shape(item: Kept, pair: Pair, *, source: bool = False) -> str:
    """What a part of the source and one of the translation have in common where one can be the other in other words;
    empty where it cannot."""
    what, foreign = item.what, not item.what.isascii()
    if item.kind == "code":
        return "code " + _NO_SIGNS.sub("", what) if (_SEVERAL.search(what) if source else foreign) else ""
    if item.kind == "words" or (source and item.kind == "name"):
        said = source or foreign or pair.language.script == "Latn"
        return (what.partition("`")[0] if what.startswith(":") else what[-1:]) if said else ""
    return ""


def _kind(item: Kept) -> str:
    return "name" if item.kind == "words" else item.kind


def _without(found: Sequence[_Found], others: Sequence[_Found], languages: re.Pattern[str]) -> list[_Found]:
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
        return item._replace(kind="name") if item.kind == "words" else item
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
