"""The translations: collect every marked message, keep the Chinese catalogues in step, compile them.

``python tests/architecture/catalogues.py`` rewrites each package's .po and .mo; ``--check`` only says what is
wrong with them. Written so that the same messages always give the same bytes: no dates, no line numbers.
"""

from __future__ import annotations

import io
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parents[2]
LANGUAGE = "zh"
KEYWORDS: dict[str, Any] = {"_": None, "ngettext": (1, 2)}
EXTRACTORS: dict[str, Callable[..., Any]] = {".py": extract_python, ".html": babel_extract}
PLACEHOLDER = re.compile(r"\{(\w*)|%\((\w+)\)")


class StableCatalog(Catalog):
    """A catalogue whose header says nothing that changes by itself."""

    mime_headers: Any = [  # noqa: RUF012 -- the base class has a property here, so no other annotation would fit
        ("Project-Id-Version", "OmniKB"),
        ("Language", LANGUAGE),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", "nplurals=1; plural=0;"),
    ]


def packages() -> list[Path]:
    """The folders of the core and of every first-party plugin, as the wheel lists them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [ROOT / folder for folder in project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]]


def marked(package: Path) -> Iterator[str | tuple[str, str]]:
    """Every message marked in the package's code and templates; a pair is a singular and its plural."""
    for file in sorted(package.rglob("*")):
        extractor = EXTRACTORS.get(file.suffix)
        if extractor is None or not file.is_file():
            continue
        with file.open("rb") as source:
            for _line, found, _comments, _context in extract(extractor, source, keywords=KEYWORDS, options={"encoding": "utf-8"}):
                yield found if isinstance(found, str) else (found[0], found[1])


def po_file(package: Path) -> Path:
    """Where the package keeps its translations; the compiled ones lie beside it."""
    return package / "locales" / LANGUAGE / "LC_MESSAGES" / f"{package.name}.po"


def catalogue(package: Path) -> Catalog:
    """The package's marked messages, with the translations that its .po has of them."""
    known: dict[str, Message] = {}
    if po_file(package).exists():
        with po_file(package).open("rb") as file:
            known = {_key(message): message for message in read_po(file, locale=LANGUAGE) if message.id}
    current = StableCatalog(locale=LANGUAGE, fuzzy=False, header_comment=f"# Chinese texts of {package.name}.")
    for english in marked(package):
        found = known.get(english if isinstance(english, str) else english[0])
        same = found is not None and isinstance(found.id, str) == isinstance(english, str) and not found.fuzzy
        current.add(english, found.string if found is not None and same else "")
    return current


def as_po(current: Catalog) -> bytes:
    """The catalogue as text, sorted by message."""
    out = io.BytesIO()
    write_po(out, current, no_location=True, sort_output=True, width=0)
    return out.getvalue()


def as_mo(current: Catalog) -> bytes:
    """The catalogue compiled, as gettext reads it."""
    out = io.BytesIO()
    write_mo(out, current)
    return out.getvalue()


def complaints(package: Path) -> Iterator[str]:
    """What is wrong with a package's translations, a line each."""
    current = catalogue(package)
    po = po_file(package)
    for message in current:
        if message.id and not all(_forms(message.string)):
            yield f"{package.name}: not translated: {_key(message)!r}"
        elif message.id and not _placeholders_agree(message):
            yield f"{package.name}: other placeholders than the English: {_key(message)!r}"
    if not po.exists() or po.read_bytes() != as_po(current):
        yield f"{package.name}: {po.name} is not in step with the code; run `make catalogues`"
    elif not po.with_suffix(".mo").exists() or po.with_suffix(".mo").read_bytes() != as_mo(current):
        yield f"{package.name}: {po.stem}.mo is not what {po.name} compiles to; run `make catalogues`"


def update(package: Path) -> None:
    """Rewrites the package's .po and .mo; translations of messages that are gone go with them."""
    current = catalogue(package)
    if not list(marked(package)):
        return
    po_file(package).parent.mkdir(parents=True, exist_ok=True)
    po_file(package).write_bytes(as_po(current))
    po_file(package).with_suffix(".mo").write_bytes(as_mo(current))


def speaking() -> list[Path]:
    """The packages that have anything to say."""
    return [package for package in packages() if next(marked(package), None) is not None]


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    forms = (text,) if isinstance(text, str) else tuple(text or ())
    return forms or ("",)


def _placeholders_agree(message: Message) -> bool:
    """Each translation names the values that the English names; the plural form names all there are."""
    wanted = set(PLACEHOLDER.findall(_forms(message.id)[-1]))
    return all(set(PLACEHOLDER.findall(form)) == wanted for form in _forms(message.string))


def main(arguments: list[str]) -> int:
    """Updates, or with ``--check`` only looks; 1 where something is wrong."""
    if "--check" not in arguments:
        for package in packages():
            update(package)
    found = [line for package in speaking() for line in complaints(package)]
    for line in found:
        sys.stderr.write(line + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
