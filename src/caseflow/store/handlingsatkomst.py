"""Which draft or handling, and whether the person may see it. The answer is the same for missing and another akt's."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from caseflow.engine.errors import Hinder, NotFound, Refused
from caseflow.rules.roller import AGER_I_AKT, Roll
from caseflow.store.akt import Akt
from caseflow.store.append import LastAkt
from caseflow.store.atkomst import Aktor
from caseflow.store.handling import Handling, Handlingsutkast


def arbetar_i(aktor: Aktor, akt: Akt | LastAkt, av: Collection[Roll] = ()) -> bool:
    """Whether the person works in the akt, and does not only review or archive it.

    `av` are the roles that may finish a handling: whoever has one of them works with that handling. So a
    registrator, who works with nothing else in the akt, makes the beslut to dispose of it.
    """
    held = aktor.roller(akt.enhet_id)
    works = (*AGER_I_AKT.get(akt.slag, ()), *av)
    return aktor.id is None or any(r.value in held for r in works)


def refuse_reader(aktor: Aktor, akt: Akt | LastAkt, av: Collection[Roll] = ()) -> None:
    """Drafts are for those who work in the akt, or with that handling, as `arbetar_i` says.

    Raises:
        Refused: the person has no role to work in it.
    """
    if arbetar_i(aktor, akt, av):
        return
    raise Refused(
        vad="Utkastet är bara för dem som arbetar i ärendet.",
        hinder=[
            Hinder(
                "utkast_ar_for_handlaggningen",
                "2 kap. tryckfrihetsförordningen",
                "Ett utkast är ingen färdig handling.",
                "Vänta tills handlingen är färdigställd.",
            )
        ],
    )


def utkastet(
    session: Session, akt_id: int, utkast_id: int, *, lock: bool = False
) -> Handlingsutkast:
    """The draft of this akt; with `lock` nobody else saves it until the transaction ends.

    Raises:
        NotFound: it is finished, thrown away, or of another akt: the answer is the same.
    """
    found = session.get(Handlingsutkast, utkast_id, with_for_update=lock or None)
    if found is None or found.akt_id != akt_id:
        raise NotFound(
            vad="Utkastet finns inte längre.",
            varfor="Det kan ha färdigställts eller kastats.",
            gor_nu="Se bland ärendets handlingar, eller börja ett nytt utkast.",
        )
    return found


def handlingen(session: Session, akt_id: int, seq: int) -> Handling:
    """The finished handling of this akt.

    Raises:
        NotFound: there is none with that number.
    """
    found = session.get(Handling, (akt_id, seq))
    if found is None:
        raise NotFound(
            vad="Handlingen finns inte i det här ärendet.",
            gor_nu="Välj bland ärendets handlingar.",
        )
    return found
