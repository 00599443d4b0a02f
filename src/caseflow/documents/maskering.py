"""Masking: what may not be read is taken out of the underlag before a page is made of it.

So nothing lies under a black bar: not in the text, not in a heading made from it, not in the structure or
the data of the file. The mask says on what ground, and never how much it stands for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from caseflow.documents.mallar.beslut import UNDERRATTAS_OM
from caseflow.documents.passager import SHORTEST, finns, likt, maskerad
from caseflow.documents.skrivtext import MaskeradDag, uppraknat
from caseflow.documents.underlag import OM_ANDRA, Falt, Underlag, Uppgift
from caseflow.engine.errors import BadInput
from caseflow.engine.fakta import Varde
from caseflow.rules.maskering import GRUNDER, PARTSINSYN, grunder_for, kort_lagrum

HANDLINGEN = 0
"""Where an event would have its number: what belongs to the handling itself."""
HELA, SLAGET, AV = "@hela", "@slag", "@av"
"""All that an event says; that it is an event of its kind, when and by whom; who wrote it down."""
IFYLLT = "f:"
OM_PERSONEN = (
    ("person_namn", "Personens namn"),
    ("personnummer", "Personnummer"),
    ("pseudonym", "Personens kod"),
    ("aktnummer", "Aktnummer"),
    ("skapad_av", "Upprättad av"),
    ("skal", "Varför den ersätter en tidigare"),
)
TJANSTEMAN = frozenset({AV, "skapad_av"})
BESLUTEN = frozenset({*UNDERRATTAS_OM, "inled_utredning", "inled_inte_utredning"})
"""Events that are decisions: a party may always read them."""
_NAGON_GANG = datetime(1, 1, 1, 12, tzinfo=UTC)
_MASK = "[maskerat: "
_NO_LENGTH = "\u2060"


@dataclass(frozen=True, slots=True)
class Maskering:
    """One thing to mask: a field of an event (or of the handling, number 0), whole or a passage of it.

    With `overallt` the same text goes wherever else it stands. `lagrum` is a code of `GRUNDER`.
    """

    seq: int
    falt: str
    lagrum: str
    passage: str = ""
    overallt: bool = False

    @property
    def plats(self) -> str:
        """The place, as a form names it."""
        return f"{self.seq}:{self.falt}"

    @property
    def spar(self) -> str:
        """What is kept of it: where and on what ground, never what stood there."""
        return f"{self.plats}:{self.lagrum}"


@dataclass(frozen=True, slots=True)
class Del:
    """An event, or with number 0 the handling itself, with the fields that can be masked."""

    seq: int
    kod: str
    etikett: str
    dag: date | None
    falt: tuple[Falt, ...]

    @property
    def innehall(self) -> bool:
        """Whether the handling says anything of what the event holds, beside that it is there."""
        return any(kod != AV for kod, _, _ in self.falt)


def delarna(lasbart: Underlag) -> tuple[Del, ...]:
    """Everything in a handling that can be masked, in the order of the akt."""
    own = [(kod, etikett, str(getattr(lasbart, kod))) for kod, etikett in OM_PERSONEN]
    filled = [(f"{IFYLLT}{kod}", etikett, text) for kod, etikett, text in lasbart.ifyllda]
    about = tuple(f for f in (*own, *filled) if f[2])
    return (
        Del(HANDLINGEN, "", "Om handlingen", lasbart.dag, about),
        *(
            Del(
                u.seq,
                u.kod,
                u.etikett,
                u.dag,
                (*u.falt, *(((AV, "Antecknad av", u.av),) if u.av else ())),
            )
            for u in lasbart.uppgifter
        ),
    )


def prova(lasbart: Underlag, maskeringar: Sequence[Maskering], andamal: str, *, dag: date) -> None:
    """Whether the maskings can be made in this handling, for this purpose and on this day.

    Raises:
        BadInput: every fault at once, by place.
    """
    parts = delarna(lasbart)
    texts = {(d.seq, kod): text for d in parts for kod, _, text in d.falt}
    events = {d.seq: d for d in parts if d.seq}
    names = {(d.seq, kod): etikett for d in parts for kod, etikett, _ in d.falt}
    faults: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for m in maskeringar:
        fault = (
            _place_fault(m, texts, events)
            or _ground_fault(m, andamal, dag)
            or (_decision_fault(m, texts, lasbart) if andamal == PARTSINSYN else "")
        )
        if fault:
            faults[m.plats].setdefault(fault)
    if faults:
        raise BadInput(
            vad="Kopian kan inte göras än.",
            falt={
                plats: f"{_name(plats, names)}: {' '.join(told)}" for plats, told in faults.items()
            },
        )


def _name(plats: str, names: Mapping[tuple[int, str], str]) -> str:
    seq, _, kod = plats.partition(":")
    return next((n for (s, k), n in names.items() if (str(s), k) == (seq, kod)), f"Händelse {seq}")


def _place_fault(
    m: Maskering, texts: Mapping[tuple[int, str], str], events: Mapping[int, Del]
) -> str:
    if m.falt in (HELA, SLAGET):
        return _event_fault(m, events.get(m.seq))
    text = texts.get((m.seq, m.falt))
    if text is None:
        return "Fältet finns inte i handlingen. Välj bland dem som visas."
    if m.passage and len(likt(m.passage)) < SHORTEST:
        return f"«{m.passage}» är för kort att söka efter. Skriv minst två tecken."
    if m.passage and not finns(text, m.passage):
        return f"«{m.passage[:60]}» står inte i fältet. Kopiera texten så som den står där."
    return ""


def _event_fault(m: Maskering, event: Del | None) -> str:
    if event is None:
        return "Uppgiften finns inte i handlingen. Välj bland dem som visas."
    if m.falt == HELA and not event.innehall:
        return "Handlingen säger inget av vad som står i uppgiften, så där finns inget att maskera."
    if m.falt == SLAGET and event.kod in BESLUTEN:
        return (
            "Handlingen är byggd kring beslutet, så det kan inte döljas att det finns."
            " Maskera fälten i det i stället."
        )
    return ""


def _ground_fault(m: Maskering, andamal: str, dag: date) -> str:
    if m.lagrum not in grunder_for(andamal, dag):
        return "Välj vilket lagrum det maskeras med stöd av."
    if GRUNDER[m.lagrum].bara_tjansteman and m.falt not in TJANSTEMAN:
        return "33 § FL gäller bara namnen på dem som arbetar i ärendet. Välj ett annat lagrum."
    return ""


def _decision_fault(m: Maskering, texts: Mapping[tuple[int, str], str], lasbart: Underlag) -> str:
    """A party may always read the decision: 10 kap. 3 § OSL."""
    decisions = [u for u in lasbart.uppgifter if u.kod in BESLUTEN]
    if m.falt not in TJANSTEMAN and any(u.seq == m.seq for u in decisions):
        return (
            "Den som är part får alltid ta del av beslutet (10 kap. 3 § OSL)."
            " Ta bort maskeringen av det."
        )
    if m.overallt:
        passage = m.passage or texts[m.seq, m.falt]
        hit = next((u.seq for u in decisions if any(finns(t, passage) for _, _, t in u.falt)), 0)
        if hit:
            return (
                f"Texten står också i beslutet (händelse {hit}), som en part alltid får ta del av"
                " (10 kap. 3 § OSL). Maskera den i de andra fälten, ett i taget."
            )
    return ""


def maskera(lasbart: Underlag, maskeringar: Sequence[Maskering], *, dag: date) -> Underlag:
    """What the template may read, with the maskings made in it. `prova` has been asked first."""
    return _Mask(lasbart, maskeringar, dag).underlag()


def lagrummen(maskeringar: Sequence[Maskering], *, dag: date) -> str:
    """The grounds of them all: «21 kap. 3 § OSL och 26 kap. 1 § OSL»."""
    return _cited({m.lagrum for m in maskeringar}, dag)


def kvar(lasbart: Underlag, maskerat: Underlag, maskeringar: Sequence[Maskering]) -> list[str]:
    """Where a masked text still stands, for the person to see: «händelse 9, Anteckning»."""
    texts = {(d.seq, kod): text for d in delarna(lasbart) for kod, _, text in d.falt}
    gone = {m.passage or texts.get((m.seq, m.falt), "") for m in maskeringar}
    sought = [p for p in gone if len(likt(p)) > SHORTEST]
    found = {
        f"händelse {d.seq}, {etikett}" if d.seq else etikett: None
        for d in delarna(maskerat)
        for _, etikett, text in d.falt
        if any(finns(text, p) for p in sought) and not ar_bara_mask(text)
    }
    return list(found)


def ar_bara_mask(text: str) -> bool:
    """Whether nothing but a mask is left of the text."""
    return text.startswith(_MASK) and text.find("]") == len(text) - 1


def _cited(grounds: Collection[str], dag: date) -> str:
    known = ((k, GRUNDER[k].den(dag)) for k in GRUNDER if k in grounds)
    return uppraknat(kort_lagrum(kalla) for _, kalla in known if kalla)


class _Mask:
    """The maskings sorted by place, and the underlag they are made in."""

    def __init__(self, lasbart: Underlag, maskeringar: Sequence[Maskering], dag: date) -> None:
        self.lasbart = lasbart
        self.dag = dag
        self.whole: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
        self.parts: defaultdict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
        self.everywhere: list[tuple[str, str]] = []
        self.keys: dict[str, int] = {}
        texts = {(d.seq, kod): text for d in delarna(lasbart) for kod, _, text in d.falt}
        for m in maskeringar:
            place = (m.seq, m.falt)
            if m.passage:
                self.parts[place].append((m.passage, m.lagrum))
            else:
                self.whole[place].add(m.lagrum)
            if m.overallt and (text := m.passage or texts.get(place, "")):
                self.everywhere.append((text, m.lagrum))

    def underlag(self) -> Underlag:
        """The whole of it."""
        grund = self.lasbart
        seen = {f"{IFYLLT}{kod}": text for kod, _, text in grund.ifyllda}
        return replace(
            grund,
            person_namn=self.text(HANDLINGEN, "person_namn", grund.person_namn),
            personnummer=self.text(HANDLINGEN, "personnummer", grund.personnummer),
            pseudonym=self.text(HANDLINGEN, "pseudonym", grund.pseudonym),
            aktnummer=self.text(HANDLINGEN, "aktnummer", grund.aktnummer),
            skapad_av=self.text(HANDLINGEN, "skapad_av", grund.skapad_av),
            skal=self.text(HANDLINGEN, "skal", grund.skal),
            rubrik=self.elsewhere(grund.rubrik),
            ersatter=self.elsewhere(grund.ersatter),
            ifyllda=tuple(
                (kod, etikett, self.text(HANDLINGEN, f"{IFYLLT}{kod}", text))
                for kod, etikett, text in grund.ifyllda
            ),
            ifyllt={
                kod: value
                for kod, old in grund.ifyllt.items()
                if (
                    value := self.value(
                        old, HANDLINGEN, f"{IFYLLT}{kod}", seen.get(f"{IFYLLT}{kod}", "")
                    )
                )
                is not None
            },
            uppgifter=tuple(self.uppgift(u) for u in grund.uppgifter),
        )

    def uppgift(self, u: Uppgift) -> Uppgift:
        """One event; what is said about a masked event is masked with it."""
        about = u.varden.get("handelse") if u.kod in OM_ANDRA else None
        of = about if isinstance(about, int) else u.seq
        hidden = self.whole[u.seq, SLAGET] | self.whole[of, SLAGET]
        if hidden:
            return _hidden_event(u, self.mask(hidden))
        everything = self.whole[u.seq, HELA] | self.whole[of, HELA]
        seen = {kod: text for kod, _, text in u.falt}
        return replace(
            u,
            av=self.text(u.seq, AV, u.av),
            falt=tuple((k, e, self.text(u.seq, k, t, everything)) for k, e, t in u.falt),
            varden={
                kod: value
                for kod, old in u.varden.items()
                if (value := self.value(old, u.seq, kod, seen.get(kod, ""), everything)) is not None
            },
        )

    def text(self, seq: int, kod: str, text: str, also: Collection[str] = ()) -> str:
        """A text that can be read; what is empty has nothing to mask."""
        whole = self.whole[seq, kod] | set(also)
        if not text:
            return ""
        if whole:
            return self.mask(whole)
        return maskerad(text, (*self.parts[seq, kod], *self.everywhere), self.mask)

    def value(self, old: Varde, seq: int, kod: str, seen: str, also: Collection[str] = ()) -> Varde:
        """A stored value: masked when what is read of it is. A number or a yes is then left out.

        The number of an event that something is about is no text, and says nothing but the place.
        """
        if kod == "handelse" and isinstance(old, int) and not self.whole[seq, kod]:
            return old
        read = seen or (old if isinstance(old, str) else "")
        whole = self.whole[seq, kod] | set(also)
        masked = self.mask(whole) if whole else self.text(seq, kod, read)
        if masked == read:
            return old
        if isinstance(old, str):
            return masked if old == read else masked + self._told_apart(old)
        return [masked] if isinstance(old, list) else None

    def _told_apart(self, old: str) -> str:
        """Two barn remain two when it is masked which they are: with marks that are never written out."""
        return _NO_LENGTH * self.keys.setdefault(old, len(self.keys))

    def elsewhere(self, text: str) -> str:
        """A text that is made of others: only what is masked everywhere goes."""
        return maskerad(text, self.everywhere, self.mask)

    def mask(self, grounds: Collection[str]) -> str:
        """«[maskerat: 26 kap. 1 § OSL]», the same for one letter and for a thousand."""
        return f"{_MASK}{_cited(grounds, self.dag)}]"


def _hidden_event(u: Uppgift, mask: str) -> Uppgift:
    """Only that something with this number is there."""
    return Uppgift(
        seq=u.seq,
        kod="maskerad",
        etikett=mask,
        dag=MaskeradDag.den(),
        registrerad=_NAGON_GANG,
        av="",
        roll=mask,
    )
