"""``omnikb new``: a file to start from, with every key of its type explained."""

from __future__ import annotations

import datetime
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click

from omnikb.cli.console import show_problems
from omnikb.cli.invocation import Invocation
from omnikb.core_fields import CoreFields
from omnikb.documents import DocumentType
from omnikb.errors import OmniKBError
from omnikb.i18n import messages_of
from omnikb.index import Index
from omnikb.pipeline import gather
from omnikb.plugin_manager import Plugins
from omnikb.problems import Problem
from omnikb.reader import locate, read
from omnikb.schemas import Schema
from omnikb.skeletons import Skeleton
from omnikb.sources import Folder
from omnikb.suggestions import nearest
from omnikb.validation import Validator

_ = messages_of("omnikb")

NOT_IN_NAMES = re.compile(r"[\s\[\]|#/\\?%:<>\"'`*]+")

RESERVED = {"index", "readme"}
"""What would become the page of the whole folder."""


def command(invocation: Invocation) -> click.Command:
    """The command."""
    say = invocation.say

    @click.command("new", help=say(_("Write a new document of TYPE, all its keys explained. NAME names the file.")))
    @click.argument("type", metavar="TYPE")
    @click.argument("name", metavar="[NAME]", required=False)
    @click.option("--title", help=say(_("The document's title.")))
    @click.option("--lang", help=say(_("The language the document is written in. Default: the site's.")))
    def new(type: str, name: str | None, title: str | None, lang: str | None) -> int:
        plugins = invocation.plugins
        kind = _kind(plugins, type)
        index = gather(Folder(plugins.settings.content), plugins).index
        path = _path(kind, name or title or f"{kind.name}-{plugins.settings.today}", index, plugins)
        core: dict[str, str | datetime.date] = {"title": title or say(_("Untitled: {label}"), label=invocation.label(kind))}
        core["date"] = plugins.settings.today
        if lang:
            core["lang"] = lang
        models = tuple(model for model in Schema.composed(kind, plugins).models if model is not CoreFields)
        skeleton = Skeleton(models, core, invocation.language, plugins.settings.today, _Targets(index).newest)
        text, problems = _complete(skeleton, path, plugins)
        file = plugins.settings.content / path
        _write(file, text)
        click.echo(Path(os.path.relpath(file)).as_posix())
        if problems:
            show_problems(problems, plugins.settings)
        return 1 if problems else 0

    return new


@dataclass(frozen=True)
class _Targets:
    """Documents that a sample reference may name."""

    index: Index

    def newest(self, type: str | None) -> str | None:
        """The id of the newest document of a type, or of any with ``None``; ``None`` where there is none."""
        documents = self.index.of_type(type) if type else tuple(self.index.documents.values())
        ordered = sorted(documents, key=lambda document: (str(document.date or ""), document.id))
        return ordered[-1].id if ordered else None


def _kind(plugins: Plugins, name: str) -> DocumentType:
    kind = plugins.types.get(name)
    if kind is None:
        near = nearest(name, plugins.types)
        known = ", ".join(sorted(plugins.types))
        reason = (
            _("there is no document type {type}; did you mean {near}?")
            if near
            else _("there is no document type {type}; there are: {known}")
        )
        raise OmniKBError(reason, {"type": name, "near": near, "known": known})
    return kind


def _path(kind: DocumentType, name: str, index: Index, plugins: Plugins) -> str:
    """Where the document goes. Raises ``OmniKBError`` where its file or its id is taken."""
    visible = "".join(" " if unicodedata.category(character).startswith("C") else character for character in name)
    id = NOT_IN_NAMES.sub("-", visible.removesuffix(".md")).strip("-.")  # noqa: A001 - the field's own word
    if id.casefold() in RESERVED:
        raise OmniKBError(_("{name} is the name of a folder's own page; give another name after the type"), {"name": id})
    if not id:
        raise OmniKBError(_("{name} makes no file name; give one after the type"), {"name": name})
    path = f"{kind.folder}/{id}.md"
    # Some file systems cannot tell names apart that differ only in case
    owner = next((document for document in index.documents.values() if document.id.casefold() == id.casefold()), None)
    folder = plugins.settings.content / kind.folder
    names = [file.name for file in folder.iterdir()] if folder.is_dir() else []
    twin = next((one for one in names if one.casefold() == f"{id}.md".casefold()), None)
    if twin is not None:
        raise OmniKBError(_("{path} is there already; give another name after the type"), {"path": f"{kind.folder}/{twin}"})
    if owner is not None:
        raise OmniKBError(
            _("the id {id} belongs to {path} already; give another name after the type"), {"id": owner.id, "path": owner.path}
        )
    return path


def _write(file: Path, text: str) -> None:
    """Write a new file. Raises ``OmniKBError`` where the system refuses it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as new_file:
            new_file.write(text)
    except OSError as error:
        words = {"folder": os.path.relpath(file), "reason": error.strerror or str(error)}
        raise OmniKBError(_("cannot write {folder}: {reason}"), words) from error


def _complete(skeleton: Skeleton, path: str, plugins: Plugins) -> tuple[str, list[Problem]]:
    """The text, with those optional keys given that a plugin asks for all the same, and what it cannot satisfy."""
    problems = list(_found_in(skeleton.text(), path, plugins))
    asked = frozenset(str(problem.key[0]) for problem in problems if problem.key)
    if asked:
        skeleton = replace(skeleton, wanted=asked)
        problems = list(_found_in(skeleton.text(), path, plugins))
    text = read(path, skeleton.text().encode())[0]
    return skeleton.text(), [one.moved(*locate(text, one.key)) if text and one.key else one for one in problems]


def _found_in(text: str, path: str, plugins: Plugins) -> Iterator[Problem]:
    read_text, problems = read(path, text.encode())
    yield from problems
    if read_text is not None:
        document, problems, __ = Validator(plugins, plugins.settings.language).document(read_text)
        yield from problems
        if not problems:
            yield from plugins.collect("omnikb_check_document", Problem, path, document=document, settings=plugins.settings)
