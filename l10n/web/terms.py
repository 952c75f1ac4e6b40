"""Handlers for the terms of an article: those that recur without an entry, decisions, and drafts made with them."""

from collections.abc import Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from l10n.errors import ConfigurationError
from l10n.model import Term
from l10n.web.changes import Form, read_form, text_of
from l10n.web.context import PageContext, base
from l10n.web.views import side
from l10n.workflow.drafts import draft_catalogs
from l10n.workflow.glossaries import GlossaryChangedError, glossary_stamp, put_terms
from l10n.workflow.terms import suggest_terms


class Terms:
    """The handlers of one run that know the glossary."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self._session = context.session

    def suggested(self, request: Request) -> Response:
        """The terms that recur in the article and have no entry."""
        return self._shown(request)

    async def take(self, request: Request) -> Response:
        form = await read_form(request)
        return await run_in_threadpool(self._take, request, form)

    def _take(self, request: Request, form: Form) -> Response:
        """Puts a rendering, one of those found or one that was typed, into the glossary that the person saw."""
        locale, _ = self._context.place(request)
        source, target = (" ".join(text.split()) for text in (text_of(form, "term"), text_of(form, "rendering")))
        if not source or not target:
            raise ConfigurationError("the term {source!r} has no translation", source=source)
        try:
            taken = put_terms(self._session.project, locale, [Term(source, target)], text_of(form, "stamp"))
        except GlossaryChangedError:
            return self._shown(request, 409, changed=True)
        return self._shown(request, taken=taken)

    def draft(self, request: Request) -> Response:
        """Drafts anew what nobody has touched in the article, where the glossary or the engine is another now."""
        locale, article = self._context.place(request)
        with self._session.drafting:
            (report,) = draft_catalogs(
                self._session.project, [locale], [article.name], again=True, clock=self._session.clock
            )
        if report.errors:
            raise report.errors[0]
        return JSONResponse({"changed": report.drafted, "conflicts": 0})

    def _shown(
        self, request: Request, status: int = 200, taken: Sequence[Term] = (), changed: bool = False
    ) -> Response:
        locale, article = self._context.place(request)
        project = self._session.project
        stamp = glossary_stamp(project, locale)  # read first: a decision made on an older list is refused
        values = {"suggestions": suggest_terms(project, [locale], [article.name]), "stamp": stamp}
        where = {"base": base(locale, article), "source": self._context.source, "target": side(locale)}
        return self._context.render(request, "terms.html", status, taken=taken, changed=changed, **values, **where)
