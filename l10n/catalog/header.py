"""Problems of a catalog that can still be read: its header, its plural forms, markers of a bad merge."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from gettext import c2py

from l10n.catalog.charset import charset_of
from l10n.errors import LocaleError
from l10n.locales import display_name, plural_count, plural_forms, posix_tag
from l10n.model import Catalog

Problem = tuple[str, str, int]
"""The rule's id, what is wrong, and the line in the file."""

_PLURAL_FORMS = re.compile(r"\s*nplurals\s*=\s*([0-9]{1,4})\s*;\s*plural\s*=\s*([^;]*?)\s*;?\s*\Z")
_NUMBERS = (*range(1002), 10**6)
"""Every known plural rule looks at no more than the last three digits, and at whole millions."""
_MSGCAT_MARKER = re.compile(r"#-#-#-#-#  .*?  #-#-#-#-#")


def header_problems(catalog: Catalog, locale: str = "") -> Iterator[Problem]:
    """Find what `l10n check` reports under po-header, po-encoding, po-plural-forms and conflict-marker.

    `locale` is the one the catalog should be for; empty when nothing tells.
    """
    yield from _markers(catalog)
    if not catalog.headers:
        yield "po-header", "there is no header entry, so the file tells neither its language nor its charset", 1
        return
    for rule, what in (*_field_problems(catalog), *_language_problems(catalog, locale)):
        yield rule, what, catalog.header_line
    yield from _plural_problems(catalog, locale)


def _markers(catalog: Catalog) -> Iterator[Problem]:
    """Finds what msgcat leaves where two files disagree: both texts, each below the name of its file."""
    what = "both sides of a conflict that msgcat found are still in the text"
    if any(_MSGCAT_MARKER.search(value) for _, value in catalog.headers):
        yield "conflict-marker", what, catalog.header_line
    for message in catalog.live:
        if any(_MSGCAT_MARKER.search(text) for text in (message.msgstr, *message.msgstr_plural)):
            yield "conflict-marker", what, message.msgstr_line or message.line


def _field_problems(catalog: Catalog) -> Iterator[tuple[str, str]]:
    seen: dict[str, str] = {}
    for name, value in catalog.headers:
        if not name and value.strip() and not _MSGCAT_MARKER.search(value):
            yield "po-header", f"the line {value[:60]!r} of the header is no field"
        elif name and seen.setdefault(name.lower(), value) != value:
            yield "po-header", f"the header has two fields {name} with different values"
    if not charset_of(catalog.header("Content-Type")):
        yield "po-encoding", "the header declares no charset; write Content-Type: text/plain; charset=UTF-8"


def _language_problems(catalog: Catalog, locale: str) -> Iterator[tuple[str, str]]:
    named = catalog.header("Language").strip()
    if not named:
        if any(message.translated for message in catalog.live):
            yield "po-header", "the header has no Language" + (f"; write Language: {locale}" if locale else "")
        return
    try:
        tag = posix_tag(named)
    except LocaleError:
        yield "po-header", f"the header's Language {named!r} is no known locale"
        return
    if locale and tag != posix_tag(locale):
        yield "po-header", f"the header's Language is {named}, but the catalog is for {locale}"


def _plural_problems(catalog: Catalog, locale: str) -> Iterator[Problem]:
    value = catalog.header("Plural-Forms")
    plurals = [message for message in catalog.live if message.msgid_plural is not None]
    try:
        tag = locale or posix_tag(catalog.header("Language").strip())
        wanted, hint = plural_count(tag), f"; for {display_name(tag)} write {plural_forms(tag)}"
    except LocaleError:
        wanted, hint = 0, ""
    if not value.strip():
        if plurals:
            yield "po-plural-forms", f"there are plurals, but the header has no Plural-Forms{hint}", catalog.header_line
        return
    match = _PLURAL_FORMS.match(value)
    if not match:
        yield "po-plural-forms", f"Plural-Forms is not `nplurals=N; plural=EXPRESSION;`{hint}", catalog.header_line
        return
    count = int(match[1])
    if what := _expression_problem(match[2], count):
        yield "po-plural-forms", what + hint, catalog.header_line
    elif wanted and count != wanted:
        what = f"Plural-Forms has {count} forms where {display_name(tag)} has {wanted}{hint}"
        yield "po-plural-forms", what, catalog.header_line
    for message in plurals:
        if message.translated and len(message.msgstr_plural) != count:
            forms = len(message.msgstr_plural)
            what = f"the entry has {forms} plural forms, the header says {count}"
            yield "po-plural-forms", what, message.msgstr_line or message.line


def _expression_problem(expression: str, count: int) -> str:
    """What is wrong with a plural expression (C, of one variable n); empty when nothing is."""
    try:
        form: Callable[[int], int] = c2py(expression)
    except (ValueError, RecursionError):
        return f"the plural expression {expression[:60]!r} is not valid"
    for number in _NUMBERS:
        try:
            index = form(number)
        except ZeroDivisionError:
            return f"the plural expression divides by zero for n = {number}"
        if not 0 <= index < count:
            return f"the plural expression gives form {index} for n = {number}, but there are {count} forms"
    return ""
