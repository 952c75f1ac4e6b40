"""Problems of a catalog that can still be read: its header, its plural forms, markers of a bad merge."""

import re
from collections.abc import Callable, Iterator
from gettext import c2py

from l10n.catalog.charset import charset_of
from l10n.errors import LocaleError
from l10n.locales import display_name, plural_count, plural_forms, posix_tag
from l10n.model import Catalog
from l10n.translatable import Text, joined

Problem = tuple[str, Text, int]
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
        what = Text("there is no header entry, so the file tells neither its language nor its charset")
        yield "po-header", what, 1
        return
    for rule, what in (*_field_problems(catalog), *_language_problems(catalog, locale)):
        yield rule, what, catalog.header_line
    yield from _plural_problems(catalog, locale)


def _markers(catalog: Catalog) -> Iterator[Problem]:
    """Finds what msgcat leaves where two files disagree: both texts, each below the name of its file."""
    what = Text("both sides of a conflict that msgcat found are still in the text")
    if any(_MSGCAT_MARKER.search(value) for _, value in catalog.headers):
        yield "conflict-marker", what, catalog.header_line
    for message in catalog.live:
        if any(_MSGCAT_MARKER.search(text) for text in (message.msgstr, *message.msgstr_plural)):
            yield "conflict-marker", what, message.msgstr_line or message.line


def _field_problems(catalog: Catalog) -> Iterator[tuple[str, Text]]:
    seen: dict[str, str] = {}
    for name, value in catalog.headers:
        if not name and value.strip() and not _MSGCAT_MARKER.search(value):
            yield "po-header", Text("the line {line!r} of the header is no field", line=value[:60])
        elif name and seen.setdefault(name.lower(), value) != value:
            yield "po-header", Text("the header has two fields {name} with different values", name=name)
    if not charset_of(catalog.header("Content-Type")):
        what = Text("the header declares no charset; write {field}", field="Content-Type: text/plain; charset=UTF-8")
        yield "po-encoding", what


def _language_problems(catalog: Catalog, locale: str) -> Iterator[tuple[str, Text]]:
    named = catalog.header("Language").strip()
    if not named:
        if any(message.translated for message in catalog.live):
            what = Text("the header has no Language")
            yield "po-header", joined([what, Text("write {field}", field=f"Language: {locale}")]) if locale else what
        return
    try:
        tag = posix_tag(named)
    except LocaleError:
        yield "po-header", Text("the header's Language {tag!r} is no known locale", tag=named)
        return
    if locale and tag != posix_tag(locale):
        what = Text("the header's Language is {tag}, but the catalog is for {locale}", tag=named, locale=locale)
        yield "po-header", what


def _plural_problems(catalog: Catalog, locale: str) -> Iterator[Problem]:
    value = catalog.header("Plural-Forms")
    plurals = [message for message in catalog.live if message.msgid_plural is not None]
    try:
        tag = locale or posix_tag(catalog.header("Language").strip())
        wanted = plural_count(tag)
        hint = [Text("for {language} write {field}", language=display_name(tag), field=plural_forms(tag))]
    except LocaleError:
        wanted, hint = 0, []
    if not value.strip():
        if plurals:
            what = Text("there are plurals, but the header has no Plural-Forms")
            yield "po-plural-forms", joined([what, *hint]), catalog.header_line
        return
    match = _PLURAL_FORMS.match(value)
    if not match:
        what = Text("Plural-Forms is not `{form}`", form="nplurals=N; plural=EXPRESSION;")
        yield "po-plural-forms", joined([what, *hint]), catalog.header_line
        return
    count = int(match[1])
    if problem := _expression_problem(match[2], count):
        yield "po-plural-forms", joined([problem, *hint]), catalog.header_line
    elif wanted and count != wanted:
        what = Text(
            "Plural-Forms has {count} forms where {language} has {wanted}",
            count=count,
            language=display_name(tag),
            wanted=wanted,
        )
        yield "po-plural-forms", joined([what, *hint]), catalog.header_line
    for message in plurals:
        if message.translated and len(message.msgstr_plural) != count:
            forms = len(message.msgstr_plural)
            what = Text("the entry has {forms} plural forms, the header says {count}", forms=forms, count=count)
            yield "po-plural-forms", what, message.msgstr_line or message.line


def _expression_problem(expression: str, count: int) -> Text | None:
    """What is wrong with a plural expression (C, of one variable n); None when nothing is."""
    try:
        form: Callable[[int], int] = c2py(expression)
    except (ValueError, RecursionError):
        return Text("the plural expression {expression!r} is not valid", expression=expression[:60])
    for number in _NUMBERS:
        try:
            index = form(number)
        except ZeroDivisionError:
            return Text("the plural expression divides by zero for n = {number}", number=number)
        if not 0 <= index < count:
            return Text(
                "the plural expression gives form {form} for n = {number}, but there are {count} forms",
                form=index,
                number=number,
                count=count,
            )
    return None
