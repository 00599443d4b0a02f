"""The profiles on disk: standard < kommun < enhet, read once per process.

The nearest layer wins, and each value remembers its file, line and source. A file of the deployment with
the id of one that came with caseflow lies upon it; with `arver` it lies upon another instead.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from caseflow.engine.errors import ProfileInvalid
from caseflow.rules.profil import (
    Beskrivning,
    Friytainsats,
    Harkomst,
    Profil,
    Uppfoljningspunkt,
    Utforare,
)
from caseflow.rules.profilkrav import Brist, brister
from caseflow.settings import Settings
from caseflow.store.profilfiler import (
    Filfel,
    Profilfil,
    faults_in,
    performers,
    profile_files,
    refuse,
)

_STANDARD = "standard"
_OF_ITS_OWN = {
    "verksamhet",
    "stadsdelar",
    "enheter",
    "hanvisande",
    "anmarkning",
    "motsagelse",
    "varianter",
}
"""What a file says of one kommun or enhet only: it is not inherited."""
_DESCRIBED = {f.name for f in fields(Beskrivning)}
_DRIVING = {f.name for f in fields(Profil)}
_Files = dict[str, list[Profilfil]]


@cache
def _read(dirs: tuple[Path, ...]) -> dict[str, Profil]:
    files, faults = profile_files(dirs)
    known, more = performers(dirs)
    faults += more
    names = {key: str(f.values["namn"]) for key, f in known.items() if "namn" in f.values}
    names |= {key: _name_of(layers) for key, layers in files.items() if key not in names}
    built: dict[str, Profil] = {}
    for key in files:
        chain, wrong = _chain(files, key)
        faults += wrong or _unknown_ids(chain[-1], names)
        if not wrong and not any(file.lost for file in chain):
            profil, not_allowed = _built(chain, names)
            faults += not_allowed
            built[key] = profil
    refuse(faults)
    return built


@cache
def _layers(dirs: tuple[Path, ...], key: str) -> tuple[str, ...]:
    files, _ = profile_files(dirs)
    chain = _chain(files, key)[0] if key in files else []
    return tuple(dict.fromkeys((_STANDARD, *(file.id for file in chain), key)))


def _name_of(layers: list[Profilfil]) -> str:
    values: dict[str, Any] = {}
    for file in layers:
        values |= file.values
    return str(values.get("verksamhet") or values.get("namn", ""))


def _chain(
    files: _Files, key: str, at: int = -1, above: tuple[tuple[str, int], ...] = ()
) -> tuple[list[Profilfil], list[Filfel]]:
    """The files a profile is built of, the farthest first; `at` counts among the files of one id."""
    at = len(files[key]) - 1 if at < 0 else at
    file = files[key][at]
    if file.parent:
        if file.parent not in files or any(k == file.parent for k, _ in (*above, (key, at))):
            text = f"profilen «{file.parent}» finns inte ovanför den"
            brist = Brist("arver", text, "lagren standard, kommun, enhet", "Ange en annan profil.")
            return [], faults_in(file, [brist])
        below, faults = _chain(files, file.parent, above=(*above, (key, at)))
    elif at > 0:
        below, faults = _chain(files, key, at - 1, above)
    elif key == _STANDARD or _STANDARD not in files:
        below, faults = [], []
    else:
        below, faults = _chain(files, _STANDARD, above=(*above, (key, at)))
    return [*below, file], faults


def _unknown_ids(file: Profilfil, names: dict[str, str]) -> list[Filfel]:
    """The performers and units that a file names and nobody has described."""
    found = [
        Brist(
            f"{key}.{number}",
            f"«{named}» finns varken i utforare.toml eller bland profilerna",
            "steget hanvisa",
            "Rätta namnet, eller lägg till verksamheten i utforare.toml.",
        )
        for key in ("hanvisar_till", "enheter", "hanvisande")
        for number, named in enumerate(file.values.get(key, ()))
        if named not in names
    ]
    return faults_in(file, found)


def _built(chain: list[Profilfil], names: dict[str, str]) -> tuple[Profil, list[Filfel]]:
    """The profile of its layers, and what the law and the processes do not allow in it."""
    values: dict[str, Any] = {"id": chain[-1].id}
    described: dict[str, Any] = {}
    origin: dict[str, Harkomst] = {}
    giver: dict[str, Profilfil] = {}
    for level, file in enumerate(chain):
        default = file.shipped and file.id == _STANDARD
        own = file.id == chain[-1].id
        for key, value in file.values.items():
            if key in {"arver", "kalla", "id"} or (key in _OF_ITS_OWN and not own):
                continue
            if key in _DESCRIBED and not default:
                described[key] = value
            if key in _DRIVING:
                values[key] = value
            line = file.lines.get(key, 0)
            origin[key] = Harkomst(file.name, line, file.sources.get(key, ""), default, level)
            giver[key] = file
    if not any("namn" in file.values for file in chain if file.id == chain[-1].id):
        brist = Brist("namn", "måste finnas", "profilfilens form", "Skriv profilens namn.")
        return Profil("", ""), faults_in(chain[-1], [brist])
    profil = Profil(
        **_typed(values, names),
        beskrivning=Beskrivning(**described),
        harkomst=origin,
        kallor={k: file.name for k, file in giver.items() if k in _DRIVING}
        | {"id": chain[-1].name},
    )
    return profil, [
        fault
        for brist in brister(profil)
        for fault in faults_in(giver.get(brist.nyckel.split(".")[0], chain[-1]), [brist])
    ]


def _typed(values: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """The values of the files in the types of the profile."""
    typed = dict(values)
    rows: dict[str, type[Any]] = {"uppfoljningar": Uppfoljningspunkt, "friyta_utbud": Friytainsats}
    for key, kind in rows.items():
        if key in typed:
            typed[key] = tuple(kind(**row) for row in typed[key])
    if "hanvisar_till" in typed:
        typed["hanvisar_till"] = tuple(
            Utforare(named, names.get(named, named)) for named in typed["hanvisar_till"]
        )
    if "bistand_manader" in typed:
        typed["bistand_manader"] = typed["bistand_manader"][-1]
    return typed


@dataclass(frozen=True, slots=True)
class Utforarpost:
    """What the sources say of an external performer."""

    id: str
    namn: str
    beskrivning: Beskrivning
    harkomst: dict[str, Harkomst]


@cache
def _performers(dirs: tuple[Path, ...]) -> dict[str, Utforarpost]:
    known, faults = performers(dirs)
    refuse(faults)
    return {
        key: Utforarpost(
            key,
            str(file.values["namn"]),
            Beskrivning(**{k: v for k, v in file.values.items() if k in _DESCRIBED}),
            {
                k: Harkomst(
                    file.name, file.lines[f"{key}.{k}"], file.sources.get(k, ""), utgangslage=False
                )
                for k in file.values
            },
        )
        for key, file in known.items()
    }


def utforarna(settings: Settings) -> dict[str, Utforarpost]:
    """The external performers by id.

    Raises:
        ProfileInvalid: the file does not load.
    """
    return _performers(settings.profile_dirs)


def profiles(settings: Settings) -> dict[str, Profil]:
    """Every profile by id.

    Raises:
        ProfileInvalid: any of them breaks the law, the processes or the schema; every fault is told.
    """
    return _read(settings.profile_dirs)


def find_profile(settings: Settings, text: str) -> Profil:
    """The profile with that id, or that four-digit kommunkod.

    Raises:
        ProfileInvalid: there is none.
    """
    known = profiles(settings)
    wanted = text if text in known else text.replace("_", "-")
    if wanted in known:
        return known[wanted]
    for stem, profil in known.items():
        # A unit inherits its kommun's code; the code means the kommun.
        if wanted == profil.kommunkod and profil.kallor.get("kommunkod") == f"{stem}.toml":
            return profil
    raise ProfileInvalid(
        vad=f"Profilen «{text}» finns inte.",
        gor_nu=f"Välj bland: {', '.join(sorted(known))}, eller en fyrsiffrig kommunkod.",
    )


def lagren(settings: Settings, profil: str) -> tuple[str, ...]:
    """The ids of the layers that a profile is built of, the farthest first and itself last."""
    return _layers(settings.profile_dirs, profil)
