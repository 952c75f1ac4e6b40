"""The recipes of docs/sites.md, with the real generators; without a generator its recipes are skipped."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import pytest

REPOSITORY = Path(__file__).parents[2]
_FILE = re.compile(r"^`([^`\n]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMANDS = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000"
    "001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
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


@dataclass(frozen=True)
class Sample:
    """A site for a generator: two articles that link to each other, and a picture."""

    articles: Mapping[str, str]
    files: Mapping[str, str] = field(default_factory=dict)
    """What it has besides, of which the recipes say nothing."""
    pictures: tuple[str, ...] = ("img/dot.png",)
    """Their paths in the folder of sources."""
    site: str = "site"
    pages: str = ""
    """The folder of the pages below the site's and the language's."""


_GUIDE = "# The guide\n\nBack to the [start](index.md).\n\n## Two pages\n\nIt has **two** pages.\n"
_LIST = "<html><body><h1>{{ .Title }}</h1>{{ .Content }}{{ range .Pages }}<a>{{ .Title }}</a>{{ end }}</body></html>\n"
_LIQUID = '<html lang="{{ page.lang }}"><body>{{ content }}</body></html>\n'
_HANDLEBARS = "<html><body><h1>{{{page.title}}}</h1>{{{page.contents}}}</body></html>\n"
SAMPLES = {
    "mkdocs": Sample(
        {
            "index.md": "# Welcome\n\nRead the [guide](guide.md#two-pages), or look at it:\n\n![A dot](img/dot.png)\n",
            "guide.md": _GUIDE,
        }
    ),
    "hugo": Sample(
        {
            "_index.md": "---\ntitle: Welcome\n---\n\nRead the [guide](guide/#two-pages).\n",
            "guide.md": "---\ntitle: The guide\n---\n\n## Two pages\n\nIt has **two** pages.\n",
        },
        {f"layouts/_default/{kind}.html": _LIST for kind in ("single", "list")},
    ),
    "sphinx-build": Sample(
        {
            "index.rst": "Welcome\n=======\n\nRead it.\n\n.. image:: img/dot.png\n\n.. toctree::\n\n   guide\n",
            "guide.rst": "The guide\n=========\n\nIt has **two** pages.\n",
        }
    ),
    "docusaurus": Sample(
        {
            "index.md": "---\nslug: /\n---\n\n# Welcome\n\nRead the [guide](guide.md#two-pages), or look at it:\n\n"
            "![A dot](img/dot.png)\n",
            "guide.md": _GUIDE,
        },
        {"package.json": "{}\n"},
    ),
    "astro": Sample(
        {
            "index.md": "---\ntitle: Welcome\n---\n\nRead the [guide](/guide/#two-pages), or look at it:\n\n"
            "![A dot](img/dot.png) ![Another](../../assets/dot.png)\n",
            "guide.mdx": "---\ntitle: The guide\n---\nimport Dot from '../../components/Dot.astro';\n\n"
            "Back to the [start](/).\n\n<Dot />\n\n## Two pages\n\nIt has **two** pages.\n",
        },
        {
            "package.json": '{"type": "module"}\n',
            "src/components/Dot.astro": "<i>.</i>\n",
            "src/content.config.ts": "import { defineCollection } from 'astro:content';\n"
            "import { docsLoader } from '@astrojs/starlight/loaders';\n"
            "import { docsSchema } from '@astrojs/starlight/schema';\n\n"
            "export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };\n",
        },
        pictures=("img/dot.png", "../../assets/dot.png"),
    ),
    "jekyll": Sample(
        {
            "index.md": "---\ntitle: Welcome\n---\n\n# Welcome\n\nRead the "
            "[guide]({% link guide.md %}#two-pages), or look at it:\n\n![A dot](img/dot.png)\n",
            "guide.md": "---\ntitle: The guide\n---\n\n# The guide\n\nBack to the [start](index.html).\n\n"
            "## Two pages\n\nIt has **two** pages.\n",
        },
        {"_layouts/default.html": _LIQUID},
        site="_site",
    ),
    "antora": Sample(
        {
            "modules/ROOT/pages/index.adoc": "= Welcome\n\nRead the xref:guide.adoc#_two_pages[guide], or look at it:\n"
            "\nimage::dot.png[A dot]\n",
            "modules/ROOT/pages/guide.adoc": "= The guide\n\nBack to the xref:index.adoc[start].\n\n== Two pages\n\n"
            "It has *two* pages.\n",
        },
        {
            "docs/antora.yml": "name: example\ntitle: Example\nversion: ~\n",
            "ui/layouts/default.hbs": _HANDLEBARS,
            "ui/layouts/404.hbs": _HANDLEBARS,
        },
        pictures=("modules/ROOT/images/dot.png",),
        pages="example/",
    ),
}

PATH = os.pathsep.join([os.environ.get("RECIPES_BIN", ""), os.environ["PATH"]])
"""The generators may lie in environments of their own."""
ENVIRONMENT = {
    **os.environ,
    "PATH": PATH,
    "PYTHONPATH": str(REPOSITORY),
    "SOURCE_DATE_EPOCH": "1750000000",
    "ASTRO_TELEMETRY_DISABLED": "1",
}
_LINK = re.compile(r'(?:href|src)="?([^"#:?\s>]*(?:guide|dot)[^"#:?\s>]*)(?:#([^"\s>]*))?')


def place(root: Path, recipe: Recipe, sample: Sample) -> None:
    """Writes the recipe's files and the sample's; `node_modules` as npm would have put it there; a git repository, as
    Antora reads nothing else."""
    articles = {f"{recipe.source}/{name}": text for name, text in sample.articles.items()}
    for name, text in {**recipe.files, **sample.files, **articles}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    for name in sample.pictures:
        (root / recipe.source / name).parent.mkdir(parents=True, exist_ok=True)
        (root / recipe.source / name).write_bytes(_PNG)
    modules = Path(shutil.which(recipe.generator, path=PATH) or "").parent.parent
    if modules.name == "node_modules":
        (root / "node_modules").symlink_to(modules)
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for words in (("init", "-q"), (*who, "commit", "-q", "--allow-empty", "-m", "first")):
        subprocess.run(["git", *words], cwd=root, check=True)


def built(root: Path, recipe: Recipe, sample: Sample) -> dict[str, bytes]:
    """The site's pages after the recipe's commands."""
    for command in recipe.commands:
        words = command.split()
        words[:1] = [sys.executable, "-m", "l10n"] if words[0] == "l10n" else [shutil.which(words[0], path=PATH) or ""]
        done = subprocess.run(words, cwd=root, env=ENVIRONMENT, capture_output=True, encoding="utf-8", timeout=600)
        assert 0 == done.returncode, f"{command}\n{done.stdout}\n{done.stderr}"
    site = root / sample.site
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*.html")}


def followed(site: Path, page: str, link: str) -> Path:
    """The file that a link of a page leads to."""
    target = site / unquote(link.lstrip("/")) if link.startswith("/") else (site / page).parent / unquote(link)
    return (target / "index.html" if target.is_dir() else target).resolve()


@pytest.mark.parametrize("recipe", recipes(), ids=lambda recipe: recipe.title)
def test_a_site_has_its_localized_pages(tmp_path, recipe, versions):
    """Each page once in each language, with its picture; links lead somewhere; a second build gives the same site."""
    if not shutil.which(recipe.generator, path=PATH):
        pytest.skip(f"{recipe.generator} is not installed")
    sample = SAMPLES[recipe.generator]
    place(tmp_path, recipe, sample)
    versions(recipe.generator, PATH, tmp_path)
    first = built(tmp_path, recipe, sample)
    site = tmp_path / sample.site
    pages = sorted(name for name in first if re.fullmatch(rf"(ko/)?{sample.pages}(guide/)?(index|guide)\.html", name))
    korean = [name for name in pages if "⟦".encode() in first[name]]
    assert (4, 2) == (len(pages), len(korean)), sorted(first)
    assert [] == [name for name in first if "ko/ko" in name or ".ko" in name]
    reached = set()
    for name in pages:
        assert name.startswith("ko/") is (name in korean)
        for link, id in _LINK.findall(first[name].decode()):
            target = followed(site, name, link)
            assert target.exists(), f"{name}: {link}"
            assert not id or re.search(rf'id="?{re.escape(unquote(id))}["\s>]', target.read_text("utf-8")), f"#{id}"
            reached.add((name in korean, target.relative_to(site.resolve()).as_posix()))
    assert {(is_korean, name) for is_korean, name in reached if name in pages and "guide" in name} >= {
        (name in korean, name) for name in pages if "guide" in name
    }
    assert sorted(first) == sorted(built(tmp_path, recipe, sample))
    catalogs = sorted(path.stem for path in (tmp_path / "locales/ko").rglob("*.po"))
    assert sorted(Path(name).stem for name in sample.articles) == catalogs
