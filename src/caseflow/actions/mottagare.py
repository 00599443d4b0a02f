"""Who may be given an akt or a bevakning: somebody active with a role for it in the akt's unit."""

from __future__ import annotations

from collections.abc import Collection

from caseflow.actions.akthandling import Oppnad
from caseflow.engine.bevakning import Oppen
from caseflow.engine.errors import BadInput, Hinder, Refused
from caseflow.engine.fakta import Delprocess
from caseflow.engine.trial import Lage, failing
from caseflow.rules.profil import Profil
from caseflow.rules.roller import Roll
from caseflow.rules.uppfoljning import uppfoljning_ska_goras, uppfoljningen_gors_av_annan
from caseflow.store.atkomst import aktor_for
from caseflow.store.medarbetare import Medarbetare, by_epost


def receiver(opened: Oppnad, epost: str, roller: Collection[Roll]) -> Medarbetare:
    """The medarbetare with that address, who holds one of the roles in the akt's unit today.

    Raises:
        BadInput: missing, disabled, or without such a role. The answer is the same.
    """
    found = by_epost(opened.session, epost)
    if found is not None and found.aktiv:
        held = aktor_for(opened.session, found, opened.idag).roller(opened.akt.enhet_id)
        if set(roller) & set(held):
            return found
    *first, last = (r.etikett for r in roller)
    names = f"{', '.join(first)} eller {last}" if first else last
    raise BadInput(
        vad="Det går inte att lämna över dit.",
        varfor=f"Den du väljer måste vara {names} i enheten.",
        falt={"epost": f"Mottagare: välj någon i enheten som är {names}."},
    )


def uppfoljningen(opened: Oppnad, row: Oppen) -> Delprocess | None:
    """The follow-up that a bevakning is about; None where it is about something else."""
    if row.slag != uppfoljning_ska_goras.kod or not row.nyckel.isdigit():
        return None
    return opened.akt.fakta.delprocess(int(row.nyckel))


def hinder_for_uppfoljaren(opened: Oppnad, row: Oppen, person_id: int, namn: str) -> list[Hinder]:
    """Why the person may not be given the bevakning: gave the insats that it follows up."""
    part = uppfoljningen(opened, row)
    if part is None:
        return []
    lage: Lage[Profil] = Lage(
        opened.akt.fakta, opened.profil, opened.idag, aktor=str(person_id), delprocess=part
    )
    return [
        Hinder(
            h.regel,
            h.kalla,
            f"{namn} gav insatsen, och personen ska kunna svara fritt.",
            "Välj någon annan. Finns det skäl kan samordnaren eller enhetschefen medge ett undantag i ärendet.",
        )
        for h in failing((uppfoljningen_gors_av_annan,), lage)
    ]


def refuse_the_behandlare(opened: Oppnad, row: Oppen, to: Medarbetare) -> None:
    """A follow-up is given to another than the behandlare of the insats.

    Raises:
        Refused: the receiver gave the insats, and no exception has been recorded.
    """
    found = hinder_for_uppfoljaren(opened, row, to.id, to.namn)
    if found:
        raise Refused(vad="Uppföljningen kan inte ges dit.", hinder=found)
