"""The recipes of docs/sites.md, with the real generators; without a generator its recipes are skipped."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
_FILE = re.compile(r"^`([^`\n]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMANDS = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@dataclass(frozen=True)
class Recipe:
    """One section of the page."""

    title: str
    files: dict[str, str]
    commands: tuple[str, ...]

    @property
    def generator(self) -> str:
        return self.commands[1].split()[0]

    @property
    def source(self) -> str:
        found = re.search(r'^source = "(.*)"$', self.files["l10n.toml"], re.MULTILINE)
        assert found
        return found[1]


def recipes() -> list[Recipe]:
    """The sections of the page that have commands."""
    sections = re.split(r"^## ", (REPOSITORY / "docs/sites.md").read_text("utf-8"), flags=re.MULTILINE)[1:]
    return [
        Recipe(section.splitlines()[0], dict(_FILE.findall(section)), tuple(_COMMANDS.findall(section)[0].splitlines()))
        for section in sections
    ]


MARKDOWN = {
    "index.md": "# Welcome\n\nRead the [guide](guide.md), or look at it:\n\n![A dot](img/dot.png)\n",
    "guide.md": "# The guide\n\nBack to the [start](index.md). It has **two** pages.\n",
}
HUGO = {
    "_index.md": "---\ntitle: Welcome\n---\n\nRead the [guide](guide/).\n",
    "guide.md": "---\ntitle: The guide\n---\n\nIt has **two** pages.\n",
}
SPHINX = {
    "index.rst": "Welcome\n=======\n\nRead the guide.\n\n.. image:: img/dot.png\n\n.. toctree::\n\n   guide\n",
    "guide.rst": "The guide\n=========\n\nIt has **two** pages.\n",
}
_PAGE = "<html><body><h1>{{ .Title }}</h1>{{ .Content }}{{ range .Pages }}<a>{{ .Title }}</a>{{ end }}</body></html>\n"
THEMES = {"hugo": {f"layouts/_default/{kind}.html": _PAGE for kind in ("single", "list")}}
"""What a site has besides, of which the recipes say nothing."""
ARTICLES = {"mkdocs": MARKDOWN, "hugo": HUGO, "sphinx-build": SPHINX}


PATH = os.pathsep.join([os.environ.get("RECIPES_BIN", ""), os.environ["PATH"]])
"""The generators may lie in an environment of their own."""


def built(root: Path, recipe: Recipe) -> dict[str, bytes]:
    """The site's pages after the recipe's commands."""
    environment = {**os.environ, "PATH": PATH, "PYTHONPATH": str(REPOSITORY), "SOURCE_DATE_EPOCH": "1750000000"}
    for command in recipe.commands:
        words = command.split()
        words[:1] = [sys.executable, "-m", "l10n"] if words[0] == "l10n" else [shutil.which(words[0], path=PATH) or ""]
        done = subprocess.run(words, cwd=root, env=environment, capture_output=True, encoding="utf-8", timeout=120)
        assert 0 == done.returncode, f"{command}\n{done.stdout}\n{done.stderr}"
    return {file.relative_to(root / "site").as_posix(): file.read_bytes() for file in (root / "site").rglob("*.html")}


@pytest.mark.parametrize("recipe", recipes(), ids=lambda recipe: recipe.title)
def test_a_site_has_its_localized_pages(tmp_path, recipe):
    """Each page once in each language, with its picture; links lead somewhere; a second build gives the same site."""
    if not shutil.which(recipe.generator, path=PATH):
        pytest.skip(f"{recipe.generator} is not installed")
    articles = ARTICLES[recipe.generator]
    files = {**recipe.files, **THEMES.get(recipe.generator, {})}
    for name, text in {**files, **{f"{recipe.source}/{name}": text for name, text in articles.items()}}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / recipe.source / "img").mkdir()
    (tmp_path / recipe.source / "img/dot.png").write_bytes(_PNG)
    first = built(tmp_path, recipe)
    pages = sorted(name for name in first if re.fullmatch(r"(ko/)?(guide/)?(index|guide)\.html", name))
    korean = [name for name in pages if "Ţĥé ĝûîðé".encode() in first[name]]
    assert (4, 2) == (len(pages), len(korean)), sorted(first)
    assert [] == [name for name in first if "ko/ko" in name or ".ko" in name]
    for name in pages:
        page = tmp_path / "site" / name
        assert name.startswith("ko/") is (name in korean)
        for link in re.findall(r'(?:href|src)="([^"#:?]*(?:guide|dot)[^"#:?]*)"', first[name].decode()):
            place = tmp_path / "site" / link.lstrip("/") if link.startswith("/") else page.parent / link
            assert place.exists(), f"{name}: {link}"
    assert sorted(first) == sorted(built(tmp_path, recipe))
    catalogs = sorted(path.stem for path in (tmp_path / "locales/ko").rglob("*.po"))
    assert sorted(Path(name).stem for name in articles) == catalogs
