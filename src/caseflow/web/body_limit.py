"""A request body may not be larger than a form ever is: what is too long is told kindly, and read to nowhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 1_000_000
# A browser that is cut off while it sends shows its own error page instead of ours.
_MAX_DRAINED = 64_000_000

Answer = Callable[[Scope, Receive, Send], Awaitable[None]]


class _TooLarge(Exception):
    """More came than is allowed."""


class BodyLimit:
    """ASGI: answers with `too_large` when the body is longer than `MAX_BODY` bytes."""

    def __init__(self, app: ASGIApp, *, too_large: Answer) -> None:
        self.app = app
        self.too_large = too_large

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > MAX_BODY:
            await _drain(receive)
            await self.too_large(scope, receive, send)
            return
        received = 0
        started = False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > MAX_BODY:
                raise _TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, counted, noted)
        except _TooLarge:
            if started:
                raise
            await _drain(receive)
            await self.too_large(scope, receive, send)


async def _drain(receive: Receive) -> None:
    """Take in what is still being sent, and keep nothing of it."""
    thrown_away = 0
    while thrown_away < _MAX_DRAINED:
        message = await receive()
        thrown_away += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body", False):
            return
