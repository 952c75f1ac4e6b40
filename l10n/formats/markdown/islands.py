"""Islands in a Markdown document: HTML elements from one raw block to another whose content is not translated because
it is preformatted or has `translate="no"`."""

import re
from dataclasses import dataclass

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)([^<>]*)>")
_OPAQUE = frozenset({"pre", "script", "style", "textarea", "code"})
CODE_COMPONENT = re.compile(r"(?=[A-Z])\w*?(?:Terminal|CodeBlock|CodeSnippet|CommandLine)")
"""Names of components that hold commands or code, or their beginnings."""
_TRANSLATE_NO = re.compile(r"""\stranslate\s*=\s*["']?no\b""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Island:
    """The open element, and how many elements of its name are open."""

    name: str
    depth: int = 1


def island_after(island: Island | None, html: str) -> Island | None:
    """The island that is open behind a piece of HTML, given the island that was open before it."""
    last = html.rfind("-->") + 3 if "<!--" in html else 0
    for slash, tag, attributes in _TAG.findall(_COMMENT.sub("", html[:last]) + html[last:]):
        name = tag.lower()
        if island is None:
            if (
                not slash
                and (name in _OPAQUE or CODE_COMPONENT.match(tag) or _TRANSLATE_NO.search(attributes))
                and not attributes.endswith("/")
            ):
                island = Island(name)
        elif name == island.name:
            depth = island.depth + (-1 if slash else 1)
            island = Island(name, depth) if depth else None
    return island
