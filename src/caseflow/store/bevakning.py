"""Bevakning: one durable row for everything that will fall due. Never deleted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseflow.engine.bevakning import Forfall, Oppen, Vantad, terms_from
from caseflow.store.base import Base

OPEN = ("oppen", "kvitterad")


class Bevakning(Base):
    """One due item. All but `notifierad` and `notifierad_for` follows from the events.

    `nr` counts from 1 within the akt. `slag` is the code of the rule that asks for it, `dag` the due day,
    `fonster_fran` the first day of the window, `yttersta_dag` the hard limit, `raknas_fran` the day of
    the event it counts from, and `rakning` the terms that led to `dag`, as JSON. `tilldelad_av_id` gave it to
    whom it is `tilldelad`, `for_roll` is the role that owns it where that is not the akt's ansvarig, and
    `eskalering` is 0, 1 (the samordnare has been told that it is late) or 2 (the enhetschef too). Status:
    oppen, kvitterad, utford, ersatt, avbruten. `notifierad` is when its owner was told, `notifierad_for` who.
    """

    __tablename__ = "bevakning"
    __table_args__ = (
        Index(
            "ix_bevakning_forfaller",
            "dag",
            sqlite_where=text("status IN ('oppen', 'kvitterad')"),
            postgresql_where=text("status IN ('oppen', 'kvitterad')"),
        ),
        Index(
            "ix_bevakning_att_notifiera",
            "dag",
            "akt_id",
            "nr",
            sqlite_where=text("status IN ('oppen', 'kvitterad') AND notifierad IS NULL"),
            postgresql_where=text("status IN ('oppen', 'kvitterad') AND notifierad IS NULL"),
        ),
    )

    akt_id: Mapped[int] = mapped_column(ForeignKey("akt.id"), primary_key=True)
    nr: Mapped[int] = mapped_column(primary_key=True)
    slag: Mapped[str] = mapped_column(String(60))
    nyckel: Mapped[str] = mapped_column(String(60))
    delprocess: Mapped[int | None]
    dag: Mapped[date]
    fonster_fran: Mapped[date | None]
    yttersta_dag: Mapped[date | None]
    raknas_fran: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(10))
    tilldelad_id: Mapped[int | None] = mapped_column(ForeignKey("medarbetare.id"), index=True)
    tilldelad_av_id: Mapped[int | None] = mapped_column(ForeignKey("medarbetare.id"))
    for_roll: Mapped[str | None] = mapped_column(String(30))
    eskalering: Mapped[int] = mapped_column(SmallInteger)
    typ: Mapped[str] = mapped_column(String(12))
    kalla: Mapped[str] = mapped_column(String(200))
    rakning: Mapped[str] = mapped_column(Text)
    ersatter: Mapped[int | None]
    oppnad_seq: Mapped[int]
    stangd_seq: Mapped[int | None]
    notifierad: Mapped[datetime | None]
    notifierad_for: Mapped[int | None]

    @property
    def oppen(self) -> Oppen:
        """As the difference needs it."""
        return Oppen(
            self.nr,
            self.slag,
            self.nyckel,
            self.dag,
            self.fonster_fran,
            self.yttersta_dag,
            self.tilldelad_id,
            self.tilldelad_av_id,
            self.eskalering,
        )

    @property
    def vantad(self) -> Vantad:
        """What it says of itself: its days, its source and how it was counted."""
        forfall = Forfall(
            self.dag,
            raknas_fran=self.raknas_fran,
            nyckel=self.nyckel,
            fonster_fran=self.fonster_fran,
            yttersta_dag=self.yttersta_dag,
            delprocess=self.delprocess,
            termer=terms_from(json.loads(self.rakning)),
        )
        return Vantad(self.slag, forfall, self.kalla, self.typ, self.for_roll or "")


def open_in(session: Session, akt_ids: Sequence[int]) -> dict[int, list[Bevakning]]:
    """The open bevakningar of some akter, by akt and number."""
    rows = session.scalars(
        select(Bevakning)
        .where(Bevakning.akt_id.in_(akt_ids), Bevakning.status.in_(OPEN))
        .order_by(Bevakning.akt_id, Bevakning.nr)
    )
    found: dict[int, list[Bevakning]] = {}
    for row in rows:
        found.setdefault(row.akt_id, []).append(row)
    return found
