"""README.md's settings for other people's tools, tried on a project's files."""

from __future__ import annotations

import re
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"


def test_weblate_discovers_every_catalog(workspace):
    """As Weblate's component discovery does: the expression matches a file's whole path, the language has no period in
    it, one component has the catalogs of one article in all languages, and its base file is there."""
    files = re.compile(r"\*\*Weblate\*\*:.*?`(locales/[^`]+\.po)`.*?`(locales/[^`]+\.pot)`", re.DOTALL)
    told = files.search(README.read_text("utf-8"))
    assert told
    expression, base = re.compile(f"^{told[1]}$"), told[2]
    articles = ["a", "deep/er/b", "c.d"]
    for name in articles:
        workspace.write(f"source/{name}.md", "# A title\n\nA text.\n")
    workspace.write("l10n.toml", 'locales = ["ko", "pt_BR", "zh_Hant"]\n')
    workspace.run("extract")
    workspace.run("update")
    components: dict[str, set[str]] = {}
    for path in workspace.root.rglob("*"):
        found = expression.match(path.relative_to(workspace.root).as_posix())
        if found and re.match(r"^[^.]+$", found["language"]):
            components.setdefault(found["component"], set()).add(found["language"])
    assert {name: {"ko", "pt_BR", "zh_Hant"} for name in articles} == components
    bases = [base.replace("{{ component }}", name) for name in articles]
    assert [] == [name for name in bases if not (workspace.root / name).is_file()]
