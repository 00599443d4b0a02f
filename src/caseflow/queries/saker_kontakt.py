"""How the person may be reached, from the latest confirmation. Code words are never read here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseflow.processes import FAKTASLAG
from caseflow.queries.handelser_i_akt import Handelsevy


@dataclass(frozen=True, slots=True)
class Kontaktregler:
    """The rules as they were confirmed on `bekraftat`; they hold through `galler_till`."""

    kanaler: str
    tider: str
    lamna_meddelande: bool
    kodord: bool
    aldrig: str
    bekraftat: date | None
    galler_till: date | None


def kontaktregler(event: Handelsevy | None) -> Kontaktregler | None:
    """The rules in words, or None when none have been agreed."""
    if event is None:
        return None
    fields = {f.code: f for f in FAKTASLAG["saker_kontakt"].fields}
    till = event.varden.get("galler_till")
    return Kontaktregler(
        kanaler=_joined(fields["kanal"].label_of(event.varden.get("kanal"))),
        tider=str(event.varden.get("tider") or ""),
        lamna_meddelande=bool(event.varden.get("lamna_meddelande")),
        kodord=bool(event.varden.get("kodord")),
        aldrig=str(event.varden.get("aldrig") or ""),
        bekraftat=event.dag,
        galler_till=date.fromisoformat(str(till)) if till else None,
    )


def _joined(labels: str) -> str:
    """«Telefon, Sms» as it is said: «Telefon och sms»."""
    first, *rest = [part.strip() for part in labels.split(",")]
    words = [first, *(word[:1].lower() + word[1:] for word in rest)]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} och {words[-1]}"
