"""The contract of every registered format, over the documents of its own case file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from html import unescape
from itertools import product

import pytest
from format_cases import FormatCase, codes, format_cases, skeleton, without_labels
from growth import assert_linear

from l10n.catalog.edit import apply_drafts, approve
from l10n.catalog.merge import merge, new_catalog
from l10n.compiler import Policy, compile_document
from l10n.engines.pseudo import pseudolocalize
from l10n.errors import L10nError, SourceError
from l10n.formats import REGISTRY, format_named
from l10n.formats.format import Format, ParseOptions, Target
from l10n.locales import plural_count
from l10n.masking import mask, unmask
from l10n.model import Catalog, Document, Draft, Unit

OPTIONS = ParseOptions()
NOW = datetime(2026, 1, 2, 3, 4, tzinfo=timezone.utc)
CASES = [case for name in REGISTRY for case in format_cases(name)]

every_format = pytest.mark.parametrize("name", REGISTRY)
every_case = pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.format}: {case.title}") for case in CASES])


@every_format
def test_every_format_has_cases(name: str) -> None:
    """A format has a case file, `cases/<its name>.txt`, with several units, some of them with inline codes."""
    cases = format_cases(name)
    assert cases, f"tests/formats/cases/{name}.txt is missing or holds no case"
    units = [(case.form, unit) for case in cases for unit in case.form.parse(case.text, OPTIONS).units]
    assert len(units) > 3
    assert any(form.codes(unit.text) for form, unit in units)


@every_case
def test_units(case: FormatCase) -> None:
    """A document has the units that its case says, and the name of its format."""
    document = case.form.parse(case.text, OPTIONS)
    assert case.units == [f"{unit.type}: {unit.text}" for unit in document.units]
    assert case.format == document.format


@every_case
def test_lossless(case: FormatCase) -> None:
    """Law 1: the parts of a document joined are its text, with any line ends, with and without a last one."""
    marks, ends = [("",), ("",)] if case.data else [("", "\ufeff"), ("", "\n", "\n\n ")]
    for mark, line_end, end in product(marks, ("\n", "\r\n"), ends):
        text = mark + (case.text + end).replace("\n", line_end)
        document = case.form.parse(text, OPTIONS)
        assert text == document.raw
        assert all(unit.raw and unit.text for unit in document.units)


@every_case
def test_identity(case: FormatCase) -> None:
    """Law 2: translated by itself, or by nothing at all, a document is its own bytes; so is a package."""
    form, document = case.form, case.form.parse(case.text, OPTIONS)
    assert case.text == compile_document(document, translated(document, lambda unit: unit.text), Policy()).text
    assert case.text == compile_document(document, None, Policy()).text
    if case.data:
        assert form.package
        assert case.data == form.package.pack(case.data, case.text)


@every_case
def test_translated(case: FormatCase) -> None:
    """Law 8: read again, a translated document has the skeleton of its source, and the texts that it was given, their
    codes among them."""
    form, document = case.form, case.form.parse(case.text, OPTIONS)
    targets = [pseudo(form, unit) for unit in document.units]
    assert all(target != unit.text for target, unit in zip(targets, document.units, strict=True))
    catalog = translated(document, lambda unit: pseudo(form, unit), "ko" if form.bilingual else "en")
    text = compile_document(document, catalog, Policy()).text
    if case.data:
        assert form.package
        text = form.package.unpack(form.package.pack(case.data, text))
    again = form.parse(text, OPTIONS)
    assert skeleton(document) == skeleton(again)
    if form.bilingual:
        assert [unit.key for unit in document.units] == [unit.key for unit in again.units]
        assert_written(text, [pseudo(form, for_many(unit) if unit.plural else unit) for unit in document.units])
        return
    units = zip(document.units, again.units, strict=True)
    found = [without_labels(unit.text, source.labels) for source, unit in units]
    assert list(map(unescape, targets)) == list(map(unescape, found))
    assert [codes(form, unit.text) for unit in document.units] == [codes(form, text) for text in found]
    many = [pseudo(form, for_many(unit)) for unit in document.units if unit.plural]
    assert many == [unit.plural for unit in again.units if unit.plural]


def assert_written(text: str, targets: list[str]) -> None:
    """That a file with translations beside its texts has these, in this order."""
    written = unescape(re.sub(r"\\(.)", r"\1", text))
    places = [written.find(unescape(target)) for target in targets]
    assert -1 not in places
    assert sorted(places) == places


@every_case
@pytest.mark.parametrize("locale", ["ko", "pl", "ar"])
def test_plural_categories(case: FormatCase, locale: str) -> None:
    """Read again, a document in a language with other plural forms has a text for many for each of the source's."""
    form, document = case.form, case.form.parse(case.text, OPTIONS)
    plurals = [pseudo(form, for_many(unit)) for unit in document.units if unit.plural]
    if plurals and not form.bilingual:
        text = compile_document(document, translated(document, lambda unit: pseudo(form, unit), locale), Policy()).text
        assert plurals == [unit.plural for unit in form.parse(text, OPTIONS).units if unit.plural]


