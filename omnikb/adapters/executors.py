"""Who builds the pages besides this computer: the address of a cluster, as it is given."""

from __future__ import annotations

import re
from importlib.util import find_spec

from omnikb.errors import SettingsError
from omnikb.i18n import messages_of

_ = messages_of("omnikb")

OPTION = "--executor"

_DASK = re.compile(r"dask://([^\s/]+:[0-9]{1,5})")


def scheduler_of(executor: str) -> str:
    """Where the scheduler of ``dask://HOST:PORT`` listens, as Dask calls it. Raises ``SettingsError`` for anything else, and
    where Dask is not installed."""
    given = _DASK.fullmatch(executor)
    if given is None:
        raise SettingsError("", OPTION, _("{executor} is no address; write dask://HOST:PORT"), arguments={"executor": executor})
    if find_spec("distributed") is None:
        raise SettingsError("", OPTION, _("Dask is not installed; install it with: pip install 'omnikb[dask]'"))
    return f"tcp://{given[1]}"
