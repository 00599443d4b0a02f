"""The page of a form: empty, with faults beside the fields, refused, or when somebody else was first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import HTMLResponse

from caseflow.engine.errors import BadInput, CaseflowError, Conflict, Hinder, Refused
from caseflow.engine.field import Field, Kind
from caseflow.engine.process import FactKind
from caseflow.queries.formular import Formular
from caseflow.queries.handelser_i_akt import Handelsevy
from caseflow.rules.handlaggningstid import oavgjorda
from caseflow.rules.ny_rakning import fragade
from caseflow.store.namn import bevakning_etikett
from caseflow.web.arendesida import SKYDD
from caseflow.web.datumtext import kort_dag
from caseflow.web.inskickat import DATUM, Inskickat
from caseflow.web.mallar import rendera
from caseflow.web.stegord import HJALPER, VERB
from caseflow.web.visit import Visit

MENY = "/mina-arenden"
_STATUS: tuple[tuple[type[CaseflowError], HTTPStatus], ...] = (
    (BadInput, HTTPStatus.UNPROCESSABLE_ENTITY),
    (Refused, HTTPStatus.CONFLICT),
    (Conflict, HTTPStatus.CONFLICT),
)
_KNAPP: Mapping[str, str] = {
    "riskbedomning": "Lås bedömningen",
    "journalanteckning": "Lås anteckningen",
}


@dataclass(frozen=True, slots=True)
class Ifyllt:
    """What stands in the fields, and what is wrong with it."""

    varden: Mapping[str, object] = field(default_factory=dict)
    datum: str = ""
    delprocess: int | None = None
    fel: Mapping[str, str] = field(default_factory=dict)
    rubrik: str = ""
    hinder: Sequence[Hinder] = ()
    konflikt: Conflict | None = None
    sedan: Sequence[Handelsevy] = ()
    varningar: tuple[Hinder, ...] = ()
    status: HTTPStatus = HTTPStatus.OK


def tomt(formular: Formular, visit: Visit, fraga: Mapping[str, str]) -> Ifyllt:
    """An empty form. Numbers and choices may come with the address; free text never does."""
    kinds = {Kind.HELTAL, Kind.VAL}
    given = {
        f.code: fraga[f.code] for f in formular.steg.fields if f.kind in kinds and f.code in fraga
    }
    return Ifyllt(varden=given, datum=visit.dag.isoformat())


def med_fel(inskickat: Inskickat, fault: CaseflowError, sedan: Sequence[Handelsevy] = ()) -> Ifyllt:
    """The form as it was sent, with what was wrong. Nothing that was written is lost."""
    status = next((s for kind, s in _STATUS if isinstance(fault, kind)), HTTPStatus.BAD_REQUEST)
    return Ifyllt(
        varden=inskickat.given,
        datum=inskickat.datum,
        delprocess=inskickat.delprocess,
        fel=_faults(fault),
        rubrik=fault.vad if isinstance(fault, Refused | Conflict) else "",
        hinder=fault.hinder if isinstance(fault, Refused) else (),
        konflikt=fault if isinstance(fault, Conflict) else None,
        sedan=sedan,
        status=status,
    )


def med_varningar(inskickat: Inskickat, varningar: tuple[Hinder, ...]) -> Ifyllt:
    """The form as it was sent, with what to think of before it is saved for good."""
    return Ifyllt(
        varden=inskickat.given,
        datum=inskickat.datum,
        delprocess=inskickat.delprocess,
        varningar=varningar,
    )


def _faults(fault: CaseflowError) -> dict[str, str]:
    """Faults by field; a fault without a field stands first by itself."""
    if not isinstance(fault, BadInput):
        return {}
    return fault.falt or {"": " ".join(p for p in (fault.vad, fault.varfor, fault.gor_nu) if p)}


def rendera_formular(
    request: Request,
    visit: Visit,
    formular: Formular,
    ifyllt: Ifyllt,
    *,
    mall: str = "webb/steg.html",
    fields: Sequence[Field] = (),
    **context: object,
) -> HTMLResponse:
    """The page; `fields` when the form has others than the step or fact itself."""
    fact = isinstance(formular.steg, FactKind)
    kod = formular.steg.code
    return rendera(
        request,
        mall,
        visit,
        status=ifyllt.status,
        active=MENY,
        f=formular,
        ifyllt=ifyllt,
        rubrik=formular.steg.label,
        datumfalt=DATUM,
        falten=tuple(fields) or formular.steg.fields,
        delprocessfalt=_delprocessfalt(formular),
        val=_val(formular, visit.dag),
        knapp=_KNAPP.get(kod, "Registrera") if fact else formular.steg.label,
        efterat="Det du registrerar låses. Det kan rättas men aldrig skrivas över."
        if fact
        else "Steget skrivs in i ärendet. Inget skickas till personen nu.",
        skydd=SKYDD.get(formular.skydd, "Skyddade uppgifter") if formular.skydd else "",
        egna=all(h.av_id == visit.aktor.id for h in ifyllt.sedan),
        vagar=_vagar(formular),
        verb=VERB,
        **context,
    )


def _delprocessfalt(formular: Formular) -> Field | None:
    """A fact that could belong to several open delprocesser asks which."""
    if len(formular.passande) < 2 or formular.delprocess is not None:  # noqa: PLR2004 - one needs no choice
        return None
    choices = tuple((str(nr), namn) for nr, namn in formular.passande)
    return Field("delprocess", "Vad det hör till", Kind.VAL, choices=choices)


def _val(formular: Formular, idag: date) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Numbers of events and insatser are chosen among those there are, not typed."""
    fakta = formular.fakta
    return {
        "ansokan": _ansokningar(formular, idag),
        "bevakning": _bevakningar(formular, idag),
        "begaran": _begaran(formular, idag),
        "insats": tuple(
            (str(d.id), f"Insats {d.id}, öppnad {kort_dag(d.oppnad, idag)}")
            for d in fakta.av_slag("insats", oppna=formular.steg.code != "ivo_rapport")
        ),
    }


