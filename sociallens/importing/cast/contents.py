"""Refusal of rows that are no contribution: interface texts, mere names, rows without content."""

import polars as pl

from sociallens.importing.cast.refusal import NOTHING, refuse
from sociallens.importing.cast.vocabularies import MANY, ONE
from sociallens.importing.profiles.profile import Profile
from sociallens.schema import REPOST

_WORD = r"\p{Lu}[\p{L}’'-]*\.?"
_NAME = rf"^{_WORD}(?: {_WORD}){{1,3}}(?:\s*\n\s*{_WORD}(?: {_WORD}){{1,3}})*$"
# Words that people capitalise in short comments too: a text with one of them is no mere name.
_NO_NAME = (
    r"(?i)\b(?:merci|bravo|bonjour|bonsoir|super|g[ée]nial|top|service|client|honte|arnaque|voleurs?"
    r"|nul|nulle|tr[èe]s|trop|bon|bonne|joyeux|joyeuse|f[ée]licitations|parfait|excellent|vive"
    r"|jamais|plus|pas|participe|je|j|le|la|les|un|une|des|de|du|et|mon|ma|mes|oui|non)\b"
)


def refuse_unfit_texts(frame: pl.DataFrame, profile: Profile) -> pl.DataFrame:
    """Refuse rows whose text belongs to the site's interface, was deleted, or is only a name."""
    for phrase in profile.phrases:
        frame = refuse(frame, pl.col("text").str.contains(phrase), "import-interface", NOTHING)
    for phrase in profile.deleted:
        frame = refuse(frame, pl.col("text").str.contains(phrase), "import-deleted", NOTHING)
    if profile.names_only:
        text = pl.col("text")
        name = text.str.contains(_NAME) & ~text.str.contains(_NO_NAME)
        frame = refuse(frame, name, "import-name", NOTHING)
    return frame


def refuse_silent_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """Refuse rows without text, label or rating, except the brand's turns in a thread."""
    carriers = ("text", "rating", *ONE, *MANY)
    nothing = pl.all_horizontal(pl.col(name).is_null() for name in carriers)
    in_thread = pl.col("conversation_id").is_not_null() | pl.col("parent_id").is_not_null()
    turn = ~pl.col("role").is_in(["customer", REPOST]) & in_thread
    return refuse(frame, nothing & ~turn, "import-no-text", NOTHING)
