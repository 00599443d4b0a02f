"""The profile files as they lie on disk: read, checked against the schema, with the line of each key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseflow.engine.errors import ProfileInvalid
from caseflow.rules.profilkrav import Brist
from caseflow.store.profilschema import ID, PERFORMER, PROFILE_FILE, checked
from caseflow.store.tomlrader import line_of, lines_of_keys

PERFORMERS = "utforare.toml"
_FORM = "profilfilens form"


@dataclass(frozen=True, slots=True)
class Profilfil:
    """One file. `shipped` says that it came with caseflow and not with the deployment.

    `lost` says that its values could not be read: what the law says of them cannot be told.
    """

    id: str
    name: str
    shipped: bool
    values: dict[str, Any]
    lines: dict[str, int]
    lost: bool = False

    @property
    def parent(self) -> str:
        """The profile that the file says it inherits."""
        return str(self.values.get("arver", ""))

    @property
    def sources(self) -> dict[str, str]:
        """Where the values come from, by key."""
        return dict(self.values.get("kalla", {}))


@dataclass(frozen=True, slots=True, order=True)
class Filfel:
    """A fault at its place."""

    name: str
    line: int
    key: str
    text: str
    rule: str
    do_now: str

    def __str__(self) -> str:
        """File, line, key, what is wrong, the rule and what to do now."""
        where = f"{self.name} rad {self.line}" + (f", {self.key}" if self.key else "")
        return f"{where}: {self.text}. Regel: {self.rule}. {self.do_now}"


def faults_in(file: Profilfil, found: list[Brist]) -> list[Filfel]:
    """The faults with the file and the line that each stands on."""
    return [
        Filfel(file.name, line_of(file.lines, b.nyckel), b.nyckel, b.text, b.regel, b.gor_nu)
        for b in found
    ]


def refuse(faults: list[Filfel]) -> None:
    """Say every fault of every file at once.

    Raises:
        ProfileInvalid: there is any.
    """
    if not faults:
        return
    every = sorted(set(faults))
    names = sorted({f.name for f in every})
    one = len(names) == 1
    raise ProfileInvalid(
        vad=f"Profilen i {names[0]} laddas inte."
        if one
        else f"{len(names)} profilfiler laddas inte: {', '.join(names)}.",
        varfor="\n  ".join(str(f) for f in every),
        gor_nu=f"Rätta {'filen' if one else 'filerna'} och starta om.",
    )


def profile_files(dirs: tuple[Path, ...]) -> tuple[dict[str, list[Profilfil]], list[Filfel]]:
    """The files of each profile, those of the deployment after those that came with caseflow."""
    found: dict[str, list[Profilfil]] = {}
    faults: list[Filfel] = []
    for number, folder in enumerate(dirs):
        if not folder.is_dir():
            faults.append(
                Filfel(str(folder), 1, "", "katalogen finns inte", _FORM, "Rätta inställningen.")
            )
        for path in sorted(folder.glob("*.toml")):
            if path.name == PERFORMERS:
                continue
            content, lines, wrong = read_file(path)
            values, brister = checked(PROFILE_FILE, content)
            lost = bool(wrong) or (bool(content) and not values)
            file = Profilfil(path.stem, path.name, number == 0, values, lines, lost)
            brister += _own_faults(file)
            faults += wrong or faults_in(file, brister)
            found.setdefault(path.stem, []).append(file)
    return found, faults


def performers(dirs: tuple[Path, ...]) -> tuple[dict[str, Profilfil], list[Filfel]]:
    """What is known of the external performers, by id; the deployment's own word is the nearest."""
    found: dict[str, Profilfil] = {}
    faults: list[Filfel] = []
    for path in _performer_files(dirs):
        content, lines, wrong = read_file(path)
        faults += wrong
        for key, entry in content.items():
            values, brister = checked(PERFORMER, entry if isinstance(entry, dict) else {key: entry})
            if "namn" not in values and not brister:
                brister = [_missing_name()]
            file = Profilfil(key, path.name, shipped=False, values=values, lines=lines)
            faults += faults_in(file, [_beneath(key, b) for b in brister])
            found[key] = file
    return found, faults


def _performer_files(dirs: tuple[Path, ...]) -> Iterator[Path]:
    """Beside the directory that came with caseflow, and in that of the deployment."""
    for number, folder in enumerate(dirs):
        path = (folder.parent if number == 0 else folder) / PERFORMERS
        if path.is_file():
            yield path


def _beneath(key: str, brist: Brist) -> Brist:
    return Brist(f"{key}.{brist.nyckel}", brist.text, brist.regel, brist.gor_nu)


def _missing_name() -> Brist:
    return Brist("namn", "måste finnas", _FORM, "Skriv verksamhetens namn.")


def _own_faults(file: Profilfil) -> list[Brist]:
    """What a file says of itself that cannot be."""
    found = []
    if not re.fullmatch(ID, file.id):
        found.append(
            Brist(
                "", "filens namn är profilens id", _FORM, "Döp om filen: a–z, 0–9 och bindestreck."
            )
        )
    if file.values and file.values.get("id", file.id) != file.id:
        found.append(
            Brist("id", "ska vara filens namn utan .toml", _FORM, f'Ange id = "{file.id}".')
        )
    found += [
        Brist(
            f"kalla.{key}",
            "källan gäller ett värde som filen inte har",
            _FORM,
            "Ta bort raden, eller skriv in värdet.",
        )
        for key in file.sources
        if key not in file.values
    ]
    return found


def read_file(path: Path, rule: str = _FORM) -> tuple[dict[str, Any], dict[str, int], list[Filfel]]:
    """What a TOML file holds, the line of each key, and what is wrong if it cannot be read."""
    text = ""

    def unreadable(line: int, what: str, key: str = "") -> Filfel:
        return Filfel(path.name, line, key, what, rule, "Rätta filen.")

    try:
        text = path.read_text(encoding="utf-8-sig")
        return tomllib.loads(text), lines_of_keys(text), []
    except OSError:
        fault = unreadable(1, "filen går inte att öppna")
    except UnicodeDecodeError as wrong:
        line = wrong.object[: wrong.start].count(b"\n") + 1
        fault = unreadable(line, "filen är inte sparad som UTF-8")
    except RecursionError:
        fault = unreadable(1, "filen har för många nivåer inuti varandra")
    except tomllib.TOMLDecodeError as wrong:
        fault = unreadable(*_no_toml(text.splitlines() or [""], str(wrong)))
    return {}, {}, [fault]


def _no_toml(lines: list[str], said: str) -> tuple[int, str, str]:
    """The line and what is wrong there, and for what stands twice its key too."""
    at = re.search(r"line (\d+)", said)
    line = int(at.group(1)) if at else len(lines)
    if not re.search("twice|overwrite", said):
        return line, "raden går inte att läsa som TOML", ""
    key = re.match(r"[\s\[]*([^\s=\]]*)", lines[line - 1])
    return line, "står redan tidigare i filen", key.group(1) if key else ""
