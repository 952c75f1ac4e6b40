"""A page of MDX as HTML: what `@mdx-js/mdx` reads, with components as elements and expressions as code.

Needs node 18 on the PATH, and in the folder MDX_ORACLE the packages that PACKAGES names (npm install --prefix DIR …).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

_SCRIPT = Path(__file__).with_name("mdx.mjs")
PACKAGES = (
    *("@mdx-js/mdx@3.1.1", "remark-gfm@4.0.1", "remark-directive@4.0.0", "remark-frontmatter@5.0.0"),
    "rehype-raw@7.0.0",
)


class Mdx:
    """A node process that renders pages. Raises FileNotFoundError when node or a package is missing."""

    def __init__(self) -> None:
        node, folder = shutil.which("node"), Path(os.environ.get("MDX_ORACLE", "."))
        if not node:
            raise FileNotFoundError("node is not on the PATH")
        found = folder / "node_modules"
        missing = [each for each in PACKAGES if not (found / each.rpartition("@")[0] / "package.json").is_file()]
        if missing:
            raise FileNotFoundError(f"{folder.resolve()} lacks {' '.join(missing)}: install them, and set MDX_ORACLE")
        command = [node, str(_SCRIPT), str(folder.resolve())]
        self._node = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", errors="surrogatepass"
        )

    def render(self, text: str, dialect: str) -> str:
        """A page as HTML. `dialect` is `mdx`; `docusaurus`, behind what Docusaurus does before it; or `starlight-md`,
        Markdown with directives. Raises ValueError for a page that MDX refuses."""
        assert self._node.stdin
        assert self._node.stdout
        self._node.stdin.write(json.dumps({"dialect": dialect, "text": text}) + "\n")
        self._node.stdin.flush()
        answer: dict[str, str] = json.loads(self._node.stdout.readline() or '{"error": "node ended by itself"}')
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer["html"]


_MDX = Mdx()


def render(text: str, path: Path, dialect: str = "mdx") -> str:
    """A page of MDX as HTML."""
    return _MDX.render(text, dialect)
