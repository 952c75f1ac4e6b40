"""The page's addresses. Handlers read the files anew each time, call a use case, and render what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from l10n.errors import L10nError
from l10n.exports.diff import word_diff
from l10n.locales import display_name
from l10n.model import Diagnostic, Document
from l10n.project import Article
from l10n.web.guard import Guard
from l10n.web.preview import POLICY as PREVIEW_POLICY
from l10n.web.preview import preview_page
from l10n.web.session import Session
from l10n.web.texts import interface_languages, interface_texts, preferred_language
from l10n.web.views import finding_views, progress_view, side, unit_help, unit_view
from l10n.workflow import review
from l10n.workflow.catalogs import empty_catalog, read_catalog, update
from l10n.workflow.sources import read_source

_HERE = Path(__file__).parent
_LANGUAGE_COOKIE = "l10n-language"
_MOST_MATCHES = 9

Form = dict[str, list[str]]


def create_app(session: Session, guard: Guard) -> Starlette:
    """The page for one project, behind its guard."""
    pages = Pages(session, guard)
    article = "/a/{locale}/{article}"
    routes = [
        Route("/", pages.overview),
        Route("/search", pages.search),
        Route("/language", pages.language),
        Route("/undo", pages.undo, methods=["POST"]),
        Route(article, pages.article),
        Route(article + "/findings", pages.findings),
        Route(article + "/changes", pages.changes),
        Route(article + "/progress", pages.progress),
        Route(article + "/preview", pages.preview),
        Route(article + "/units", pages.units),
        Route(article + "/approve", pages.approve, methods=["POST"]),
        Route(article + "/replace", pages.replace, methods=["POST"]),
        Route(article + "/update", pages.update, methods=["POST"]),
        Route(article + "/unit/{unit}", pages.unit, methods=["GET"]),
        Route(article + "/unit/{unit}", pages.save, methods=["POST"]),
        Route(article + "/unit/{unit}/help", pages.help),
        Mount("/static", StaticFiles(directory=_HERE / "static")),
    ]
    handlers: Mapping[Any, Callable[[Request, Any], Response]] = {L10nError: _failed, OSError: _failed}
    return Starlette(
        routes=routes,
        middleware=[Middleware(BaseHTTPMiddleware, dispatch=guard)],
        exception_handlers=handlers,
    )


def _failed(request: Request, error: Exception) -> Response:
    """What the program would print, for the page to show."""
    return Response(str(error), 422, media_type="text/plain")


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Pages:
    """The handlers of one run."""

    def __init__(self, session: Session, guard: Guard) -> None:
        self._session = session
        self._guard = guard
        self._templates = _environment()

    # Pages

    def overview(self, request: Request) -> Response:
        """The articles of every locale with their progress."""
        project, source = self._session.project, self._session.project.settings.source_locale
        locales = []
        for locale in self._session.locales:
            rows, catalogs, errors = [], [], []
            for key, article in self._session.articles().items():
                try:
                    catalog = read_catalog(project.catalog_path(locale, article)) or empty_catalog()
                except L10nError as error:
                    errors.append(str(error))
                    continue
                catalogs.append(catalog)
                rows.append((key, article.name, progress_view([catalog], source)))
            locales.append((locale, display_name(locale), rows, progress_view(catalogs, source), errors))
        return self._render(request, "overview.html", locales=locales)

    def article(self, request: Request) -> Response:
        opened = self._opened(request)
        return self._render(request, "article.html", **self._article_values(opened, self._document(opened.article)))

    def unit(self, request: Request) -> Response:
        return self._units(request, [request.path_params["unit"]], oob=False)

    def units(self, request: Request) -> Response:
        """Some units, each to be put in its place."""
        return self._units(request, request.query_params.get("ids", "").split(","), oob=True)

    def findings(self, request: Request) -> Response:
        """What the checks find in the whole article, each unit's to be put in its place."""
        opened = self._opened(request)
        place = review.article_place(self._session.project, opened.locale, opened.article)
        together = review.together_findings([unit.message for unit in opened.units], place)
        rows = []
        for unit in opened.units:
            found = review.unit_findings(unit.message, place) + together.get(unit.id, [])
            if found:
                rows.append((unit.id, finding_views(unit.message.msgstr, found)))
        rules = sorted({view.rule for _, views in rows for view in views})
        return self._render(request, "findings.html", rows=rows, rules=rules)

    def changes(self, request: Request) -> Response:
        """Every unit's etag when the files are not those that the page knows; else nothing."""
        opened = self._opened(request)
        source = read_source(self._session.project, opened.article).digest
        if (opened.stamp, source) == (request.query_params.get("stamp"), request.query_params.get("source")):
            return Response(status_code=204)
        etags = {unit.id: unit.etag for unit in opened.units}
        return JSONResponse({"stamp": opened.stamp, "source": source, "units": etags})

    def progress(self, request: Request) -> Response:
        return self._render(request, "progress.html", **self._progress_values(self._opened(request)))

    def help(self, request: Request) -> Response:
        """What helps with one unit; the memory is asked here, and nowhere a person waits."""
        opened = self._opened(request)
        unit = _unit(opened, request.path_params["unit"])
        place = review.article_place(self._session.project, opened.locale, opened.article)
        with self._session.memory() as memory:
            matches = memory.suggestions(opened.locale, limit=_MOST_MATCHES)(unit.message.msgid)
        values = unit_help(unit, opened.catalog, place, matches)
        source = self._session.project.settings.source_locale
        diffs = [(match, word_diff(match.source, unit.message.msgid)) for match in values.matches]
        return self._render(
            request, "help.html", unit=unit, help=values, diffs=diffs, target=side(opened.locale), source=side(source)
        )

    def search(self, request: Request) -> Response:
        """Concordance: approved translations of the locale that have these words."""
        locale = self._locale(request.query_params.get("locale", ""))
        words = request.query_params.get("q", "").strip()
        with self._session.memory() as memory:
            found = memory.search(words, locale) if len(words) > 1 else []
        source = self._session.project.settings.source_locale
        values = {"entries": [entry for _, entry in found], "target": side(locale), "source": side(source)}
        return self._render(request, "search.html", words=words, **values)

    def preview(self, request: Request) -> Response:
        opened = self._opened(request)
        document = self._document(opened.article)
        arguments = (self._session.project, opened.locale, opened.article, document, opened.catalog)
        where = side(opened.locale)
        page = preview_page(review.compiled_preview(*arguments), document.format, where.lang, where.dir)
        headers = {"Content-Security-Policy": PREVIEW_POLICY, "X-DNS-Prefetch-Control": "off"}
        return HTMLResponse(page, headers=headers)

    def language(self, request: Request) -> Response:
        """Keeps the reader's choice of language, and goes back to the page."""
        tag = request.query_params.get("tag", "")
        article = request.query_params.get("article", "")
        locale = request.query_params.get("locale", "")
        known = article in self._session.articles() and locale in self._session.locales
        response = RedirectResponse(f"/a/{locale}/{article}" if known else "/", 303)
        if tag in interface_languages():
            response.set_cookie(_LANGUAGE_COOKIE, tag, httponly=True, samesite="strict", max_age=31_536_000)
        return response

    # Changes

    async def save(self, request: Request) -> Response:
        form = await _form(request)
        return await run_in_threadpool(self._save, request, form)

    def _save(self, request: Request, form: Form) -> Response:
        locale, article = self._place(request)
        edit = review.Edit(
            request.path_params["unit"],
            _text(form, "force") or _text(form, "etag"),
            _text(form, "text"),
            approved=_text(form, "approve") == "1",
        )
        saved = review.save(self._session.project, locale, article, [edit])
        self._session.keep(saved)
        if saved.conflicts:
            current = saved.conflicts[0].current
            pieces = word_diff(current.message.msgstr, edit.text or "") if current else []
            values = {"id": edit.id, "etag": edit.etag, "current": current, "pieces": pieces, "target": side(locale)}
            return self._render(request, "conflict.html", 409, base=_base(locale, article), **values)
        opened = review.open_article(self._session.project, locale, article)
        return self._render_meta(request, opened, edit.id)

    async def approve(self, request: Request) -> Response:
        form = await _form(request)
        return await run_in_threadpool(self._approve, request, form)

    def _approve(self, request: Request, form: Form) -> Response:
        locale, article = self._place(request)
        wanted = [value.partition(":") for value in form.get("unit", [])]
        edits = [review.Edit(key, etag, approved=True) for key, _, etag in wanted]
        return self._done(request, review.save(self._session.project, locale, article, edits))

    async def replace(self, request: Request) -> Response:
        form = await _form(request)
        return await run_in_threadpool(self._replace, request, form)

    def _replace(self, request: Request, form: Form) -> Response:
        opened = self._opened(request)
        edits = review.replacements(opened, _text(form, "find"), _text(form, "put"))
        return self._done(request, review.save(self._session.project, opened.locale, opened.article, edits))

    def update(self, request: Request) -> Response:
        """Takes the source article's changes into its catalog."""
        locale, article = self._place(request)
        errors = update(self._session.project, [locale], [article.name], clock=self._session.clock).errors
        if errors:
            raise errors[0]
        return JSONResponse({"changed": 0, "conflicts": 0})

    def undo(self, request: Request) -> Response:
        undone = self._session.undo()
        return JSONResponse({"changed": len(undone.changed), "conflicts": len(undone.conflicts)})

    def _done(self, request: Request, saved: review.Saved) -> Response:
        self._session.keep(saved)
        return JSONResponse({"changed": len(saved.changed), "conflicts": len(saved.conflicts)})

    # What they share

    def _place(self, request: Request) -> tuple[str, Article]:
        """The locale and article of an address, from those there are."""
        article = self._session.articles().get(request.path_params["article"])
        if article is None:
            raise HTTPException(404, "There is no such article.")
        return self._locale(request.path_params["locale"]), article

    def _locale(self, tag: str) -> str:
        if tag not in self._session.locales:
            raise HTTPException(404, "There is no such locale.")
        return tag

    def _opened(self, request: Request) -> review.ReviewArticle:
        return review.open_article(self._session.project, *self._place(request))

    def _document(self, article: Article) -> Document:
        return review.source_document(self._session.project, article)

    def _article_values(self, opened: review.ReviewArticle, document: Document) -> dict[str, Any]:
        levels = review.heading_levels(document)
        return {
            "article": opened.article,
            "locale": opened.locale,
            "name": display_name(opened.locale),
            "stamp": opened.stamp,
            "source_stamp": read_source(self._session.project, opened.article).digest,
            "base": _base(opened.locale, opened.article),
            "units": [unit_view(unit, number, levels, document.format) for number, unit in enumerate(opened.units, 1)],
            "source": side(self._session.project.settings.source_locale),
            "target": side(opened.locale),
            **self._progress_values(opened),
        }

    def _progress_values(self, opened: review.ReviewArticle) -> dict[str, Any]:
        source = self._session.project.settings.source_locale
        with self._session.lock:
            values = {
                "saved": self._session.saved,
                "approved": self._session.approved,
                "steps": len(self._session.steps),
            }
        return {"progress": progress_view([opened.catalog], source), **values}

    def _units(self, request: Request, ids: list[str], *, oob: bool) -> Response:
        opened = self._opened(request)
        values = self._article_values(opened, self._document(opened.article))
        messages = {unit.id: unit.message for unit in opened.units}
        place = review.article_place(self._session.project, opened.locale, opened.article)
        chosen = [view for view in values["units"] if view.id in ids]
        if not chosen:
            raise HTTPException(404, "There is no such unit.")
        found = {view.id: finding_views(view.target, review.unit_findings(messages[view.id], place)) for view in chosen}
        return self._render(request, "units.html", **{**values, "units": chosen}, found=found, oob=oob)

    def _render_meta(self, request: Request, opened: review.ReviewArticle, key: str) -> Response:
        unit = _unit(opened, key)
        place = review.article_place(self._session.project, opened.locale, opened.article)
        found: list[Diagnostic] = review.unit_findings(unit.message, place)
        document = self._document(opened.article)
        view = unit_view(unit, 0, {}, document.format)
        findings = finding_views(unit.message.msgstr, found)
        return self._render(request, "saved.html", unit=view, findings=findings, target=side(opened.locale))

    def _render(self, request: Request, template: str, status: int = 200, /, **values: Any) -> Response:
        chosen = request.cookies.get(_LANGUAGE_COOKIE, "")
        tag = (
            chosen
            if chosen in interface_languages()
            else preferred_language(request.headers.get("accept-language", ""))
        )
        page = self._templates.get_template(template).render(
            _=interface_texts(tag),
            language=tag,
            languages=interface_languages(),
            form_token=self._guard.form_token,
            project=self._session.project.name,
            **values,
        )
        return HTMLResponse(page, status)


def _unit(opened: review.ReviewArticle, key: str) -> review.ReviewUnit:
    unit = next((unit for unit in opened.units if unit.id == key), None)
    if unit is None:
        raise HTTPException(404, "This unit has left the article.")
    return unit


def _base(locale: str, article: Article) -> str:
    return f"/a/{locale}/{review.article_id(article)}"


async def _form(request: Request) -> Form:
    """The fields of a form as htmx and the page's scripts send it."""
    return parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)


def _text(form: Form, name: str) -> str:
    return form.get(name, [""])[0].replace("\r\n", "\n")
