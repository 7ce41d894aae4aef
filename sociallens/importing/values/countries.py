"""Countries as exports write them, codes of two or three letters or names, to ISO 3166 codes."""

from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

from sociallens.i18n import LANGUAGES
from sociallens.importing.values.vocabulary import simplify, synonyms

_NONE = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})  # codes that CLDR gives to no country


@cache
def spellings() -> Mapping[str, str]:
    """Every simplified spelling of a country -> its code of two letters."""
    territories = [Locale.parse(language).territories for language in LANGUAGES]
    codes = [str(code) for code in territories[0] if str(code).isalpha() and code not in _NONE]
    codes_by_spelling = {
        simplify(str(names[code])): code for names in territories for code in codes
    }
    for alias, several in get_global("territory_aliases").items():
        if alias.isalpha() and len(several) == 1 and several[0] in codes:
            codes_by_spelling[simplify(alias)] = several[0]
    return codes_by_spelling | synonyms("country") | {simplify(code): code for code in codes}
