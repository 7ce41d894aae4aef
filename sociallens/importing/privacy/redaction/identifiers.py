"""Plates of cars, numbers of papers, addresses of connections."""

from sociallens.importing.privacy.redaction.rules import Rule

PLATE, PAPER, IP = "[plaque]", "[pièce d’identité]", "[IP]"

_IS = r"\s*(?:est|is|:|=|,|\()?\s*(?:le\s)?(?:n[°ºo]\.?|num[ée]ro|number|no\.?)?\s*:?\s*"
_SIV = r"[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}\b"  # France, without I, O and U
_LOOSE = r"[A-HJ-NP-TV-Z]{2}[ .-]?\d{3}[ .-]?[A-HJ-NP-TV-Z]{2}\b"
_OLD = r"\d{2,4}[ .-]?[A-HJ-NP-TV-Z]{2,3}[ .-]?(?:\d{2,3}|2[AB])\b"
_BELGIAN = r"[1-9]-?[A-Z]{3}-?\d{3}\b"
_PLATED = (
    r"(?i:immatricul[\p{L}]*|plaques?(?: d['’]immatriculation| min[ée]ralogique)?|carte grise)"
    f"{_IS}"
)
_CAR = r"(?i:voiture|v[ée]hicule|camion(?:nette)?|fourgon(?:nette)?|utilitaire|scooter|moto|taxi)\s"
_NO_CAR = r"(?i:r[ée]f(?:[ée]rences?|\.)?|mod[èe]le|article|produit|code|sku|pi[èe]ce|type|version)"

PLATES = Rule(
    "plate",
    PLATE,
    rf"(?<before>\b(?:{_PLATED}|{_CAR}))(?:{_LOOSE}|{_OLD}|{_BELGIAN})|\b{_SIV}",
    stay=rf"\b{_NO_CAR}{_IS}[A-Z]{{2}}-\d{{3}}-[A-Z]{{2}}|[\w-]+-{_SIV}|{_SIV}-\w+",
    sign=r"(?i)[a-z]{2,3}[ .-]?\d",
)

_PAPERS = (
    r"(?i:passeport|passport|carte (?:nationale )?d['’]identit[ée]|cni|titre de s[ée]jour"
    r"|permis de conduire)"
)
PAPERS = Rule(
    "number of a paper",
    PAPER,
    rf"(?<before>\b{_PAPERS}{_IS})"
    r"(?i:\d{2}[a-z]{2}\d{5}|[a-z]{1,2}\d{6,9}|\d{9,12}|[a-z]\d[a-z0-9]{7}|\d[a-z0-9]{8})\b",
    sign=r"(?i)passe?port|identit|\bcni\b|s[ée]jour|permis",
)

_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_LONG = r"(?:25[0-5]|2[0-4]\d|1\d\d)"
# One number of three digits at least: those of versions are shorter.
_V4 = "|".join(
    r"\.".join(_LONG if place == long else _OCTET for place in range(4)) for long in range(4)
)
_ANY_V4 = rf"{_OCTET}(?:\.{_OCTET}){{3}}"
_HEX = r"[0-9a-fA-F]{1,4}"
_V6 = rf"(?:(?:{_HEX}:){{7}}{_HEX}|(?:{_HEX}:){{2,6}}(?::{_HEX}){{1,5}}|{_HEX}:(?::{_HEX}){{3,6}})"
# Networks at home, which everybody has.
_PRIVATE = (
    rf"\b(?:(?:10|127)(?:\.{_OCTET}){{3}}|(?:192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))"
    rf"(?:\.{_OCTET}){{2}})\b"
)
_VERSION = (
    r"(?i:\b(?:versions?|v|ios|android|windows|mac ?os|firmware|logiciel|appli(?:cation)?s?|build"
    r"|mise [àa] jour|maj|release|chrome|safari|firefox|edge|pilote|driver|paragraphe|chapitre"
    r"|article|section)[\s:.°n]{0,4}\d+(?:\.\d+){3,})"
)
_IP_SAID = r"(?i:\bip(?:v[46])?\b(?:\s(?:est|publique|fixe|adresse|address|is))?\s?[:=(]?\s?)"

IPS = Rule(
    "address of a connection",
    IP,
    rf"(?<before>{_IP_SAID}){_ANY_V4}\b|\b(?:{_V4})\b|\b{_V6}\b",
    stay=rf"{_PRIVATE}|{_VERSION}|\b\d+(?:\.\d+){{4,}}|{_IP_SAID}{_PRIVATE}|\w[-:.]{_ANY_V4}",
    sign=r"\d\.\d{1,3}\.\d{1,3}\.\d|(?i)[0-9a-f]:[0-9a-f:]*:[0-9a-f]",
)
