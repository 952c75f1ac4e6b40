"""What is fuzzed: every reader of bytes that somebody else wrote, with files to start from and the laws that hold."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from functools import cache, partial
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from format_cases import format_cases, read_cases  # noqa: E402

from l10n.catalog.edit import apply_drafts, approve  # noqa: E402
from l10n.catalog.header import header_problems  # noqa: E402
from l10n.catalog.merge import merge, new_catalog  # noqa: E402
from l10n.catalog.po import parse_po, render_po  # noqa: E402
from l10n.checks import check_pair  # noqa: E402
from l10n.checks.pair import Pair  # noqa: E402
from l10n.compiler import Policy, compile_document  # noqa: E402
from l10n.engines.argos import read_metadata  # noqa: E402
from l10n.engines.argos.install import best_entry, links_of  # noqa: E402
from l10n.engines.bergamot.releases import parse_records, parse_registry, ranked_releases  # noqa: E402
from l10n.engines.download import read_index  # noqa: E402
from l10n.engines.engine import InstallRequest  # noqa: E402
from l10n.engines.llm.gguf import read_header  # noqa: E402
from l10n.engines.pseudo import pseudolocalize  # noqa: E402
from l10n.exports.handoff import HandoffUnit, ReturnedFile  # noqa: E402
from l10n.exports.table import parse_csv, render_csv  # noqa: E402
from l10n.exports.xliff import render_xliff  # noqa: E402
from l10n.exports.xliff_return import parse_xliff  # noqa: E402
from l10n.formats import REGISTRY, format_named  # noqa: E402
from l10n.formats.format import Format, HeadLink, ParseOptions  # noqa: E402
from l10n.glossary.tbx import parse_tbx  # noqa: E402
from l10n.glossary.terms import parse_terms, render_terms  # noqa: E402
from l10n.masking import mask, unmask  # noqa: E402
from l10n.memory.entry import Entry  # noqa: E402
from l10n.memory.store import open_memory  # noqa: E402
from l10n.memory.tmx import parse_tmx, render_tmx  # noqa: E402
from l10n.model import Catalog, Document, Draft, State, Unit, text_hash  # noqa: E402
from l10n.project import find_project  # noqa: E402
from l10n.project.manifest import parse_manifest, render_manifest  # noqa: E402
from l10n.segmentation import sentences  # noqa: E402
from l10n.segmentation.jsonl import segment_jsonl  # noqa: E402
from l10n.workflow.cache import open_cache  # noqa: E402
from l10n.workflow.checking.gate import compare, read_baseline  # noqa: E402
from l10n.workflow.exchange.project_memory import open_project_memory  # noqa: E402
from l10n.workflow.sources import parse_bytes  # noqa: E402

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=timezone.utc)
WHERE = Path("somewhere")


@dataclass(frozen=True)
class Target:
    """A reader. `read` raises an L10nError or OSError for what it refuses; anything else, an AssertionError of a broken
    law included, is a defect."""

    name: str
    seeds: Callable[[], Sequence[bytes]]
    read: Callable[[bytes], None]


def expect(expected: object, found: object, law: str) -> None:
    """Like `assert expected == found`, without pytest."""
    if expected != found:
        raise AssertionError(f"{law}: {str(expected)[:200]!r} became {str(found)[:200]!r}")


# Articles.


def read_article(name: str, data: bytes) -> None:
    """Parsing is lossless, compiling a document by itself is the identity, and nothing that follows fails."""
    form = format_named(name)
    document = parse_bytes(data, WHERE, ParseOptions(), form)
    if form.package:
        text = form.package.unpack(data)
        expect(data, form.package.pack(data, text), "a package is packed as it was")
    else:
        text = data.decode()
    expect(text, document.raw, "parsing is lossless")
    expect(text, compile_document(document, None, Policy()).text, "without a translation it is the source")
    own = _catalog(document, lambda unit: unit.text)
    expect(text, compile_document(document, own, Policy()).text, "by its own text it is the source")
    for unit in document.units:
        _read_unit(form, unit)
    compiled = compile_document(document, _catalog(document, partial(_other_words, form)), Policy()).text
    compile_document(document, None, Policy(fallback="omit"))
    for written in (text, compiled):
        _read_page(form, written)
    if form.package:
        packed = form.package.pack(data, compiled)
        unpacked = form.package.unpack(packed)
        if unpacked != compiled:  # an encoding may lack a character, which is written otherwise
            again = [[unit.text for unit in form.parse(each, ParseOptions()).units] for each in (compiled, unpacked)]
            expect(*again, "a package holds what was packed")
    render_po(own)


def _catalog(document: Document, translate: Callable[[Unit], str]) -> Catalog:
    """A catalog with two plural forms, as the sources have."""
    catalog = merge(new_catalog("en_GB", "en", "test", NOW), document.units, "source/a").catalog
    drafts = {}
    for unit in document.units:
        target = "\0".join(translate(replace(unit, text=text)) for text in (unit.text, unit.plural) if text)
        drafts[unit.key] = target, Draft.of("mt test", unit.text, target)
    return approve(apply_drafts(catalog, drafts))


def _other_words(form: Format, unit: Unit) -> str:
    masked = mask(unit.text, form.codes(unit.text))
    return unmask(masked, pseudolocalize(masked.text)).text


def _read_unit(form: Format, unit: Unit) -> None:
    codes, end = form.codes(unit.text), 0
    for code in codes:
        if not end <= code.start < code.end <= len(unit.text):
            raise AssertionError(f"the codes of {unit.text[:200]!r} overlap")
        end = code.end
    masked = mask(unit.text, codes)
    expect(unit.text, unmask(masked, masked.text).text, "a mask comes off")
    expect(unit.text, "".join(sentences(unit.text, "en")), "sentences join to their block")


def _read_page(form: Format, text: str) -> None:
    page = form.page
    page.label(text, {"lang": "ko", "dir": "ltr", "translation_status": "draft"})
    for function in (page.links, page.files, page.ids, page.heading_ids, page.render):
        if function:
            function(text)
    if page.notice:
        page.notice(text, "Words.", "ko")
    if page.head:
        page.head(text, [HeadLink("ko", "https://example.org/ko")])


@cache
def article_seeds(name: str) -> Sequence[bytes]:
    """The format's own cases, and, where the development data is, documents that nobody here wrote."""
    cases = [case.data or case.text.encode() for case in format_cases(name)]
    if name in ("markdown", "html"):
        cases += [section.encode() for case in read_cases("front_matter.txt") for section in case[1:2]]
    return [*cases, *_strangers(name)]


