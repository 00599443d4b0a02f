"""Handing one e-mail to the mail server: over TLS where it is offered, and never for longer than a total time."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from caseflow.engine.errors import BadInput

TOTAL_SECONDS = 15
"""One e-mail takes at most this long, whatever the server does. The lease on a row is longer by far."""
_PORTS = {"smtp": 25, "smtps": 465}
_CLOSING = 421
_PERMANENT = 500
"""Answers from here on are the same however often it is asked."""
_FAULTS = (smtplib.SMTPException, OSError, ValueError)
"""A connection cut by us in the middle of TLS is a ValueError."""


class NotSent(Exception):
    """The server did not take the e-mail. `kind` says why without any address or text.

    `down`: the server itself cannot be used, so the others need not be tried now. `passing`: it may well
    take the same e-mail later (RFC 5321, 4.2.1: an answer in the four hundreds).
    """

    def __init__(self, kind: str, *, down: bool, passing: bool = False) -> None:
        super().__init__(kind)
        self.kind = kind
        self.down = down
        self.passing = passing or down


@dataclass(frozen=True, slots=True)
class Postserver:
    """Where e-mail is handed over. `tls` from the first byte, else STARTTLS where the server offers it."""

    host: str
    port: int
    tls: bool
    user: str
    password: str


def server_of(url: str) -> Postserver:
    """The mail server of a setting: `smtp://host`, `smtps://user:password@host:port`.

    Raises:
        BadInput: it is no such address. The address is not repeated: it may hold a password.
    """
    fault = BadInput(
        vad="Adressen till e-postservern går inte att använda.",
        varfor="Den ska vara smtp://server eller smtps://användare:lösenord@server:port.",
        gor_nu="Rätta smtp_url i inställningarna.",
    )
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError as broken:
        raise fault from broken
    if parts.scheme not in _PORTS or not parts.hostname:
        raise fault
    return Postserver(
        parts.hostname,
        port,
        parts.scheme == "smtps",
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def deliver(
    server: Postserver, message: EmailMessage, *, name: str, seconds: float = TOTAL_SECONDS
) -> None:
    """Hand over one e-mail; `name` is what we call ourselves, `seconds` the most it may take in all.

    Raises:
        NotSent: the server did not say that it has it.
    """
    try:
        with _connected(server, name, seconds) as connection:
            connection.send_message(message)
    except smtplib.SMTPRecipientsRefused as fault:
        codes = [code for code, _ in fault.recipients.values()]
        worst = max(codes)
        raise NotSent(
            f"mottagaren nekades {worst}", down=False, passing=worst < _PERMANENT
        ) from None
    except (smtplib.SMTPConnectError, smtplib.SMTPHeloError, smtplib.SMTPAuthenticationError) as f:
        raise NotSent(f"{type(f).__name__} {f.smtp_code}", down=True) from None
    except smtplib.SMTPResponseException as fault:
        # Closing down, or our own address refused: no other e-mail would fare better now.
        down = fault.smtp_code == _CLOSING or isinstance(fault, smtplib.SMTPSenderRefused)
        passing = fault.smtp_code < _PERMANENT
        raise NotSent(
            f"{type(fault).__name__} {fault.smtp_code}", down=down, passing=passing
        ) from None
    except (smtplib.SMTPNotSupportedError, UnicodeError) as fault:
        # The address needs what this server cannot: the others do not.
        raise NotSent(type(fault).__name__, down=False) from None
    except _FAULTS as fault:
        raise NotSent(type(fault).__name__, down=True) from None


@contextlib.contextmanager
def _connected(server: Postserver, name: str, seconds: float) -> Iterator[smtplib.SMTP]:
    """A connection that is cut when the time is up: a server that drips would else hold the loop for ever."""
    context = ssl.create_default_context()  # certificates are always checked
    connection = (
        smtplib.SMTP_SSL(local_hostname=name, timeout=seconds, context=context)
        if server.tls
        else smtplib.SMTP(local_hostname=name, timeout=seconds)
    )
    done = threading.Event()
    threading.Thread(target=_cut_when_late, args=(connection, done, seconds), daemon=True).start()
    try:
        connection._host = server.host  # type: ignore[attr-defined] # noqa: SLF001 - else TLS does not know whom to ask for
        code, _ = connection.connect(server.host, server.port)
        if code != 220:  # noqa: PLR2004 - RFC 5321: ready
            raise smtplib.SMTPConnectError(code, "")
        connection.ehlo_or_helo_if_needed()
        encrypted = server.tls
        if not encrypted and connection.has_extn("starttls"):
            code, _ = connection.starttls(context=context)
            if code != 220:  # noqa: PLR2004 - as above
                raise smtplib.SMTPConnectError(code, "")
            connection.ehlo()
            encrypted = True
        if server.user:
            if not encrypted:
                # A password never goes in the clear.
                raise NotSent(smtplib.SMTPNotSupportedError.__name__, down=True)
            connection.login(server.user, server.password)
        yield connection
        with contextlib.suppress(*_FAULTS):
            connection.quit()  # it has the e-mail already
    finally:
        done.set()
        connection.close()


def _cut_when_late(connection: smtplib.SMTP, done: threading.Event, seconds: float) -> None:
    """Close under the feet of whoever waits for an answer, past any TLS: that belongs to the other thread.

    Again each second, for the socket is another one before and after TLS has begun.
    """
    while not done.wait(seconds):
        seconds = 1
        if connection.sock is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)
