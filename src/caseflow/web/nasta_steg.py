"""What can be done now and what cannot yet: the heart of the page, arranged for the one who looks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from caseflow.engine.errors import Hinder
from caseflow.engine.process import Transition
from caseflow.queries.arende_vy import Arendevy
from caseflow.queries.bevakningar_i_akt import Bevakningsvy
from caseflow.queries.kalltext import Kallvy, hindrets_kalla, kallvy
from caseflow.queries.prova_steg import Stegprov
from caseflow.queries.vad_hander_sedan import Sedan
from caseflow.web.datumtext import kvar
from caseflow.web.stegord import HJALPER, UTFALL, VERB

HOGST_I_RADEN = 7

SNART_DAGAR = 14
"""What falls due later than this is not yet something to do: it stands among the frister."""

_ALLTID = ("samtal", "journalanteckning", "orosanmalan")
_FORESLAS_INTE = frozenset({"ansokan_atertagen", "samtycke_atertaget", "egen_bevakning_klar"})
"""What is the person's own to take back, or done from where the reminder stands."""
_PEKAR_PA_EN_HANDELSE = frozenset({"rattelse", "egen_bevakning_klar"})
"""Facts about one earlier event are reached from that event."""
_FRAGAS_FORST = frozenset({"insats_utgar", "forslag_tas_upp"})
"""What begins with asking the person: an application comes from her, after that."""
_ROLLEN = "rollen_far_gora_det"


@dataclass(frozen=True, slots=True)
class Knapp:
    """Something to do: what the button says, where it leads, and why. One of them is `primar`.

    `regel` is the rule that asks for it, `foljder` and `sedan` what comes of it.
    """

    text: str
    href: str
    hjalp: str
    kalla: Kallvy | None = None
    primar: bool = False
    regel: str = ""
    foljder: tuple[str, ...] = ()
    sedan: tuple[Sedan, ...] = ()


_PLANERING = frozenset({"genomforandeplan_gors", "genomforandeplan_foljs_upp"})
"""Allmänna råd for adults: never before what protects somebody, however late it is."""
_VISAS_NAR_DET_GAR = frozenset({"verkstall_andrat_beslut"})
"""Else closed in nearly every ärende."""


@dataclass(frozen=True, slots=True)
class Skal:
    """Why a step is closed, its source, and the way out as text and perhaps as a link."""

    text: str
    gor_nu: str
    kalla: Kallvy
    knapp: Knapp | None
    regel: str


@dataclass(frozen=True, slots=True)
class Stangt:
    """A step that is closed for now."""

    namn: str
    href: str
    skal: tuple[Skal, ...]


@dataclass(frozen=True, slots=True)
class Delsteg:
    """The steps of one delprocess, or those that open one."""

    namn: str
    oppna: tuple[Knapp, ...]
    stangda: tuple[Stangt, ...]


@dataclass(frozen=True, slots=True)
class NastaSteg:
    """The panel: what to do, what is closed, the steps beside the main process, and what can be registered.

    `for_bevakning` gives the button that does a bevakning, by its number; never one of several outcomes.
    """

    gor: tuple[Knapp, ...]
    stangt: tuple[Stangt, ...]
    delsteg: tuple[Delsteg, ...]
    registrera: tuple[Knapp, ...]
    for_bevakning: Mapping[int, Knapp]

    @property
    def antal_delsteg(self) -> int:
        """How many steps stand beside the main process."""
        return sum(len(d.oppna) + len(d.stangda) for d in self.delsteg)


def nasta_steg(vy: Arendevy, idag: date) -> NastaSteg:
    """Everything the person may do in the akt, what is due first."""
    return _Ordnare(vy, idag).ordna()


def vag_till(vy: Arendevy, idag: date, koder: Sequence[str]) -> Knapp | None:
    """The first way that is open for the person to one of these events; else to a fact that opens one."""
    return _Ordnare(vy, idag).vag_till(koder)


