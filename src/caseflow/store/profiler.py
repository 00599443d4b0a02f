"""The profiles on disk: standard < kommun < enhet, read once per process."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from caseflow.engine.errors import ProfileInvalid
from caseflow.rules.profil import Profil, bygg
from caseflow.settings import Settings

_STANDARD = "standard"


@cache
def _read(dirs: tuple[Path, ...]) -> dict[str, Profil]:
    raw: dict[str, tuple[str, dict[str, Any]]] = {}
    for folder in dirs:
        for path in sorted(folder.glob("*.toml")):
            try:
                raw[path.stem] = (path.name, tomllib.loads(path.read_text(encoding="utf-8")))
            except tomllib.TOMLDecodeError as fault:
                raise ProfileInvalid(
                    vad=f"Profilen {path.name} går inte att läsa.",
                    varfor=str(fault),
                    gor_nu="Rätta filen och starta om.",
                ) from fault
    return {profile_id: bygg(_layers(profile_id, raw)) for profile_id in raw}


def _layers(
    profile_id: str, raw: dict[str, tuple[str, dict[str, Any]]], below: tuple[str, ...] = ()
) -> list[tuple[str, dict[str, Any]]]:
    """The files a profile is built of; `arver` names the one above (standard when absent)."""
    source, content = raw[profile_id]
    own = {k: v for k, v in content.items() if k != "arver"}
    own.setdefault("id", profile_id)
    if profile_id == _STANDARD:
        return [(source, own)]
    parent = str(content.get("arver", _STANDARD))
    if parent not in raw or parent in (*below, profile_id):
        raise ProfileInvalid(
            vad=f"Profilen i {source} laddas inte.",
            varfor=f"arver: profilen «{parent}» finns inte ovanför den.",
            gor_nu="Rätta filen och starta om.",
        )
    return [*_layers(parent, raw, (*below, profile_id)), (source, own)]


def profiles(settings: Settings) -> dict[str, Profil]:
    """Every profile by id.

    Raises:
        ProfileInvalid: any of them breaks the law, the processes or the schema.
    """
    return _read(settings.profile_dirs)


def find_profile(settings: Settings, text: str) -> Profil:
    """The profile with that id, or that four-digit kommunkod.

    Raises:
        ProfileInvalid: there is none.
    """
    known = profiles(settings)
    wanted = text.replace("_", "-")
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
