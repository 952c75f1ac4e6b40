"""Tags of HTML and XML."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.formats import format_named
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)(?=[\s/>])([^<>]*)>")
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_TRANSLATABLE = frozenset(
    """
    alt aria-label caption description dir hreflang label lang placeholder summary tagline text title xml-lang xml:lang
    """.split()
)
"""Attributes whose values are text, or name the language."""
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_HTML = _VOID | frozenset(
    """
    a abbr address article aside audio b bdi bdo big blockquote body button canvas caption center cite code colgroup
    data dd del details dfn dialog div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head
    header html i iframe ins kbd label legend li main map mark nav noscript object ol optgroup option output p picture
    pre progress q rp rt ruby s samp script section select small span strike strong style sub summary sup svg table
    tbody td template textarea tfoot th thead time title tr tt u ul var video
    """.split()
)


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    closing: bool
    empty: bool
    attributes: tuple[tuple[str, str], ...]
    written: str
    start: int


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The tags of HTML and XML are those of the source, well nested, and only attributes that hold text changed."""
    if not pair.has_tags:
        return
    source, target = (_tags(pair.without_code(text)) for text in (pair.source, pair.target))
    known = {tag.name for tag in (*source, *target) if _surely(tag)} | {tag.name for tag in source if tag.closing}
    source = [tag for tag in source if tag.name in known]
    target = [tag for tag in target if tag.name in known]
    missing = Counter(map(_identity, source)) - Counter(map(_identity, target))
    extra = Counter(map(_identity, target)) - Counter(map(_identity, source)) - _emphasis(pair)
    if missing:
        lost = [tag for tag in source if _identity(tag) in missing]
        yield Diagnostic("markup-tags", Severity.ERROR, Text("missing: {what}", what=_written(lost)))
    if extra:
        new = [tag for tag in target if _identity(tag) in extra]
        text = Text("not in the source: {what}", what=_written(new))
        yield Diagnostic("markup-tags", Severity.ERROR, text, new[0].start, new[0].start + len(new[0].written))
    if not missing and not extra and _nested(source) and not _nested(target):
        yield Diagnostic("markup-tags", Severity.ERROR, Text("the tags are not well nested"))


def _emphasis(pair: Pair) -> Counter[tuple[object, ...]]:
    """The tags that stand for marks of emphasis which the target does not have: `<em>…</em>` for `*…*`."""
    styles = format_named(pair.format).styles if pair.format else {}
    source, target = (
        Counter(styles.get(text[code.start : code.end]) for code in pair.codes(text) if code.kind == "open")
        for text in (pair.source, pair.target)
    )
    lost = source - target
    return Counter(
        {
            identity: lost[name]
            for name in ("em", "strong")
            if lost[name]
            for identity in ((name, False, False, (), ()), (name, True, False, (), ()))
        }
    )


def _tags(text: str) -> list[_Tag]:
    return [
        _Tag(
            match[2].lower() if match[2].lower() in _HTML else match[2],
            bool(match[1]),
            match[3].rstrip().endswith("/"),
            tuple(sorted((name.lower(), value.strip("\"'")) for name, value in _ATTRIBUTE.findall(match[3]))),
            match[0],
            match.start(),
        )
        for match in _TAG.finditer(text)
        if not match[2].endswith(":")
    ]


def _surely(tag: _Tag) -> bool:
    """Whether this is surely a tag, not a word in angle brackets such as `<name>`."""
    return tag.name in _HTML or tag.closing or tag.empty or any(value for _, value in tag.attributes)


def _identity(tag: _Tag) -> tuple[object, ...]:
    kept = tuple(
        (name, "://" if _absolute(name, value) else value)
        for name, value in tag.attributes
        if name not in _TRANSLATABLE
    )
    present = tuple(
        name for name, _ in tag.attributes if name in _TRANSLATABLE and "lang" not in name and name != "dir"
    )
    return tag.name, tag.closing, tag.empty, kept, present


def _absolute(name: str, value: str) -> bool:
    """Whether the attribute is an absolute address, which may lead to a page in the reader's language."""
    return name == "href" and value.startswith(("http://", "https://"))


def _nested(tags: list[_Tag]) -> bool:
    opened: list[str] = []
    for tag in tags:
        if tag.empty or tag.name in _VOID:
            continue
        if not tag.closing:
            opened.append(tag.name)
        elif not opened or opened.pop() != tag.name:
            return False
    return not opened


def _written(tags: list[_Tag]) -> str:
    return ", ".join(dict.fromkeys(tag.written for tag in tags))


CHECK = Check("markup-tags", Severity.ERROR, run, drafts="always", needs=frozenset("<"))