def staying(document: Document) -> list[Unit]:
    """The units of a document that must not be empty, or that are parts of one message: they are never left out."""
    sizes = Counter(unit.together for unit in document.units if unit.together)
    return [unit for unit in document.units if unit.left == unit.raw or sizes[unit.together] > 1]


@every_case
def test_omit_one(case: FormatCase) -> None:
    """A unit that is left out is gone with its marks; all the others are found as before, in their translation."""
    form, document = case.form, case.form.parse(case.text, OPTIONS)
    targets = {unit.key: pseudo(form, unit) for unit in document.units}
    catalog = translated(document, lambda unit: targets.get(unit.key) or pseudo(form, unit))
    for left_out in targets.keys() - {unit.key for unit in staying(document)}:
        if form.bilingual:
            continue
        messages = tuple(
            replace(each, msgstr="", msgstr_plural=("",) * len(each.msgstr_plural)) if each.key == left_out else each
            for each in catalog.messages
        )
        text = compile_document(document, replace(catalog, messages=messages), Policy(fallback="omit")).text
        kept = [unit for unit in document.units if unit.key != left_out]
        again = form.parse(text, OPTIONS).units
        assert [unescape(targets[unit.key]) for unit in kept] == [
            unescape(without_labels(unit.text, source.labels)) for source, unit in zip(kept, again, strict=True)
        ]


@every_case
@pytest.mark.parametrize("first", [0, 1])
def test_omit_every_second(case: FormatCase, first: int) -> None:
    """Without every second unit the others are read as before, in order: no two blocks became one."""
    form, document = case.form, case.form.parse(case.text, OPTIONS)
    keys = {unit.key for unit in document.units[first::2]}
    keys |= {for_many(unit).key for unit in document.units if unit.plural and unit.key in keys}
    catalog = translated(document, lambda unit: unit.text if unit.key in keys else "")
    text = compile_document(document, catalog, Policy(fallback="omit")).text
    if case.data:
        assert form.package
        text = form.package.unpack(form.package.pack(case.data, text))
    expected = [unit.text for unit in document.units if unit.key in keys or unit in staying(document)]
    assert expected == [unit.text for unit in form.parse(text, OPTIONS).units]


@every_case
def test_omit_all(case: FormatCase) -> None:
    """Where every unit is left out, no text is found, and no line holds only the marks of one; a table keeps its, and
    a string of a list its place."""
    document = case.form.parse(case.text, OPTIONS)
    text = compile_document(document, None, Policy(fallback="omit")).text
    names = {unit.together for unit in document.units if unit.together}
    for name in names:
        some = [unit for unit in document.units if unit.together == name]
        if "".join(unit.left for unit in some) != "".join(unit.raw for unit in some):
            names = names - {name}
    kept = [unit.text for unit in staying(document) if not unit.together or unit.together in names]
    assert kept == [unit.text for unit in case.form.parse(text, OPTIONS).units]
    new = set(text.splitlines()) - set(case.text.splitlines())
    assert [] == [line for line in sorted(new) if line.strip() and "|" not in line and not re.search(r"\w|\"\"", line)]


