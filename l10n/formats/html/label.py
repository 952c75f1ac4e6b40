"""States language, direction and charset in an HTML file, and fields in its front matter."""

import re
from collections.abc import Iterator, Mapping

from l10n.formats.front_matter import find_front_matter
from l10n.formats.front_matter import label as label_front_matter
from l10n.formats.html.tokens import Token, html_tokens

XML = re.compile(r"\ufeff?\s*<\?xml[\s?]")
"""How an XML declaration begins."""


def label_html(text: str, fields: Mapping[str, str]) -> str:
    """States `lang` and `dir` of `fields` in the `html` tag, if there is one. A declared charset becomes UTF-8, which
    the program writes. All other fields go into the front matter, if there is one."""
    text = label_front_matter(text, fields)
    matter = find_front_matter(text)
    changes: list[tuple[int, int, str]] = []
    for token in html_tokens(text, matter.end if matter else 0):
        if token.kind == "start" and token.name not in _HEAD:
            break
        if token.name == "html" and token.kind == "start":
            changes += _set_attributes(text, token, fields)
        elif token.name == "meta" or (token.kind == "comment" and XML.match(text, 0, token.end)):
            changes += _set_charset(text, token)
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


_HEAD = frozenset({"html", "head", "meta", "title", "base", "link", "style", "script", "noscript", "template"})
_CHARSET = re.compile(r"(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def _set_attributes(text: str, token: Token, fields: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """The changes that make a tag state the language and direction."""
    for name, also in (("lang", "xml:lang"), ("dir", "")):
        if not (value := fields.get(name)):
            continue
        present = [attribute for attribute in token.attributes if attribute.name in (name, also)]
        for attribute in present:
            if attribute.quote == "none":
                yield attribute.value_start, attribute.end, f'="{value}"'
            else:
                yield attribute.value_start, attribute.value_end, value
        if not any(attribute.name == name for attribute in present):
            place = token.start + 1 + len(token.name)
            yield place, place, f' {name}="{value}"'


def _set_charset(text: str, token: Token) -> Iterator[tuple[int, int, str]]:
    found = _CHARSET.search(text, token.start, token.end)
    if found and found[1].lower() not in ("utf-8", "utf8"):
        yield found.start(1), found.end(1), "utf-8"
