"""A provider of identities for tests and for `make demo-server`: it vouches for whoever is named.

`python -m tests.provider PORT` asks nobody for a password. It is no part of the package.
"""

import secrets
import sys
import time
from html import escape
from typing import Any
from urllib.parse import urlencode

import uvicorn
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "sociallens", "a secret for tests alone"
# Name -> what the provider says of her.
PEOPLE: dict[str, dict[str, Any]] = {
    "anne": {"email": "anne@groupe.example", "email_verified": True, "groups": ["direction"]},
    "lise": {"email": "lise@marque.example", "email_verified": True, "groups": []},
    "marc": {"email": "marc@agence.example", "email_verified": True, "groups": ["agence"]},
    "nobody": {"email": "nobody@elsewhere.example", "email_verified": True},
    "unverified": {"email": "anne@groupe.example", "email_verified": False},
    "nameless": {},
}


class Provider:
    """Codes that were given, and the key that signs. `spoil` changes what the next token says."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.key = RSAKey.generate_key(2048, parameters={"kid": "first", "use": "sig"})
        self.codes: dict[str, tuple[str, dict[str, str]]] = {}
        self.spoil: dict[str, Any] = {}

    def application(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.metadata),
                Route("/keys", self.keys),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
            ]
        )

    async def metadata(self, request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
        )

    async def keys(self, request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def authorize(self, request: Request) -> Response:
        """Ask who it is; with `as` in the address it is known."""
        asked = dict(request.query_params)
        person = asked.pop("as", "")
        if person not in PEOPLE:
            links = (
                f'<li><a href="?{escape(urlencode({**asked, "as": name}))}">{name}</a></li>'
                for name in PEOPLE
            )
            return HTMLResponse(f"<h1>Who are you?</h1><ul>{''.join(links)}</ul>")
        code = secrets.token_urlsafe(8)
        self.codes[code] = person, asked
        given = {"code": code, "state": asked["state"]}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(given)}", 303)

    async def token(self, request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        person, asked = self.codes.pop(form.get("code", ""), ("", {}))
        challenge = create_s256_code_challenge(form.get("code_verifier", ""))
        if not person or challenge != asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": person, "iat": now, "exp": now + 300,
            "nonce": asked["nonce"], **PEOPLE[person], **self.spoil,
        }  # fmt: skip
        token = jwt.encode({"alg": "RS256", "kid": "first"}, claims, self.key)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": token})


def main(port: int) -> None:
    provider = Provider(f"http://localhost:{port}")
    uvicorn.run(provider.application(), host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main(int(sys.argv[1]))
