"""What the people of the simulated unit do: register, act, do what a rule asks for, or leave it for another day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from caseflow.actions.forsegla_relation import forsegla_relation
from caseflow.actions.kvittera_bevakning import kvittera_bevakning
from caseflow.actions.register_fact import register_fact
from caseflow.actions.registrera_arende import registrera_arende
from caseflow.actions.registrera_friyta import registrera_friyta
from caseflow.actions.registrera_partnerkontakt import registrera_partnerkontakt
from caseflow.actions.simulera_falt import Laget, dragning, varden_for
from caseflow.actions.simulera_liv import NEVER, Gor, Liv
from caseflow.actions.simulera_personer import Bemannad
from caseflow.actions.simulera_plikter import AVHJALP, Avhjalp
from caseflow.actions.simulera_vagar import Vag
from caseflow.actions.take_step import take_step
from caseflow.actions.utfor_bevakning import utfor_bevakning
from caseflow.engine.bevakning import Oppen
from caseflow.engine.errors import BadInput, Hinder, NotFound, Refused
from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.engine.field import Field
from caseflow.engine.process import FactKind, Role, Transition
from caseflow.processes import FAKTASLAG, PROCESSER, registrering
from caseflow.rules.kalender import STOCKHOLM
from caseflow.rules.profil import Profil
from caseflow.rules.roller import AGER_I_AKT, ANSVARAR_FOR_AKT, Roll
from caseflow.store.append import LastAkt, lock
from caseflow.store.session import Databas

_OPENS = time(8)
_MORNING, _AN_ACT = 300, 6
"""Minutes: within how many of the opening the day's work in an akt begins, and how many an act takes."""
MOST_A_DAY = 6
"""How much is done in one akt in one day, at most."""
MOST_TRIES = 4
"""How many times somebody tries again after having done what the rules asked for."""
_ACKNOWLEDGED = 0.1
_BY_ANOTHER = frozenset(
    "uppfoljningen_gors_av_annan beslutet_fattas_av_annan provningen_avgors_av_annan"
    " akut_skydd_beslutas_av_annan rollen_far_gora_det".split()
)
"""Rules that are met when a colleague does it instead."""
_NOTHING = Fakta("", "", "")
_COLOURS = "Blå Grön Röd Gul Vit Grå Lila Brun".split()
_THINGS = "lykta stol båt dörr sten fjäder kanna lönn våg kula nyckel bro".split()


