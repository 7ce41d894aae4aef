"""A new secret behind the key: what the store holds is brought to it, author by author."""

from pathlib import Path

import polars as pl

from sociallens.importing.privacy import pseudonyms
from sociallens.personal import finishing
from sociallens.personal import plan as plans
from sociallens.personal.erasing import Erased, writing
from sociallens.personal.plan import IDS, Plan
from sociallens.personal.request import BadRequest, of_store


def rotate(path: Path, *, who: str = "") -> Erased:
    """Bring a store to a new secret of the key, which is added to the file of the key.

    Other stores of the same key go on as they are until they are rotated: then they come to the
    secret that is there. An author stays one author. Raises `BadKey`, `StoreError`.
    """
    key = pseudonyms.own_key()
    with writing(path, key) as store:
        if store.manifest.key_id is None:
            raise BadRequest("rotate-no-key", folder=path.name)
        if of_store(store, key) == key:
            key = pseudonyms.add_secret(key)
        plan = Plan(
            plans.now(), finishing.ROTATE, "key", str(store.manifest.key_id), who,
            store.manifest.rows, store.manifest.version, key.id, "", {},
        )  # fmt: skip
        plans.write(path, plan, pl.DataFrame(schema=IDS))
        return Erased(*finishing.finish(store, key))
