"""Finish a handling: made once from the facts of the akt, stored with its checksum, never made anew.

The pages are made outside the write transaction, since that takes seconds, and are stored only if the akt
still is as it was when they were made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from caseflow.actions.akthandling import Utfort, done, open_for, short_with_actor
from caseflow.actions.gjort_och_sparat import DraftChanged, made_and_stored
from caseflow.actions.handlingsgrund import ersatt, filled, refuse_identity
from caseflow.documents.annan_handling import beskriven
from caseflow.documents.arkiv import filerna
from caseflow.documents.egna_texter import egna_for, version_med
from caseflow.documents.originalet import ur_originalet
from caseflow.documents.render import Framstalld, framstall, mall_for
from caseflow.documents.sidbilder import antal_sidor
from caseflow.documents.strukturdata import data_of
from caseflow.documents.ur_akten import Bestallning, med_ifyllt, provat, underlag_ur_akten
from caseflow.engine.errors import BadInput, Refused
from caseflow.engine.fakta import Varde
from caseflow.engine.field import check
from caseflow.engine.trial import role_hinder
from caseflow.processes.handlingar import SKAL
from caseflow.rules.kalender import svensk_dag
from caseflow.store.akt import by_nummer
from caseflow.store.append import append
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.handelselasning import las_handelser, utan_originalet
from caseflow.store.handling import (
    ARKIVETS,
    ATT_LASA,
    EGNA,
    FARDIG,
    IFYLLT,
    ORIGINALET,
    Handlingsutkast,
    add_content,
    open_draft,
    sha256,
)
from caseflow.store.handlingsatkomst import refuse_reader, utkastet
from caseflow.store.profilversion import profile_of
from caseflow.store.session import Databas
from caseflow.store.skriven import NyHandelse

_OF_THE_MOMENT = frozenset({"sha256", "arkiv_sha256", "sidor", "till_seq", "beteckning"})


@dataclass(frozen=True, slots=True)
class Begard:
    """What is to be finished: a template with what is filled in, or a saved draft by its number.

    `version` is the saving of the draft that is meant: nobody's later words are finished unseen.
    """

    mall: str = ""
    given: Mapping[str, object] | None = None
    sprak: str = "sv"
    ersatter: int | None = None
    utkast: int | None = None
    skal: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class _Gjord:
    """The handling as it was made from the akt as it was at event `seq`."""

    handling: Framstalld
    pdf: bytes
    arkiv: bytes
    seq: int
    version: str
    begard: Begard
    originalet: Mapping[str, Varde]


def fardigstall_handling(
    db: Databas,
    aktor: Aktor,
    nummer: str,
    begard: Begard,
    *,
    now: datetime,
    i_samma: Callable[[Session, int], None] | None = None,
) -> Utfort:
    """The finished handling, as an event with the checksums, and the bytes beside it.

    `i_samma` is done in the same transaction, with the number of the handling.

    Raises:
        NotFound: no such akt for this person, no such template there, no such draft.
        BadInput: faulty fields, or a correction without its reason.
        Refused: gaps, every one of them; or the person's role may not finish it.
        Conflict: the akt changed time after time while the pages were made.
    """
    return made_and_stored(
        lambda: _made(db, aktor, nummer, begard, now=now),
        lambda made: _stored(db, aktor, nummer, made, now=now, i_samma=i_samma),
    )


def _made(db: Databas, aktor: Aktor, nummer: str, begard: Begard, *, now: datetime) -> _Gjord:
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        given: Mapping[str, object] = begard.given or {}
        if begard.utkast is not None:
            draft = _unchanged(utkastet(session, akt.id, begard.utkast), begard.version)
            given = open_draft(db.ring.unwrap(akt.nyckel), akt.nummer, draft)
            begard = Begard(
                draft.mall,
                given,
                draft.sprak,
                draft.ersatter,
                begard.utkast,
                begard.skal,
                draft.version,
            )
        mall = mall_for(begard.mall, akt.slag, begard.sprak)
        refuse_reader(aktor, akt, mall.av)
        held = aktor.roller(akt.enhet_id)
        acting = next((r.value for r in mall.av if r.value in held), roll)
        if found := [] if aktor.id is None else role_hinder(mall.av, acting):
            raise Refused(vad=f"{mall.titel} kan inte färdigställas.", hinder=found)
        before = ersatt(session, akt.id, mall, begard.ersatter)
        skal = _reason(begard, corrects=before is not None, now=now)
        egna = egna_for(db.settings, akt.profil, mall, begard.sprak)
        asked = Bestallning(
            mall.kod,
            begard.sprak,
            skal=skal if before else "",
            egna=egna,
        )
        grund = underlag_ur_akten(db, session, akt, aktor, acting, asked, now=now)
        varden = filled(provat(mall, grund, given))
        profil = profile_of(session, db.settings, akt.profil, akt.profil_version)
        written = {**varden, SKAL.code: skal}
        refuse_identity(akt.snapshot, profil, written, mall, dag=grund.dag)
        named = beskriven(before, namnlos=mall.ar_namnlos(varden))
        underlag = replace(med_ifyllt(mall, grund, varden), ersatter=named)
        seq = akt.seq
    handling = framstall(mall.kod, underlag, slutlig=True)
    pdf, archived = filerna(handling, data_of(handling))
    return _Gjord(
        handling,
        pdf,
        archived,
        seq,
        version_med(mall, egna),
        begard,
        ur_originalet(handling, underlag),
    )


def _reason(begard: Begard, *, corrects: bool, now: datetime) -> str:
    """Raises BadInput where it is faulty, or missing in a correction."""
    given = check((SKAL,), {SKAL.code: begard.skal}, today=svensk_dag(now))
    skal = str(given.get(SKAL.code) or "")
    if corrects and not skal:
        raise BadInput(
            vad="Handlingen kan inte färdigställas än.",
            falt={SKAL.code: "Varför den ersätter en tidigare: fyll i."},
        )
    return skal


def _unchanged(draft: Handlingsutkast, version: int | None) -> Handlingsutkast:
    """Raises DraftChanged when it has been saved since that version."""
    if version is not None and draft.version != version:
        raise DraftChanged(
            vad="Någon annan hann före.",
            varfor="Utkastet har sparats sedan du öppnade det.",
            gor_nu="Öppna utkastet, läs vad som är ändrat och färdigställ det sedan.",
        )
    return draft


def _refuse_twice(db: Databas, session: Session, nummer: str, varden: Mapping[str, Varde]) -> None:
    """A form that is sent twice makes one handling.

    Raises:
        BadInput: the latest event of the akt is the same handling, made of the same.
    """
    akt = by_nummer(session, nummer)
    made = las_handelser(session, db.ring, akt, koder=(FARDIG,)) if akt else []
    if akt is None or not made or made[-1].seq != akt.seq:
        return
    if _made_of(made[-1].varden) == _made_of(varden):
        raise BadInput(
            vad="Handlingen är redan färdigställd.",
            varfor=f"Det gjordes nyss, i händelse {akt.seq}, och inget har ändrats sedan dess.",
            gor_nu="Öppna den bland ärendets handlingar. Är något fel rättar du den med en ny.",
        )


def _made_of(varden: Mapping[str, Varde]) -> dict[str, Varde]:
    """What a handling says, apart from when it was made and the bytes it became."""
    said = utan_originalet(varden)
    return {k: v for k, v in said.items() if k not in _OF_THE_MOMENT and v is not None}


def _stored(
    db: Databas,
    aktor: Aktor,
    nummer: str,
    made: _Gjord,
    *,
    now: datetime,
    i_samma: Callable[[Session, int], None] | None,
) -> Utfort:
    mall, grund = made.handling.mall, made.handling.lasbart
    kort: dict[str, Varde] = {
        "mall": mall.kod,
        "mallversion": made.version,
        "titel": grund.rubrik or mall.titel,
        "sprak": grund.sprak,
        "sidor": antal_sidor(made.pdf),
        "sha256": sha256(made.pdf),
        "arkiv_sha256": sha256(made.arkiv),
        "ersatter": made.begard.ersatter,
        "beteckning": grund.beteckning or None,
    }
    varden: dict[str, Varde] = {
        **kort,
        "skal": grund.skal or None,
        "till_seq": made.seq,
        "utan_namn": grund.utelamna_tjansteman,
        "skydd": grund.skydd or None,
        "uppgifter": [str(u.seq) for u in grund.uppgifter],
        **{f"{IFYLLT}{kod}": value for kod, value in grund.ifyllt.items()},
        **{f"{EGNA}{block}": words for block, words in grund.egna.items()},
        **{f"{ORIGINALET}{kod}": value for kod, value in made.originalet.items()},
    }
    with db.write() as session:
        opened = open_for(db, session, aktor, nummer, now=now, expected_seq=made.seq)
        ersatt(session, opened.akt.id, mall, made.begard.ersatter)
        _refuse_twice(db, session, opened.akt.nummer, varden)
        ny = NyHandelse(
            typ="handling",
            kod=FARDIG,
            dag=opened.idag,
            effekt={"kort": short_with_actor(kort, aktor)},
            varden=varden,
            av=aktor.id,
            roll=opened.acting_role(mall.av),
        )
        opened.akt, event = append(session, db.ring, opened.akt, ny, now=now)
        key = db.ring.unwrap(opened.akt.nyckel)
        for form, content in ((ATT_LASA, made.pdf), (ARKIVETS, made.arkiv)):
            add_content(session, event.akt_id, opened.akt.nummer, event.seq, form, content, key)
        if made.begard.utkast is not None:
            draft = utkastet(session, opened.akt.id, made.begard.utkast, lock=True)
            session.delete(_unchanged(draft, made.begard.version))
        if i_samma is not None:
            i_samma(session, event.seq)
        return done(opened.akt, event)
