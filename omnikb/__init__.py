"""OmniKB turns what projects learned into something the next project uses.

This is the door for plugin authors. A plugin is a module with functions named ``omnikb_*``, found through the
entry-point group ``omnikb``. It declares document types (:class:`DocumentType`) and keys in front matter
(:class:`Fields` with a :class:`FieldsModel`), marks ids of other documents with :class:`Ref`, and contributes
frozen records: a :class:`Link`, a :class:`Section` of a page, a :class:`Page`, an :class:`Asset`, a
:class:`Problem`. It reads documents and links from the :class:`Index`, and renders HTML with
:class:`Templates`. ``omnikb.hookspecs`` describes every hook; ``omnikb.testing`` builds a small knowledge
base in a test.
"""

from omnikb.addresses import page_name
from omnikb.documents import Document, DocumentType, Fields, FieldsModel, Part, Ref, Term, Trait, Types, trait, types
from omnikb.errors import OmniKBError, PluginError, SettingsError
from omnikb.field_types import Amount, Count, EachOnce, Listed, Number, SomeListed, Text
from omnikb.i18n import Message, messages_of, primary_language, translated
from omnikb.index import Index, Link
from omnikb.listings import by_year, gathering, newest_first, rows
from omnikb.pages import Asset, Deferred, Load, Page, Place, Section, Site
from omnikb.paging import ListPage, list_pages, portions
from omnikb.problems import Problem, ProblemKind, Severity
from omnikb.roles import Key, Role, Standing, StateValue, Terms, keys_with
from omnikb.settings import Settings
from omnikb.settings_file import SettingsFile
from omnikb.suggestions import nearest
from omnikb.templating import Templates, date, money, number, table
from omnikb.written_texts import written_texts

__version__ = "0.1.0"

__all__ = [
    "Amount",
    "Asset",
    "Count",
    "Deferred",
    "Document",
    "DocumentType",
    "EachOnce",
    "Fields",
    "FieldsModel",
    "Index",
    "Key",
    "Link",
    "ListPage",
    "Listed",
    "Load",
    "Message",
    "Number",
    "OmniKBError",
    "Page",
    "Part",
    "Place",
    "PluginError",
    "Problem",
    "ProblemKind",
    "Ref",
    "Role",
    "Section",
    "Settings",
    "SettingsError",
    "SettingsFile",
    "Severity",
    "Site",
    "SomeListed",
    "Standing",
    "StateValue",
    "Templates",
    "Term",
    "Terms",
    "Text",
    "Trait",
    "Types",
    "by_year",
    "date",
    "gathering",
    "keys_with",
    "list_pages",
    "messages_of",
    "money",
    "nearest",
    "newest_first",
    "number",
    "page_name",
    "portions",
    "primary_language",
    "rows",
    "table",
    "trait",
    "translated",
    "types",
    "written_texts",
]
