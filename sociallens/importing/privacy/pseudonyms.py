"""Author pseudonyms: a keyed hash, with a key that lives outside every data folder.

A key that was rotated is a ring of secrets. The first hashes; each later one encrypts what the
one before it made, so that what is stored can be brought to a new secret without the names, and
whoever has only the older secrets finds nobody.
"""

import hashlib
import hmac
import os
import secrets
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from sociallens import settings
from sociallens.errors import BadKey

BITS = 128
KEY_BYTES = 32
_HEX = BITS // 4
_NOT_ASCII = r"[^\x00-\x7f]"
# The last token in a text: in an id there may be something before and behind it.
_TOKEN = rf"(?s)^(|.*[^0-9a-f])([0-9a-f]{{{_HEX}}})([^0-9a-f].*)?$"


@dataclass(frozen=True)
class Key:
    """The secret of the pseudonyms, and those that came later, in order."""

    secret: bytes = field(repr=False)
    later: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def id(self) -> str:
        """Which key it is, without telling it: recorded in the store."""
        told = b"".join((b"sociallens key\0", self.secret, *self.later))
        return hashlib.sha256(told).hexdigest()[:16]

    def of(self, key_id: str | None) -> "Key | None":
        """The key as it was when it had that id; None where it never had."""
        for count in range(len(self.later) + 1):
            key = Key(self.secret, self.later[:count])
            if key.id == key_id:
                return key
        return None

    @property
    def first(self) -> "Key":
        """The key as it was made."""
        return Key(self.secret)

    def sign(self, *parts: str) -> str:
        """128 bits in hexadecimal that only this key makes of `parts`."""
        message = "\0".join(parts).encode("utf-8", "surrogatepass")
        return self._forth(hmac.digest(self.secret, message, "sha256")[: BITS // 8]).hex()

    def pseudonym(self, channel: str, author: str) -> str:
        """The pseudonym of an author of a channel."""
        return self.sign("author", channel, _folded(author))

    def renewed(self, texts: pl.Series, since: "Key | None" = None) -> pl.Series:
        """Texts whose last token a former key made (by default the first), as this one makes it.

        Texts without a token stay.
        """
        done = len(since.later) if since else 0
        return _with_tokens(texts, Key(self.secret, self.later[done:])._forth)

    def original(self, texts: pl.Series) -> pl.Series:
        """Texts whose last token this key made, as its first secret made it."""
        return _with_tokens(texts, self._back)

    def _forth(self, tokens: bytes) -> bytes:
        for secret in self.later:
            tokens = _cipher(secret).encryptor().update(tokens)
        return tokens

    def _back(self, tokens: bytes) -> bytes:
        for secret in reversed(self.later):
            tokens = _cipher(secret).decryptor().update(tokens)
        return tokens


def _cipher(secret: bytes) -> "Cipher[modes.ECB]":
    """A permutation of tokens: each is one block, and two are never the same."""
    derived = hmac.digest(secret, b"sociallens renewal", "sha256")
    return Cipher(algorithms.AES(derived), modes.ECB())


def _with_tokens(texts: pl.Series, change: Callable[[bytes], bytes]) -> pl.Series:
    frame = texts.alias("text").to_frame()
    before, token, behind = (pl.col("text").str.extract(_TOKEN, group) for group in (1, 2, 3))
    tokens = frame.select(token).to_series().drop_nulls().unique()
    if tokens.is_empty():
        return texts
    changed = change(bytes.fromhex("".join(tokens))).hex()
    fresh = [changed[at : at + _HEX] for at in range(0, len(changed), _HEX)]
    whole = pl.concat_str(
        before.fill_null(""), token.replace(dict(zip(tokens, fresh, strict=True))),
        behind.fill_null(""),
    )  # fmt: skip
    found = frame.select(pl.when(token.is_not_null()).then(whole).otherwise("text"))
    return found.to_series().alias(texts.name)


def _folded(author: str) -> str:
    return (author if author.isascii() else unicodedata.normalize("NFKC", author)).casefold()


def read_key(path: Path | None = None) -> Key | None:
    """The key, if there is one. Raises `BadKey` when others may read it or it is damaged."""
    path = path or settings.key_file()
    try:
        mode = path.stat().st_mode
        secrets_read = [bytes.fromhex(line) for line in path.read_text("ascii").split()]
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise BadKey("import-key-damaged", file=str(path)) from error
    if settings.lets_others(mode):
        raise BadKey("import-key-open", file=str(path))
    if not secrets_read or min(map(len, secrets_read)) < KEY_BYTES:
        raise BadKey("import-key-damaged", file=str(path))
    return Key(secrets_read[0], tuple(secrets_read[1:]))


def own_key() -> Key:
    """The key, which must be there. Raises `BadKey`."""
    key = read_key()
    if key is None:
        raise BadKey("import-key-other", file=str(settings.key_file()))
    return key


def as_of(key: Key | None, key_id: str | None) -> Key:
    """The key as it was when it had that id. Raises `BadKey` where it never had."""
    found = key.of(key_id) if key else None
    if found is None:
        raise BadKey("import-key-other", file=str(settings.key_file()))
    return found


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
        _write(temporary, key)
        try:
            os.link(temporary, path)  # unlike a rename, never replaces a key
        except FileExistsError:
            return read_key(path)
        finally:
            temporary.unlink()
    except OSError:
        return None
    return key


def add_secret(key: Key, path: Path | None = None) -> Key:
    """The key with a new secret, which is on the disk. Raises `BadKey`."""
    path = path or settings.key_file()
    longer = Key(key.secret, (*key.later, secrets.token_bytes(KEY_BYTES)))
    temporary = path.with_name(f"key.{os.getpid()}")
    try:
        _write(temporary, longer)
        os.replace(temporary, path)
    except OSError as error:
        raise BadKey("import-key-not-written", file=str(path)) from error
    finally:
        temporary.unlink(missing_ok=True)
    return longer


def _write(path: Path, key: Key) -> None:
    """Write a key for its owner only, a line for each secret. Raises `OSError`."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.writelines(f"{secret.hex()}\n" for secret in (key.secret, *key.later))
        file.flush()
        os.fsync(file.fileno())


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
    signed = _signed(authors.select(parts).to_series(), key.secret)
    tokens = pl.Series(signed, dtype=pl.Binary).bin.encode("hex").str.head(_HEX)
    return key.renewed(tokens) if key.later else tokens


def _signed(messages: Iterable[bytes], secret: bytes) -> list[bytes]:
    """`hmac.digest` of each message with SHA-256, in three quarters of the time.

    The secret is read once.
    """
    signing, signed = hmac.new(secret, digestmod="sha256"), []
    for message in messages:
        own = signing.copy()
        own.update(message)
        signed.append(own.digest())
    return signed
