"""The routes of the review page."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from l10n.errors import L10nError
from l10n.web.changes import Changes
from l10n.web.context import PageContext
from l10n.web.guard import Guard
from l10n.web.pages import Pages
from l10n.web.session import Session
from l10n.web.terms import Terms
from l10n.workflow.report import file_error


def create_app(session: Session, guard: Guard) -> Starlette:
    """The review page's application for one session, behind its guard."""
    context = PageContext(session, guard)
    pages, changes, terms = Pages(context), Changes(context), Terms(context)
    article = "/a/{locale}/{article}"
    routes = [
        Route("/", pages.overview),
        Route("/search", pages.search),
        Route("/language", pages.language),
        Route(article, pages.article),
        Route(article + "/findings", pages.findings),
        Route(article + "/changes", pages.changes),
        Route(article + "/progress", pages.progress),
        Route(article + "/preview", pages.preview),
        Route(article + "/units", pages.units),
        Route(article + "/terms", terms.suggested, methods=["GET"]),
        Route(article + "/terms", terms.take, methods=["POST"]),
        Route(article + "/draft", terms.draft, methods=["POST"]),
        Route(article + "/approve", changes.approve, methods=["POST"]),
        Route(article + "/replace", changes.replace, methods=["POST"]),
        Route(article + "/undo", changes.undo, methods=["POST"]),
        Route(article + "/update", changes.update, methods=["POST"]),
        Route(article + "/unit/{unit}", pages.unit, methods=["GET"]),
        Route(article + "/unit/{unit}", changes.save, methods=["POST"]),
        Route(article + "/unit/{unit}/help", pages.help),
        Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
    ]

    def failed(request: Request, error: L10nError | OSError | HTTPException) -> Response:
        """An error as a response with the message that the command line would print."""
        if isinstance(error, HTTPException):
            return Response(context.texts(request)(error.detail), error.status_code, media_type="text/plain")
        told = file_error(error) if isinstance(error, OSError) else error
        return Response(told.render(context.texts(request)), 422, media_type="text/plain")

    handlers: Mapping[Any, Callable[[Request, Any], Response]] = dict.fromkeys(
        (L10nError, OSError, HTTPException), failed
    )
    return Starlette(
        routes=routes, middleware=[Middleware(BaseHTTPMiddleware, dispatch=guard)], exception_handlers=handlers
    )
