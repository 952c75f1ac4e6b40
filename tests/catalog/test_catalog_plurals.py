"""Texts with a plural: their entries have the forms of the locale, and a person's words stay when the text changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

from l10n.catalog.edit import apply_drafts
from l10n.catalog.merge import merge, new_catalog
from l10n.catalog.po import parse_po, render_po
from l10n.model import Catalog, Draft, Message, State, Unit

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=timezone.utc)
FILES = Unit("# file", "x", "paragraph", plural="# files")


def merged(catalog: Catalog, *units: Unit) -> Catalog:
    after = merge(catalog, units, "a.json").catalog
    assert after == merge(after, units, "a.json").catalog
    assert after.messages == parse_po(render_po(after), Path("a.po")).messages
    return after


def polish(*units: Unit) -> Catalog:
    return merged(new_catalog("pl", "en", "test", NOW), *units)


def with_forms(catalog: Catalog, *forms: str) -> Catalog:
    return replace(catalog, messages=(replace(catalog.messages[0], msgstr_plural=forms), *catalog.messages[1:]))


def test_entries_have_the_forms_of_the_locale() -> None:
    """Three in Polish, one in Korean; a person's forms stay when the catalog is brought up to date."""
    catalog = polish(FILES)
    assert (Message("# file", msgid_plural="# files", msgstr_plural=("", "", ""), references=("a.json",)),) == (
        catalog.messages
    )
    assert ("",) == merged(new_catalog("ko", "en", "test", NOW), FILES).messages[0].msgstr_plural
    translated = with_forms(catalog, "plik", "pliki", "plików")
    assert translated == merged(translated, FILES)


def test_a_changed_plural_keeps_its_forms() -> None:
    """Another text for many makes the entry fuzzy, with the text before; so does another text for one."""
    translated = with_forms(polish(FILES), "plik", "pliki", "plików")
    for unit in (replace(FILES, plural="# of your files"), replace(FILES, text="# file there", plural="# files there")):
        message = merged(translated, unit).messages[0]
        assert (("plik", "pliki", "plików"), State.STALE) == (message.msgstr_plural, message.state)
        assert (unit.plural, "# file", "# files") == (
            message.msgid_plural,
            message.previous_msgid,
            message.previous_msgid_plural,
        )


def test_a_text_that_gets_a_plural_keeps_its_translation() -> None:
    """It stands in every form, fuzzy; a text that loses its plural keeps the first form."""
    alone = replace(FILES, plural="")
    translated = polish(alone)
    translated = replace(translated, messages=(replace(translated.messages[0], msgstr="plik"),))
    message = merged(translated, FILES).messages[0]
    assert (("plik",) * 3, State.STALE) == (message.msgstr_plural, message.state)
    message = merged(with_forms(polish(FILES), "plik", "pliki", "plików"), alone).messages[0]
    assert (None, "plik", True) == (message.msgid_plural, message.msgstr, message.fuzzy)
    message = merged(with_forms(polish(FILES), "plik", "", ""), alone).messages[0]
    assert ("plik", True) == (message.msgstr, message.fuzzy)
    commented = polish(alone)
    commented = replace(commented, messages=(replace(commented.messages[0], comments=("mine",)),))
    assert ("mine",) == merged(commented, FILES).messages[0].comments


def test_a_drafted_plural_is_drafted_anew() -> None:
    """What a machine wrote for another text gives way; one text is one entry, with the plural that some place has."""
    catalog = polish(FILES)
    mark = Draft.of("mt pseudo@1", "# file\0# files", "a\0b\0c")
    drafted = apply_drafts(catalog, {FILES.key: ("a\0b\0c", mark)})
    assert (State.DRAFT, True) == (drafted.messages[0].state, drafted.messages[0].machine_made)
    assert ("", "", "") == merged(drafted, replace(FILES, plural="# more files")).messages[0].msgstr_plural
    assert catalog.messages == polish(replace(FILES, plural=""), FILES).messages


def test_a_limit_becomes_a_flag() -> None:
    """The most characters that the source states are in the flags, in place of what stood there before."""
    limited = polish(replace(FILES, limit=20))
    assert ("max-length:20",) == limited.messages[0].flags
    assert ("max-length:8",) == merged(limited, replace(FILES, limit=8)).messages[0].flags
