"""References of reStructuredText that hold for a translation: to titles, to links by their words, to headwords."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from l10n.formats.rst.codes import fold_name, rst_codes

_NAMED = re.compile(r"`(?P<phrase>[^`<>]+)`_(?!_)|(?<![\w`])(?P<word>[^\W_](?:[\w.+-]*[^\W_])?)_(?![\w_])")
_TERM = re.compile(r"(?P<role>:(?:std:)?term:)`(?P<word>[^`<>]+)`")
_TITLED_TERM = re.compile(r"(:(?:std:)?term:`[^`<>]*<)([^`<>]+)>`")
_LINK = re.compile(r"`(?P<words>[^`<>]+?)\s*<(?P<url>[^<>`\s]+[^<>`_])>`_(?!_)")
_SUBSTITUTION = re.compile(r"\|([^|\s](?:[^|]*[^|\s])?)\|[ \t]+[\w-]+::")
_TARGET = re.compile(r"\.\.[ \t]_(?:`([^`]+)`|((?:[^:`\\\r\n]|\\.)+)):")


def explicit_names(text: str) -> frozenset[str]:
    """The folded names of the targets that a document states."""
    return frozenset(fold_name(match[1] or match[2].replace("\\", "")) for match in _TARGET.finditer(text))


def substitutions(text: str) -> frozenset[str]:
    """The names of the substitutions that a document defines."""
    return frozenset(match[1] for match in _SUBSTITUTION.finditer(text))


def links(text: str) -> Iterator[tuple[str, str]]:
    """The folded words of links that have a name, and where they lead: `` `words <url>`_ ``."""
    for match in _LINK.finditer(text):
        yield fold_name(match["words"]), match["url"]


def make_id(name: str) -> str:
    """The id that docutils makes of a name (docutils.nodes.make_id, for the letters that most names have)."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"\A[-0-9]+|-+\Z", "", re.sub(r"[^a-z0-9]+", "-", " ".join(plain.split())))


def label_for(title: str, text: str) -> str:
    """A name of its own for a title of a document (its text), of which docutils makes the same id as of the title's.

    Sphinx warns of a name that two documents have. Signs of Braille, which ids leave out, tell the documents apart."""
    key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:4]
    plain = re.sub(r"[`:<>|\\*]", "", " ".join(title.split()))
    return f"{plain} {''.join(chr(0x2800 + each) for each in key)}"


def with_names(source: str, target: str, ways: Sequence[str]) -> str:
    """A translation whose references say what they refer to where their words are other ones than the source's: as
    Sphinx takes them, the n-th reference that is not among the source's is the n-th of the source's that is missing.
    A way is the words of a reference and what is written for where these lead, a line each."""
    known = dict(way.split("\n", 1) for way in ways)
    for pattern, term in ((_NAMED, False), (_TERM, True)):
        if not (pattern.search(target) or (term and _TITLED_TERM.search(target))):
            continue
        names, there = _names(pattern, source), _names(pattern, target)
        names |= _headwords(source) if term else {}
        told = {fold_name(name.rstrip("_")) for name in re.findall(r"<([^<>`]+)>`", target)}
        missing = [name for fold, name in names.items() if fold not in there and fold not in told]
        if term and missing:
            target = _TITLED_TERM.sub(partial(_headword, known=names, missing=missing), target)
        rewrite = partial(_written, names=names, missing=missing, known=known, term=term)
        target = _outside_literals(pattern, rewrite, target)
    return _unnamed(source, target)


def _written(
    match: re.Match[str], names: Mapping[str, str], missing: list[str], known: Mapping[str, str], term: bool
) -> str:
    """A reference with what it refers to, where its words do not say so."""
    words = _words(match)
    name = words if fold_name(words) in names or not missing else missing.pop(0)
    if term:
        return match[0] if name is words else f"{match['role']}`{words} <{name}>`"
    way = known.get(fold_name(name), "" if name is words else f"{name}_")
    return f"`{words} <{way}>`__" if way else match[0]


def _headwords(text: str) -> dict[str, str]:
    return {fold_name(match[2]): match[2] for match in _TITLED_TERM.finditer(text)}


def _headword(match: re.Match[str], known: Mapping[str, str], missing: list[str]) -> str:
    """A term with a headword that the source has; a translated one is the next that is missing."""
    return match[0] if fold_name(match[2]) in known or not missing else f"{match[1]}{missing.pop(0)}>`"


def _words(match: re.Match[str]) -> str:
    return next(words for words in match.groupdict().values() if words and not words.startswith(":"))


def _unnamed(source: str, target: str) -> str:
    """A translation whose links with other words than the source's have no name: two may have the same words."""
    names = {words for words, _ in links(source)}
    return _LINK.sub(lambda match: match[0] if fold_name(match["words"]) in names else f"{match[0]}_", target)


def _names(pattern: re.Pattern[str], text: str) -> dict[str, str]:
    """The names that references of a text say, folded -> as written."""
    codes = (text[code.start : code.end] for code in rst_codes(text) if code.kind in ("link", "code"))
    found = (_words(match) for code in codes if (match := pattern.fullmatch(code)))
    return {fold_name(words): " ".join(words.split()) for words in found}


def _outside_literals(pattern: re.Pattern[str], write: Callable[[re.Match[str]], str], text: str) -> str:
    """The text with some of its references written in another way; what stands in a literal is none."""
    pieces: list[str] = []
    end = 0
    for code in rst_codes(text):
        match = pattern.fullmatch(text[code.start : code.end]) if code.kind in ("link", "code") else None
        if match:
            pieces += [text[end : code.start], write(match)]
            end = code.end
    return "".join([*pieces, text[end:]])
