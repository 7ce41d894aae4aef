"""Author pseudonyms: a keyed hash, with a key that lives outside every data folder."""

import hashlib
import hmac
import os
import secrets
import stat
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from sociallens import settings
from sociallens.errors import BadKey

BITS = 128
KEY_BYTES = 32
_HEX = BITS // 4
_NOT_ASCII = r"[^\x00-\x7f]"


@dataclass(frozen=True)
class Key:
    """The secret of the pseudonyms."""

    secret: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """Which key it is, without telling it: recorded in the store."""
        return hashlib.sha256(b"sociallens key\0" + self.secret).hexdigest()[:16]

    def sign(self, *parts: str) -> str:
        """128 bits in hexadecimal that only this key makes of `parts`."""
        message = "\0".join(parts).encode("utf-8", "surrogatepass")
        return hmac.digest(self.secret, message, "sha256").hex()[:_HEX]

    def pseudonym(self, channel: str, author: str) -> str:
        """The pseudonym of an author of a channel."""
        return self.sign("author", channel, _folded(author))


def _folded(author: str) -> str:
    return (author if author.isascii() else unicodedata.normalize("NFKC", author)).casefold()


def read_key(path: Path | None = None) -> Key | None:
    """The key, if there is one. Raises `BadKey` when others may read it or it is damaged."""
    path = path or settings.key_file()
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="ascii").strip()
        secret = bytes.fromhex(text)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise BadKey("import-key-damaged", file=str(path)) from error
    # On Windows a mode says nothing of others: the user's own folder keeps them out.
    if not settings.WINDOWS and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise BadKey("import-key-open", file=str(path))
    if len(secret) < KEY_BYTES:
        raise BadKey("import-key-damaged", file=str(path))
    return Key(secret)


def new_key() -> Key:
    """A key that is in no file yet."""
    return Key(secrets.token_bytes(KEY_BYTES))


def keep_key(key: Key, path: Path | None = None) -> Key | None:
    """Write a new key, for its owner only; None where nothing can be written.

    When another import has made one meanwhile, that one is given back.
    """
    path = path or settings.key_file()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = path.with_name(f"key.{os.getpid()}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key.secret.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(temporary, path)  # unlike a rename, never replaces a key
        except FileExistsError:
            return read_key(path)
        finally:
            temporary.unlink()
    except OSError:
        return None
    return key


def pseudonyms(rows: pl.DataFrame, key: Key | None, readable: pl.Expr) -> pl.Expr:
    """The `author` column as pseudonyms; as it is where `readable`, null without a key."""
    if key is None:
        return pl.when(readable).then("author")
    pair = pl.concat_str("channel", "author", separator="\0")
    hidden = rows.filter(~readable.fill_null(False)).select("channel", "author", pair=pair)
    hidden = hidden.drop_nulls("pair").unique("pair")
    tokens = pair.replace_strict(hidden["pair"], _tokens(hidden, key), default=None)
    return pl.when(readable).then("author").otherwise(tokens)


def _tokens(authors: pl.DataFrame, key: Key) -> pl.Series:
    """`Key.pseudonym` of each `channel` and `author`; plain names are folded in a column."""
    folded = authors["author"].str.to_lowercase()
    odd = authors["author"].str.contains(_NOT_ASCII).arg_true()
    folded = folded.scatter(odd, [_folded(name) for name in authors["author"].gather(odd)])
    parts = pl.concat_str(pl.lit("author"), "channel", folded, separator="\0").cast(pl.Binary)
    messages = authors.select(parts).to_series().to_list()
    signed = [hmac.digest(key.secret, message, "sha256") for message in messages]
    return pl.Series(signed, dtype=pl.Binary).bin.encode("hex").str.head(_HEX)
