"""The checks of one file each: every record in the register, every rating in the risk file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Final, NamedTuple

from caseflow.actions.register.celler import cellfel, som_datum
from caseflow.actions.register.fel import POSTTEXTER, Felsamling
from caseflow.actions.register.lasare import Lasare, Post
from caseflow.actions.register.rubrik import Rubrik, tolka_rubrik
from caseflow.processes.variabler import NYCKEL, REGISTERKOLUMNER, RISKKOLUMNER

MOST_POSTS: Final = 200_000
"""Records of one file. A whole country's year is less, and ids are kept in memory (200 bytes)."""

Celler = Mapping[str, str | None]
"""The cells of a record by column: empty if not answered, None if unreadable."""


class Arende(NamedTuple):
    """What the checks between records and files need of an ärende already read."""

    rad: int
    aktualiserat: date | None


class Rad(NamedTuple):
    """A record whose own faults are noted. `hel` says that its cells stand in their columns."""

    nummer: int
    celler: Celler
    hel: bool


@dataclass(slots=True)
class Filgranskning:
    """The course that both files share: header, records, cells. Counts the records it reads."""

    kolumner: tuple[str, ...]
    obligatoriska: frozenset[str]
    fel: Felsamling
    idag: date
    antal: int = 0
    lasbar: bool = False

    def rader(self, fil: BinaryIO) -> Iterator[Rad]:
        """Every record after the header, for the checks between records."""
        lasare = Lasare(fil)
        poster = lasare.poster()
        forsta = next(poster, None)
        rubrik = tolka_rubrik(forsta, self.kolumner, self.fel) if forsta else None
        self.lasbar = rubrik is not None
        if rubrik is not None:
            yield from self._poster(poster, rubrik)
        for orsak in lasare.filfel:
            self.fel.lagg_filfel(orsak)

    def _poster(self, poster: Iterator[Post], rubrik: Rubrik) -> Iterator[Rad]:
        for post in poster:
            if self.antal == MOST_POSTS:
                self.fel.lagg(
                    post.rad,
                    "",
                    "for_manga_rader",
                    f"Filen har fler än {MOST_POSTS} poster och lästes inte längre än hit. "
                    "Dela den i flera filer.",
                )
                return
            self.antal += 1
            self._strukturfel(post, rubrik)
            celler = rubrik.celler(post)
            hel = post.hel and post.antal_falt == rubrik.antal
            if hel:
                self._cellfel(post.rad, celler)
            yield Rad(post.rad, celler, hel)

    def _strukturfel(self, post: Post, rubrik: Rubrik) -> None:
        for fel in post.fel:
            kolumn = "" if fel.plats is None else rubrik.namn(fel.plats)
            self.fel.lagg(post.rad, kolumn, fel.orsak, POSTTEXTER[fel.orsak])
        if not post.hel or post.antal_falt == rubrik.antal:
            return
        self.fel.lagg(
            post.rad,
            "",
            "for_fa_falt" if post.antal_falt < rubrik.antal else "for_manga_falt",
            f"Posten har {post.antal_falt} fält men rubriken {rubrik.antal}, så värdena kan inte "
            "föras till rätt kolumn. Kontrollera semikolonen i posten; en text med semikolon i ska "
            "stå inom citattecken.",
        )

    def _cellfel(self, rad: int, celler: Celler) -> None:
        for kolumn, cell in celler.items():
            if cell:
                for fel in cellfel(kolumn, cell, self.idag):
                    self.fel.lagg(rad, kolumn, fel.orsak, fel.text)
            elif cell == "" and kolumn in self.obligatoriska:
                self._saknas(rad, kolumn)

    def _saknas(self, rad: int, kolumn: str) -> None:
        if kolumn == NYCKEL:
            text = "Posten saknar arende_id. Fyll i ärendets id, samma som i riskfilen."
            self.fel.lagg(rad, kolumn, "id_saknas", text)
        else:
            text = (
                "En skattning ska ha datum, fas, instrument och nivå. Fyll i cellen eller ta bort "
                "hela raden."
            )
            self.fel.lagg(rad, kolumn, "varde_saknas", text)


