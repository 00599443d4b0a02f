"""What may need to be masked in a copy, by whom it is for: suggestions that a person takes or declines.

They follow from the kind of event and the field, and from what looks like a number or an address in what
people wrote. Nothing is masked by them alone, and what they do not find may need to be masked all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caseflow.documents.mallar.beslut import BIFALL, DELVIS
from caseflow.documents.maskering import AV, HANDLINGEN, HELA, SLAGET, Del, Maskering, delarna
from caseflow.documents.passager import likt
from caseflow.documents.underlag import Underlag
from caseflow.rules.fritext import kontaktspar
from caseflow.rules.maskering import ANNAN_ENHET, PARTSINSYN, VARDNADSHAVARE

_UTOVARE, _UTSATT = "utovare", "utsatt"
_BADA = (_UTOVARE, _UTSATT)


@dataclass(frozen=True, slots=True)
class _Rad:
    """Kinds of events, and their fields (none: the whole event), with the ground and the reason."""

    kod: str
    andamal: str
    slag: tuple[str, ...]
    handelser: tuple[str, ...]
    falt: tuple[str, ...]
    lagrum: str
    skal: str


@dataclass(frozen=True, slots=True)
class Forslag:
    """One suggestion; `passage` is empty when it is the whole field or event."""

    kod: str
    seq: int
    falt: str
    lagrum: str
    skal: str
    passage: str = ""

    @property
    def plats(self) -> str:
        """The place, as a form names it."""
        return f"{self.seq}:{self.falt}"

    @property
    def spar(self) -> str:
        """What is kept of it when it is declined: where and why it was made."""
        return f"{self.plats}:{self.kod}"


_BOR = "Det kan visa var hon bor eller vistas, och hur hon nås."
_SKYDD = "Det handlar om hennes skydd, och kan användas av den hon skyddar sig mot."
_SAMTAL = "Det är hennes egna ord och det hon har berättat i samtal."
_BARN = "Det är barnets egna uppgifter. Barnet kan lida betydande men om de röjs."
_ANDRA = "Det handlar om någon annan än personen själv."
_BEHOVS = "Mottagaren behöver det sällan för sin uppgift. Lämna bara ut det som ändamålet kräver."

_TABELL = (
    _Rad(
        "anmalaren",
        PARTSINSYN,
        _BADA,
        ("registrera_akt", "orosanmalan", "ateraktualisera"),
        ("anmalare", "anmald", "kalla", "orsak"),
        "26_5",
        "Det kan visa vem som har anmält. Anmälaren skyddas när det finns risk för våld eller"
        " annat allvarligt men.",
    ),
    _Rad(
        "den_utsattas_sakerhet",
        PARTSINSYN,
        (_UTOVARE,),
        ("sakerhet_overvagd", "sakerhetskontroll"),
        (),
        "26_1",
        "Det handlar om säkerheten för den som är utsatt.",
    ),
    _Rad(
        "uppgift_om_annan",
        PARTSINSYN,
        (_UTOVARE,),
        ("riskbedomning",),
        ("skal", "kalla", "polisens_bedomning"),
        "26_1",
        "Uppgiften kan komma från den som är utsatt eller från polisen.",
    ),
    _Rad(
        "uppgift_om_annan",
        PARTSINSYN,
        _BADA,
        ("barn", "barnkonsekvensanalys"),
        ("boende", "uppgifter", "barnets_rost"),
        "26_1",
        _ANDRA,
    ),
    _Rad(
        "uppgift_om_annan",
        PARTSINSYN,
        _BADA,
        ("vardplan",),
        ("vardnadshavarens_syn",),
        "26_1",
        _ANDRA,
    ),
    _Rad(
        "var_hon_bor",
        VARDNADSHAVARE,
        (_UTSATT,),
        ("saker_kontakt", "utgaende_kontakt", "forsok_kontakt"),
        (),
        "26_1",
        _BOR,
    ),
    _Rad(
        "var_hon_bor",
        VARDNADSHAVARE,
        (_UTSATT,),
        ("ansokan", "ansok", "barn"),
        ("avser", "boende"),
        "26_1",
        _BOR,
    ),
    _Rad(
        "skydd",
        VARDNADSHAVARE,
        (_UTSATT,),
        ("sakerhetsplan", "skyddsbedomning", "riskbedomning", "bevilja_akut_skydd"),
        (),
        "26_1",
        _SKYDD,
    ),
    _Rad(
        "skydd",
        VARDNADSHAVARE,
        (_UTSATT,),
        ("slutfor_utredning", *BIFALL, *DELVIS),
        (
            "valdets_art",
            "bedomning",
            "behov_nu",
            "behov_snart",
            "behov_langre_fram",
            "forslag",
            "beviljas",
            "motivering",
        ),
        "26_1",
        _SKYDD,
    ),
    _Rad(
        "samtal",
        VARDNADSHAVARE,
        (_UTSATT,),
        ("samtal", "journalanteckning", "egen_syn", "ny_handelse", "friyta_mottagen"),
        (),
        "26_1",
        _SAMTAL,
    ),
    _Rad(
        "samtal",
        VARDNADSHAVARE,
        (_UTSATT,),
        ("ansokan", "ansok", "genomfor_uppfoljning", "slutfor_utredning", "kommunicering"),
        ("egna_ord", "malsattning", "svar"),
        "26_1",
        _SAMTAL,
    ),
    _Rad(
        "utovarens_egna",
        VARDNADSHAVARE,
        (_UTOVARE,),
        ("samtal", "journalanteckning", "egen_syn", "riskbedomning", "sakerhet_overvagd"),
        (),
        "26_1",
        "Det är personens egna uppgifter och handlar inte om barnet.",
    ),
    _Rad(
        "barnet",
        VARDNADSHAVARE,
        _BADA,
        ("barn", "barnkonsekvensanalys", "orosanmalan"),
        ("uppgifter", "analys", "barnets_rost", "misstanke", "orsak"),
        "12_3",
        _BARN,
    ),
    _Rad(
        "andamalet",
        ANNAN_ENHET,
        _BADA,
        ("samtal", "journalanteckning", "egen_syn", "friyta_mottagen", "saker_kontakt"),
        (),
        "26_1",
        _BEHOVS,
    ),
    _Rad(
        "andamalet",
        ANNAN_ENHET,
        _BADA,
        ("ansokan", "ansok", "slutfor_utredning", "riskbedomning", "kommunicering"),
        ("egna_ord", "sammanhang", "malsattning", "egen_skattning", "svar"),
        "26_1",
        _BEHOVS,
    ),
)
_ARTER = {
    "personnummer": "Det ser ut som ett personnummer.",
    "telefon": "Det ser ut som ett telefonnummer.",
    "e_post": "Det ser ut som en e-postadress.",
    "adress": "Det ser ut som en adress.",
}
_VID_HOT = frozenset({"telefon", "adress"})


def forslagen(lasbart: Underlag, andamal: str) -> tuple[Forslag, ...]:
    """Every suggestion for a copy of this handling, in the order of its fields."""
    return tuple(f for d in delarna(lasbart) for f in _in(d, lasbart, andamal))


def _in(d: Del, lasbart: Underlag, andamal: str) -> Iterator[Forslag]:
    rows = [
        rad
        for rad in _TABELL
        if rad.andamal == andamal and lasbart.slag in rad.slag and d.kod in rad.handelser
    ]
    whole = next((rad for rad in rows if not rad.falt), None)
    if whole and d.innehall:
        yield Forslag(whole.kod, d.seq, HELA, whole.lagrum, whole.skal)
        return
    for kod, _, text in d.falt:
        row = next((rad for rad in rows if kod in rad.falt), None)
        if row:
            yield Forslag(row.kod, d.seq, kod, row.lagrum, row.skal)
        elif kod != AV and (d.seq != HANDLINGEN or kod.startswith("f:")):
            yield from _traces(d.seq, kod, text, lasbart, andamal)


def _traces(seq: int, kod: str, text: str, lasbart: Underlag, andamal: str) -> Iterator[Forslag]:
    own = likt(lasbart.personnummer)
    for art, found in kontaktspar(text):
        if andamal == PARTSINSYN and own and likt(found).replace("-", "") in (own, own[2:]):
            continue
        lagrum = "21_3" if lasbart.skydd and art in _VID_HOT else "26_1"
        yield Forslag(art, seq, kod, lagrum, _ARTER[art], found)


def avbojda(forslag: Sequence[Forslag], maskeringar: Sequence[Maskering]) -> list[Forslag]:
    """The suggestions that the maskings do not follow."""
    return [f for f in forslag if not any(_follows(m, f) for m in maskeringar)]


def _follows(m: Maskering, f: Forslag) -> bool:
    if m.seq == f.seq and m.falt in (HELA, SLAGET):
        return True
    if f.falt == HELA:
        return False
    same_place = (m.seq, m.falt) == (f.seq, f.falt)
    if same_place and not m.passage:
        return True
    covers = bool(f.passage) and bool(m.passage) and likt(f.passage) in likt(m.passage)
    return covers and (same_place or m.overallt)
