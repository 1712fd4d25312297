"""Build aside, then exchange: what stands at the site's path is always a whole site, the last that succeeded.

The new site grows in a hidden folder next to the old one. While its build lives, the folder is locked; the next
build removes folders whose lock is free. Where folders cannot be locked (Windows, some network file systems)
it removes those a day old instead.
"""

from __future__ import annotations

import os
import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from omnikb.adapters.exchange import exchange
from omnikb.adapters.leftovers import locked, release, remove_leftovers, retire
from omnikb.errors import SettingsError
from omnikb.i18n import messages_of
from omnikb.settings import Settings

_ = messages_of("omnikb")

_EVERY_SITE = ("404.html", "sitemap.xml")
"""Of these a built site has at least one; a start page has many a folder that was made by hand."""


@dataclass(frozen=True, slots=True)
class Target:
    """A folder to be replaced whole. ``root`` and ``content`` must survive it; ``file`` and ``key`` say where it was named."""

    folder: Path
    root: Path
    content: Path
    file: str = ""
    key: str = ""

    def error(self, message: str, **arguments: str) -> SettingsError:
        """One line about this folder."""
        return SettingsError(self.file, self.key, message, arguments={"folder": str(self.folder), **arguments})

    def unwritable(self, error: OSError) -> SettingsError:
        """The one line for a place that the system will not let us write."""
        return self.error(_("cannot write {folder}: {reason}"), reason=error.strerror or type(error).__name__)

    def refuse_unsafe(self) -> None:
        """Raise ``SettingsError`` unless the folder may be replaced as a whole."""
        if self.folder.is_symlink():
            raise self.error(_("{folder} is a symbolic link; name the folder itself"))
        if self.folder.exists() and not self.folder.is_dir():
            raise self.error(_("{folder} is a file, not a folder"))
        if self.folder.is_mount():
            raise self.error(_("{folder} is a mount point and cannot be exchanged; name a folder inside it"))
        real = self.folder.resolve()
        if real.is_relative_to(self.content.resolve()):
            raise self.error(_("{folder} lies in the content folder and would be taken for content; name one outside"))
        if self.root.resolve().is_relative_to(real) or self.content.resolve().is_relative_to(real):
            raise self.error(_("{folder} holds the content or the settings and would be overwritten"))

    def refuse_foreign(self) -> None:
        """Raise ``SettingsError`` where the folder has files and is no site: they would go with it."""
        if not self.folder.is_dir() or any((self.folder / name).is_file() for name in _EVERY_SITE):
            return
        if any(not one.name.startswith(".") for one in self.folder.iterdir()):
            raise self.error(_("{folder} has files in it and is no site, so they would be lost; name a new folder"))


@dataclass
class Staging:
    """A site being built. ``folder`` is where it grows; the first of ``publish`` and ``discard`` ends it."""

    target: Target
    folder: Path
    lock: int | None
    ended: bool = field(default=False, init=False)

    def publish(self, held: int | None = None, spare: Path | None = None) -> None:
        """Make the new site the site and remove the old. ``held``: the lock on the old one, where the caller has it;
        ``spare``: where the old one is to go, if it can.

        Raises ``SettingsError``, the old site in place.
        """
        live = self.target.folder
        try:
            self._swap(live, held, spare)
        except OSError as error:
            self.discard()
            raise self.target.unwritable(error) from error
        self.ended = True
        release(self.lock)

    def _swap(self, live: Path, held: int | None, spare: Path | None) -> None:
        if not live.exists():
            self.folder.rename(live)
            return
        shutil.copymode(live, self.folder)
        lock = locked(live, wait=True) if held is None else None
        try:
            retire(exchange(self.folder, live), live, spare)
        finally:
            release(lock)

    def discard(self) -> None:
        """Remove what was built; the site is untouched. Does nothing after ``publish``."""
        if not self.ended:
            self.ended = True
            shutil.rmtree(self.folder, ignore_errors=True)
            release(self.lock)


def stage_site(settings: Settings) -> Staging:
    """A fresh folder for a new site, after removing those of dead builds.

    Raises ``SettingsError`` where the site's place is not one to be replaced, or cannot be written.
    """
    target = Target(settings.site, settings.root, settings.content, settings.config_file, "site_dir")
    target.refuse_unsafe()
    try:
        target.refuse_foreign()
    except OSError as error:
        raise target.unwritable(error) from error
    return _staged(target)


def stage(target: Target) -> Staging:
    """The same for any folder that is to be replaced whole, whatever is in it."""
    target.refuse_unsafe()
    return _staged(target)


def _staged(target: Target) -> Staging:
    try:
        target.folder.parent.mkdir(parents=True, exist_ok=True)
        remove_leftovers(target.folder)
        folder, lock = fresh_folder(target.folder)
    except OSError as error:
        raise target.unwritable(error) from error
    return Staging(target, folder, lock)


def fresh_folder(site: Path) -> tuple[Path, int | None]:
    """A new locked folder beside ``site``. Another build may take it for a leftover before it is locked: then another one."""
    while True:
        folder = _new_name(site)
        folder.mkdir()
        try:
            lock = locked(folder)
        except (BlockingIOError, FileNotFoundError):
            continue
        if os.path.lexists(folder):
            return folder, lock
        release(lock)


def revived(target: Target, spare: Path) -> Staging | None:
    """The folder at ``spare`` in the place of a fresh one; ``None`` where there is none, or another build is quicker."""
    if spare.is_symlink() or not spare.is_dir():
        return None
    folder = _new_name(target.folder)
    try:
        os.utime(spare)  # where folders cannot be locked, an old one is taken for a leftover
        spare.rename(folder)
        lock = locked(folder)
    except OSError:
        return None
    if os.path.lexists(folder):
        return Staging(target, folder, lock)
    release(lock)
    return None


def _new_name(site: Path) -> Path:
    return site.with_name(f".{site.name}.new-{secrets.token_hex(4)}")
