"""HTML's elements and attributes: tables, and questions about one tag."""

from l10n.formats.html.tokens import Attribute, Token, ascii_lower, names
from l10n.model import UnitType

VOID = names("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")
"""Elements without content or end tag (HTML 13.1.2)."""

BOUNDARIES = names(
    "address applet article aside audio blockquote body button canvas caption center col colgroup datalist dd details"
    " dialog dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header"
    " hgroup hr html iframe label legend li listing main marquee menu nav noembed noframes noscript object ol optgroup"
    " option p param plaintext pre script search section select style summary table tbody td template textarea tfoot th"
    " thead title tr ul video xmp"
)
"""Elements whose tags end a block of text; all others are part of it."""

OPAQUE = names("code kbd samp tt var pre listing script style textarea xmp iframe noembed noframes plaintext math svg")
"""Elements whose content is no prose."""

TYPES: dict[str, UnitType] = {
    "title": "title",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "li": "list-item",
    "dt": "term",
    "dd": "paragraph",
    "td": "table-cell",
    "th": "table-cell",
    "blockquote": "quote",
    **dict.fromkeys(("caption", "figcaption", "legend", "summary", "button", "label", "option"), "caption"),
}
"""Element -> the type of its text; other elements inherit the type of their parent."""

KEPT_BY_P: frozenset[UnitType] = frozenset({"list-item", "quote", "caption"})
"""The types that a `p` takes from its parent; in others it is a paragraph."""

_P_CLOSERS = names(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hgroup hr listing main menu nav ol p plaintext pre search section summary table ul xmp li dd dt"
)

IMPLIED_END: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_P_CLOSERS, ("p",)),
    "li": ("li", "p"),
    "dt": ("dt", "dd", "p"),
    "dd": ("dt", "dd", "p"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tr": ("tr",),
    **dict.fromkeys(("tbody", "thead", "tfoot"), ("tbody", "thead", "tfoot")),
    "option": ("option",),
    "optgroup": ("optgroup", "option"),
    "body": ("head",),
}
"""The elements that a start tag ends, if they are open in its scope (13.2.6.4, 13.1.2.4)."""

_CELL_SCOPE = ("p", "li", "dt", "dd", "option", "optgroup")
SCOPES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("ul", "ol", "menu"), ("li",)),
    "dl": ("dt", "dd"),
    "button": ("p",),
    "select": ("option", "optgroup"),
    **dict.fromkeys(("td", "th", "caption", "object", "template", "applet", "marquee"), _CELL_SCOPE),
    "table": (*_CELL_SCOPE, "td", "th", "tr", "tbody", "thead", "tfoot", "caption"),
}
"""The elements that no tag inside of an element ends, if they are open outside of it (13.2.4.2)."""

HARD_SCOPES = names("table td th caption object template applet marquee")
"""Elements that only an end tag of their own kind, or of a table's part, closes."""

TABLE_PARTS = names("table tbody thead tfoot tr td th caption html body template")

LEAVING = names(
    "a abbr address b bdi bdo big blockquote button caption cite dd del dfn div dl dt em figcaption font h1 h2 h3 h4 h5"
    " h6 i ins label legend li mark menu ol optgroup option p q s small span strike strong sub summary sup time u ul"
)
"""Elements that leave if all their text leaves and nothing else in them is visible. A cell stays: its row would lose a
column."""
SEEN = VOID - names("br wbr col") | names("audio canvas iframe input object select textarea video svg math td th")
"""Elements that are visible without text."""

_TEXT_ATTRIBUTES = names(
    "title placeholder aria-label aria-description aria-placeholder aria-roledescription aria-valuetext"
)
_ELEMENT_ATTRIBUTES: dict[str, frozenset[str]] = {
    **dict.fromkeys(("img", "area"), names("alt")),
    "applet": names("alt"),
    "th": names("abbr"),
    "table": names("summary"),
    **dict.fromkeys(("optgroup", "option", "track"), names("label")),
}
"""Attributes whose values people read (HTML 3.2.6.2 "translatable attributes", ARIA 1.2 6.5)."""

_INPUT_BUTTONS = names("submit reset button")
META_TEXT = names(
    "description keywords headline"
    " og:title og:description og:image:alt twitter:title twitter:description twitter:image:alt"
    " dc.title dc.description dcterms.title dcterms.description"
)
"""The metadata that is text for readers, whatever attribute names it."""


def attribute_value(text: str, token: Token, name: str) -> str | None:
    """The value of a tag's attribute as written; None if it has none of that name."""
    for attribute in token.attributes:
        if attribute.name == name:
            return text[attribute.value_start : attribute.value_end]
    return None


def text_attributes(text: str, token: Token) -> list[Attribute]:
    """The attributes of a start tag whose values people read."""
    if not token.attributes:
        return []
    own = _ELEMENT_ATTRIBUTES.get(token.name, frozenset())
    if token.name == "input":
        kind = (attribute_value(text, token, "type") or "text").lower()
        own = names("value") if kind in _INPUT_BUTTONS else names("alt") if kind == "image" else own
    elif token.name == "meta":
        stated = (attribute_value(text, token, key) for key in ("name", "property", "itemprop"))
        own = names("content") if any(name and ascii_lower(name) in META_TEXT for name in stated) else own
    return [attribute for attribute in token.attributes if attribute.name in own or attribute.name in _TEXT_ATTRIBUTES]


def translate_state(text: str, token: Token) -> bool | None:
    """Whether a tag says that its content is to be translated (HTML 3.2.6.2); None if it does not say."""
    if not token.attributes:
        return None
    classes = attribute_value(text, token, "class")
    if classes and "notranslate" in classes.split():
        return False
    value = attribute_value(text, token, "translate")
    if value is None:
        return None
    return {"no": False, "yes": True, "": True}.get(value.lower())


def language_of(text: str, token: Token) -> str:
    """The language that a tag states for its content, as written; empty if it states none."""
    if not token.attributes:
        return ""
    return attribute_value(text, token, "lang") or attribute_value(text, token, "xml:lang") or ""


def same_language(one: str, other: str) -> bool:
    """Whether two tags name the same language, in any region: `en-GB` and `en` do."""
    return one.replace("_", "-").split("-")[0].lower() == other.replace("_", "-").split("-")[0].lower()