def _strangers(name: str) -> Iterator[bytes]:
    data = TESTS.parent / "corpus" / "documents"
    for folder in TESTS.parents:
        if not data.is_dir() and (folder / "shared" / "data").is_dir():
            data = folder / "shared" / "data" / "documents"
    files = {
        "markdown": ("commonmark-spec/commonmark-examples.json", "commonmark-spec/gfm-examples.json"),
        "html": ("html5lib/tokenizer_inputs.json",),
    }.get(name, ())
    for file in files:
        if (data / file).is_file():
            for row in json.loads((data / file).read_text("utf-8")):
                text = row if isinstance(row, str) else row.get("markdown") or row.get("input") or ""
                if isinstance(text, str) and text:
                    yield text.encode("utf-8", "replace")


# Catalogs, and what leaves for others and comes back.


def read_catalog(data: bytes) -> None:
    """Writing what was read is stable, and reads back as the same; no check of it fails."""
    catalog = parse_po(data, WHERE)
    written = render_po(catalog)
    again = parse_po(written, WHERE)
    expect(written, render_po(again), "written once is written the same the second time")
    list(header_problems(catalog, "ko"))
    for message in catalog.live[:20]:
        for target in (message.msgstr, *message.msgstr_plural[:3]):
            read_pair(message.msgid, target, frozenset(message.flags))