class _Ordnare:
    """Arranges the tried steps and facts of one akt."""

    def __init__(self, vy: Arendevy, idag: date) -> None:
        self.vy = vy
        self.idag = idag
        self.huvud = [p for p in vy.stegen if p.process == vy.process.code and p.delprocess is None]
        self.bredvid = [p for p in vy.stegen if p not in self.huvud]
        self.fakta = {p.kod: p for p in vy.faktaprov}

    def ordna(self) -> NastaSteg:
        gor = self._gor()
        used = {k.href for k in gor}
        return NastaSteg(
            gor=tuple(gor),
            stangt=tuple(
                self._stangt(p)
                for p in sorted(self.huvud, key=_andras_sist)
                if not p.tillaten and p.kod not in _VISAS_NAR_DET_GAR
            ),
            delsteg=self._delsteg(),
            registrera=tuple(
                self._knapp(p)
                for p in self.vy.faktaprov
                if p.tillaten and self._href(p) not in used and self._registrerbar(p)
                if p.kod not in _PEKAR_PA_EN_HANDELSE
            ),
            for_bevakning={
                b.nr: self._knapp(p)
                for b in self.vy.bevakningar
                for p in self._som_gor(b)[:1]
                if p.kod not in UTFALL
            },
        )

    def vag_till(self, koder: Sequence[str]) -> Knapp | None:
        wanted = [p for kod in koder for p in self._provade() if p.kod == kod]
        nearest = chain((p for p in wanted if p.tillaten), *map(self._vagar, wanted))
        return next((self._knapp(p) for p in nearest), None)

    def _gor(self) -> list[Knapp]:
        found: dict[str, Knapp] = {}
        for p, bevakning in self._som_forfaller():
            found.setdefault(self._href(p), self._knapp(p, bevakning))
        possible = (p for p in self.huvud if p.tillaten)
        for p in chain(possible, self._som_oppnar(), self._som_for_delprocesser_vidare()):
            found.setdefault(self._href(p), self._knapp(p))
        always = [self.fakta[kod] for kod in _ALLTID if kod in self.fakta]
        kept = dict(list(found.items())[:HOGST_I_RADEN])
        for p in [p for p in always if p.tillaten and self._registrerbar(p)]:
            kept.setdefault(self._href(p), self._knapp(p))
        buttons = list(kept.values())
        if buttons and buttons[0].href.rpartition("/")[2] not in UTFALL:
            buttons[0] = replace(buttons[0], primar=True)
        return buttons

    def _som_forfaller(self) -> Iterable[tuple[Stegprov, Bevakningsvy]]:
        """What would do an open bevakning, in the order things fall due; planning after all else."""
        for bevakning in sorted(self.vy.bevakningar, key=lambda b: b.slag in _PLANERING):
            if (bevakning.dag - self.idag).days <= SNART_DAGAR:
                for p in self._som_gor(bevakning):
                    yield p, bevakning

    def _som_gor(self, bevakning: Bevakningsvy) -> list[Stegprov]:
        """The act that its rule names first, or the facts that open it. Outcomes stand side by side."""
        wanted = [kod for kod in bevakning.utfors_av if kod not in _FORESLAS_INTE]
        if not wanted:
            return []
        if bevakning.slag in _FRAGAS_FORST:
            return self._som_fragar()
        tried = [p for p in self._provade() if self._hor_till(p, bevakning)]
        if wanted[0] in UTFALL:
            return [p for p in tried if p.kod in wanted and p.kod in UTFALL and p.tillaten]
        first = next((p for p in tried if p.kod == wanted[0]), None)
        if first is None and bevakning.delprocess is not None:
            part = (p for p in tried if p.delprocess == bevakning.delprocess)
            first = next((p for p in part if _for_vidare(p)), None)
        if first is None or first.kod in UTFALL:
            return []
        return [first] if first.tillaten else list(self._vagar(first))

    def _som_fragar(self) -> list[Stegprov]:
        """First how the person may be reached, when that is not known; then the answer."""
        kod = "journalanteckning" if self.vy.kontakt else "saker_kontakt"
        asked = self.fakta.get(kod)
        return [asked] if asked is not None and asked.tillaten else []

    def _som_for_delprocesser_vidare(self) -> Iterable[Stegprov]:
        """What each open delprocess waits for, also when that is not due yet."""
        for bevakning in self.vy.bevakningar:
            if bevakning.delprocess is not None:
                yield from (p for p in self._som_gor(bevakning) if p.delprocess is not None)

    def _provade(self) -> list[Stegprov]:
        return [*self.vy.stegen, *(p for p in self.vy.faktaprov if self._registrerbar(p))]

    def _hor_till(self, p: Stegprov, bevakning: Bevakningsvy) -> bool:
        return p.delprocess is None or p.delprocess == bevakning.delprocess

    def _vagar(self, p: Stegprov) -> Iterable[Stegprov]:
        """The facts whose registration would open a closed step of one's own."""
        if all(h.regel != _ROLLEN for h in p.hinder):
            for h in p.hinder:
                wanted = self.fakta.get(HJALPER.get(h.regel, ""))
                if wanted is not None and wanted.tillaten:
                    yield wanted

    def _som_oppnar(self) -> Iterable[Stegprov]:
        """Facts that would open a closed step forward in the main process."""
        for p in self.huvud:
            if _for_vidare(p):
                yield from self._vagar(p)

    def _registrerbar(self, p: Stegprov) -> bool:
        """Facts of a delprocess need one that is open, and of a friyta that its talks have begun."""
        within, fakta = getattr(p.steg, "within", ()), self.vy.fakta
        if not within:
            return True
        if self.vy.process.code in within:
            return _har_borjat(self.vy.process.code, fakta.tillstand)
        return any(
            d.process in within and not d.avslutad and _har_borjat(d.process, d.tillstand)
            for d in fakta.delprocesser
        )

    def _href(self, p: Stegprov) -> str:
        base = f"/arenden/{self.vy.nummer}"
        if p.kod in self.fakta and p is self.fakta[p.kod]:
            return f"{base}/fakta/{p.kod}"
        if p.delprocess is not None:
            return f"{base}/delprocesser/{p.delprocess}/steg/{p.kod}"
        if p.process != self.vy.process.code:
            return f"{base}/delprocess/{p.process}/steg/{p.kod}"
        return f"{base}/steg/{p.kod}"

    def _knapp(
        self, p: Stegprov, bevakning: Bevakningsvy | None = None, *, i_grupp: bool = False
    ) -> Knapp:
        fact = p.kod in self.fakta and p is self.fakta[p.kod]
        text = VERB.get(p.kod, p.etikett) if fact else p.etikett
        part = next((s.namn for s in self.vy.spar if s.delprocess == p.delprocess), "")
        named = f"{part}. " if part and p.delprocess is not None and not i_grupp else ""
        knapp = Knapp(text, self._href(p), f"{named}{p.hjalp}", foljder=p.foljder, sedan=p.sedan)
        if bevakning is None:
            return knapp
        when = kvar(bevakning.dag, self.idag)
        why = f"{named}{when[:1].upper()}{when[1:]}. {bevakning.mening or p.hjalp}"
        kalla = kallvy(bevakning.typ, bevakning.kalla)
        return replace(knapp, hjalp=why, kalla=kalla, regel=bevakning.slag)

    def _stangt(self, p: Stegprov) -> Stangt:
        return Stangt(p.etikett, self._href(p), tuple(self._skal(h) for h in p.hinder))

    def _skal(self, h: Hinder) -> Skal:
        fact = self.fakta.get(HJALPER.get(h.regel, ""))
        knapp = self._knapp(fact) if fact is not None and fact.tillaten else None
        return Skal(h.text, h.gor_nu, hindrets_kalla(h, self.idag), knapp, h.regel)

    def _delsteg(self) -> tuple[Delsteg, ...]:
        groups: dict[tuple[str, int | None], list[Stegprov]] = {}
        for p in self.bredvid:
            groups.setdefault((p.process, p.delprocess), []).append(p)
        return tuple(
            Delsteg(
                self._gruppnamn(process, delprocess),
                tuple(self._knapp(p, i_grupp=True) for p in members if p.tillaten),
                tuple(self._stangt(p) for p in members if not p.tillaten),
            )
            for (process, delprocess), members in groups.items()
        )

    def _gruppnamn(self, process: str, delprocess: int | None) -> str:
        known = self.vy.definitioner
        if delprocess is None:
            return f"{known.processer[process].label}: öppna"
        named = next((s.namn for s in self.vy.spar if s.delprocess == delprocess), "")
        part = self.vy.fakta.delprocess(delprocess)
        state = known.tillstandets_namn(process, part.tillstand) if part else ""
        return f"{named or known.processer[process].label} ({state.lower()})"


def _har_borjat(process: str, tillstand: str) -> bool:
    return process != "friyta" or tillstand == "pagar"


def _andras_sist(p: Stegprov) -> tuple[bool, bool]:
    """Own steps forward first, then own steps beside the way, and last what others do."""
    return any(h.regel == _ROLLEN for h in p.hinder), not _for_vidare(p)


def _for_vidare(p: Stegprov) -> bool:
    """Whether the step changes where the process stands."""
    return isinstance(p.steg, Transition) and p.steg.target is not None
