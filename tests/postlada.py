"""A real mail server for tests: keeps what it is given, and refuses, drips or hangs when it is told to."""

import asyncio
import datetime as dt
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from caseflow.store.session import Databas

USER, PASSWORD = "caseflow", "hemligt@ord"


@dataclass
class Postlada:
    """What has come, and how the next ones are answered: an SMTP answer by address, for RCPT and for DATA."""

    port: int = 0
    kom: list[bytes] = field(default_factory=list)
    till: list[list[str]] = field(default_factory=list)
    krypterat: list[bool] = field(default_factory=list)
    inloggad: list[bool] = field(default_factory=list)
    nekar: dict[str, str] = field(default_factory=dict)
    svar: str = ""
    fore_svar: threading.Event = field(default_factory=threading.Event)
    tagit_emot: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.fore_svar.set()

    @property
    def brev(self) -> list[EmailMessage]:
        """What has come, read."""
        found = [message_from_bytes(raw, policy=policy.default) for raw in self.kom]
        assert all(isinstance(m, EmailMessage) for m in found)
        return found

    async def handle_RCPT(  # noqa: N802 - the server's name for it
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if address in self.nekar:
            return self.nekar[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        self.tagit_emot.set()
        await asyncio.get_running_loop().run_in_executor(None, self.fore_svar.wait)
        if self.svar:
            return self.svar
        assert isinstance(envelope.content, bytes)
        self.kom.append(envelope.content)
        self.till.append(list(envelope.rcpt_tos))
        transport = server.transport
        assert transport is not None
        tls = session.ssl is not None or transport.get_extra_info("sslcontext") is not None
        self.krypterat.append(tls)
        self.inloggad.append(bool(session.authenticated))
        return "250 OK"

    @property
    def texter(self) -> list[str]:
        """The text of each, with plain line ends."""
        return [m.get_content().replace("\r\n", "\n") for m in self.brev]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _may_log_in(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: object
) -> AuthResult:
    right = isinstance(given, LoginPassword) and (given.login, given.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=right, handled=False)


@contextmanager
def postlada(
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    login: bool = False,
    utf8: bool = True,
) -> Iterator[Postlada]:
    """A mail server on a free port of this machine."""
    box = Postlada(port=free_port())
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=box.port,
        enable_SMTPUTF8=utf8,
        tls_context=starttls,
        ssl_context=tls,
        require_starttls=starttls is not None,
        authenticator=_may_log_in if login else None,
        auth_require_tls=False,
    )
    controller.start()
    try:
        yield box
    finally:
        box.fore_svar.set()
        controller.stop()


def med_post(db: Databas, url: str) -> Databas:
    """The same database, with a mail server."""
    return Databas(
        replace(
            db.settings, smtp_url=url, epost_fran="caseflow@exempel.se", adress="https://cf.example"
        )
    )


def eget_certifikat(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS with a certificate that it made itself for 127.0.0.1, and the file to trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    day = dt.timedelta(days=1)
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file, keyfile = folder / "cert.pem", folder / "key.pem"
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    keyfile.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, keyfile)
    return context, file
