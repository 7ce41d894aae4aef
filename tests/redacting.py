"""The annotated texts of redaction: carriers of `tests/sets/redaction` times values, seeded."""

import csv
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

SET = Path(__file__).with_name("sets") / "redaction"
SEED = 20240311
PER_CARRIER = {
    "email": 18,
    "phone": 24,
    "iban": 14,
    "card": 12,
    "order": 16,
    "parcel": 16,
    "handle": 18,
    "name": 14,
    "address": 20,
    "plate": 14,
    "paper": 14,
    "ip": 14,
}
PLACEHOLDERS = {
    "email": "[e-mail]",
    "phone": "[téléphone]",
    "iban": "[IBAN]",
    "card": "[carte]",
    "order": "[n° de commande]",
    "parcel": "[n° de colis]",
    "handle": "[compte]",
    "name": "[nom]",
    "address": "[adresse]",
    "plate": "[plaque]",
    "paper": "[pièce d’identité]",
    "ip": "[IP]",
}
NEGATIVES_PER_PATTERN = 8
Random = random.Random


@dataclass(frozen=True)
class Case:
    """A text, and the part of it to hide: none for a negative."""

    part: str  # dev or held
    kind: str
    text: str
    start: int = 0
    end: int = 0

    @property
    def secret(self) -> str:
        return self.text[self.start : self.end]


def positives() -> list[Case]:
    """Every carrier with its values."""
    chance = random.Random(SEED)
    with (SET / "carriers.csv").open(encoding="utf-8", newline="") as file:
        carriers = list(csv.DictReader(file, delimiter="|", quoting=csv.QUOTE_NONE))
    return [
        _filled(row["part"], row["kind"], row["text"].replace("⏎", "\n"), chance)
        for row in carriers
        for _ in range(PER_CARRIER[row["kind"]])
    ]


def negatives() -> list[Case]:
    """Texts with nothing to hide."""
    chance = random.Random(SEED)
    plain = (SET / "plain.txt").read_text(encoding="utf-8").splitlines()
    patterns = (SET / "patterns.txt").read_text(encoding="utf-8").splitlines()
    filled = [_said(line, chance) for line in patterns for _ in range(NEGATIVES_PER_PATTERN)]
    texts = dict.fromkeys(text.replace("⏎", "\n") for text in (*plain, *filled))
    return [Case("dev", "negative", text) for text in texts]


def _filled(part: str, kind: str, carrier: str, chance: Random) -> Case:
    field = carrier[carrier.index("{") + 1 : carrier.index("}")]
    if kind == "name":
        value = NAMES[field](chance)
        if field == "title":
            carrier = carrier.replace("{title} {surname}", "{title}")
            title, value = value.split("|")
            carrier = carrier.replace("{title}", f"{title} {{title}}")
    else:
        value = VALUES[kind, field == "L"](chance)
    start = carrier.index("{")
    return Case(part, kind, carrier.replace(f"{{{field}}}", value), start, start + len(value))


def _digits(chance: Random, count: int, first: str = "") -> str:
    return first + "".join(chance.choice("0123456789") for _ in range(count - len(first)))


def _capitals(chance: Random, count: int) -> str:
    return "".join(chance.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(count))


def _grouped(digits: str, sizes: tuple[int, ...], gap: str) -> str:
    places = [sum(sizes[:i]) for i in range(len(sizes))]
    return gap.join(digits[at : at + size] for at, size in zip(places, sizes, strict=True))


FIRST = [
    "Julie", "Marc", "Adélaïde", "Sophie", "Karim", "Nadia", "Thomas", "Élodie", "Jean-Pierre",
    "Fatou", "Mélanie", "Kévin", "Léa", "Hugo", "Anne-Sophie", "Mohamed", "Inès", "Chantal",
    "Gérard", "Stéphanie", "Lucas", "Aïcha", "Noémie", "Yann", "Sabrina", "Didier", "Maëlys",
    "Rachid", "Corinne", "Baptiste",
]  # fmt: skip
UNLISTED = [
    "Ezgi", "Wojciech", "Thuy", "Ndeye", "Aliénor", "Bérengère", "Oumou", "Yvonnick", "Tiphaine",
    "Zbigniew",
]  # fmt: skip
SURNAMES = [
    "Durand", "Martin", "Lefèvre", "Benali", "Nguyen", "Rousseau", "Da Silva", "Petit", "Le Goff",
    "Moreau", "Diallo", "O'Brien", "D'Angelo", "Garcia", "Schmitt", "Vandeput", "Traoré",
    "Lemaître",
]  # fmt: skip


