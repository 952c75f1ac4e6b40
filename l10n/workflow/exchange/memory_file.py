"""`memory/<locale>.tmx`: the translations of a project that no catalog holds, kept by version control as catalogs are.

What is imported comes in, and what people approved before it leaves the catalogs. The memory in `.l10n` learns from it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from l10n.catalog.edit import is_human
from l10n.errors import L10nError
from l10n.memory.entry import LONG_AGO, Entry, approved_entries, sentence_entries
from l10n.memory.tmx import parse_tmx, render_memory
from l10n.model import Catalog
from l10n.project import Project
from l10n.workflow.report import Errors


def keep(project: Project, locale: str, entries: Sequence[Entry]) -> int:
    """Adds translations to a locale's file; how many were new to it. Raises SourceError, with the line, when the file
    that is there cannot be read, and OSError."""
    source = project.settings.source_locale
    path = project.memory_path(locale)
    new = 0

    def added(data: bytes | None) -> bytes:
        nonlocal new
        known = parse_tmx(data, path, source, locale).entries if data is not None else ()
        before = {entry.identity for entry in known}
        fresh = {entry.identity: entry for entry in entries if entry.identity not in before}
        new = len(fresh)
        if not fresh and data is not None:
            return data
        return render_memory((*known, *fresh.values()), source, locale)

    if entries:
        project.store.revise(path, added)
    return new


def keep_parted(project: Project, locale: str, entries: Collection[Entry], errors: Errors) -> bool:
    """Adds what catalogs are about to hold no more. Where that fails it is an error of the run, and the answer is
    False: the catalogs are left as they are."""
    try:
        keep(project, locale, tuple(entries))
    except (L10nError, OSError) as error:
        errors.add(error)
        return False
    return True


def kept_entries(project: Project, locale: str, data: bytes) -> Iterable[Entry]:
    """What the bytes of a locale's file teach the memory: older than anything in a catalog, unless they say when they
    were approved. Raises SourceError with the line."""
    source = project.settings.source_locale
    for entry in parse_tmx(data, project.memory_path(locale), source, locale).entries:
        dated = entry if entry.time else replace(entry, time=LONG_AGO)
        yield dated
        if dated.article and not dated.derived:  # it was in a catalog, whose paragraphs teach their sentences, too
            yield from sentence_entries(dated, source, locale)


def parting_entries(catalog: Catalog, article: str) -> list[Entry]:
    """All words of people that go with a catalog: its approved texts, obsolete ones too; and as `derived` entries what
    nobody approved for any place: edited drafts, the texts of contexts, the singular and plural of plurals."""
    approved = [replace(entry, time=None) for entry in approved_entries(catalog, article)]
    plain = {(entry.source, entry.target) for entry in approved}
    others = []
    for message in catalog.messages:
        source = message.msgid if message.previous_msgid is None else message.previous_msgid
        pairs = {(source, message.msgstr or next(iter(message.msgstr_plural), ""))}
        if message.msgid_plural is not None:
            pairs.add((message.msgid_plural, (message.msgstr_plural or ("",))[-1]))
        if is_human(message):
            others += [Entry(*pair, article, derived=True) for pair in sorted(pairs - plain) if all(pair)]
    return approved + others
