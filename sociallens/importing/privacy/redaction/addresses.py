"""Postal addresses: a house number and a street, with the town that follows."""

from sociallens.importing.privacy.redaction.rules import Rule
from sociallens.importing.privacy.redaction.tables import LETTER, UPPER

ADDRESS = "[adresse]"

_CAPITAL = rf"{UPPER}[{LETTER}'’.-]*"
_LINK = r"(?i:de la|du|des|de|la|le|les|aux?|saint|ste?)"
_ELIDED = r"(?i:de l['’]|d['’]|l['’])"
_HOUSE = r"\b\d{1,4}(?:\s?(?i:bis|ter|quater|[a-d])\b)?\s?(?:[-/]\s?\d{1,4}\s?)?,?\s*"
# Words that are streets and little else; the others need a capital after them.
_SURE = (
    r"(?i:rue|r\.|avenue|av\.?|ave|boulevard|boul\.?|bd|bld|blvd|chemin|impasse|all[ée]es?"
    r"|faubourg|fbg|ruelle|venelle|lotissement|r[ée]sidence|rés\.?|hameau|lieu-dit|sentier|quai"
    r"|esplanade|rond-point|traverse|street|road|straat|stra(?:ß|ss)e)"
)
_UNSURE = (
    r"(?i:place|pl\.?|cours|route|rte|square|passage|villa|cit[ée]|voie|mont[ée]e|clos|mail|parc"
    r"|porte|promenade|chauss[ée]e|domaine|quartier|tour|ch\.)"
)
_NAME = (
    rf"\s*(?:{_LINK}\s+|{_ELIDED})*[{LETTER}\d'’.-]{{2,}}"
    rf"(?:(?:[ -]{_LINK})*[ -]{_ELIDED}?{_CAPITAL})*"
)
_CAPITAL_NAME = (
    rf"\s*(?:{_LINK}\s+|{_ELIDED})*{_CAPITAL}(?:(?:[ -]{_LINK})*[ -]{_ELIDED}?{_CAPITAL})*"
)
_CITY = rf"{_CAPITAL}(?:[ -](?:{_LINK}[ -])*{_CAPITAL})*(?:\s(?i:cedex)(?:\s\d+)?)?"
_COMMON = r"(?i:paris|lyon|marseille|lille|nantes|toulouse|bordeaux|nice|rennes|strasbourg)\b"
_HYPHENED = r"[a-zé]+(?:-[a-zé]+)+"
_TOWN = rf"(?:F-|B-|L-|CH-)?\d{{4,5}}(?:[ ,]\s?(?:{_CITY}|{_COMMON}|{_HYPHENED}))?"
_WORDS = rf"(?:\s+[{LETTER}'’.-]+){{1,7}}?"
_THEN = rf"(?:\s?[,;–-]?\s?(?:à\s)?{_TOWN}|,?\s(?:à|a)\s(?:{_CITY}|{_COMMON})|,\s?{_CITY})"

ADDRESSES = Rule(
    "address",
    ADDRESS,
    rf"{_HOUSE}(?:{_SURE}|{_UNSURE}){_WORDS}\s?,?\s?\d{{5}}"
    rf"(?:[ ,]\s?(?:{_CITY}|{_COMMON}|{_HYPHENED}))?"
    rf"|{_HOUSE}{_SURE}\b\.?{_NAME}{_THEN}?"
    rf"|{_HOUSE}{_UNSURE}\b{_CAPITAL_NAME}{_THEN}?"
    rf"|\b(?:{_SURE}|{_UNSURE})\b{_CAPITAL_NAME},?\s\d{{1,4}}(?i:bis|[a-d])?\s?,?\s?[–-]?\s?"
    rf"(?:B-|L-|CH-)?\d{{4,5}}\s{_CITY}",
    stay=rf"{_HOUSE}(?i:boulevard p[ée]riph)",
    sign=rf"\d(?:[ ,\d/-]|[a-dA-D]|(?i:bis|ter|quater))*(?:{_SURE}|{_UNSURE})\s"
    rf"|(?:{_SURE}|{_UNSURE})\s[^\d\n]{{3,}}\d",
)
