"""The provider that vouches for readers: OpenID Connect with a code, PKCE, state and nonce."""

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from httpx2 import AsyncClient, HTTPError, InvalidURL
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from sociallens.access import Identity
from sociallens.errors import SocialLensError
from sociallens.public import VERIFIED, Public
from sociallens.ui.server.admission import CALLBACK

DISCOVERY = "/.well-known/openid-configuration"
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]  # with two keys each
SECONDS = 10.0  # that the provider may take to answer
FRESH = 3600.0  # seconds that its keys and addresses are taken for the same
_LEEWAY = 60  # seconds that two clocks may differ
_SCOPE = "openid email profile"


class Refused(SocialLensError):
    """Somebody was not let in."""


@dataclass(frozen=True)
class Attempt:
    """A sign-in under way: what only the browser that began it knows."""

    state: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))


async def discover(issuer: str) -> tuple[dict[str, Any], KeySet]:
    """What a provider publishes of itself: its addresses and its keys.

    Raises `HTTPError` where it does not answer, `ValueError` with what of its answer does not fit.
    """
    async with AsyncClient(timeout=SECONDS) as client:
        found = (await client.get(f"{issuer}{DISCOVERY}")).raise_for_status()
        try:
            fits = str((metadata := found.json())["issuer"]).rstrip("/") == issuer
        except (KeyError, TypeError, ValueError):
            fits = False
        if not fits:
            raise ValueError("issuer")
        try:
            listed = await client.get(metadata["jwks_uri"])
            return metadata, KeySet.import_key_set(listed.raise_for_status().json())
        except (HTTPError, InvalidURL, JoseError, KeyError, TypeError, ValueError) as error:
            raise ValueError("jwks_uri") from error


class Provider:
    """The provider that the settings name."""

    def __init__(self, public: Public) -> None:
        self._public = public
        self._known: tuple[float, dict[str, Any], KeySet] | None = None

    async def address(self, attempt: Attempt) -> str:
        """Where a browser goes to sign in. Raises `Refused` where the provider does not answer."""
        metadata, _ = await self._discovered()
        async with self._client() as client:
            address, _ = client.create_authorization_url(
                metadata["authorization_endpoint"],
                state=attempt.state,
                nonce=attempt.nonce,
                code_verifier=attempt.verifier,
            )
        return str(address)

    async def identity(self, attempt: Attempt, code: str) -> Identity:
        """Whom the provider vouches for, of a code that came back for this attempt.

        Raises `Refused`.
        """
        metadata, _ = await self._discovered()
        try:
            async with self._client() as client:
                given = await client.fetch_token(
                    metadata["token_endpoint"], code=code, code_verifier=attempt.verifier
                )
        except (OAuthError, HTTPError, ValueError) as error:
            raise Refused("sign-in-failed", reason=type(error).__name__) from error
        return self._identity(await self._claims(str(given.get("id_token", "")), attempt))

    async def _claims(self, token: str, attempt: Attempt) -> dict[str, Any]:
        """What a token says, once it is signed by the provider, for us, for this attempt, now."""
        public = self._public
        told = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY,
            iss={"essential": True, "value": public.issuer},
            aud={"essential": True, "value": public.client_id},
            nonce={"essential": True, "value": attempt.nonce},
            exp={"essential": True},
            iat={"essential": True},
        )
        for again in (False, True):  # keys change now and then: then they are asked for anew
            _, keys = await self._discovered(again=again)
            try:
                claims = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
                told.validate({**claims, "iss": str(claims.get("iss", "")).rstrip("/")})
                if claims.get("azp", public.client_id) != public.client_id:
                    raise ValueError("azp")
                return dict(claims)
            except (JoseError, ValueError) as error:
                problem = error
        raise Refused("sign-in-failed", reason=type(problem).__name__)

    def _identity(self, claims: dict[str, Any]) -> Identity:
        claim, address = self._public.claim, claims.get(self._public.claim)
        if not isinstance(address, str) or not address.strip():
            raise Refused("sign-in-nameless", claim=claim)
        # Where it may be anybody's, an address is nobody's: `docs/access.md` says more.
        if claim == VERIFIED and claims.get("email_verified") not in (True, "true"):
            raise Refused("sign-in-unverified")
        groups = claims.get(self._public.groups)
        listed = groups if isinstance(groups, list) else []
        return Identity(
            address.strip().casefold(),
            frozenset(each.casefold() for each in listed if isinstance(each, str)),
        )

    async def _discovered(self, *, again: bool = False) -> tuple[dict[str, Any], KeySet]:
        """Its addresses and keys. Raises `Refused`."""
        known = self._known
        if known and not again and time.monotonic() - known[0] < FRESH:
            return known[1], known[2]
        issuer = self._public.issuer
        try:
            metadata, keys = await discover(issuer)
        except (HTTPError, ValueError) as error:
            raise Refused("sign-in-unreachable", issuer=issuer) from error
        self._known = time.monotonic(), metadata, keys
        return metadata, keys

    def _client(self) -> AsyncOAuth2Client:
        public = self._public
        return AsyncOAuth2Client(
            public.client_id,
            public.client_secret,
            scope=_SCOPE,
            redirect_uri=public.address + CALLBACK,
            code_challenge_method="S256",
            timeout=SECONDS,
        )