@dataclass(slots=True)
class Handlag:
    """The hands of the unit. What is done, refused and faulty is counted by code."""

    db: Databas
    enhet: Bemannad
    profil: Profil
    lives: Sequence[Liv]
    gjort: Counter[str]
    nekade: Counter[str]
    fel: Counter[str]

    # --- the akt begins ------------------------------------------------------------------------------

    def registrera(self, liv: Liv, dag: date) -> None:
        """The akt is opened on the first working day; what came in at the weekend keeps its own day."""
        now = self._moment(liv, dag)
        roll = {"friyta": Roll.BEHANDLARE, "partnerkontakt": Roll.PARTNERKONTAKT}.get(
            liv.slag, Roll.HANDLAGGARE
        )
        aktor = liv.person(self.enhet, roll)
        if aktor is None or (liv.knuten is not None and not self.lives[liv.knuten].nummer):
            return
        r = dragning(liv.fro, liv.i, "registrera")
        name = f"{r.choice(_COLOURS)} {r.choice(_THINGS)} {liv.i + 1}"
        given: dict[str, object] = {"enhet": self.enhet.enhet, "inkom": liv.ankomst.isoformat()}
        if liv.slag == "friyta":
            given |= {"kod": name, "kalla": "sjalv", "dokumentation": "full"}
            liv.nummer = registrera_friyta(self.db, aktor, given, now=now)
        elif liv.slag == "partnerkontakt":
            given |= self._filled(registrering.PARTNERKONTAKT, liv, "registrera", dag, given)
            liv.nummer = registrera_partnerkontakt(
                self.db, aktor, {**given, "pseudonym": name}, now=now
            )
        else:
            given |= {"slag": liv.slag, "pseudonym": name}
            given |= self._filled(registrering.ARENDE, liv, "registrera", dag, given)
            liv.nummer = registrera_arende(self.db, aktor, given, now=now)
        self.gjort["registrera_akt"] += 1
        self._seal(liv, now)
        self.besok(liv, dag)

    def _seal(self, liv: Liv, now: datetime) -> None:
        kim = liv.person(self.enhet, Roll.SAKERHETSSAMORDNARE)
        if liv.knuten is not None and kim is not None:
            forsegla_relation(self.db, kim, self.lives[liv.knuten].nummer, liv.nummer, now=now)

    # --- a day in the akt ----------------------------------------------------------------------------

    def besok(self, liv: Liv, dag: date) -> None:
        """Do all that is planned for today, one thing after another, and see when there is more to do."""
        for _ in range(MOST_A_DAY):
            akt = self._read(liv)
            gor = next((g for g in liv.att_gora(akt) if g.dag <= dag), None)
            if gor is None:
                break
            if not self._gor(liv, akt, gor, dag) or gor.bevakning is None:
                liv.skjut_upp(gor, dag)
        akt = self._read(liv)
        liv.seq = akt.seq
        days = [g.dag for g in liv.att_gora(akt)]
        liv.nasta = max(min(days), dag + timedelta(days=1)) if days else NEVER

    def handelse(self, liv: Liv, dag: date) -> None:
        """Something may happen on a day when nothing was planned."""
        vag = liv.handelse(dag)
        if vag is None:
            return
        akt = self._read(liv)
        if not akt.fakta.avslutad and self._vag(liv, akt, vag, None, dag):
            self.besok(liv, dag)

    def _gor(self, liv: Liv, akt: LastAkt, gor: Gor, dag: date) -> bool:
        if gor.bevakning is not None and gor.skotsel is not None and gor.takt is None:
            return self._skot(liv, akt, gor, gor.bevakning, dag)
        for vag in liv.vagar(gor, akt.fakta, dag, self.profil)[:3]:
            if self._vag(liv, akt, vag, gor.delen, dag):
                if vag.falt.get("utfall") == "natt":
                    self._talk(liv, gor, dag)
                return True
        return False

    def _talk(self, liv: Liv, gor: Gor, dag: date) -> None:
        """The person has been reached: what there is to say is said in the same call."""
        akt = self._read(liv)
        delen = akt.fakta.delprocess(gor.delen.id) if gor.delen else None
        if delen is not None and not delen.avslutad:
            self._vag(liv, akt, Vag("genomfor_uppfoljning"), delen, dag)

    def _skot(self, liv: Liv, akt: LastAkt, gor: Gor, o: Oppen, dag: date) -> bool:
        """A due item is fulfilled, ticked off, or (now and then) only acknowledged so far."""
        skotsel = gor.skotsel
        assert skotsel is not None  # noqa: S101 - asked by _gor
        now = self._moment(liv, dag)
        aktor = next(liv.som_gor(self.enhet, _values(_owners(liv.slag))), None)
        if aktor is not None and liv.draw("kvittera", o.slag, o.dag) < _ACKNOWLEDGED:
            key = f"kvitterad|{gor.nyckel}"
            if key not in liv.framflyttat:
                liv.framflyttat[key] = dag
                kvittera_bevakning(self.db, aktor, liv.nummer, o.nr, now=now)
                self.gjort["kvittera_bevakning"] += 1
                return False
        if not skotsel.bocka:
            given = dict(skotsel.falt) | _pointing(o)
            vag = Vag(skotsel.fakta, fakta=True, falt=given)
            return self._vag(liv, akt, vag, None, dag)
        if aktor is not None:
            utfor_bevakning(self.db, aktor, liv.nummer, o.nr, dag=dag, now=now)
            self.gjort["utfor_bevakning"] += 1
        return aktor is not None

    # --- one act -------------------------------------------------------------------------------------

    def _vag(
        self, liv: Liv, akt: LastAkt, vag: Vag, delen: Delprocess | None, dag: date, djup: int = 0
    ) -> bool:
        """Do it, by the first of those who may. Whether it was done."""
        step = FAKTASLAG.get(vag.kod) if vag.fakta else None
        process = vag.oppnar or (delen.process if delen else akt.fakta.process)
        made = step or PROCESSER[process].transition(vag.kod)
        if made is None or (step and step.akter and liv.slag not in step.akter):
            return False
        part = delen.id if delen and not vag.oppnar else None
        if step and (not step.within or (delen and delen.process not in step.within)):
            part = None
        for _ in range(MOST_TRIES):
            refused = self._attempt(liv, akt, vag, made, part, dag)
            if refused is None:
                self.gjort[vag.kod] += 1
                return True
            asked = [AVHJALP.get(h.regel) for h in refused]
            if not refused or None in asked or djup:
                self.nekade.update(h.regel for h in refused)
                return False
            if not self._avhjalp(liv, [a for answer in asked for a in answer or ()], dag):
                return False
            akt = self._read(liv)
        return False

    def _avhjalp(self, liv: Liv, asked: Iterable[Avhjalp], dag: date) -> bool:
        """Register what the rules ask for. Whether all of it could be registered."""
        done: set[str] = set()
        for avhjalp in asked:
            key = f"{avhjalp.fakta}{sorted(avhjalp.falt.items())}"
            if key in done:
                continue
            done.add(key)
            akt = self._read(liv)
            given = dict(avhjalp.falt) | _withdrawn(avhjalp, akt)
            vag = Vag(avhjalp.fakta, fakta=True, falt=given)
            if not self._vag(liv, akt, vag, None, dag, djup=1):
                return False
        return True

    def _attempt(
        self,
        liv: Liv,
        akt: LastAkt,
        vag: Vag,
        made: FactKind | Transition,
        part: int | None,
        dag: date,
    ) -> Sequence[Hinder] | None:
        """None when it was done; otherwise what the rules said to the last who tried."""
        now = self._moment(liv, dag)
        laget = Laget(vag.kod, akt.fakta, dag, dragning(liv.fro, liv.i, vag.kod, part, dag))
        given = varden_for(made.fields, laget, vag.falt)
        refused: Sequence[Hinder] = ()
        for aktor in liv.som_gor(self.enhet, _values(made.by)):
            try:
                if vag.fakta:
                    register_fact(
                        self.db,
                        aktor,
                        liv.nummer,
                        vag.kod,
                        given,
                        dag=dag,
                        now=now,
                        delprocess=part,
                    )
                else:
                    take_step(
                        self.db,
                        aktor,
                        liv.nummer,
                        vag.kod,
                        given,
                        dag=dag,
                        now=now,
                        process=vag.oppnar,
                        delprocess=part,
                    )
                return None
            except Refused as fault:
                refused = fault.hinder
                if not {h.regel for h in fault.hinder} & _BY_ANOTHER:
                    return refused
            except (BadInput, NotFound) as fault:
                self.fel[f"{vag.kod}: {fault.message}"] += 1
                return ()
        return refused

    # --- small things --------------------------------------------------------------------------------

    def _filled(
        self, falten: Sequence[Field], liv: Liv, kod: str, dag: date, given: Mapping[str, object]
    ) -> dict[str, object]:
        fakta = replace(_NOTHING, slag=liv.slag)
        laget = Laget(kod, fakta, dag, dragning(liv.fro, liv.i, kod, "falt"))
        return varden_for(falten, laget, given)

    def _read(self, liv: Liv) -> LastAkt:
        with self.db.read() as session:
            akt = lock(session, liv.nummer)
        assert akt is not None  # noqa: S101 - it has been registered and nothing is taken away
        return akt

    def _moment(self, liv: Liv, dag: date) -> datetime:
        """A moment in office hours, later than the one before in the same akt."""
        if liv.klocka is None or liv.klocka.date() != dag:
            minute = dragning(liv.fro, liv.i, "klocka", dag).randrange(_MORNING)
            liv.klocka = datetime.combine(dag, _OPENS) + timedelta(minutes=minute)
        liv.klocka += timedelta(minutes=_AN_ACT)
        return liv.klocka.replace(tzinfo=STOCKHOLM)


def _values(roles: Iterable[Role]) -> Iterator[str]:
    return (r.value for r in roles)


def _owners(slag: str) -> tuple[Roll, ...]:
    return (*ANSVARAR_FOR_AKT[slag], *AGER_I_AKT[slag])


def _pointing(o: Oppen) -> dict[str, object]:
    """The number by which a fact names what it is about; the due item has it as its key."""
    number = o.nyckel.split(":")[0]
    if not number.isdecimal():
        return {}
    return dict.fromkeys(("insats", "ansokan", "begaran", "bevakning"), int(number))


def _withdrawn(avhjalp: Avhjalp, akt: LastAkt) -> dict[str, object]:
    """The application that is withdrawn: the first that has not been answered."""
    known = sorted(int(k) for k in akt.fakta.alla("ansokan"))
    return {"ansokan": known[0]} if avhjalp.fakta == "ansokan_atertagen" and known else {}
