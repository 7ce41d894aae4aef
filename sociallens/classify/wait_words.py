"""How waits are told in each language: the words that `dates` reckons with."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """How one language tells a wait: parts of regular expressions over folded texts."""

    hints: list[str]  # one of these stands in every text that tells one
    numbers: Mapping[str, int]
    months: Mapping[str, int]
    units: str
    before: str  # what makes a length a wait, before it
    after: str  # and after it
    since: str
    began: str  # what was done on the day the wait began
    on: str  # before a day
    today: str
    customer: str  # around a length that is no wait

    @property
    def length(self) -> str:
        """A length of time: group 1 is its number, group 2 its unit."""
        return rf"([0-9]{{1,3}}|{'|'.join(self.numbers)}) ?({self.units})"

    @property
    def some_day(self) -> str:
        """That some day is named."""
        return rf" (?:{self.on}) [0-3]?[0-9]"

    @property
    def day(self) -> str:
        """A day: groups for its number, its month (a name or a number) and its year."""
        month = rf"{'|'.join(self.months)}|0?[1-9]|1[0-2]"
        return rf"([0-3]?[0-9])(?:er|rd|nd|st|th)?(?: (?:of )?({month})(?: ((?:20)?[0-9]{{2}}))?)?"


FRENCH = Words(
    hints=[" jours ", " jour ", " semaine", " mois ", " depuis ", " sommes le ", " est le ",
           " le 1", " le 2", " le 3", " le 4", " le 5", " le 6", " le 7", " le 8", " le 9", " le 0",
           " du 1", " du 2", " du 3", " du 4", " du 5", " du 6", " du 7", " du 8", " du 9", " du 0",
           "jours ", "mois "],
    numbers={"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
             "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "quinze": 15, "vingt": 20,
             "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100},
    months={"janvier": 1, "janv": 1, "fevrier": 2, "fev": 2, "mars": 3, "avril": 4, "mai": 5,
            "juin": 6, "juillet": 7, "aout": 8, "septembre": 9, "sept": 9, "octobre": 10, "oct": 10,
            "novembre": 11, "nov": 11, "decembre": 12, "dec": 12},
    units="jours?|semaines?|mois|ans?|annees?",
    before="depuis|(?:ca|sa|cela|voila|ca va|cela va|va) (?:fait|faire)|voila|j attends?|attends?"
           "|attendu|attendre|attendons|attente de|au bout de|apres|il y a|retard de|bientot",
    after="que|qu|d attente|de retard|sans|plus tard|et toujours|et rien|en panne|de silence"
          "|de galere|de demarches|apres|d errance|d appels|de relances"
          "|et aucun|et aucune|et pas|et j attends",
    since="depuis",
    began=r"command[a-z]*|achet[a-z]*|pay[a-z]*|reserv[a-z]*|retourn[a-z]*|renvoy[a-z]*|reclam[a-z]*|demand[a-z]*|envoy[a-z]*"
          r"|expedi[a-z]*|preleve[a-z]*|resili[a-z]*|signal[a-z]*|declar[a-z]*|prevu[a-z]*|passee?|effectuee?|annul[a-z]*"
          r"|livraison|colis|debite[a-z]*|rembours[a-z]*|virement|contact[a-z]*|panne",
    on="le|du|en|au|date du|des le|depuis le|date de",
    today="(?:nous )?sommes|on est|c est|aujourd hui|nous voila|ce jour|ajd|nous etions",
    customer=r"client[a-z]*|abonne[a-z]*|fidel[a-z]*|assure[a-z]*|adherent[a-z]*|chez|garanti[a-z]*|essai|utilis[a-z]*"
             r"|tous les|par mois|par an|possede|membre|contrat|engag[a-z]*|credit|mensuel[a-z]*"
             r"|que j ai (?:la|le|ma|mon|l|un|une)|que je suis dans|minimum|maximum",
)  # fmt: skip
ENGLISH = Words(
    hints=[" days ", " day ", " week", " month", " since ", " today ", " on the ", " on "],
    numbers={"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
             "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20,
             "thirty": 30, "sixty": 60, "ninety": 90},
    months={"january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "april": 4, "may": 5,
            "june": 6, "july": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "october": 10,
            "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12},
    units="days?|weeks?|months?|years?",
    before="for|for over|for more than|over|been|been waiting|waited|waiting|after|nearly|almost",
    after="later|and still|and nothing|without|of waiting|waiting|late|overdue|ago and|wait",
    since="since",
    began=r"ordered|order|bought|purchased|paid|returned|sent|shipped|dispatched|due|charged|placed"
          r"|cancelled|requested|reported|booked|delivery",
    on="on|on the|on the date of|from|in|dated",
    today="today is|today s|it is now|it s now|now the|it is|now",
    customer=r"customer[a-z]*|client[a-z]*|member[a-z]*|subscri[a-z]*|with them|warranty"
             r"|guarantee[a-z]*|trial|every|per month|contract|used|using|loyal",
)  # fmt: skip
OF = {"fr": FRENCH, "en": ENGLISH}
MIDDLE = {"debut": 4, "mi": 15, "fin": 26, "early": 4, "mid": 15, "late": 26}