def _surname(chance: Random) -> str:
    return chance.choice(SURNAMES)


def _first(chance: Random) -> str:
    return chance.choice(FIRST if chance.random() < 0.8 else UNLISTED)


def _known(chance: Random) -> str:
    return chance.choice(FIRST)


def _full(first: Callable[[Random], str]) -> Callable[[Random], str]:
    def full(chance: Random) -> str:
        surname = _surname(chance)
        return f"{first(chance)} {surname.upper() if chance.random() < 0.3 else surname}"

    return full


def _initial(first: Callable[[Random], str]) -> Callable[[Random], str]:
    return lambda chance: f"{first(chance)} {_capitals(chance, 1)}."


def _titled(chance: Random) -> str:
    title = chance.choice(["Mme", "M.", "Madame", "Monsieur", "Mr", "Mlle"])
    return f"{title}|{_surname(chance)}"


NAMES: dict[str, Callable[[Random], str]] = {
    "first": _first,
    "known": _known,
    "full": _full(_first),
    "knownfull": _full(_known),
    "initial": _initial(_first),
    "knowninitial": _initial(_known),
    "title": _titled,
    "surname": _surname,
}


def _email(chance: Random) -> str:
    first = chance.choice(["lea", "marc", "zoe.petit", "k.benali", "anne-so", "tom_dur", "jp"])
    local = first + chance.choice(["", "", "75", ".pro", "+avis", "1984"])
    host, top = chance.choice(
        [
            ("gmail", "com"),
            ("hotmail", "fr"),
            ("orange", "fr"),
            ("laposte", "net"),
            ("yahoo", "fr"),
            ("exemple-asso", "org"),
            ("mail.exemple", "fr"),
            ("free", "fr"),
            ("outlook", "com"),
        ]
    )
    named = host not in {"exemple-asso", "mail.exemple"}
    forms = [f"{local}@{host}.{top}"] * 4 + [
        f"{local}(at){host}.{top}",
        f"{local} (at) {host}.{top}",
        f"{local}[at]{host}.{top}",
        f"{local} arobase {host} point {top}",
        f"{local}(arobase){host}(point){top}",
        f"{local}@{host}\u200b.{top}",
        f"{local}\u200b@{host}.{top}",
        f"{local}＠{host}．{top}",
        f"{local.upper()}@{host.upper()}.{top.upper()}",
        f"{local}&#64;{host}.{top}",
        f"{local}&#x40;{host}&#46;{top}",
        f"{local}%40{host}.{top}",
        f"{local.replace('+', '')}_AT_{host.replace('.', '_DOT_')}_DOT_{top}",
        f"{local.replace('+', '')} -at- {host.replace('.', ' -dot- ')} -dot- {top}",
    ]
    if named:
        forms += [
            f"{local}@{host} .{top}",
            f"{local} @ {host} . {top}",
            f"{local} @{host}.{top}",
            f"{local}@ {host}. {top}",
            f"{local} at {host} point {top}",
        ]
    return chance.choice(forms)


def _wide(text: str) -> str:
    return _digits_of(text, 0xFF10)


def _digits_of(text: str, zero: int) -> str:
    return "".join(chr(zero + int(sign)) if sign.isdigit() else sign for sign in text)


def _keycaps(text: str) -> str:
    return "".join(f"{sign}\ufe0f\u20e3" if sign.isdigit() else sign for sign in text)


