"""Numbers of orders, files and parcels: after their keyword, by a carrier's shape, or bare."""

from sociallens.importing.privacy.redaction.contacts import SERVICES
from sociallens.importing.privacy.redaction.rules import Rule
from sociallens.importing.privacy.redaction.tables import rows

ORDER, PARCEL = "[n° de commande]", "[n° de colis]"
_PLACEHOLDERS = {"order": ORDER, "parcel": PARCEL}

# Without "n°" a number must be long or mix letters and digits, so that dates, prices and
# postcodes stay.
_STRONG = (
    r"(?:\d{6,}[A-Z]{0,3}|[A-Z]{1,6}[-_]?\d{5,}[A-Z0-9]*|\d+[A-Z][A-Z0-9]{4,}|\d{3,}-\d{4,}[\d-]*"
    r"|[A-Z]{2,4}-\d{2,4}-\d{3,}|[A-Z]+\d+[A-Z][A-Z0-9]{3,})\b"
)
_WEAK = (
    r"(?:\d{1,4}(?:[ .]\d{2,4}){2,}"
    r"|[A-Z]{0,6}[-_/]?\d{4,}[A-Z0-9_/-]*(?: \d{4,})*|[A-Z]{1,5}[-_/]\d{2,}[-_/A-Z0-9]+"
    r"|\d+[A-Z]+[A-Z0-9-]{3,}(?: \d{2,4})*|\d[A-Z](?: \d{2,4}){3,}|[A-Z]+\d+[A-Z0-9-]{2,}"
    r"|\d{3}-\d{3,}|[A-Z]{8,20})\b"
)
_SIGN = (
    r"(?:n[°ºo]|n\.|num[ée]ro|num|nbr|nr|code|identifiant|id|r[ée]f[ée]rences?|r[ée]f\.?|number"
    r"|no\.?|#)"
)
_GAP = r"\s*(?:est|is|:|=|-|\()?\s*(?:(?:le|la)\s|l['’])?\s*(?:n[°º]|#)?\s*"
_ORDERS = (
    r"(?:commande|cde|cmd|order|achat|facture|invoice|dossier|r[ée]clamation|ticket|contrat"
    r"|client|retour|remboursement|devis|demande|incident|litige|compte|adh[ée]rent|abonn[ée])s?"
)
_PARCELS = (
    r"(?:colis|suivi|suivit|tracking|parcel|paquet|exp[ée]dition|bordereau|envoi|livraison|shipment"
    r"|colissimo|chronopost|mondial relay|dpd|gls|ups|dhl|fedex|relais colis)s?"
)


_LINK = r"https?://\S+|www\.\S+"
_STAY = rf"{_LINK}|(?:[\p{{L}}°º'’]+[\s:(]{{0,3}}){{0,4}}{SERVICES}"


def _keyworded(name: str, words: str, placeholder: str) -> tuple[Rule, Rule]:
    """A keyword and its number, in either order of "commande n° …" and "n° de commande …"."""
    sign_last = rf"\b{words}\s*,?\s*(?:\(|(?:sous|avec|porte|est) (?:le )?)?{_SIGN}{_GAP}"
    sign_first = (
        rf"\b{_SIGN}\s*(?:(?:de|d['’]|du|of)\s*)?(?:(?:la|ma|mon|votre|notre|sa|le)\s+)?"
        rf"(?:suivi\s+(?:de\s+|du\s+)?)?{words}(?:\s+(?-i:[a-zé]{{3,}}\b))?{_GAP}"
    )
    bare = rf"\b{words}(?: sav| client)?\s*[:(]?\s*(?:est (?:le )?|#)?"
    has = r"\d|(?i:n[°º]|num[ée]ro)"
    signed = rf"(?<before>(?i:{sign_last}|{sign_first})){_WEAK}"
    alone = rf"(?<before>(?i:{bare})){_STRONG}"
    return (
        Rule(f"{name} number", placeholder, signed, stay=_STAY, sign=has),
        Rule(name, placeholder, alone, stay=_STAY, sign=r"\d{4}"),
    )


KEYWORDED = (*_keyworded("parcel", _PARCELS, PARCEL), *_keyworded("order", _ORDERS, ORDER))
CARRIERS = tuple(
    Rule(
        f"{kind} of a carrier",
        placeholder,
        "|".join(rf"\b{row['pattern']}\b" for row in rows("carriers") if row["kind"] == kind),
        sign=r"\d{3}",
    )
    for kind, placeholder in _PLACEHOLDERS.items()
)
_ARTICLE = (
    r"(?i:article|art\.|produit|mod[èe]le|r[ée]f\.?|r[ée]f[ée]rence|ean|gtin|isbn"
    r"|code[- ]barres?|sku|asin|siret|siren|rcs)"
    r"[\s:°(n]*(?i:article |produit |r[ée]f\.? |ean )?[:\s]*[\w-]+"
)
_COUNTED = (
    r"\b\d{8,}\s?(?:€|\$|%|(?i:euros?|eur|vues|abonn|followers|habitants|clients|avis|fois)\b)"
)
_DAY = r"\b(?:19|20)\d{2}[01]\d[0-3]\d\b|\b[0-3]\d[01]\d(?:19|20)\d{2}\b"
LONELY = Rule(
    "number alone",
    ORDER,
    rf"(?<before>\b(?i:n[°º]|num[ée]ro)\s*:?\s*)(?:{_STRONG}|[A-Z]{{8,20}}\b)",
    stay=_STAY,
    sign=r"(?i)n[°º]|num[ée]ro",
)
BARE = Rule(
    "long number",
    ORDER,
    r"\b(?:\d{8,}|[A-Z]{1,6}[-_]?\d{7,}[A-Z0-9]*|\d{7,}[A-Z]{1,6}\d*|\d{2,5}[A-Z]{1,4}\d{6,}"
    r"|[A-Z]{1,4}\d{1,4}[A-Z]{1,4}\d{6,}|\d{3,6}-\d{5,}(?:-\d+)*|[A-Z]{2,5}-\d{4,}-[A-Z0-9]{2,})\b",
    stay=rf"{_STAY}|{_ARTICLE}|{_COUNTED}|{_DAY}",
    sign=r"\d{5}",
)