def read_pair(source: str, target: str, flags: frozenset[str] = frozenset()) -> None:
    for locale in ("ko", "pt_BR"):
        check_pair(Pair(source, target, locale, flags=flags))


def read_handoff(parse: Callable[[bytes, Path], ReturnedFile], data: bytes) -> None:
    """What came back is text that a catalog can be asked for."""
    for unit in parse(data, WHERE).units:
        if not all(isinstance(text, str) for text in (unit.article, unit.source, unit.target)):
            raise AssertionError(f"a unit is no text: {unit!r:.200}")


def read_tmx(data: bytes) -> None:
    """A memory that was read is written, and read as the same entries."""
    entries = parse_tmx(data, WHERE, "en", "ko").entries
    again = parse_tmx(render_tmx(entries, "en", "ko"), WHERE, "en", "ko").entries
    expect(_texts(entries), _texts(again), "a memory is kept")


def _texts(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    return [(entry.source, entry.target) for entry in entries]


def read_glossary(data: bytes) -> None:
    """A glossary that was read is written, and read as the same terms."""
    terms = parse_terms(data, WHERE)
    expect(terms, parse_terms(render_terms(terms).encode(), WHERE), "a glossary is kept")


def read_terminology(data: bytes) -> None:
    parse_tbx(data, "en", "ko", WHERE)


def read_manifest(data: bytes) -> None:
    """A manifest that was read is written, and read as the same."""
    manifest = parse_manifest(data)
    expect(manifest, parse_manifest(render_manifest(manifest)), "a manifest is kept")


def read_segments(data: bytes) -> None:
    for line in segment_jsonl(data.decode("utf-8", "replace").splitlines()):
        json.loads(line)


# Files of the project and of models.


def with_file(name: str, read: Callable[[Path], object]) -> Callable[[bytes], None]:
    """A reader of a file on the disk."""

    def reading(data: bytes) -> None:
        with tempfile.TemporaryDirectory(prefix="l10n-fuzz-") as temporary:
            folder = Path(temporary)
            if "/" in name:
                _project(folder)
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)
            read(folder)

    return reading


def read_settings(folder: Path) -> None:
    project = find_project(folder)
    project.store.place(project.source)
    for locale in project.locales():
        project.output_folder(locale)


def read_memory(folder: Path) -> None:
    """A memory that is damaged in any place is made again: nothing is raised."""
    project = find_project(folder)
    with open_cache(project) as cached, open_project_memory(project, cached, lambda: NOW) as memory:
        memory.search("river", "ko")
        memory.approved("ko")("A river")
        memory.suggestions("ko")("A river runs.")
        memory.export("ko")


def read_cache(folder: Path) -> None:
    """So is a cache; what it gives is what was kept in it."""
    with open_cache(find_project(folder)) as cached:
        for found, kept in (
            (cached.build("ko", "a", "00"), {"units": {"draft": 1}}),
            (cached.draft("ko", text_hash("A river")), (_MARK, "강")),
            (cached.get("key"), "text"),
        ):
            if found is not None:
                expect(kept, found, "what a cache gives was kept in it")
        cached.learned("ko")
        cached["key"] = "other"


_MARK = Draft.of("mt test", "A river", "강")


@cache
def _state(name: str) -> Sequence[bytes]:
    """The file that a project's memory or cache is."""
    with tempfile.TemporaryDirectory() as temporary:
        project = find_project(_project(Path(temporary)))
        with open_cache(project) as cached, open_memory(project.state / "memory.sqlite") as memory:
            memory.add("ko", [Entry("A river", "강", "a", "before", "after", False, NOW)], NOW)
            cached.keep_build("ko", "a", "00", {"units": {"draft": 1}})
            cached.keep_draft("ko", _MARK, "강")
            cached.keep_learned("ko", "a", "00")
            cached["key"] = "text"
        return [(project.state / name).read_bytes()]


def _project(folder: Path) -> Path:
    (folder / "source").mkdir(exist_ok=True)
    (folder / "l10n.toml").write_text('locales = ["ko"]\n')
    return folder


