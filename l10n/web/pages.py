"""Handlers that only read. Each reads the files again and renders them."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from l10n.errors import L10nError
from l10n.exports.diff import word_diff
from l10n.interface.texts import interface_languages
from l10n.model import Document
from l10n.web.context import LANGUAGE_COOKIE, PageContext, base, unit_of
from l10n.web.preview import POLICY as PREVIEW_POLICY
from l10n.web.preview import preview_page
from l10n.web.views import finding_views, progress_view, side, unit_help, unit_view
from l10n.workflow.catalogs import empty_catalog, read_catalog
from l10n.workflow.review import articles as review
from l10n.workflow.sources import read_source

_MOST_MATCHES = 9


class Pages:
    """The handlers of one run that change nothing."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self._session = context.session

    def overview(self, request: Request) -> Response:
        """The articles of every locale with their progress."""
        project, source = self._session.project, self._session.project.settings.source_locale
        locales = []
        for locale in self._session.locales:
            rows, catalogs, errors = [], [], []
            for key, article in self._session.articles().items():
                try:
                    catalog = read_catalog(project, locale, article) or empty_catalog()
                except L10nError as error:
                    errors.append(error.text)
                    continue
                catalogs.append(catalog)
                rows.append((key, article.name, progress_view([catalog], source)))
            today = self._session.today(locale)
            locales.append((locale, rows, progress_view(catalogs, source), today, errors))
        return self._context.render(request, "overview.html", locales=locales)

    def article(self, request: Request) -> Response:
        opened = self._context.opened(request)
        values = self._article_values(opened, self._context.document(opened.article))
        return self._context.render(request, "article.html", **values)

    def unit(self, request: Request) -> Response:
        return self._units(request, [request.path_params["unit"]], oob=False)

    def units(self, request: Request) -> Response:
        """Some units, for the page to replace."""
        return self._units(request, request.query_params.get("ids", "").split(","), oob=True)

    def findings(self, request: Request) -> Response:
        """The findings of the whole article, for the page to put at each unit."""
        opened = self._context.opened(request)
        place = review.article_place(self._session.project, opened.locale, opened.article)
        together = review.together_findings([unit.message for unit in opened.units], place)
        rows = []
        for unit in opened.units:
            found = review.unit_findings(unit.message, place) + together.get(unit.id, [])
            if found:
                rows.append((unit.id, finding_views(unit.message, found)))
        rules = sorted({view.rule for _, views in rows for view in views})
        return self._context.render(request, "findings.html", rows=rows, rules=rules)

    def changes(self, request: Request) -> Response:
        """Every unit's etag if the files have changed since the page was loaded; else nothing."""
        opened = self._context.opened(request)
        source = read_source(self._session.project, opened.article).digest
        if (opened.stamp, source) == (request.query_params.get("stamp"), request.query_params.get("source")):
            return Response(status_code=204)
        etags = {unit.id: unit.etag for unit in opened.units}
        return JSONResponse({"stamp": opened.stamp, "source": source, "units": etags})

    def progress(self, request: Request) -> Response:
        return self._context.render(request, "progress.html", **self._context.progress(self._context.opened(request)))

    def help(self, request: Request) -> Response:
        """The help for one unit. Only this handler asks the memory, so that no other makes a person wait."""
        opened = self._context.opened(request)
        unit = unit_of(opened, request.path_params["unit"])
        place = review.article_place(self._session.project, opened.locale, opened.article)
        with self._session.memory() as memory:
            matches = memory.suggestions(opened.locale, limit=_MOST_MATCHES)(unit.message.msgid)
        values = unit_help(unit, opened.catalog, place, matches)
        diffs = [(match, word_diff(match.source, unit.message.msgid)) for match in values.matches]
        sides = {"target": side(opened.locale), "source": self._context.source}
        return self._context.render(request, "help.html", unit=unit, help=values, diffs=diffs, **sides)

    def search(self, request: Request) -> Response:
        """Concordance: the locale's approved translations with these words."""
        locale = self._context.locale(request.query_params.get("locale", ""))
        words = request.query_params.get("q", "").strip()
        with self._session.memory() as memory:
            found = memory.search(words, locale) if len(words) > 1 else []
        values = {"entries": [entry for _, entry in found], "target": side(locale), "source": self._context.source}
        return self._context.render(request, "search.html", words=words, **values)

    def preview(self, request: Request) -> Response:
        opened = self._context.opened(request)
        document = self._context.document(opened.article)
        arguments = (self._session.project, opened.locale, opened.article, document, opened.catalog)
        where = side(opened.locale)
        page = preview_page(review.compiled_preview(*arguments), document.format, where.lang, where.dir)
        headers = {"Content-Security-Policy": PREVIEW_POLICY, "X-DNS-Prefetch-Control": "off"}
        return HTMLResponse(page, headers=headers)

    def language(self, request: Request) -> Response:
        """Stores the reader's choice of language and returns to the page."""
        tag = request.query_params.get("tag", "")
        article = request.query_params.get("article", "")
        locale = request.query_params.get("locale", "")
        known = article in self._session.articles() and locale in self._session.locales
        response = RedirectResponse(f"/a/{locale}/{article}" if known else "/", 303)
        if tag in interface_languages():
            response.set_cookie(LANGUAGE_COOKIE, tag, httponly=True, samesite="strict", max_age=31_536_000)
        return response

    def _article_values(self, opened: review.ReviewArticle, document: Document) -> dict[str, Any]:
        levels, pair = review.heading_levels(document), (self._context.source.tag, opened.locale)
        units = [unit_view(unit, number, levels, document.format, pair) for number, unit in enumerate(opened.units, 1)]
        return {
            "article": opened.article,
            "locale": opened.locale,
            "stamp": opened.stamp,
            "source_stamp": read_source(self._session.project, opened.article).digest,
            "base": base(opened.locale, opened.article),
            "units": units,
            "source": self._context.source,
            "target": side(opened.locale),
            **self._context.progress(opened),
        }

    def _units(self, request: Request, ids: list[str], *, oob: bool) -> Response:
        opened = self._context.opened(request)
        values = self._article_values(opened, self._context.document(opened.article))
        messages = {unit.id: unit.message for unit in opened.units}
        place = review.article_place(self._session.project, opened.locale, opened.article)
        chosen = [view for view in values["units"] if view.id in ids]
        if not chosen:
            raise HTTPException(404, "There is no such unit.")
        found = {
            view.id: finding_views(messages[view.id], review.unit_findings(messages[view.id], place)) for view in chosen
        }
        return self._context.render(request, "units.html", **{**values, "units": chosen}, found=found, oob=oob)