def _phone(chance: Random) -> str:
    number = _digits(
        chance, 10, chance.choice(["06", "07", "06", "01", "02", "04", "05", "0970"[:2]])
    )
    if number.startswith(("0969", "0970")):
        number = "06" + number[2:]
    pairs = (2, 2, 2, 2, 2)
    rest = number[1:]
    gap = chance.choice([" ", ".", "-", "/", " . ", "\u00a0", "\u202f", " - ", "_"])
    return chance.choice(
        [
            number,
            _grouped(number, pairs, " "),
            _grouped(number, pairs, gap),
            _grouped(number, pairs, gap),
            _grouped(number, pairs, "\u200b"),
            _wide(_grouped(number, pairs, " ")),
            f"0 {_grouped(rest, (3, 4, 2), ' ')}",
            _grouped(number, (4, 2, 2, 2), " "),
            _grouped(number, (4, 3, 3), " "),
            _grouped(number, (2, 4, 4), " "),
            " ".join(number),
            f"({number[:2]}) {_grouped(number[2:], (2, 2, 2, 2), ', ')}",
            f"({number[:2]}){_grouped(number[2:], (2, 2, 2, 2), '.')}",
            f"({number[:2]}) {number[2:4]} {number[4:6]} ({number[6:8]}) {number[8:]}",
            _grouped(number, pairs, ","),
            f"06, {_grouped(number[2:], (2, 2, 2, 2), ', ')}",
            _keycaps(_grouped(number, pairs, chance.choice(["", " "]))),
            _digits_of(_grouped(number, pairs, " "), chance.choice([0x660, 0x6F0, 0x966, 0x9E6])),
            f"+33{rest}",
            f"+33 {_grouped(rest, (1, 2, 2, 2, 2), ' ')}",
            f"+33 (0){_grouped(rest, (1, 2, 2, 2, 2), ' ')}",
            f"+33(0){rest}",
            f"0033{rest}",
            f"0033 {_grouped(rest, (1, 2, 2, 2, 2), '.')}",
            f"(+33) {_grouped(rest, (1, 2, 2, 2, 2), ' ')}",
            f"+32 470 {_grouped(_digits(chance, 6), (2, 2, 2), ' ')}",
            f"0470 {_grouped(_digits(chance, 6), (2, 2, 2), ' ')}",
            f"02 {_grouped(_digits(chance, 7, '5'), (3, 2, 2), ' ')}",
            f"+41 79 {_grouped(_digits(chance, 7), (3, 2, 2), ' ')}",
            f"079 {_grouped(_digits(chance, 7), (3, 2, 2), ' ')}",
            f"+352 621 {_grouped(_digits(chance, 6), (3, 3), ' ')}",
            f"+44 7700 {_digits(chance, 6)}",
            f"07700 {_digits(chance, 6)}",
            f"+1 212 555 {_digits(chance, 4)}",
            f"(212) 555-{_digits(chance, 4)}",
            f"212-555-{_digits(chance, 4)}",
            f"+212 6 {_grouped(_digits(chance, 8), (2, 2, 2, 2), ' ')}",
            f"00212 6{_digits(chance, 8)}",
            f"+49 151 {_digits(chance, 8, '2')}",
            f"+34 6{_grouped(_digits(chance, 8), (2, 3, 3), ' ')}",
            f"+221 77 {_grouped(_digits(chance, 7), (3, 2, 2), ' ')}",
            f"+225 07 {_grouped(_digits(chance, 8), (2, 2, 2, 2), ' ')}",
        ]
    )


def _iban(chance: Random) -> str:
    country, length = chance.choice(
        [
            ("FR", 27),
            ("FR", 27),
            ("BE", 16),
            ("DE", 22),
            ("LU", 20),
            ("ES", 24),
            ("PT", 25),
            ("CH", 21),
            ("IT", 27),
            ("NL", 18),
        ]
    )
    body = _digits(chance, length - 4)
    if country == "NL":
        body = _capitals(chance, 4) + body[4:]
    turned = "".join(str(int(sign, 36)) for sign in f"{body}{country}00")
    compact = f"{country}{98 - int(turned) % 97:02}{body}"
    if chance.random() < 0.2:  # one figure wrong
        place = chance.randrange(8, length)
        compact = compact[:place] + str((int(compact[place]) + 1) % 10) + compact[place + 1 :]
    gap = chance.choice([" ", "", " ", "-", ".", "\u00a0"])
    written = gap.join(compact[at : at + 4] for at in range(0, length, 4))
    return chance.choice(
        [
            written,
            written,
            written.lower(),
            written.replace("0", "０"),
            written[:9] + "\u200b" + written[9:],
        ]
    )


