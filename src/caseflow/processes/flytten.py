"""Flytten av en akt till andra definitioner eller en annan profil: vad den ändrar, och vad som hindrar den.

Ren jämförelse: inget skrivs här. Lägen som har fått en annan kod pekas ut av den som flyttar; ett läge
som ingen har pekat ut gör att akten stannar där den är.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from caseflow.engine.effect import DelEffekt, Effekt
from caseflow.engine.fakta import Fakta, JsonDict
from caseflow.engine.field import Field, Kind
from caseflow.engine.process import Process, State, Transition
from caseflow.processes.definitioner import Definitioner
from caseflow.processes.i_profilen import finns_i_profilen, saknade_regler
from caseflow.rules.profil import Profil
from caseflow.rules.roller import Roll

FLYTTEN = (
    Field("skal", "Varför", Kind.TEXT),
    Field("processen", "Processens version", Kind.RAD),
    Field("profilen", "Profilen", Kind.RAD),
    Field("lagen", "Lägen som fick en annan kod", Kind.TEXT),
    Field("dagar", "Dagar som behölls, räknades om eller väntar på ett val", Kind.TEXT),
)
"""Det som står i händelsen."""


@dataclass(frozen=True, slots=True)
class Grund:
    """Det som en akt går efter: definitioner och profil."""

    definitioner: Definitioner
    profil: Profil

    @property
    def version(self) -> tuple[str, str, str]:
        """Det som skiljer två grunder åt."""
        return self.definitioner.version, self.profil.id, self.profil.version


@dataclass(frozen=True, slots=True)
class Lagesbyte:
    """Ett läge som får en annan kod, i huvudprocessen eller i en delprocess."""

    process: str
    delprocess: int | None
    fran: str
    till: str
    slut: bool

    def as_dict(self) -> JsonDict:
        """För `--json`."""
        return {
            "process": self.process,
            "delprocess": self.delprocess,
            "fran": self.fran,
            "till": self.till,
        }


@dataclass(frozen=True, slots=True)
class Harifran:
    """Ett steg som kan prövas från där akten eller en delprocess i den står."""

    process: str
    delprocess: int | None
    kod: str
    etikett: str

    @property
    def nyckel(self) -> tuple[str, int | None, str]:
        """Steget, oavsett vad det heter."""
        return self.process, self.delprocess, self.kod

    def as_dict(self) -> JsonDict:
        """För `--json`."""
        return {
            "process": self.process,
            "delprocess": self.delprocess,
            "kod": self.kod,
            "etikett": self.etikett,
        }


@dataclass(frozen=True, slots=True)
class Lagesval:
    """Ett läge som inte finns längre, och de som kan ersätta det."""

    process: str
    delprocess: int | None
    tillstand: str
    valbara: tuple[State, ...]

    @property
    def nyckel(self) -> str:
        """Så som läget pekas ut."""
        return f"{self.process}:{self.tillstand}"


@dataclass(frozen=True, slots=True)
class Flytt:
    """Vad en flytt gör med en akts lägen och steg.

    `hinder` säger varför den inte kan göras, om den inte kan; `att_valja` är lägena som saknas i de nya
    definitionerna, också när de är utpekade.
    """

    lagen: tuple[Lagesbyte, ...] = ()
    nya_steg: tuple[Harifran, ...] = ()
    borttagna_steg: tuple[Harifran, ...] = ()
    hinder: tuple[str, ...] = ()
    att_valja: tuple[Lagesval, ...] = ()


def jamfor(fran: Grund, till: Grund, fakta: Fakta, tillstand: Mapping[str, str]) -> Flytt:
    """Flytten av en akt. `tillstand` är utpekade lägen: «gammalt» eller «process:gammalt» -> nytt."""
    byten: list[Lagesbyte] = []
    hinder: list[str] = []
    att_valja: list[Lagesval] = []
    for var in _star(fakta):
        process = till.definitioner.processer.get(var.process)
        if process is None:
            hinder.append(_processen_saknas(var))
            continue
        lagen = {s.code: s for s in process.states}
        nytt = var.tillstand if var.tillstand in lagen else _utpekat(var, tillstand)
        if var.tillstand not in lagen:
            fits = tuple(s for s in process.states if s.final == var.slut)
            att_valja.append(Lagesval(var.process, var.delprocess, var.tillstand, fits))
        if nytt not in lagen:
            hinder.append(_laget_saknas(process, var, nytt))
        elif lagen[nytt].final != var.slut:
            hinder.append(
                f"{process.label}: läget «{lagen[nytt].label}» är ett slut i den ena definitionen och"
                " inte i den andra. En flytt avslutar inget och öppnar inget."
            )
        elif nytt != var.tillstand:
            byten.append(Lagesbyte(var.process, var.delprocess, var.tillstand, nytt, var.slut))
    if hinder:
        return Flytt(tuple(byten), hinder=tuple(hinder), att_valja=tuple(att_valja))
    bytta = {b.delprocess: b.till for b in byten}
    fore = {h.nyckel: h for h in stegen_harifran(fran, fakta, {})}
    efter = {h.nyckel: h for h in stegen_harifran(till, fakta, bytta)}
    return Flytt(
        tuple(byten),
        nya_steg=tuple(h for nyckel, h in efter.items() if nyckel not in fore),
        borttagna_steg=tuple(h for nyckel, h in fore.items() if nyckel not in efter),
        att_valja=tuple(att_valja),
    )


@dataclass(frozen=True, slots=True)
class _Var:
    """Var en process står."""

    process: str
    delprocess: int | None
    tillstand: str
    slut: bool


def _star(fakta: Fakta) -> Iterator[_Var]:
    """Huvudprocessen, och delprocesserna som pågår; de andra är historia."""
    yield _Var(fakta.process, None, fakta.tillstand, fakta.avslutad)
    for d in fakta.delprocesser:
        if not d.avslutad:
            yield _Var(d.process, d.id, d.tillstand, slut=False)


def _processen_saknas(var: _Var) -> str:
    if var.delprocess is None:
        return f"Huvudprocessen «{var.process}» finns inte i de nya definitionerna."
    return (
        f"Delprocess {var.delprocess} ({var.process}) pågår, och den processen finns inte längre."
    )


def _utpekat(var: _Var, tillstand: Mapping[str, str]) -> str:
    own = tillstand.get(f"{var.process}:{var.tillstand}")
    if own is None and var.delprocess is None:
        own = tillstand.get(var.tillstand)
    return own or ""


def _laget_saknas(process: Process, var: _Var, nytt: str) -> str:
    where = f" i delprocess {var.delprocess}" if var.delprocess else ""
    if nytt:
        return f"{process.label}: läget «{nytt}»{where} finns inte i de nya definitionerna."
    return (
        f"{process.label}: läget «{var.tillstand}»{where} finns inte längre."
        f" Ange vilket som ersätter det, till exempel {process.code}:{var.tillstand}={process.start.code}."
    )


def stegen_harifran(
    grund: Grund, fakta: Fakta, bytta: Mapping[int | None, str]
) -> Iterator[Harifran]:
    """Stegen från där akten och dess delprocesser står, och de som öppnar en delprocess.

    `bytta` är läget efter flytten per delprocess, None för huvudprocessen.
    """
    known, profil = grund.definitioner, grund.profil
    for step in known.huvud.leaving(bytta.get(None, fakta.tillstand)):
        if _finns(step, profil):
            yield Harifran(known.huvud.code, None, step.code, step.label)
    for d in fakta.delprocesser:
        process = known.processer.get(d.process)
        for step in process.leaving(bytta.get(d.id, d.tillstand)) if process else ():
            if _finns(step, profil):
                yield Harifran(d.process, d.id, step.code, step.label)
    for process in known.delprocesser.values():
        for step in process.transitions:
            if not step.source and _finns(step, profil) and finns_i_profilen(process.code, profil):
                yield Harifran(process.code, None, step.code, step.label)


def _finns(step: Transition, profil: Profil) -> bool:
    """Steget finns i profilen, och någon annan än systemet tar det."""
    return not saknade_regler(step, profil) and any(r.value != Roll.SYSTEM for r in step.by)


def flyttens_effekt(flytt: Flytt, till: Grund) -> Effekt:
    """Det som händelsen gör, utom med det som bevakas."""
    effekt: Effekt = {
        "process_version": till.definitioner.version,
        "profil": till.profil.id,
        "profil_version": till.profil.version,
    }
    delar: list[DelEffekt] = []
    for byte in flytt.lagen:
        if byte.delprocess is None:
            effekt["tillstand"], effekt["avslutad"] = byte.till, byte.slut
            effekt["omdopt"] = True
        else:
            delar.append(
                {
                    "id": byte.delprocess,
                    "process": byte.process,
                    "tillstand": byte.till,
                    "avslutad": byte.slut,
                    "varden": {},
                    "omdopt": True,
                }
            )
    if delar:
        effekt["delprocesser"] = delar
    return effekt
