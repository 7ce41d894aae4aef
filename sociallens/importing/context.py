"""The context of an import, resolved once for all its files: profiles, taxonomy, key and so on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sociallens import merchants, settings
from sociallens import taxonomy as taxonomies
from sociallens.classify.own import Own
from sociallens.errors import BadExport
from sociallens.importing.options import Options
from sociallens.importing.privacy import pseudonyms
from sociallens.importing.profiles.profile import Profile, all_profiles
from sociallens.importing.profiles.saving import check_zone
from sociallens.importing.sectors import Sectors, sectors
from sociallens.importing.values import vocabulary
from sociallens.own import read as read_own
from sociallens.store.manifest import Manifest, open_store

MakeKey = Callable[[], pseudonyms.Key | None]


@dataclass(frozen=True)
class Context:
    """Everything that reading a file depends on besides the file."""

    profiles: Mapping[str, Profile]
    profile: str | None
    mapping: Profile | None
    guess: bool
    zone: str | None
    site: str | None
    channel: str | None
    taxonomy: taxonomies.Taxonomy
    own: Own  # what the store adds to the classifier
    merchants: merchants.Merchants
    sectors: Sectors
    key: pseudonyms.Key | None
    kept_links: frozenset[str]  # profiles whose links stay as they are
    import_id: str
    now: datetime  # naive UTC


def resolve(store: Path | None, options: Options, make_key: MakeKey) -> Context:
    """The context of an import into `store`, checked against the store.

    `make_key` makes the key of the pseudonyms when the user has none yet. Raises `BadExport`
    for an unknown channel or zone or another taxonomy than the store's, `BadKey`, `BadMerchants`,
    `BadSettings`, `BadTaxonomy`, `StoreError`.
    """
    manifest = manifest_of(store)
    taxonomy = _taxonomy(options.taxonomy, manifest)
    declared = merchants.load(store)
    now = _naive_utc(options.now)
    profiles = all_profiles()
    if options.mapping and options.profile == options.mapping.name:
        profiles[options.profile] = options.mapping
    return Context(
        profiles=profiles,
        profile=options.profile,
        mapping=options.mapping,
        guess=options.guess,
        zone=check_zone(options.zone) if options.zone else None,
        site=options.site,
        channel=_channel(options.channel, taxonomy),
        taxonomy=taxonomy,
        own=read_own(store),
        merchants=declared,
        sectors=sectors(declared, taxonomy),
        key=options.key or key_of(manifest, make_key),
        kept_links=settings.kept_links(),
        import_id=f"{now:%Y%m%dT%H%M%S%f}Z",
        now=now,
    )


def manifest_of(store: Path | None) -> Manifest | None:
    """The manifest of the store; None when there is no store. Raises `StoreError`."""
    if store is None or not (store / settings.CURRENT).is_file():
        return None
    return open_store(store).manifest


def _taxonomy(name: str | None, manifest: Manifest | None) -> taxonomies.Taxonomy:
    """The store's taxonomy; for a new store the requested one, or the default."""
    if manifest is None:
        return taxonomies.load(name or taxonomies.DEFAULT)
    if name and name != manifest.taxonomy:
        raise BadExport("import-other-taxonomy", name=name, store=manifest.taxonomy)
    return taxonomies.load(manifest.taxonomy)


def _channel(name: str | None, taxonomy: taxonomies.Taxonomy) -> str | None:
    if name is None:
        return None
    keys = vocabulary.spellings(taxonomy, "channel")
    key = keys.get(vocabulary.simplify(name))
    if key is None:
        raise BadExport("import-channel-asked", name=name, known=tuple(taxonomy["channel"]))
    return key


def key_of(manifest: Manifest | None, make: MakeKey) -> pseudonyms.Key | None:
    """The user's key as the store has it, made if there is none; None where a store began so.

    Raises `BadKey` when the store was made with another key.
    """
    key = pseudonyms.read_key()
    if manifest is None or not manifest.imports:
        return key or make()
    if manifest.key_id is None:
        return None  # ids and authors go on as they began
    return pseudonyms.as_of(key, manifest.key_id)


def _naive_utc(now: datetime | None) -> datetime:
    now = now or datetime.now(UTC)
    return now.astimezone(UTC).replace(tzinfo=None) if now.tzinfo else now