LAWS = (test_units, test_lossless, test_identity, test_translated)
BREAKS: dict[str, Callable[[Format], Format]] = {
    "the parser drops the last character": lambda form: replace(
        form, parse=lambda text, options: form.parse(text[:-1], options)
    ),
    "the parser passes over the last unit": lambda form: replace(
        form, parse=lambda text, options: without_last_unit(form.parse(text, options))
    ),
    "the encoder drops the last character": lambda form: with_encoders(form, written=lambda text: text[:-1]),
    "the encoder drops the first character": lambda form: with_encoders(form, written=lambda text: text[1:]),
    "the encoder loses a code": lambda form: with_encoders(form, target=lambda text: without_last_code(form, text)),
    "the encoder turns two codes around": lambda form: with_encoders(
        form, target=lambda text: with_codes_turned_around(form, text)
    ),
    "no code is seen": lambda form: replace(form, codes=lambda text: ()),
}


@pytest.mark.parametrize("way", BREAKS)
@every_format
def test_the_contract_catches_what_breaks_it(name: str, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A format that loses something at the end, or a code, keeps some law for some document no longer."""
    cases = format_cases(name)
    broken = BREAKS[way](format_named(name))
    monkeypatch.setattr("format_cases.format_named", lambda _: broken)
    monkeypatch.setattr("l10n.compiler.format_named", lambda _: broken)
    laws = [lambda law=law, case=case: law(case) for case in cases for law in LAWS]
    assert not all(map(holds, [lambda: test_every_format_has_cases(name), *laws]))


def holds(law: Callable[[], None]) -> bool:
    """Whether a law raises nothing, neither what it asserts nor what a broken document makes the format raise."""
    try:
        law()
    except (AssertionError, L10nError, ValueError, IndexError):
        return False
    return True


def with_encoders(
    form: Format,
    target: Callable[[str], str] = lambda text: text,
    written: Callable[[str], str] = lambda text: text,
) -> Format:
    """A format that changes each target before it encodes it, and what it wrote."""

    def encode_together(units: Sequence[Unit], targets: Sequence[Target | None], locale: str) -> str:
        assert form.encode_together
        changed = [
            target(one) if isinstance(one, str) else one and {name: target(text) for name, text in one.items()}
            for one in targets
        ]
        return written(form.encode_together(units, changed, locale))

    return replace(
        form,
        encode=lambda unit, text: written(form.encode(unit, target(text))),
        encode_together=encode_together if form.encode_together else None,
    )


def without_last_unit(document: Document) -> Document:
    last = document.units[-1:]
    return replace(document, parts=tuple(part.raw if (part,) == last else part for part in document.parts))


def with_codes_turned_around(form: Format, text: str) -> str:
    found = [(code.start, code.end, text[code.start : code.end]) for code in form.codes(text)]
    others = [code for code in found if code[2] != found[0][2]]
    if not others:
        return text
    (start, end, first), (other_start, other_end, other) = found[0], others[0]
    return text[:start] + other + text[end:other_start] + first + text[other_end:]


def without_last_code(form: Format, text: str) -> str:
    for code in form.codes(text)[-1:]:
        return text[: code.start] + text[code.end :]
    return text


@every_format
def test_growth(name: str) -> None:
    """A document of many times the length takes many times the work to read, not its square."""
    form = format_named(name)
    text = "\n\n".join(case.text for case in format_cases(name)) + "\n\n"
    try:
        form.parse(text * 2, OPTIONS)
    except SourceError:
        pytest.skip("such a file is one value, and no longer for being there twice")
    assert_linear(lambda text: form.parse(text, OPTIONS), text * 20, text * 80)


def translated(document: Document, translate: Callable[[Unit], str], locale: str = "en") -> Catalog:
    """A catalog with approved translations of a document's units; the forms of plurals are for many, but for the first
    one in English."""
    catalog = merge(new_catalog(locale, "en", "test", NOW), document.units, "source/a").catalog
    drafts = {}
    for unit in document.units:
        forms = [translate(for_many(unit))] * plural_count(locale) if unit.plural else []
        if locale == "en" or not forms:
            forms[:1] = [translate(unit)]
        target = "\0".join(forms)
        drafts[unit.key] = (target, Draft.of("mt test", unit.text, target))
    return approve(apply_drafts(catalog, drafts))


def for_many(unit: Unit) -> Unit:
    """A unit with a plural, as the text for many alone."""
    return replace(unit, text=unit.plural, plural="")


def pseudo(form: Format, unit: Unit) -> str:
    """A unit's text as the engine `pseudo` translates it: every word is another, every code is the same."""
    masked = mask(unit.text, form.codes(unit.text))
    return unmask(masked, pseudolocalize(masked.text)).text