def check_baseline(folder: Path) -> None:
    compare((), read_baseline(folder / "baseline.json") or (), frozenset())


def read_argos_index(data: bytes) -> None:
    listing = read_index(data, "https://example.org/index.json")
    if isinstance(listing, list) and (entry := best_entry(listing, InstallRequest("en", "ko"))):
        links_of(entry, "https://example.org/index.json")


def read_releases(parse: Callable[[Any, str], Any], data: bytes) -> None:
    url = "https://example.org/db/models.json"
    ranked_releases(parse(read_index(data, url), url), ["en"], ["ko"])


def _json(*values: object) -> Sequence[bytes]:
    return [json.dumps(value, indent=1).encode() for value in values]


def _po_seeds() -> Sequence[bytes]:
    cases = TESTS / "catalog" / "cases"
    found = [(cases / "kept.po").read_bytes()]
    for folder in TESTS.parents:
        bad = folder / "shared" / "data" / "badpo"
        found += [path.read_bytes() for path in sorted(bad.rglob("*.po")) if path.stat().st_size < 20_000]
    return [*found, _PLURALS, *(piece.encode() for piece in (cases / "refused.txt").read_text("utf-8").split("\n\n"))]


_PLURALS = """\
msgid ""
msgstr ""
"Language: ko\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=n != 1;\\n"

# l10n: mt test src=00000000 out=00000000 qa=number
#. type: heading
#: \u2068a file.txt\u2069:12 other.txt
#, fuzzy, python-format, max-length:20
#| msgid "Before"
msgctxt "menu"
msgid "%d file of %(name)s, 1,234.5 km on 3 May 2024"
msgid_plural "%d files"
msgstr[0] "파일 %d개를\\n"
msgstr[1] "\\x41 \\101"

#~ msgid "gone"
#~ msgstr "없음"
""".encode()

_UNITS = (
    HandoffUnit("a/b", "A <b>word</b> & {0}", "낱말 <b>하나</b>", State.APPROVED, "menu"),
    HandoffUnit("a/b", "Two\nlines", "", State.UNTRANSLATED),
)

_TBX = """\
<?xml version="1.0"?><martif type="TBX" xml:lang="en"><text><body>
<termEntry id="a"><descrip type="definition">A note</descrip>
<langSet xml:lang="en"><tig><term>river</term></tig></langSet>
<langSet xml:lang="ko"><tig><term>강</term><termNote type="administrativeStatus">preferred</termNote></tig></langSet>
</termEntry></body></text></martif>
""".encode()

_SETTINGS = b"""\
name = "x"
source_locale = "en"
locales = ["ko", "pt_BR"]
source = "source"
output = "{locale}/{dir}/{stem}{ext}"
site_url = "https://example.org/"
anchors = "none"
unit = "block"
strings = ["*.title", "!id"]
placeholders = ['\\$[a-z]+']
abbreviations = ["No."]
outside = ["../other"]
notice = true
[notices]
ko = "text"
[engines]
ko = "a,b"
[engines.llm]
timeout = 3
[checks]
ignore = ["number:ko:a/*"]
severity = {number = "error"}
"""

_FIREFOX = {"sourceLanguage": "en", "targetLanguage": "ko", "architecture": "base", "releaseStatus": "Release"}
_REGISTRY_FILES = {
    "model": {"path": "m/model.bin.gz", "uncompressedHash": "0" * 64, "uncompressedSize": 5},
    "vocab": {"path": "m/vocab.spm.gz", "uncompressedHash": "0" * 64, "uncompressedSize": 5},
}
_RECORD = {
    **{"name": "model.enko.bin", "sourceLanguage": "en", "targetLanguage": "ko", "version": "2.0", "fileType": "model"},
    "attachment": {"hash": "0" * 64, "size": 5, "location": "main/model.bin.zst"},
}

