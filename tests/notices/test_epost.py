"""E-mail to staff against a real mail server: what it says, what it never says, and that nothing is lost."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from caseflow.actions.byt_ansvarig import byt_ansvarig
from caseflow.actions.medarbetare import stang_av
from caseflow.actions.skicka_epost import send_installation, send_waiting
from caseflow.engine.errors import BadInput
from caseflow.notices.epost import Brev, letter
from caseflow.notices.smtp import server_of
from caseflow.store.medarbetare import Medarbetare, Uppdrag
from caseflow.store.notis import Notis
from tests.akter import oppna, oppna_partnerkontakt
from tests.databas import Verksamhet, at
from tests.notices.epostfall import HEMLIGT, NOW, brev, lage, meddela
from tests.postlada import PASSWORD, USER, Postlada, eget_certifikat, free_port, med_post, postlada

BREV = Brev(
    till="anna@exempel.se",
    fran="caseflow@exempel.se",
    adress="https://cf.example",
    nyckel="ab12",
    antal=2,
    nummer=("VN-AAAA-BBBB-C",),
    skapad=NOW,
)


def send(
    v: Verksamhet, box: Postlada, *, minutes: int = 0, scheme: str = "smtp://127.0.0.1"
) -> int:
    db = med_post(v.db, f"{scheme}:{box.port}")
    try:
        return send_waiting(db, now=NOW + timedelta(minutes=minutes))
    finally:
        db.close()


def test_one_email_tells_of_many_notes_by_number_and_link(verksamhet: Verksamhet) -> None:
    v = verksamhet
    first, second = oppna(v, "utovare"), oppna(v)
    ids = meddela(v, first, "anna") + meddela(v, second, "anna")
    with postlada() as box:
        assert send(v, box) == 1
        assert send(v, box) == 0
    (sent,) = box.brev
    assert box.till == [["anna@exempel.se"]]
    assert sent["Subject"] == "Bevakningar i caseflow"
    assert sent["From"] == "caseflow@exempel.se"
    assert sent["Auto-Submitted"] == "auto-generated"
    (text,) = box.texter
    assert f"Du har {len(ids)} bevakningar att se över" in text
    for nummer in (first, second):
        assert f"{nummer}\n" in text
        assert f"https://cf.example/arenden/{nummer}\n" in text
    assert "https://cf.example/notiser\n" in text
    assert [(r["status"], r["skickad"], r["lan"]) for r in brev(v.db)] == [("skickad", NOW, None)]


def test_no_word_of_a_person_leaves_the_house(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    meddela(v, oppna(v, "utovare", **HEMLIGT), "anna")
    with postlada() as box:
        assert send(v, box) == 1
    (raw,) = box.kom
    text = raw.lower() + box.texter[0].lower().encode()
    words = [*HEMLIGT["namn"].split(), "Borggränd", "1740605", "19801301", "0005", "Anna\n"]
    for word in (*words, "utövare", "utovare", "första kontakt", "Relationsvåld", "våld"):
        assert word.lower().encode() not in text


@pytest.mark.parametrize("skydd", ["sekretessmarkering", "skyddad_folkbokforing"])
def test_protected_persons_and_partnerkontakt_are_not_even_numbers(
    liten_verksamhet: Verksamhet, skydd: str
) -> None:
    v = liten_verksamhet
    protected = oppna(v, "utsatt", skydd=skydd, **HEMLIGT)
    plain = oppna(v, "utovare")
    meddela(v, protected, "anna")
    meddela(v, plain, "anna")
    contact = oppna_partnerkontakt(v)
    meddela(v, contact, "jon")
    with postlada() as box:
        assert send(v, box) == 2
    everything = b"".join(box.kom).decode()
    assert plain in everything
    for nummer in (protected, contact):
        assert nummer not in everything
        assert nummer.split("-")[1] not in everything
    assert all("https://cf.example/notiser\n" in text for text in box.texter)


def test_whoever_has_lost_the_role_since_is_told_nothing(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    meddela(v, oppna(v), "anna")
    with v.db.write() as session:
        ended = update(Uppdrag).where(Uppdrag.medarbetare_id == v.aktor("anna").id)
        session.execute(ended.values(till=NOW.date() - timedelta(days=1)))
    with postlada() as box:
        assert send(v, box) == 0
    assert box.kom == []
    assert [(r["status"], r["skickad"], r["fel"]) for r in brev(v.db)] == [
        ("skickad", None, "inget att skicka")
    ]


def test_what_may_no_longer_be_opened_is_left_out_of_the_rest(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    contact, plain = oppna_partnerkontakt(v), oppna(v)
    meddela(v, contact, "anna")  # a handläggare opens no partnerkontakt
    meddela(v, plain, "anna")
    with postlada() as box:
        assert send(v, box) == 1
    assert "Du har en bevakning" in box.texter[0]
    assert contact not in box.texter[0]


def test_the_disabled_and_those_who_said_no_get_nothing(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v)
    meddela(v, nummer, "anna")
    byt_ansvarig(v.db, v.aktor("gun"), nummer, "bo@exempel.se", now=NOW)
    with v.db.write() as session:
        session.get_one(Medarbetare, v.aktor("bo").id).epostnotiser = False
    meddela(v, nummer, "bo")
    stang_av(v.db, "anna@exempel.se", dag=NOW.date())
    meddela(v, nummer, "anna", slag="eskalerad")
    with postlada() as box:
        assert send(v, box) == 0
    assert lage(v.db) == [("skickad", 1)]


def test_what_has_been_read_since_is_not_told_again(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    meddela(v, oppna(v), "anna")
    with v.db.write() as session:
        session.execute(update(Notis).values(last=NOW))
    with postlada() as box:
        assert send(v, box) == 0
    assert box.kom == []


def test_tls_is_used_where_it_is_offered_and_its_certificate_is_checked(
    liten_verksamhet: Verksamhet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    v = liten_verksamhet
    meddela(v, oppna(v), "anna")
    context, file = eget_certifikat(tmp_path)
    for at_once in (False, True):
        with postlada(
            starttls=None if at_once else context, tls=context if at_once else None
        ) as box:
            scheme = "smtps://localhost" if at_once else "smtp://localhost"
            assert send(v, box, minutes=3, scheme=scheme) == 0
            assert box.kom == []
    assert [r["fel"] for r in brev(v.db)] == ["SSLCertVerificationError"]
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with postlada(starttls=context) as box:
        assert send(v, box, minutes=9, scheme="smtp://localhost") == 1
        assert box.krypterat == [True]
    meddela(v, oppna(v), "bo")
    with postlada(tls=context) as box:
        assert send(v, box, scheme="smtps://localhost") == 1
        assert box.krypterat == [True]


def test_the_certificate_must_be_for_the_server_that_was_asked_for(
    liten_verksamhet: Verksamhet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    v = liten_verksamhet
    meddela(v, oppna(v), "anna")
    context, file = eget_certifikat(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with postlada(starttls=context) as box:  # the certificate is for localhost
        assert send(v, box, scheme="smtp://127.0.0.1") == 0
    assert box.kom == []


def test_it_logs_in_over_tls_and_never_sends_the_password_in_the_clear(
    liten_verksamhet: Verksamhet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    v = liten_verksamhet
    meddela(v, oppna(v), "anna")
    user = f"smtp://{USER}:{PASSWORD.replace('@', '%40')}@localhost"
    context, file = eget_certifikat(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with postlada(login=True) as box:
        assert send(v, box, scheme=user) == 0
    assert [r["fel"] for r in brev(v.db)] == ["SMTPNotSupportedError"]
    with postlada(starttls=context, login=True) as box:
        assert send(v, box, scheme=f"smtp://{USER}:fel@localhost", minutes=2) == 0
        assert brev(v.db)[0]["fel"] == "SMTPAuthenticationError 535"
        assert send(v, box, scheme=user, minutes=5) == 1
        assert box.inloggad == [True]


def test_a_name_cannot_add_a_line_to_the_head(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v)
    with v.db.write() as session:
        anna = session.get_one(Medarbetare, v.aktor("anna").id)
        anna.namn = "Anna\r\nBcc: alla@exempel.se"
    meddela(v, nummer, "anna")
    with postlada() as box:
        assert send(v, box) == 1
    assert box.till == [["anna@exempel.se"]]
    assert b"Bcc" not in box.kom[0]
    assert box.brev[0].get_all("Subject") == ["Bevakningar i caseflow"]


@pytest.mark.parametrize(
    "till",
    [
        "anna@exempel.se\r\nBcc: alla@exempel.se",
        "anna@exempel.se, alla@exempel.se",
        "Anna <anna@exempel.se>",
        "@",
        "",
        "anna",
    ],
)
def test_an_address_that_is_none_is_not_written_to(till: str) -> None:
    with pytest.raises(BadInput) as refused:
        letter(replace(BREV, till=till))
    assert "alla@" not in str(refused.value)


def test_an_address_that_cannot_be_used_is_given_up_at_once(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    meddela(v, oppna(v), "anna")
    meddela(v, oppna(v), "bo")
    with v.db.write() as session:
        session.get_one(Medarbetare, v.aktor("anna").id).epost = "anna@exempel.se, bo@exempel.se"
    with postlada() as box:
        assert send(v, box) == 1
    assert box.till == [["bo@exempel.se"]]
    assert lage(v.db) == [("dod", 1), ("skickad", 1)]


def test_every_try_of_an_email_has_the_same_message_id(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    meddela(v, oppna(v), "anna")
    meddela(v, oppna(v), "bo")
    with postlada() as box:
        assert send(v, box) == 2
        with v.db.write() as session:
            session.execute(update(Notis).values(last=None))
            session.connection().exec_driver_sql("UPDATE epost SET status = 'vantar', lan = NULL")
        assert send(v, box, minutes=20) == 2
    ids = [m["Message-ID"] for m in box.brev]
    assert ids[:2] == ids[2:]
    assert len(set(ids)) == 2
    assert all(i.endswith("@exempel.se>") and len(i) > 40 for i in ids)


def test_a_long_list_names_some_and_counts_all() -> None:
    numbers = tuple(f"VN-AAAA-{n:04}-C" for n in range(45))
    text = letter(replace(BREV, antal=45, nummer=numbers)).get_content()
    assert "45 bevakningar" in text
    assert text.count("/arenden/") == 20


@pytest.mark.parametrize(
    "url", ["http://x", "smtp://", "smtp://x:99999", "smtp://[::1", "x", "smtps://:25"]
)
def test_an_address_of_no_mail_server_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(BadInput) as refused:
        server_of(url)
    assert url not in refused.value.message.replace("smtp://server", "")


def test_without_a_mail_server_nothing_is_done_and_nothing_is_lost(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    meddela(v, oppna(v), "anna")
    assert send_installation(v.db.settings, now=at("2026-01-13")) == 0
    assert lage(v.db) == [("vantar", 0)]
    url = f"smtp://127.0.0.1:{free_port()}"
    assert send_installation(replace(v.db.settings, smtp_url=url), now=at("2026-01-13")) == 0
    assert lage(v.db) == [("vantar", 1)]