def _card(chance: Random) -> str:
    start, length, sizes = chance.choice(
        [
            ("4", 16, (4, 4, 4, 4)),
            ("5132", 16, (4, 4, 4, 4)),
            ("4970", 16, (4, 4, 4, 4)),
            ("37", 15, (4, 6, 5)),
            ("6011", 16, (4, 4, 4, 4)),
        ]
    )
    body = _digits(chance, length - 1, start)
    total = sum(sum(divmod(int(d) * (2 - i % 2), 10)) for i, d in enumerate(reversed(body)))
    number = body + str(-total % 10)
    grouped = [_grouped(number, sizes, gap) for gap in (" ", "-", ".", "\u00a0")]
    wrong = _grouped(body + str((1 - total) % 10), sizes, chance.choice([" ", "-", "."]))
    return chance.choice([number, *grouped, wrong])


def _plate(chance: Random) -> str:
    letters = "ABCDEFGHJKLMNPQRSTVWXYZ"
    first, last = ("".join(chance.choices(letters, k=2)) for _ in range(2))
    gap = chance.choice(["-", "-", " ", ""])
    new = f"{first}{gap}{_digits(chance, 3)}{gap}{last}"
    town = chance.choice(["75", "13", "2A", "971"])
    old = f"{_digits(chance, 4, '3')} {first} {town}"
    return chance.choice([new, new, new, old])


def _paper(chance: Random) -> str:
    return chance.choice([
        f"{_digits(chance, 2)}{_capitals(chance, 2)}{_digits(chance, 5)}",
        f"{_capitals(chance, 1)}{_digits(chance, 1)}{_capitals(chance, 1)}{_digits(chance, 6)}",
        _digits(chance, 12, "1"),
    ])  # fmt: skip


def _ip(chance: Random) -> str:
    groups = [f"{chance.randrange(0x1000, 0xFFFF):x}" for _ in range(6)]
    return chance.choice([
        f"{chance.randint(11, 99)}.{chance.randint(100, 255)}.{chance.randint(0, 255)}.7",
        f"81.{chance.randint(0, 99)}.{chance.randint(0, 99)}.{chance.randint(100, 255)}",
        f"2a01:cb{_digits(chance, 2)}:{':'.join(groups)}",
        f"2001:db8::{':'.join(groups[:4])}",
    ])  # fmt: skip


def _order(chance: Random) -> str:
    return chance.choice(
        [
            _digits(chance, 5, "4"),
            _digits(chance, 7, "8"),
            f"{_capitals(chance, 2)}-{_digits(chance, 5)}",
            f"{_digits(chance, 4, '9')}-{_digits(chance, 4)}",
            _grouped(_digits(chance, 9, "5"), (3, 3, 3), " "),
            f"{_capitals(chance, 3)}{_digits(chance, 4)}",
            _long(chance),
            _long(chance),
        ]
    )


def _long(chance: Random) -> str:
    return chance.choice(
        [
            _digits(chance, 8, "64"),
            _digits(chance, 9, "3"),
            _digits(chance, 10, "52"),
            _digits(chance, 12, "8"),
            _digits(chance, 15, "1"),
            f"{_capitals(chance, 2)}{_digits(chance, 8)}",
            f"{_capitals(chance, 1)}{_digits(chance, 9)}",
            f"{_digits(chance, 9, '7')}{_capitals(chance, 1)}",
            f"171-{_digits(chance, 7)}-{_digits(chance, 7)}",
            f"{_digits(chance, 4, '2')}{_capitals(chance, 2)}{_digits(chance, 7)}",
            f"PO-053-{_digits(chance, 16)}",
        ]
    )


def _parcel(chance: Random) -> str:
    return chance.choice(
        [
            f"{_capitals(chance, 2)}{_digits(chance, 9)}FR",
            f"6A{_digits(chance, 11)}",
            f"8R{_digits(chance, 11)}",
            f"1Z{_capitals(chance, 3)}{_digits(chance, 13)}",
            f"TBA{_digits(chance, 12)}",
            _digits(chance, 14, "25"),
            f"LP00{_digits(chance, 12)}",
            f"JD01{_digits(chance, 14)}",
            f"6A {_grouped(_digits(chance, 11), (3, 3, 3, 2), ' ')}",
            _digits(chance, 12, "3"),
            f"{_capitals(chance, 2)} {_grouped(_digits(chance, 9), (3, 3, 3), ' ')} FR",
        ]
    )


