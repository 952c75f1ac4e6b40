"""What translators do to a hand-off, by libraries that know nothing of this program."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime, timezone
from xml.etree import ElementTree

import polib

from l10n.catalog.edit import apply_drafts, set_target
from l10n.catalog.po import parse_po, render_po
from l10n.model import Draft
from l10n.project import find_project
from l10n.workflow.catalogs import update
from l10n.workflow.exchange.handoff import export_units, import_file, render_bundle, render_handoff

FORMS = {"xliff": "a.xlf", "xliff2": "a.xliff", "csv": "a.csv", "po": "a.po"}
NOW = datetime(2026, 5, 6, tzinfo=timezone.utc)

_12 = "{urn:oasis:names:tc:xliff:document:1.2}"
_2 = "{urn:oasis:names:tc:xliff:document:2.0}"


class Desk:
    """A project with one locale, whose catalogs are set and read as texts and states, without a process."""

    def __init__(self, folder, articles, locale="ko"):
        self.folder, self.locale = folder, locale
        (folder / "l10n.toml").write_text(f'locales = ["{locale}"]\n')
        for name, text in articles.items():
            self.write(name, text)

    def write(self, name, text):
        """Writes an article and brings its catalog up to date."""
        path = self.folder / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        assert () == update(self.project, [], clock=lambda: NOW).errors

    @property
    def project(self):
        return find_project(self.folder)

    def path(self, article):
        return self.folder / "locales" / self.locale / "LC_MESSAGES" / f"{article}.po"

    def catalog(self, article):
        return parse_po(self.path(article).read_bytes(), "x.po")

    def set(self, article, source, text, state):
        """Sets a translation: approved, or a machine's draft, or `edited` for a person's unfinished text."""
        catalog = self.catalog(article)
        key = next(message.key for message in catalog.live if message.msgid == source)
        if state == "machine":
            empty = tuple(replace(m, msgstr="", flags=()) if m.key == key else m for m in catalog.messages)
            draft = Draft.of("mt test", source, text)
            catalog = apply_drafts(replace(catalog, messages=empty), {key: (text, draft)})
        else:
            catalog = set_target(catalog, key, text, approved=state == "approved")
        self.path(article).write_bytes(render_po(catalog))

    def has(self, article, source):
        """A translation and its state."""
        message = next(message for message in self.catalog(article).live if message.msgid == source)
        return message.msgstr, message.state

    def comments(self, article, source):
        message = next(message for message in self.catalog(article).live if message.msgid == source)
        return [line for line in message.comments if not line.startswith("l10n: ")]

    def export(self, form, *names):
        if form == "po":
            return render_bundle(self.project, self.locale, names)[0]
        return render_handoff(self.project, self.locale, export_units(self.project, self.locale, names), form)

    def back(self, name, data, **how):
        """Imports a file with these bytes."""
        path = self.folder / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return import_file(self.project, self.locale, path, **how)


def translated(form, data, source, text=None, state=None, note=None, new_source=None):
    """The file after a translator changed one unit in it: its text, its state (`approved` or `draft`), or its note."""
    return _TOOLS[form](data, source, text, state, note, new_source)


def _xliff(data, source, text, state, note, new_source):
    root = ElementTree.fromstring(data)
    for unit in root.iter(f"{_12}trans-unit"):
        original, target = unit.find(f"{_12}source"), unit.find(f"{_12}target")
        if "".join(original.itertext()) != source:
            continue
        if new_source:
            original.text = new_source
        if text is not None:
            if target is None:
                target = ElementTree.Element(f"{_12}target")
                unit.insert(1, target)
            target.text = text
        if state:
            target.set("state", "signed-off" if state == "approved" else "needs-review-translation")
            unit.attrib.pop("approved", None)
        if note:
            ElementTree.SubElement(unit, f"{_12}note").text = note
    return ElementTree.tostring(root)


def _xliff2(data, source, text, state, note, new_source):
    root = ElementTree.fromstring(data)
    for unit in root.iter(f"{_2}unit"):
        segment = unit.find(f"{_2}segment")
        original, target = segment.find(f"{_2}source"), segment.find(f"{_2}target")
        if "".join(original.itertext()) != source:
            continue
        if new_source:
            original.text = new_source
        if text is not None:
            target = ElementTree.SubElement(segment, f"{_2}target") if target is None else target
            target.text = text
        if state:
            segment.set("state", "reviewed" if state == "approved" else "initial")
        if note:
            ElementTree.SubElement(unit.find(f"{_2}notes"), f"{_2}note").text = note
    return ElementTree.tostring(root)


def _csv(data, source, text, state, note, new_source):
    """As a spreadsheet of a country with decimal commas saves it: semicolons, and no byte order mark."""
    text_of = data.decode("utf-8-sig")
    separator = ";" if text_of.startswith("article;") else ","
    rows = list(csv.DictReader(io.StringIO(text_of, newline=""), delimiter=separator))
    for row in rows:
        if row["source"] == source:
            row["source"] = new_source or source
            row["target"] = row["target"] if text is None else text
            row["state"] = state or row["state"]
            row["comment"] = note or row["comment"]
    output = io.StringIO(newline="")
    writer = csv.DictWriter(output, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return output.getvalue().encode()


def _po(data, source, text, state, note, new_source):
    catalog = polib.pofile(data.decode(), wrapwidth=76)
    for entry in catalog:
        if entry.msgid == source:
            entry.msgid = new_source or source
            entry.msgstr = entry.msgstr if text is None else text
            if state:
                entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
                entry.flags += ["fuzzy"] if state == "draft" else []
            entry.tcomment = "\n".join(filter(None, (entry.tcomment, note)))
    return str(catalog).encode()


_TOOLS = {"xliff": _xliff, "xliff2": _xliff2, "csv": _csv, "po": _po}