def _ansokningar(formular: Formular, idag: date) -> tuple[tuple[str, str], ...]:
    """Those that wait for a decision; one made while an insats runs cannot be taken back as a fact."""
    found = {nr: f.dag for nr, f in formular.fakta.alla("ansokan").items()}
    if formular.steg.code != "ansokan_atertagen":
        found |= {o.nummer: o.dag for o in oavgjorda(formular.fakta)}
    return tuple((nr, f"Ansökan {kort_dag(dag, idag)}") for nr, dag in found.items())


def _begaran(formular: Formular, idag: date) -> tuple[tuple[str, str], ...]:
    """What is asked for: that the akt moves between municipalities, or that something is disclosed."""
    om_flytt = formular.steg.code.startswith("overflyttning")
    kinds = (
        ("overflyttning_begard", "overflyttning_hos_ivo")
        if om_flytt
        else ("begaran_om_utlamnande",)
    )
    found = {nr: f.dag for kind in kinds for nr, f in formular.fakta.alla(kind).items()}
    return tuple((nr, f"Begäran {kort_dag(dag, idag)}") for nr, dag in found.items())


def _bevakningar(formular: Formular, idag: date) -> tuple[tuple[str, str], ...]:
    """Those of one's own, or those whose day is to be chosen when a rule has been amended."""
    if formular.steg.code == "ny_rakning_vald":
        names = {b.nr: key.partition("|")[0] for key, b in formular.fakta.behallna.items()}
        return tuple(
            (nr, bevakning_etikett(names[b.nr])) for nr, b in fragade(formular.fakta).items()
        )
    return tuple(
        (nr, f"Senast {kort_dag(f.datum('dag'), idag)}, skriven {kort_dag(f.dag, idag)}")
        for nr, f in formular.fakta.alla("egen_bevakning").items()
    )


def _vagar(formular: Formular) -> Mapping[str, tuple[str, str]]:
    """Rule -> address and words of the fact that is the way out of its hinder."""
    return {
        k.regel: (f"/arenden/{formular.nummer}/fakta/{HJALPER[k.regel]}", VERB[HJALPER[k.regel]])
        for k in formular.kontroller
        if k.regel in HJALPER and HJALPER[k.regel] != formular.steg.code
    }