def _handle(chance: Random) -> str:
    name = chance.choice(
        [
            "lea_mrtn",
            "zoe75",
            "Marc.Dupont",
            "xX_tom_Xx",
            "karimbzh",
            "JeanMi_59",
            "nadia",
            "Sophie_Lefevre",
            "hugo2004",
            "le_grincheux",
            "maman2filles",
            "TiteFleur",
            "_ines_",
            "gerard.p",
            "KEVIN",
        ]
    )
    return f"@{name.strip('.')}{chance.choice(['', '', '_', '7', '62'])}"


def _address(chance: Random) -> str:
    street = chance.choice(
        [
            "rue des Lilas",
            "avenue de la République",
            "bd Victor Hugo",
            "place du Marché",
            "chemin des Vignes",
            "allée Jean Moulin",
            "impasse du Moulin",
            "route de Dijon",
            "quai Saint-Michel",
            "rue Pasteur",
            "boulevard de l'Europe",
            "RUE DE LA GARE",
            "cours Gambetta",
            "square Racine",
            "lotissement Les Pins",
            "rue du Général de Gaulle",
            "av. Foch",
        ]
    )
    house = chance.choice(["12", "3 bis", "148", "7", "25B", "1 ter"])
    town = chance.choice(
        [
            ", 75011 Paris",
            " 69003 Lyon",
            ", 59000 Lille",
            "",
            " à Nantes",
            ", 35700 Rennes",
            " 13100 Aix-en-Provence",
            " 33000 BORDEAUX",
            ", 92100 Boulogne-Billancourt",
            "\n44000 Nantes",
        ]
    )
    comma = chance.choice([" ", " ", ", "])
    written = f"{house}{comma}{street}{town}"
    return (
        written.lower()
        if chance.random() < 0.15 and "," not in town and "à" not in town
        else written
    )


VALUES: dict[tuple[str, bool], Callable[[Random], str]] = {
    ("email", False): _email,
    ("phone", False): _phone,
    ("iban", False): _iban,
    ("card", False): _card,
    ("order", False): _order,
    ("order", True): _long,
    ("parcel", False): _parcel,
    ("handle", False): _handle,
    ("address", False): _address,
    ("plate", False): _plate,
    ("paper", False): _paper,
    ("ip", False): _ip,
}

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def _price(chance: Random) -> str:
    euros, cents = chance.randint(1, 2500), chance.randint(0, 99)
    return chance.choice(
        [
            f"{euros} €",
            f"{euros},{cents:02} €",
            f"{euros}€{cents:02}",
            f"{euros}.{cents:02} euros",
            f"{euros:,} €".replace(",", "\u202f"),
            f"{euros} euros",
            f"{euros}€",
            f"EUR {euros},{cents:02}",
        ]
    )


def _date(chance: Random) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2015, 2026)
    return chance.choice(
        [
            f"{day:02}/{month:02}/{year}",
            f"{day:02}/{month:02}/{year % 100}",
            f"{year}-{month:02}-{day:02}",
            f"{day:02}.{month:02}.{year}",
            f"{day} {MONTHS[month - 1]} {year}",
            f"{day}-{month}-{year}",
            f"{day}/{month}",
            f"{day} {MONTHS[month - 1]}",
            f"{day:02}/{month:02}/{year} {chance.randint(8, 20)}:30",
        ]
    )


