"""Författningarna som reglerna hänvisar till, och dagarna då de börjar gälla."""

from __future__ import annotations

from datetime import date

from caseflow.engine.rule import Kalltyp, Lag

SOL_2001 = Lag("socialtjänstlagen", "2001:453", "SoL")
SOL = Lag("socialtjänstlagen", "2025:400", "SoL")
FL = Lag("förvaltningslagen", "2017:900", "FL")
OSL = Lag("offentlighets- och sekretesslagen", "2009:400", "OSL")
HSLF_2022_39 = Lag("våld i nära relationer", "2022:39", "HSLF-FS", Kalltyp.FORESKRIFT)
SOSFS_2014_5 = Lag("dokumentation", "2014:5", "SOSFS", Kalltyp.FORESKRIFT)
BARN_I_SKYDDAT_BOENDE = Lag(
    "lagen om placering av barn i skyddat boende", "2024:79", "lagen om barn i skyddat boende"
)

GAMLA_SOL = date(2002, 1, 1)
UTOVARE_I_SOL = date(2021, 8, 1)
NYA_SOL = date(2025, 7, 1)
NYA_FL = date(2018, 7, 1)
OSL_GALLER = date(2009, 6, 30)
HSLF_GALLER = date(2022, 11, 1)
SOSFS_GALLER = date(2015, 1, 1)
BARN_I_SKYDDAT_BOENDE_GALLER = date(2024, 4, 1)
RUTINER_GALLER = date.min
"""Lokala rutiner har ingen ikraftträdandedag i caseflow: de gäller så länge profilen säger dem."""
