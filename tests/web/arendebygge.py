"""Akter in the middle of their lives, for tests of pages: built by real actions on the site's own day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from caseflow.actions.forsegla_relation import forsegla_relation
from caseflow.actions.register_fact import register_fact
from caseflow.actions.registrera_friyta import registrera_friyta
from caseflow.actions.registrera_partnerkontakt import registrera_partnerkontakt
from caseflow.actions.take_step import take_step
from caseflow.engine.fakta import Fakta
from caseflow.store.akt import Akt
from caseflow.store.lasning import Lasning
from tests.web.webbplats import Webbplats

RISK: Mapping[str, Any] = {
    "anledning": "planerad",
    "instrument": "sara",
    "standardiserad": "ja",
    "skal": "Sammanvägt av det som är känt.",
    "atgarder": "Säkerhetsplanen ses över.",
    "kalla": "flera",
}
KONTAKT: Mapping[str, Any] = {
    "kanal": ["sms", "telefon"],
    "tider": "Vardagar 9–11",
    "lamna_meddelande": "nej",
    "kodord": "ja",
    "aldrig": "Ring aldrig efter klockan 17.",
    "galler_till": "2026-12-31",
}
UTREDNING_UTOVARE: Mapping[str, Any] = {
    "valdets_art": "Slag och hot.",
    "motivation": "God.",
    "behov": "Behandling.",
    "malsattning": "Mina barn ska vara trygga hos mig.",
    "bedomning": "Behov finns.",
    "forslag": "Samtal varje vecka.",
}
BESLUT: Mapping[str, Any] = {
    "lagrum": "bistand",
    "beviljas": "Samtal varje vecka.",
    "form": "individuell",
    "motivering": "Du har ansökt om hjälp och behöver behandling.",
}
SAMTAL: Mapping[str, Any] = {
    "utfall": "genomfort",
    "form": "individuellt",
    "kanal": "besok",
    "anteckning": "Personen berättade om sin uppväxt.",
}


@dataclass
class Bygge:
    """Acts in one akt; each act is done on the day that the clock of the site shows."""

    site: Webbplats
    nummer: str

    def fakta(
        self,
        vem: str,
        slag: str,
        *,
        nar: date | None = None,
        delprocess: int | None = None,
        **falt: Any,
    ) -> int:
        """Register what happened `nar` (today); the number of its event."""
        return register_fact(
            self.site.verksamhet.db,
            self.site.verksamhet.aktor(vem, self.site.idag),
            self.nummer,
            slag,
            falt,
            dag=nar or self.site.idag,
            now=self.site.klocka.now,
            delprocess=delprocess,
        ).seq

    def steg(
        self, vem: str, kod: str, *, delprocess: int | None = None, oppnar: str = "", **falt: Any
    ) -> int:
        """Take a step; the number of its event."""
        return take_step(
            self.site.verksamhet.db,
            self.site.verksamhet.aktor(vem, self.site.idag),
            self.nummer,
            kod,
            falt,
            dag=self.site.idag,
            now=self.site.klocka.now,
            delprocess=delprocess,
            process=oppnar,
        ).seq

    @property
    def url(self) -> str:
        return f"/arenden/{self.nummer}"

    @property
    def bilden(self) -> Fakta:
        """The snapshot as it is stored."""
        with self.site.verksamhet.db.read() as session:
            akt = session.scalar(select(Akt).where(Akt.nummer == self.nummer))
            assert akt is not None
            return akt.snapshot

    def lasningar(self) -> list[tuple[str, str]]:
        """What the read log holds of the akt: part and outcome, in order."""
        with self.site.verksamhet.db.read_read_log() as session:
            rows = session.scalars(
                select(Lasning).where(Lasning.aktnummer == self.nummer).order_by(Lasning.id)
            )
            return [(r.vad, r.utfall) for r in rows]


def utovare(site: Webbplats, **person: Any) -> Bygge:
    """Somebody who uses violence, newly known; Anna has the ärende."""
    return Bygge(site, site.arende("anna", slag="utovare", **person))


def utsatt(site: Webbplats, **person: Any) -> Bygge:
    """Somebody exposed to violence, newly known; Anna has the ärende."""
    return Bygge(site, site.arende("anna", slag="utsatt", **person))


def i_utredning(site: Webbplats, **person: Any) -> Bygge:
    """An utövare whose utredning has begun after an application."""
    b = utovare(site, **person)
    b.fakta("anna", "sakerhet_overvagd", overvagande="Talat med säkerhetssamordnaren.")
    b.steg("anna", "paborja_forhandsbedomning")
    b.fakta("anna", "ansokan", satt="muntlig", avser="Behandling.")
    day = site.idag.isoformat()
    b.steg("anna", "inled_utredning", grund="ansokan", svarsdag=day, svarssatt="muntligt")
    return b


def i_beslut(site: Webbplats, **person: Any) -> Bygge:
    """The same with a finished utredning, shown to the person: Disa can decide."""
    b = i_utredning(site, **person)
    b.fakta("anna", "riskbedomning", niva="hog", **RISK)
    b.fakta("anna", "egen_syn", egna_ord="Jag vill lära mig att gå därifrån.")
    b.fakta("anna", "barn_efterfragade", svar="finns_inte")
    b.fakta("anna", "sakerhet_overvagd", overvagande="Övervägt på nytt.")
    b.steg("anna", "slutfor_utredning", **UTREDNING_UTOVARE)
    b.fakta("anna", "kommunicering", satt="mote", svar="Det stämmer.")
    return b


def i_verkstallighet(site: Webbplats, **person: Any) -> Bygge:
    """The same with an insats that runs, held by Erik."""
    b = i_beslut(site, **person)
    period: dict[str, Any] = {
        "fran_och_med": site.idag.isoformat(),
        "till_och_med": (site.idag + timedelta(days=180)).isoformat(),
    }
    b.steg("disa", "bevilja", **BESLUT, **period)
    b.fakta("anna", "sakerhet_overvagd", overvagande="Inför att behandlingen börjar.")
    b.steg("erik", "ta_emot_bestallning", delprocess=1)
    b.steg("erik", "starta_insats", delprocess=1)
    return b


def friyta(site: Webbplats) -> Bygge:
    """A person known by a code; Erik holds the talks."""
    v = site.verksamhet
    given = {
        "enhet": "vast",
        "kod": "Björk 31",
        "dokumentation": "full",
        "kalla": "sjalv",
        "inkom": site.idag,
    }
    return Bygge(
        site, registrera_friyta(v.db, v.aktor("erik", site.idag), given, now=site.klocka.now)
    )


def partnerkontakt(site: Webbplats) -> Bygge:
    """The akt of the exposed partner; Jon works with it."""
    v = site.verksamhet
    given = {
        "enhet": "vast",
        "inkom": site.idag,
        "namn": "Petra Påhittad",
        "sakerhetsbedomning": "Kan nås på arbetet.",
    }
    nummer = registrera_partnerkontakt(v.db, v.aktor("jon", site.idag), given, now=site.klocka.now)
    return Bygge(site, nummer)


def forsegla(site: Webbplats, ett: Bygge, annat: Bygge) -> None:
    """Kim ties two akter of the same violence."""
    v = site.verksamhet
    forsegla_relation(
        v.db, v.aktor("kim", site.idag), ett.nummer, annat.nummer, now=site.klocka.now
    )
