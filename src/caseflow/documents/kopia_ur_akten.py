"""A masked copy of a finished handling, made of what the handling was made of and of nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from caseflow.documents import maskering
from caseflow.documents.annan_handling import beskriven, vid_dagen
from caseflow.documents.egna_texter import version_med
from caseflow.documents.mallar import MALLAR, lasbart_for, utan_personen
from caseflow.documents.mallar.mall import UTOVARENS, Mall
from caseflow.documents.mallar.uppfoljning import FORDA_UPPFOLJNINGAR
from caseflow.documents.maskering import HELA, SLAGET, Maskering
from caseflow.documents.originalet import SAMMA, sidans_text, som_originalet, textens_summa
from caseflow.documents.passager import SHORTEST, likt
from caseflow.documents.render import Framstalld, framstall_kopia
from caseflow.documents.skrivtext import dag_lang, uppraknat
from caseflow.documents.underlag import Underlag
from caseflow.documents.ur_akten import Bestallning, med_ifyllt, underlag_ur_akten
from caseflow.engine.errors import BadInput, Hinder, Refused
from caseflow.engine.fakta import Varde
from caseflow.engine.trial import role_hinder
from caseflow.rules.maskering import ANNAN_ENHET, PARTSINSYN, VARDNADSHAVARE
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.base import parse_instant
from caseflow.store.definition import definitioner_of
from caseflow.store.handelselasning import las_handelser, originalet
from caseflow.store.handling import EGNA, FARDIG, IFYLLT, Handling
from caseflow.store.handlingsatkomst import handlingen
from caseflow.store.namn import names
from caseflow.store.session import Databas
from caseflow.store.skriven import Skriven

TILL = {
    PARTSINSYN: "partsinsyn",
    ANNAN_ENHET: "en annan enhet eller myndighet",
    VARDNADSHAVARE: "en vårdnadshavare",
}
UTLAMNANDE = "utlamnande"
"""The fact that says what was disclosed, to whom and why."""


@dataclass(frozen=True, slots=True)
class Kopiegrund:
    """A finished handling and what it could read when it was made.

    `version` is that of the template as it is now. `ord_for_ord` is whether the original, made anew without anything
    masked, says what it said: None when it was made before that could be told. Then its letterhead and the names in it
    are not kept either, and the copy has those of today. `ersatter_dag` names what the original replaces
    by its day alone.
    """

    handling: Handling
    mall: Mall
    lasbart: Underlag
    version: str
    till_seq: int
    ord_for_ord: bool | None = None
    ersatter_dag: str = ""

    @property
    def andrad(self) -> bool:
        """Whether the template says something else now, or may do so, than when the handling was made."""
        if self.ord_for_ord is None:
            return self.version != self.handling.mallversion
        return not self.ord_for_ord


def kopiegrund(
    db: Databas, session: Session, akt: Akt, aktor: Aktor, roll: str, seq: int
) -> Kopiegrund:
    """What a copy of this handling is made of. The caller has checked access and logs the reading.

    Raises:
        NotFound: there is no such handling in the akt.
        Refused: it is a copy itself, or its template is not there any more.
    """
    handling = handlingen(session, akt.id, seq)
    mall = _template_of(handling, akt)
    event = next(e for e in las_handelser(session, db.ring, akt, koder=(FARDIG,)) if e.seq == seq)
    # The words of the kommun as they were then, whatever they are now.
    egna = {k.removeprefix(EGNA): str(v) for k, v in event.varden.items() if k.startswith(EGNA)}
    before = handlingen(session, akt.id, handling.ersatter) if handling.ersatter else None
    filled = _filled(event)
    asked = Bestallning(
        mall.kod,
        handling.sprak,
        ersatter=beskriven(before, namnlos=mall.ar_namnlos(filled)),
        skal=str(event.varden.get("skal") or ""),
        till_seq=int(str(event.varden["till_seq"])),
        egna=egna,
    )
    made = parse_instant(event.registrerad)
    today = underlag_ur_akten(db, session, akt, aktor, roll, asked, now=made)
    if today.gallring is not None:
        raise _refused(
            "handlingen_raknas_fram",
            "Handlingen räknas fram ur akten så som den är, och kan inte göras om så som den var.",
            "Lämna ut den på papper, med det maskerat för hand.",
        )
    sparat = originalet(session, db.ring, akt, seq)
    grund = _then(session, akt, mall, event, today)
    grund = replace(
        grund,
        rubrik=handling.titel if handling.titel != mall.titel else "",
        beteckning=handling.beteckning,
    )
    grund = som_originalet(grund, sparat, _read(event))
    anew = framstall_kopia(mall, _of_the_original(lasbart_for(mall, grund), event))
    return Kopiegrund(
        handling,
        mall,
        _of_the_original(_protected(mall, grund, today), event),
        version_med(mall, egna),
        int(str(event.varden["till_seq"])),
        textens_summa(anew.html) == sparat[SAMMA] if SAMMA in sparat else None,
        vid_dagen(before) if before else "",
    )


def _then(session: Session, akt: Akt, mall: Mall, event: Skriven, today: Underlag) -> Underlag:
    """The underlag with what the event has always told of the original."""
    filled = _filled(event)
    grund = med_ifyllt(mall, today, filled)
    return replace(
        grund,
        skapad_av=names(session, [event.av]).get(event.av or 0, "caseflow"),
        skapad_av_roll=event.roll,
        utelamna_tjansteman=bool(event.varden.get("utan_namn")),
        skydd=str(event.varden.get("skydd") or ""),
        planerad=_planned(akt, lasbart_for(mall, grund)) if grund.planerad else None,
    )


def _filled(event: Skriven) -> dict[str, Varde]:
    return {k.removeprefix(IFYLLT): v for k, v in event.varden.items() if k.startswith(IFYLLT)}


def _protected(mall: Mall, grund: Underlag, today: Underlag) -> Underlag:
    """What was protected then or is protected now is protected in the copy: whatever the person is called."""
    lasbart = lasbart_for(
        mall,
        replace(
            grund,
            utelamna_tjansteman=grund.utelamna_tjansteman or today.utelamna_tjansteman,
            skydd=grund.skydd or today.skydd,
        ),
    )
    if not lasbart.skydd:
        return lasbart
    called = replace(lasbart, person_namn=today.person_namn, personnummer=today.personnummer)
    return called.skyddat()


def _template_of(handling: Handling, akt: Akt) -> Mall:
    """The template, when a copy can be made with it."""
    mall = MALLAR.get(handling.mall)
    if handling.kopia_av is not None:
        raise _refused(
            "kopian_gors_av_originalet",
            "Det här är redan en maskerad kopia.",
            f"Gör en ny kopia av handlingen i händelse {handling.kopia_av}.",
        )
    if mall is None or akt.slag not in mall.slag:
        raise _refused(
            "mallen_finns_kvar",
            "Mallen som handlingen är gjord med finns inte kvar.",
            "Lämna ut handlingen på papper, med det maskerat för hand.",
        )
    if mall.anonym:
        raise _refused(
            "bladet_sager_inte_vem_det_galler",
            "Bladet är gjort så att det inte visar vem det gäller, så det behöver ingen maskerad kopia.",
            "Lämna det som det är.",
        )
    return mall


def _of_the_original(lasbart: Underlag, event: Skriven) -> Underlag:
    """Only the events that the original was written from, whatever the template reads now."""
    numbers = set(_read(event))
    return replace(lasbart, uppgifter=tuple(u for u in lasbart.uppgifter if str(u.seq) in numbers))


def _read(event: Skriven) -> list[str]:
    read = event.varden.get("uppgifter")
    return read if isinstance(read, list) else []


def _planned(akt: Akt, lasbart: Underlag) -> date | None:
    """The day that the follow-up in the handling was planned for, though there may be a later one by now."""
    made = lasbart.senaste(*FORDA_UPPFOLJNINGAR)
    known = akt.snapshot.delprocess(made.delprocess) if made and made.delprocess else None
    return known.datum("planerad") if known else None


def kopian(
    grund: Kopiegrund, maskeringar: Sequence[Maskering], andamal: str, *, dag: date
) -> Framstalld:
    """The page of the copy as it is made on a day.

    Raises:
        BadInput: a masking that cannot be made, every one of them by its place; or one that would let
            something through that the original does not show.
    """
    maskering.prova(grund.lasbart, maskeringar, andamal, dag=dag)
    masked = maskering.maskera(grund.lasbart, maskeringar, dag=dag)
    titel = grund.lasbart.rubrik or grund.mall.titel
    if andamal == VARDNADSHAVARE or (andamal == PARTSINSYN and masked.slag != UTOVARENS):
        # The unit would tell the other guardian, or whoever else sees the copy, what the help is for.
        masked = masked.diskret()
    if grund.mall.ar_namnlos(masked.ifyllt):
        masked = _namnlos(grund, masked, maskeringar, dag)
    copy = framstall_kopia(
        grund.mall,
        replace(
            masked,
            rubrik=f"{masked.rubrik or titel} (maskerad kopia)",
            kopia=_said(grund, masked, maskeringar, andamal, dag),
        ),
    )
    _refuse_what_is_new(grund, masked, copy)
    return copy


def _namnlos(
    grund: Kopiegrund, masked: Underlag, maskeringar: Sequence[Maskering], dag: date
) -> Underlag:
    """Without the akt and its person, in the texts as well: that the person is named may be masked.

    The name is the unmasked one, which is what the texts are searched for.
    """
    known = grund.lasbart
    if not grund.mall.ar_namnlos(known.ifyllt):
        by_day = replace(known, ersatter=grund.ersatter_dag)
        masked = replace(masked, ersatter=maskering.maskera(by_day, maskeringar, dag=dag).ersatter)
    return utan_personen(
        grund.mall,
        replace(
            masked,
            aktnummer=known.aktnummer,
            person_namn=known.person_namn,
            personnummer=known.personnummer,
            pseudonym=known.pseudonym,
        ),
    )


def foljer_av_svaret(
    grund: Kopiegrund, maskeringar: Sequence[Maskering], *, dag: date
) -> list[str]:
    """Masked answers that the template's own sentences follow from: without them the page may say what is not so.

    The page is asked once for each field of a kind of event, however many such events there are.
    """
    masked = maskering.maskera(grund.lasbart, maskeringar, dag=dag)
    page = framstall_kopia(grund.mall, masked).html
    found = []
    for (_, falt), answers in maskerade_svar(grund.lasbart, masked).items():
        kept = tuple(
            replace(u, varden={**u.varden, falt: answers[u.seq].varde}) if u.seq in answers else u
            for u in masked.uppgifter
        )
        if framstall_kopia(grund.mall, replace(masked, uppgifter=kept)).html != page:
            first = next(iter(answers.values())).etikett
            found.append(f"{first} (händelse {uppraknat(str(seq) for seq in answers)})")
    return found


@dataclass(frozen=True, slots=True)
class MaskeratSvar:
    """An answer that is masked, and the label of its field."""

    etikett: str
    varde: Varde


def maskerade_svar(
    lasbart: Underlag, masked: Underlag
) -> dict[tuple[str, str], dict[int, MaskeratSvar]]:
    """What a template can weigh but not read out: by kind of event and field, then by event.

    Nothing of an event that is hidden altogether: that it is there may not be told.
    """
    found: dict[tuple[str, str], dict[int, MaskeratSvar]] = {}
    for before, after in zip(lasbart.uppgifter, masked.uppgifter, strict=True):
        labels = {kod: (etikett, text) for kod, etikett, text in before.falt}
        for kod, value in before.varden.items():
            etikett, text = labels.get(kod, ("", ""))
            if not etikett or value == text or after.varden.get(kod) == value or not after.falt:
                continue
            found.setdefault((before.kod, kod), {})[before.seq] = MaskeratSvar(etikett, value)
    return found


def _said(
    grund: Kopiegrund,
    masked: Underlag,
    maskeringar: Sequence[Maskering],
    andamal: str,
    dag: date,
) -> str:
    """What the copy says of itself: of what, for whom, and on what grounds something is gone."""
    named = (
        vid_dagen(grund.handling)
        if grund.mall.ar_namnlos(masked.ifyllt)
        else beskriven(grund.handling, namnlos=False)
    )
    parts = [f"Maskerad kopia för {TILL[andamal]} av {named}."]
    if maskeringar:
        parts += [
            "Det som inte får lämnas ut är borttaget.",
            f"Grunden är {maskering.lagrummen(maskeringar, dag=dag)}.",
            "OSL är offentlighets- och sekretesslagen (2009:400)"
            + (
                ", FL är förvaltningslagen (2017:900)."
                if any(m.lagrum == "fl_33" for m in maskeringar)
                else "."
            ),
        ]
    else:
        parts.append("Inget är borttaget.")
    if any(m.falt == SLAGET for m in maskeringar):
        parts.append("Hela uppgifter är borttagna. Står det att något saknas kan det vara därför.")
    if grund.andrad:
        parts.append(
            "Mallen har ändrats sedan handlingen gjordes, så fasta texter kan vara andra än då."
        )
    parts.append(f"Kopian är gjord {dag_lang(dag)}.")
    return " ".join(parts)


def _refuse_what_is_new(grund: Kopiegrund, masked: Underlag, copy: Framstalld) -> None:
    """Where the latest of a kind is hidden, the template may show an older one, which nobody has judged."""
    shown = _text_of(copy.html)
    before = _text_of(framstall_kopia(grund.mall, grund.lasbart).html)
    original = {(u.seq, kod): text for u in grund.lasbart.uppgifter for kod, _, text in u.falt}
    for u in masked.uppgifter:
        for kod, etikett, text in u.falt:
            told = likt(text) in shown and not maskering.ar_bara_mask(text)
            if told and len(likt(text)) > SHORTEST and likt(original[u.seq, kod]) not in before:
                raise BadInput(
                    vad="Kopian kan inte göras så.",
                    gor_nu="Maskera den också, eller maskera fälten i stället för hela uppgiften.",
                    falt={
                        f"{u.seq}:{HELA}": f"«{etikett}» i händelse {u.seq} står inte i originalet,"
                        " men skulle synas i kopian."
                    },
                )


def _text_of(page: str) -> str:
    return likt(sidans_text(page))


def _refused(regel: str, text: str, gor_nu: str) -> Refused:
    return Refused(
        vad="En maskerad kopia kan inte göras.",
        hinder=[Hinder(regel, "Ordning för maskerade kopior", text, gor_nu)],
    )


def require_disclosure(session: Session, akt: Akt, aktor: Aktor, roll: str) -> str:
    """The role that a copy is made in: one that may decide what is disclosed.

    Raises:
        Refused: the person has none, or the akt goes by a process without disclosures.
    """
    kind = definitioner_of(session, akt.slag, akt.process_version).faktaslag.get(UTLAMNANDE)
    if kind is None:
        raise _refused(
            "utlamnanden_finns_i_processen",
            "Ärendet går efter en äldre version av processen, som saknar utlämnanden.",
            "Flytta ärendet till den version som gäller nu, och gör kopian sedan.",
        )
    if aktor.id is None:
        return roll
    held = aktor.roller(akt.enhet_id)
    acting = next((r.value for r in kind.by if r.value in held), roll)
    if found := role_hinder(kind.by, acting):
        raise Refused(vad="En maskerad kopia kan inte göras.", hinder=found)
    return acting
