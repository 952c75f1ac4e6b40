"""Shared by all handlers: finding the article of an address, and rendering a response."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from l10n.interface.texts import interface_languages, interface_texts, preferred_language
from l10n.locales import display_name
from l10n.model import Document
from l10n.project import Article
from l10n.translatable import Translate
from l10n.web.guard import Guard
from l10n.web.session import Session
from l10n.web.views import Side, progress_view, side
from l10n.workflow.review import articles as review

LANGUAGE_COOKIE = "l10n-language"


class PageContext:
    """One run of the page: the project and its templates."""

    def __init__(self, session: Session, guard: Guard) -> None:
        self.session = session
        self._guard = guard
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    @property
    def source(self) -> Side:
        return side(self.session.project.settings.source_locale)

    def locale(self, tag: str) -> str:
        """The tag, if it is one of the page's locales. Raises HTTPException 404."""
        if tag not in self.session.locales:
            raise HTTPException(404, "There is no such locale.")
        return tag

    def place(self, request: Request) -> tuple[str, Article]:
        """The locale and article of an address. Raises HTTPException 404 if there is no such article."""
        article = self.session.articles().get(request.path_params["article"])
        if article is None:
            raise HTTPException(404, "There is no such article.")
        return self.locale(request.path_params["locale"]), article

    def opened(self, request: Request) -> review.ReviewArticle:
        """The article of an address, read from disk. Raises HTTPException 404, L10nError and OSError."""
        return review.open_article(self.session.project, *self.place(request))

    def document(self, article: Article) -> Document:
        return review.source_document(self.session.project, article)

    def progress(self, opened: review.ReviewArticle) -> dict[str, Any]:
        """The values for `progress.html` of an article."""
        source = self.session.project.settings.source_locale
        return {"progress": progress_view([opened.catalog], source), "today": self.session.today(opened.locale)}

    def language(self, request: Request) -> str:
        """The page's language: the reader's choice, else the project's setting, else the browser's preference."""
        chosen = request.cookies.get(LANGUAGE_COOKIE, "")
        if chosen in interface_languages():
            return chosen
        return self.session.project.settings.interface or preferred_language(request.headers.get("accept-language", ""))

    def texts(self, request: Request) -> Translate:
        """The translation of the program's texts into the page's language."""
        return interface_texts(self.language(request))

    def render(self, request: Request, template: str, status: int = 200, /, **values: Any) -> Response:
        """A response with a page, or a part of one, in the reader's language."""
        tag = self.language(request)
        page = self._templates.get_template(template).render(
            _=interface_texts(tag),
            said=lambda text: text.render(interface_texts(tag)),
            name_of=lambda locale: display_name(locale, tag),
            language=tag,
            languages=interface_languages(),
            form_token=self._guard.form_token,
            project=self.session.project.name,
            **values,
        )
        return HTMLResponse(page, status)


def unit_of(opened: review.ReviewArticle, key: str) -> review.ReviewUnit:
    """The article's unit with this id. Raises HTTPException 404."""
    unit = next((unit for unit in opened.units if unit.id == key), None)
    if unit is None:
        raise HTTPException(404, "This unit has left the article.")
    return unit


def base(locale: str, article: Article) -> str:
    """The address of an article's page."""
    return f"/a/{locale}/{review.article_id(article)}"
