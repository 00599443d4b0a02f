"""A kommun's own words for parts of a template, without a template of its own.

A file per profile, `<id>.toml`, with a table per template and a text per part. They lie in the directory that
came with caseflow and in that of the deployment; the nearest layer wins, as for profiles. What is wrong in
them is never used, and never passed over in silence.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from jinja2 import TemplateError

from caseflow.documents.egen_text import Textfel, fel_i_texten
from caseflow.documents.lagrum import lagrum_for
from caseflow.documents.mallar import MALLAR
from caseflow.documents.mallar.mall import SVENSKA, Mall
from caseflow.documents.render import framstall
from caseflow.documents.underlag import Underlag
from caseflow.engine.errors import CaseflowError
from caseflow.settings import Settings
from caseflow.store.profiler import lagren, profiles
from caseflow.store.profilfiler import Filfel, read_file
from caseflow.store.tomlrader import line_of

EXEMPEL = "exempel"
"""A file that shows how it is written. No profile has that id, and it is checked like the others."""
_FORM = "filen med egna ord"
_PROVDAG = datetime(2026, 6, 1, 8, tzinfo=UTC)

_Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Egenfil:
    """One file: the texts by template and part that can be used, and what is wrong, by template.

    Under the empty template stand the faults of the file itself.
    """

    profil: str
    namn: str
    texter: Mapping[str, Mapping[str, str]]
    fel: Mapping[str, tuple[Filfel, ...]]


@dataclass(frozen=True, slots=True)
class Egna:
    """All the files, those of the deployment after those that came with caseflow, and every fault."""

    filer: tuple[Egenfil, ...]
    fel: tuple[Filfel, ...]


def egna_for(settings: Settings, profil: str, mall: Mall, sprak: str = SVENSKA) -> dict[str, str]:
    """The kommun's own words for this template, by part; empty where it has none. They are Swedish.

    Raises:
        CaseflowError: there are some, but they are faulty. Nothing is put in their place.
    """
    if sprak != SVENSKA or not mall.block:
        return {}
    layers = lagren(settings, profil)
    found: dict[str, str] = {}
    faults: list[Filfel] = []
    for file in sorted(
        (f for f in las_egna(settings).filer if f.profil in layers),
        key=lambda f: layers.index(f.profil),
    ):
        faults += [*file.fel.get("", ()), *file.fel.get(mall.kod, ())]
        found |= file.texter.get(mall.kod, {})
    if faults:
        raise CaseflowError(
            vad=f"{mall.titel} kan inte göras: kommunens egna ord till mallen är felaktiga.",
            varfor=" ".join(str(f) for f in faults),
            gor_nu="Säg till den som ansvarar för driften: caseflow mallar --kontrollera visar alla fel.",
        )
    return found


def version_med(mall: Mall, egna: Mapping[str, str]) -> str:
    """The version that is stored: of the template, and of the kommun's own words where there are any."""
    if not egna:
        return mall.version
    written = json.dumps(dict(egna), sort_keys=True, ensure_ascii=False)
    return f"{mall.version}+{hashlib.sha256(written.encode()).hexdigest()[:12]}"


def las_egna(settings: Settings) -> Egna:
    """Every file with its faults; read again in the same process only when a file has changed."""
    return _read(settings.mall_dirs, _stamp(settings.mall_dirs), tuple(profiles(settings)))


def _stamp(dirs: Iterable[Path]) -> _Stamp:
    files = (path for folder in dirs for path in sorted(folder.glob("*.toml")))
    return tuple((str(f), (s := f.stat()).st_mtime_ns, s.st_size) for f in files)