_GGUF = (
    *(b"GGUF\x03\0\0\0", (1).to_bytes(8, "little"), (3).to_bytes(8, "little")),
    *((12).to_bytes(8, "little"), b"general.name", (8).to_bytes(4, "little"), (1).to_bytes(8, "little"), b"x"),
    *((17).to_bytes(8, "little"), b"general.alignment", (4).to_bytes(4, "little"), (32).to_bytes(4, "little")),
    *((4).to_bytes(8, "little"), b"list", (9).to_bytes(4, "little"), (4).to_bytes(4, "little")),
    *((2).to_bytes(8, "little"), bytes(8)),
    *(
        (1).to_bytes(8, "little"),
        b"t",
        (1).to_bytes(4, "little"),
        (4).to_bytes(8, "little"),
        bytes(4),
        bytes(8),
        bytes(80),
    ),
)


def _manifest_seed() -> object:
    output = {"path": "ko/a.txt", "translation_status": "draft", "units": {"draft": 1}, "words": {"draft": 3}}
    article = {"source": "source/a.txt", "source_hash": "sha256:00", "locales": {"ko": output | {"published": 1}}}
    return {"source_locale": "en", "articles": {"a": article}, "orphans": ["ko/b.txt"]}


def targets() -> list[Target]:
    """Every target; a new format is one by being registered."""
    entry = {
        "package_version": "1.9",
        "from_code": "en",
        "to_code": "ko",
        "links": ["https://example.org/a"],
        "type": "translate",
    }
    finding = {"rule": "number", "locale": "ko", "article": "a", "msgid": "x", "fingerprint": "00"}
    xliff: Any = render_xliff
    return [
        *(Target(name, partial(article_seeds, name), partial(read_article, name)) for name in REGISTRY),
        Target("po", cache(_po_seeds), read_catalog),
        Target("xliff 1.2", lambda: [xliff(_UNITS, "en", "ko", "1.2")], partial(read_handoff, parse_xliff)),
        Target("xliff 2.1", lambda: [xliff(_UNITS, "en", "ko", "2.1")], partial(read_handoff, parse_xliff)),
        Target("csv", lambda: [render_csv(_UNITS, "ko")], partial(read_handoff, parse_csv)),
        Target("tmx", lambda: [_tmx()], read_tmx),
        Target("tbx", lambda: [_TBX], read_terminology),
        Target(
            "glossary",
            lambda: ['term,translation,note,flags\nriver,강,,\nno,,"a, b",do-not-translate\n'.encode()],
            read_glossary,
        ),
        Target("settings", lambda: [_SETTINGS], with_file("l10n.toml", read_settings)),
        Target("manifest", lambda: _json(_manifest_seed()), read_manifest),
        Target("baseline", lambda: _json({"findings": [finding]}), with_file("baseline.json", check_baseline)),
        Target("memory", partial(_state, "memory.sqlite"), with_file(".l10n/memory.sqlite", read_memory)),
        Target("cache", partial(_state, "cache.sqlite"), with_file(".l10n/cache.sqlite", read_cache)),
        Target("segments", lambda: [b'{"lang": "en", "text": "One. Two, e.g. three."}\n'], read_segments),
        Target("argos index", lambda: _json([entry]), read_argos_index),
        Target("argos package", lambda: _json(entry), with_file("metadata.json", read_metadata)),
        Target(
            "bergamot registry",
            lambda: _json(
                {"baseUrl": "https://example.org/", "models": {"en-ko": [_FIREFOX | {"files": _REGISTRY_FILES}]}}
            ),
            partial(read_releases, parse_registry),
        ),
        Target(
            "bergamot records",
            lambda: _json({"data": [_RECORD, _RECORD | {"name": "vocab.spm", "fileType": "vocab"}]}),
            partial(read_releases, parse_records),
        ),
        Target("gguf", lambda: [b"".join(_GGUF)], with_file("m.gguf", lambda folder: read_header(folder / "m.gguf"))),
    ]


def _tmx() -> bytes:
    return render_tmx([Entry("A river & <b>", "강", "a", "before", "after", False, NOW)], "en", "ko")