def granska_register(
    fil: BinaryIO, fel: Felsamling, idag: date
) -> tuple[int, dict[str, Arende] | None]:
    """The number of records and the ärenden by id; None if the file cannot be read as a table."""
    granskning = Filgranskning(REGISTERKOLUMNER, frozenset({NYCKEL}), fel, idag)
    arenden: dict[str, Arende] = {}
    for rad in granskning.rader(fil):
        arende_id = rad.celler.get(NYCKEL)
        if arende_id and rad.hel and arende_id in arenden:
            fel.lagg(
                rad.nummer,
                NYCKEL,
                "id_dubblett",
                f"Samma arende_id står redan i post {arenden[arende_id].rad}. Varje ärende ska stå "
                "en gång. Ta bort den ena posten eller rätta dess id.",
            )
        elif arende_id:
            arenden[arende_id] = Arende(
                rad.nummer, som_datum(rad.celler.get("datum_aktualisering")) if rad.hel else None
            )
        if rad.hel:
            _datumordning(rad, fel)
    return granskning.antal, arenden if granskning.lasbar else None


def _datumordning(rad: Rad, fel: Felsamling) -> None:
    """Aktualisering, insats and avslut in that order, as far as they are known."""
    aktualiserat = som_datum(rad.celler.get("datum_aktualisering"))
    insats = som_datum(rad.celler.get("datum_insats"))
    avslut = som_datum(rad.celler.get("datum_avslut"))
    ratta = "Rätta det datum som är fel, eller lämna det tomt om det är okänt."
    if aktualiserat and avslut and avslut < aktualiserat:
        text = f"Ärendet avslutas före sin aktualisering. {ratta}"
        fel.lagg(rad.nummer, "datum_avslut", "datumordning", text)
    if aktualiserat and insats and insats < aktualiserat:
        text = f"Insatsen börjar före ärendets aktualisering. {ratta}"
        fel.lagg(rad.nummer, "datum_insats", "datumordning", text)
    elif avslut and insats and insats > avslut:
        text = f"Insatsen börjar efter att ärendet har avslutats. {ratta}"
        fel.lagg(rad.nummer, "datum_insats", "datumordning", text)
    if rad.celler.get("datum_insats") and rad.celler.get("stod_och_insatser") == "":
        text = (
            "Posten har ett datum för insats men ingen insats i stod_och_insatser. Fyll i insatsen "
            "eller ta bort datumet."
        )
        fel.lagg(rad.nummer, "datum_insats", "insatsdatum_utan_insats", text)


def granska_risk(
    fil: BinaryIO, fel: Felsamling, idag: date, arenden: Mapping[str, Arende] | None
) -> int:
    """The number of ratings. Without `arenden` they are not held against the register."""
    granskning = Filgranskning(RISKKOLUMNER, frozenset(RISKKOLUMNER), fel, idag)
    for rad in granskning.rader(fil):
        arende_id = rad.celler.get(NYCKEL)
        if not arende_id or not rad.hel or arenden is None:
            continue
        arende = arenden.get(arende_id)
        if arende is None:
            fel.lagg(
                rad.nummer,
                NYCKEL,
                "arende_okant",
                "Skattningen hör till ett ärende som inte finns i registret. Rätta arende_id, eller "
                "lägg till ärendet i registret.",
            )
            continue
        dag = som_datum(rad.celler.get("datum"))
        if dag and arende.aktualiserat and dag < arende.aktualiserat:
            text = (
                "Skattningen är gjord före ärendets aktualisering. Rätta skattningens datum, eller "
                "aktualiseringens datum i registret."
            )
            fel.lagg(rad.nummer, "datum", "datumordning", text)
    return granskning.antal
