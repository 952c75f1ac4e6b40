"""Handlers that change files. Each calls a use case and renders its result."""

from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from l10n.exports.diff import word_diff
from l10n.web.context import PageContext, base, unit_of
from l10n.web.views import finding_views, side, target_text, unit_view
from l10n.workflow.catalogs import update
from l10n.workflow.review import articles as review

Form = dict[str, list[str]]


class Changes:
    """The handlers of one run that write files."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self._session = context.session

    async def save(self, request: Request) -> Response:
        form = await read_form(request)
        return await run_in_threadpool(self._save, request, form)

    def _save(self, request: Request, form: Form) -> Response:
        locale, article = self._context.place(request)
        texts = [text.replace("\r\n", "\n") for text in form.get("text", [""])]
        edit = review.Edit(
            request.path_params["unit"],
            text_of(form, "force") or text_of(form, "etag"),
            texts[0],
            tuple(texts),
            approved=text_of(form, "approve") == "1",
        )
        saved = review.save(self._session.project, locale, article, [edit])
        self._session.keep(saved)
        if saved.conflicts:
            current = saved.conflicts[0].current
            theirs = target_text(current.message) if current else ""
            values = {"id": edit.id, "etag": edit.etag, "current": current, "theirs": theirs, "target": side(locale)}
            pieces = word_diff(theirs, "\n".join(texts)) if current else []
            address = base(locale, article)
            return self._context.render(request, "conflict.html", 409, base=address, pieces=pieces, **values)
        if saved.changed:
            unit = review.review_unit(saved.changed[0][1])
        else:
            unit = unit_of(review.open_article(self._session.project, locale, article), edit.id)
        place = review.article_place(self._session.project, locale, article)
        found = finding_views(unit.message, review.unit_findings(unit.message, place))
        pair = self._session.project.settings.source_locale, locale
        view = unit_view(unit, 0, {}, article.format.name, pair)
        return self._context.render(request, "saved.html", unit=view, findings=found, target=side(locale))

    async def approve(self, request: Request) -> Response:
        form = await read_form(request)
        return await run_in_threadpool(self._approve, request, form)

    def _approve(self, request: Request, form: Form) -> Response:
        locale, article = self._context.place(request)
        wanted = [value.partition(":") for value in form.get("unit", [])]
        edits = [review.Edit(key, etag, approved=True) for key, _, etag in wanted]
        return self._done(review.save(self._session.project, locale, article, edits))

    async def replace(self, request: Request) -> Response:
        form = await read_form(request)
        return await run_in_threadpool(self._replace, request, form)

    def _replace(self, request: Request, form: Form) -> Response:
        opened = self._context.opened(request)
        edits = review.replacements(opened, text_of(form, "find"), text_of(form, "put"))
        return self._done(review.save(self._session.project, opened.locale, opened.article, edits))

    def update(self, request: Request) -> Response:
        """Merges the source article's changes into its catalog."""
        locale, article = self._context.place(request)
        errors = update(self._session.project, [locale], [article.name], clock=self._session.clock).errors
        if errors:
            raise errors[0]
        return JSONResponse({"changed": 0, "conflicts": 0})

    def undo(self, request: Request) -> Response:
        """Undoes the last step in this article."""
        return _counts(self._session.undo(*self._context.place(request)))

    def _done(self, saved: review.Saved) -> Response:
        self._session.keep(saved)
        return _counts(saved)


def _counts(saved: review.Saved) -> Response:
    return JSONResponse({"changed": len(saved.changed), "conflicts": len(saved.conflicts)})


async def read_form(request: Request) -> Form:
    """The fields of a form that htmx or the page's scripts sent."""
    return parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)


def text_of(form: Form, name: str) -> str:
    return form.get(name, [""])[0].replace("\r\n", "\n")
