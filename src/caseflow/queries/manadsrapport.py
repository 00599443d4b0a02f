"""The counts of a unit's month. Only reads, in a handful of statements, and withholds what is small."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import median

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from caseflow.documents.lagrum import lagrum_for
from caseflow.documents.manadsrapport import Manadsrapport, Rapportrad, Rapporttabell
from caseflow.engine.errors import BadInput, NotFound
from caseflow.engine.fakta import Fakta
from caseflow.queries.statistik.skydd import GRANS, skydda
from caseflow.queries.uppfoljningstackning import AVBOJD, EJ_NADD, GENOMFORD, OLAMPLIG
from caseflow.rules.kalender import svensk_dag
from caseflow.rules.risk import (
    riskbedomning_efter_akut_skydd,
    riskbedomning_efter_handelse,
    riskbedomning_pa_nytt,
)
from caseflow.rules.roller import Roll
from caseflow.rules.uppfoljning import planerad_dag
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.base import parse_instant
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.enhet import Enhet
from caseflow.store.handelse import Handelse
from caseflow.store.profiler import find_profile
from caseflow.store.samtal import Samtal
from caseflow.store.session import Databas

RAPPORTERAR = (Roll.ENHETSCHEF, Roll.SAMORDNARE, Roll.VERKSAMHETSUTVECKLARE)
SLAG = {"utsatt": "Våldsutsatta", "utovare": "Våldsutövare", "friyta": "Friyta"}
"""An akt of partnerkontakt is not counted: that there is one is for the few who work with it."""
RISKEN = tuple(
    rule.kod
    for rule in (
        riskbedomning_pa_nytt,
        riskbedomning_efter_handelse,
        riskbedomning_efter_akut_skydd,
    )
)
GRUNDER = {
    "beslut": "Efter beslut",
    "akut": "Akut skydd",
    "utan_beslut": "Utan beslut",
}
UTFALL = {
    GENOMFORD: "Gjorda",
    AVBOJD: "Personen avböjde",
    EJ_NADD: "Personen gick inte att nå",
    OLAMPLIG: "Inte säkert eller inte lämpligt",
    "": "Inte gjorda än",
}
ENKATEN = {
    "besvarad": "Besvarade",
    "avbojd": "Personen avböjde",
    "olamplig": "Inte lämpligt att erbjuda",
    "erbjuden": "Erbjudna, inget svar än",
}
VANTAN = ((7, "Inom 7 dagar"), (14, "8–14 dagar"), (30, "15–30 dagar"), (None, "Mer än 30 dagar"))
SENA = ((7, "1–7 dagar"), (30, "8–30 dagar"), (None, "Mer än 30 dagar"))


@dataclass(slots=True)
class _Raknat:
    """What one pass over the akter of the unit counts."""

    insatser: Counter[str] = field(default_factory=Counter)
    uppfoljningar: Counter[str] = field(default_factory=Counter)
    enkater: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Span:
    """The days that are counted, and the unit."""

    forsta: date
    till: date
    sista: date
    akter: ColumnElement[bool]

    def i(self, dag: date | None) -> bool:
        """Whether a day belongs to what is counted."""
        return dag is not None and self.forsta <= dag <= self.till


def manadsrapport(
    db: Databas, aktor: Aktor, *, manad: str, enhet: str = "", now: datetime
) -> Manadsrapport:
    """The report of a month, ÅÅÅÅ-MM, of a unit by its code; without a code of the person's only one.

    The caller logs the reading.

    Raises:
        NotFound: the person does not report on such a unit.
        BadInput: the month cannot be read or has not begun, or there are several units to choose from.
    """
    today = svensk_dag(now)
    forsta, sista = _month(manad, today)
    with db.read() as session:
        unit = _unit(session, aktor, enhet)
        akter = and_(Akt.enhet_id == unit.id, Akt.synlig.is_(True), Akt.slag.in_(SLAG))
        span = _Span(forsta, min(sista, today), sista, akter)
        counted = _pass(session, span)
        tables = (
            *_arenden(session, span),
            _waits(session, span),
            _table(
                "insatser",
                "Insatser som pågår",
                f"Insatser som pågick den {span.till.day}:e, efter grund",
                _named(counted.insatser, GRUNDER),
            ),
            _late(session, span),
            _table(
                "uppfoljningar",
                "Uppföljningar",
                "Uppföljningar som var planerade till månaden",
                _named(counted.uppfoljningar, UTFALL),
            ),
            _risk(session, span),
            _table(
                "enkater",
                "Enkäten",
                "Enkäter som togs upp under månaden",
                _named(counted.enkater, ENKATEN),
                "Här räknas vad som är antecknat i ärendena. Svaren själva är anonyma och finns inte där.",
            ),
        )
        kommun = find_profile(db.settings, unit.profil).namn
        name, letterhead = unit.namn, tuple(r for r in unit.brevhuvud.splitlines() if r.strip())
    return Manadsrapport(
        kommun=kommun,
        enhet=name,
        forsta=forsta,
        till=span.till,
        skapad=now,
        skapad_av=aktor.namn,
        tabeller=tables,
        lagrum=lagrum_for(today),
        avsandare=letterhead,
    )


def _month(manad: str, today: date) -> tuple[date, date]:
    try:
        forsta = date.fromisoformat(f"{manad}-01")
    except ValueError as fault:
        raise BadInput(
            vad="Månadsrapporten kan inte göras.",
            varfor="Månaden går inte att läsa.",
            gor_nu="Skriv månaden som ÅÅÅÅ-MM.",
        ) from fault
    if forsta > today:
        raise BadInput(
            vad="Månadsrapporten kan inte göras.",
            varfor="Månaden har inte börjat.",
            gor_nu="Välj en månad som har börjat.",
        )
    return forsta, forsta.replace(day=monthrange(forsta.year, forsta.month)[1])


def _unit(session: Session, aktor: Aktor, enhet: str) -> Enhet:
    held = select(Enhet).where(Enhet.id.in_(aktor.enheter(*RAPPORTERAR))).order_by(Enhet.kod)
    units = list(session.scalars(held.where(Enhet.kod == enhet) if enhet else held))
    if not units:
        raise NotFound(
            vad=f"Enheten «{enhet[:40]}» finns inte, eller så gör du inga rapporter där."
            if enhet
            else "Du gör inga månadsrapporter.",
            gor_nu="Be enhetschefen, samordnaren eller verksamhetsutvecklaren om rapporten.",
        )
    if len(units) > 1:
        raise BadInput(
            vad="Månadsrapporten kan inte göras.",
            varfor="Den gäller en enhet i taget.",
            gor_nu=f"Välj en av: {', '.join(u.kod for u in units)}.",
        )
    return units[0]


def _table(
    kod: str, rubrik: str, fraga: str, rader: Sequence[tuple[str, int]], not_: str = ""
) -> Rapporttabell:
    """The counts with their sum, without those that are small or give a small one away."""
    counts = [[antal] for _, antal in rader]
    total = sum(antal for _, antal in rader)
    hidden = {
        row for row, _ in skydda([*counts, [0], [total]], rader_delar=True, kolumner_delar=False)
    }
    return Rapporttabell(
        kod,
        rubrik,
        fraga,
        tuple(
            Rapportrad(etikett, None if i in hidden else antal)
            for i, (etikett, antal) in enumerate(rader)
        ),
        Rapportrad("Sammanlagt", None if len(rader) + 1 in hidden else total),
        not_,
    )


def _named(counter: Counter[str], etiketter: dict[str, str]) -> list[tuple[str, int]]:
    return [(etikett, counter[kod]) for kod, etikett in etiketter.items()]


def _classed(
    days: Iterable[int], classes: tuple[tuple[int | None, str], ...]
) -> list[tuple[str, int]]:
    """How many fall in each class, by its upper bound."""
    found: Counter[str] = Counter()
    for number in days:
        found[next(name for most, name in classes if most is None or number <= most)] += 1
    return [(name, found[name]) for _, name in classes]


def _arenden(session: Session, span: _Span) -> Iterator[Rapporttabell]:
    for kod, rubrik, fraga, when in (
        ("nya", "Nya ärenden", "Ärenden som kom in under månaden", Akt.inkom),
        ("avslutade", "Avslutade ärenden", "Ärenden som avslutades under månaden", Akt.sedan),
    ):
        wanted = [span.akter, when.between(span.forsta, span.till)]
        if kod == "avslutade":
            wanted.append(Akt.avslutad.is_(True))
        rows = session.execute(
            select(Akt.slag, func.count().label("antal")).where(*wanted).group_by(Akt.slag)
        )
        yield _table(kod, rubrik, fraga, _named(Counter({r.slag: r.antal for r in rows}), SLAG))


def _waits(session: Session, span: _Span) -> Rapporttabell:
    """From the day the matter came in to the first talk, of those who had their first talk in the month."""
    first = func.min(Samtal.dag)
    rows = session.execute(
        select(Akt.inkom, first.label("forsta"))
        .join(Samtal, Samtal.akt_id == Akt.id)
        .where(span.akter, Samtal.utfall == "genomfort", Akt.inkom.is_not(None))
        .group_by(Akt.id, Akt.inkom)
        .having(first.between(span.forsta, span.till))
    )
    days = [max((r.forsta - r.inkom).days, 0) for r in rows]
    return _table(
        "vantan",
        "Väntan på första samtalet",
        "Från det att ärendet kom in till första samtalet, för dem som hade det under månaden",
        _classed(days, VANTAN),
        f"Hälften väntade högst {round(median(days))} dagar." if len(days) >= GRANS else "",
    )


def _late(session: Session, span: _Span) -> Rapporttabell:
    """What was due and not done when the counting ended, also if it has been done since."""
    closing, opening = aliased(Handelse), aliased(Handelse)
    rows = session.execute(
        select(Bevakning.dag, opening.registrerad, closing.registrerad.label("stangd"))
        .join(Akt, Akt.id == Bevakning.akt_id)
        .join(
            opening,
            and_(opening.akt_id == Bevakning.akt_id, opening.seq == Bevakning.oppnad_seq),
        )
        .outerjoin(
            closing,
            and_(closing.akt_id == Bevakning.akt_id, closing.seq == Bevakning.stangd_seq),
        )
        .where(
            span.akter,
            Bevakning.dag < span.till,
            or_(Bevakning.status.in_(OPEN), closing.registrerad >= span.till.isoformat()),
        )
    )
    late = [
        (span.till - r.dag).days
        for r in rows
        if _day(r.registrerad) <= span.till and (r.stangd is None or _day(r.stangd) > span.till)
    ]
    return _table(
        "sena",
        "Sena bevakningar",
        f"Bevakningar som var sena den {span.till.day}:e",
        _classed(late, SENA),
    )


def _risk(session: Session, span: _Span) -> Rapporttabell:
    closing = aliased(Handelse)
    rows = session.execute(
        select(Bevakning.dag, Bevakning.status, closing.handelsedatum, closing.registrerad)
        .join(Akt, Akt.id == Bevakning.akt_id)
        .outerjoin(
            closing,
            and_(closing.akt_id == Bevakning.akt_id, closing.seq == Bevakning.stangd_seq),
        )
        .where(
            span.akter,
            Bevakning.slag.in_(RISKEN),
            Bevakning.status.in_((*OPEN, "utford")),
            Bevakning.dag.between(span.forsta, span.till),
        )
    )
    found: Counter[str] = Counter()
    for r in rows:
        if r.status in OPEN:
            found["ej"] += 1
        else:
            found["tid" if (r.handelsedatum or _day(r.registrerad)) <= r.dag else "sen"] += 1
    return _table(
        "riskbedomningar",
        "Riskbedömningar",
        "Riskbedömningar som skulle göras under månaden",
        _named(found, {"tid": "Gjorda i tid", "sen": "Gjorda senare", "ej": "Inte gjorda än"}),
    )


def _day(registrerad: str) -> date:
    return svensk_dag(parse_instant(registrerad))


def _pass(session: Session, span: _Span) -> _Raknat:
    """One reading of the unit's akter, for what only their snapshots say."""
    counted = _Raknat()
    akter = select(Akt).where(span.akter).order_by(Akt.id).execution_options(yield_per=500)
    for akt in session.scalars(akter):
        fakta = akt.snapshot
        counted.insatser.update(_running(fakta, span.till))
        _follow_ups(fakta, span, counted)
        enkat = fakta.senaste("enkat")
        if enkat and span.i(enkat.dag):
            counted.enkater[enkat.text("status")] += 1
    return counted


def _running(fakta: Fakta, dag: date) -> Iterator[str]:
    """The ground of each insats that had begun on a day and had not ended."""
    for part in fakta.av_slag("insats"):
        began = part.steg.get("starta_insats")
        if began is None or began.dag is None or began.dag > dag:
            continue
        if not part.avslutad or (part.sedan is not None and part.sedan > dag):
            yield part.text("grund")


def _follow_ups(fakta: Fakta, span: _Span, counted: _Raknat) -> None:
    for part in fakta.av_slag("uppfoljning"):
        planned = planerad_dag(fakta, part)
        if planned is not None and span.forsta <= planned.dag <= span.sista:
            counted.uppfoljningar[part.tillstand if part.avslutad else ""] += 1
        made = part.steg.get("genomfor_uppfoljning")
        if made and span.i(made.dag) and made.text("enkat") in {"besvarad", "avbojd"}:
            counted.enkater[made.text("enkat")] += 1