STAYING: dict[str, Callable[[Random], str]] = {
    "price": _price,
    "date": _date,
    "hour": lambda c: c.choice(["8h", "12h30", "18 h", "9:45", "14h00", "20 h 15", "1h30"]),
    "postcode": lambda c: f"{c.randint(1, 95):02}{c.randint(0, 9)}00",
    "city": lambda c: c.choice(
        ["Paris", "Lyon", "Lille", "Saint-Étienne", "Le Mans", "Brest", "Aix-en-Provence"]
    ),
    "size": lambda c: c.choice(
        ["M", "XL", "38", "40/42", "XXS", "12 ans", "36-38", "90C", "W32 L34", "44"]
    ),
    "dimension": lambda c: c.choice(
        ["160x200", "90 x 190 cm", "140x190x25", "2,5 m", "180*200", "60 × 120"]
    ),
    "score": lambda c: c.choice(
        ["4/5", "1/10", "5 sur 5", "18/20", "0/20", "3,5/5", "5 étoiles", "100/100"]
    ),
    "model": lambda c: c.choice(
        [
            "iPhone 14 Pro",
            "Galaxy S23",
            "PS5",
            "OLED55C34LA",
            "RTX 4070",
            "WH-1000XM4",
            "Redmi Note 12",
            "MacBook Air M2",
            "WW90T534DAW",
            "UE55AU7100",
            "DS-7608NI-K2",
            "Dyson V11",
            "SM-G991B",
        ]
    ),
    "count": lambda c: str(c.choice([2, 3, 5, 12, 20, 48, 100, 250, 500])),
    "small": lambda c: str(c.randint(2, 12)),
    "year": lambda c: str(c.randint(1998, 2025)),
    "percent": lambda c: c.choice(["20 %", "50%", "-30 %", "70%", "5,5 %", "100 %"]),
    "ref": lambda c: c.choice(
        [
            _digits(c, 6),
            _digits(c, 8),
            f"AB{_digits(c, 4)}",
            f"{_digits(c, 3)}-{_digits(c, 3)}",
            _digits(c, 13, "376"),
        ]
    ),
    "season": lambda c: c.choice(
        [
            "Printemps-Été 2024",
            "automne-hiver 23/24",
            "été 2023",
            "SS24",
            "AH2023",
            "Hiver 2022-2023",
        ]
    ),
    "phone": lambda c: c.choice(
        [
            "3900",
            "3244",
            "le 39 00",
            "0800 123 456",
            "0 805 110 110",
            "0892 35 04 05",
            "0825 123 123",
            "09 69 36 39 00",
            "0 809 10 20 30",
            "+33 969 36 39 00",
            "08 92 35 04 05",
            "0805.200.300",
            "1044",
        ]
    ),
    "brand": lambda c: c.choice(
        [
            "Cdiscount",
            "Free",
            "Fnac",
            "La Redoute",
            "Darty",
            "Amazon",
            "Orange",
            "Showroomprive",
            "SFR",
            "Veepee",
            "Boulanger",
            "Back Market",
            "Chronopost",
            "Zalando",
            "Temu",
            "Bouygues Telecom",
        ]
    ),
    "account": lambda c: c.choice(
        [
            "Fnac",
            "FnacClients",
            "free",
            "Freebox",
            "BoulangerSAV",
            "Darty_Officiel",
            "AmazonHelp",
            "cdiscount",
            "ShowroompriveFR",
            "laredoute",
            "SFR_SAV",
            "Orange_conseil",
            "Temu",
        ]
    ),
    "first": lambda c: c.choice(
        ["Camille", "Oscar", "Lola", "Emma", "Louise", "Victor", "Jeanne", "Marius"]
    ),
    "month": lambda c: c.choice(MONTHS),
    "big": lambda c: c.choice(["10 000", "1 200 000", "+250 000", "3 000 000", "15000", "2,5 M"]),
    "version": lambda c: c.choice(["17.4.1", "2.0", "10.12.3", "v3", "1.0.0.12"]),
    "postfour": lambda c: _digits(c, 4),
    "opening": lambda c: c.choice(
        [
            "Livraison rapide.",
            "rien à signaler",
            "Toujours pas livré !",
            "Je suis très déçue de cet achat.",
            "Commande conforme, emballage soigné.",
            "Où est mon colis ?",
            "Super expérience",
            "Produit cassé.",
            "Votre site ne marche pas.",
            "Aucune nouvelle depuis un mois.",
            "J'attends un geste.",
            "Parfait",
        ]
    ),
}


def _said(pattern: str, chance: Random) -> str:
    """`pattern` with a fresh value for each of its fields."""
    return "".join(_pieces(pattern, chance))


def _pieces(pattern: str, chance: Random) -> Iterator[str]:
    for piece in pattern.replace("}", "{").split("{"):
        yield STAYING[piece](chance) if piece in STAYING else piece