@lru_cache(maxsize=4)
def _read(dirs: tuple[Path, ...], stamp: _Stamp, profiler: tuple[str, ...]) -> Egna:
    faults = [
        Filfel(str(folder), 1, "", "katalogen finns inte", _FORM, "Rätta CASEFLOW_MALLAR.")
        for folder in dirs[1:]
        if not folder.is_dir()
    ]
    files = tuple(_file(Path(path), profiler) for path, _, _ in stamp)
    faults += [f for file in files for found in file.fel.values() for f in found]
    return Egna(files, tuple(sorted(faults)))


class _Provning:
    """What is gathered while one file is gone through."""

    def __init__(self, namn: str, lines: Mapping[str, int]) -> None:
        self.namn, self.lines = namn, dict(lines)
        self.texter: dict[str, dict[str, str]] = {}
        self.fel: dict[str, list[Filfel]] = {}

    def fault(self, mall: str, key: str, fel: Textfel) -> None:
        row = line_of(self.lines, key)
        found = Filfel(self.namn, row, key, fel.text, fel.regel, fel.gor_nu)
        self.fel.setdefault(mall, []).append(found)


def _file(path: Path, profiler: tuple[str, ...]) -> Egenfil:
    content, lines, wrong = read_file(path, _FORM)
    tried = _Provning(path.name, lines)
    if wrong:
        tried.fel[""] = list(wrong)
    if path.stem not in (*profiler, EXEMPEL):
        text = f"det finns ingen profil som heter «{path.stem}»"
        tried.fault(path.stem, "", Textfel(text, _FORM, "Döp filen efter profilens id."))
    for kod, table in content.items():
        _template(tried, kod, table)
    faults = {mall: tuple(found) for mall, found in tried.fel.items()}
    return Egenfil(path.stem, path.name, tried.texter, faults)


def _template(tried: _Provning, kod: str, table: object) -> None:
    mall = MALLAR.get(kod)
    if mall is None or not mall.block:
        having = ", ".join(sorted(m.kod for m in MALLAR.values() if m.block))
        what = "mallen finns inte" if mall is None else "mallen har inget block för egna ord"
        tried.fault(kod, kod, Textfel(what, "mallarnas koder", f"Välj bland: {having}."))
        return
    if not isinstance(table, dict):
        fel = Textfel("ska vara en tabell med block", _FORM, f"Skriv [{kod}] på en egen rad.")
        tried.fault(kod, kod, fel)
        return
    for block, text in table.items():
        faults = list(_faults_of(mall, block, text))
        for fel in faults:
            tried.fault(kod, f"{kod}.{block}", fel)
        if not faults:
            tried.texter.setdefault(kod, {})[block] = str(text)


def _faults_of(mall: Mall, block: str, text: object) -> list[Textfel]:
    if block not in mall.block:
        return [Textfel("blocket finns inte", "mallens block", f"Välj: {', '.join(mall.block)}.")]
    if not isinstance(text, str):
        return [Textfel("ska vara text", _FORM, "Skriv texten inom citattecken.")]
    return fel_i_texten(text, mall) or _trial(mall, block, text)


def _trial(mall: Mall, block: str, text: str) -> list[Textfel]:
    """Set the template with the text, for each kind of akt that it is for."""
    for slag in mall.slag:
        try:
            framstall(mall.kod, replace(_provunderlag(slag), egna={block: text}))
        except (CaseflowError, TemplateError, KeyError, ValueError) as fault:
            what = f"mallen går inte att göra med texten ({type(fault).__name__})"
            return [Textfel(what, "varje text provas i sin mall", "Skriv om texten enklare.")]
    return []


def _provunderlag(slag: str) -> Underlag:
    """An empty akt of nobody."""
    return Underlag(
        aktnummer="VN-0000-0000-0",
        slag=slag,
        enhet="Enheten",
        kommun="Kommunen",
        person_namn="",
        personnummer="",
        pseudonym="",
        skydd="",
        oppnat=None,
        uppgifter=(),
        skapad=_PROVDAG,
        skapad_av="",
        skapad_av_roll="handlaggare",
        lagrum=lagrum_for(_PROVDAG.date()),
    )
