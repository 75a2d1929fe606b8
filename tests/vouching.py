"""A provider of sign-in for the tests: a real server on 127.0.0.1 that signs real tokens, checks
the client's secret and PKCE, and can be told to answer as an attacker would."""

from __future__ import annotations

import json
import secrets
import threading
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

CLIENT, SECRET = "cauce-tambo", "un secreto del cliente"
KEY = ECKey.generate_key("P-256", {"kid": "one", "use": "sig", "alg": "ES256"})
OTHER_KEY = ECKey.generate_key("P-256", {"kid": "one", "use": "sig", "alg": "ES256"})
NEXT_KEY = RSAKey.generate_key(2048, {"kid": "two", "use": "sig", "alg": "RS256"})


@dataclass
class Vouching:
    """The provider. `claims`: what it says of who signs in; `bend`: what it changes in a token;
    `headers`: in its header; `key`, `keys`: what it signs with, and what it publishes."""

    port: int = 0
    claims: dict[str, Any] = field(default_factory=lambda: {"sub": "u-1", "name": "Ana Paz"})
    bend: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=lambda: {"alg": "ES256", "kid": "one"})
    key: Any = field(default_factory=lambda: KEY)
    keys: list[Any] = field(default_factory=lambda: [KEY])
    known: dict[str, Any] = field(default_factory=dict)
    user_info: dict[str, Any] = field(default_factory=dict)
    now: int = 0
    codes: dict[str, Mapping[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    raw: Any = None
    """Makes a token of header and claims in place of a signature."""

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def approves(self, url: str) -> dict[str, str]:
        """Somebody signs in there: what the browser brings back."""
        parts = urlsplit(url)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{self.issuer}/authorize"
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT
        code = secrets.token_urlsafe(12)
        self.codes[code] = asked
        return {"code": code, "state": asked["state"], "iss": self.issuer}

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "userinfo_endpoint": f"{self.issuer}/me",
            "end_session_endpoint": f"{self.issuer}/end",
            "authorization_response_iss_parameter_supported": True,
            **self.known,
        }

    def token_for(self, form: Mapping[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """What RFC 6749 and RFC 7636 want of a token endpoint."""
        name, _, value = b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = sha256(form.get("code_verifier", "").encode()).digest()
        fits = asked is not None and (
            (unquote(name), unquote(value)) == (CLIENT, SECRET)
            and form["redirect_uri"] == asked["redirect_uri"]
            and urlsafe_b64encode(challenge).rstrip(b"=").decode() == asked["code_challenge"]
        )
        if asked is None or not fits:
            return 400, {"error": "invalid_grant"}
        access = secrets.token_urlsafe(12)
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": self.now,
            "exp": self.now + 300,
            "nonce": asked["nonce"],
            **self.claims,
            **self.bend,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.raw is not None:
            token = self.raw(self.header, claims)
        else:
            token = jwt.encode(self.header, claims, self.key, algorithms=[self.header["alg"]])
        return 200, {"access_token": access, "token_type": "Bearer", "id_token": token}


@contextmanager
def provider() -> Iterator[Vouching]:
    """A provider for as long as the block lasts."""
    told = Vouching()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            told.asked.append(path)
            published = {"keys": [each.as_dict(private=False) for each in told.keys]}
            answers: dict[str, Any] = {
                "/.well-known/openid-configuration": told.metadata(),
                "/jwks": published,
                "/me": {"sub": told.claims.get("sub"), **told.user_info},
            }
            self._say(200 if path in answers else 404, answers.get(path, {}))

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            read = parse_qs(self.rfile.read(length).decode())
            form = {name: values[0] for name, values in read.items()}
            told.asked.append("/token")
            self._say(*told.token_for(form, self.headers.get("Authorization", "")))

        def _say(self, status: int, body: Any) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Tests have no log."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

    server = Quiet(("127.0.0.1", 0), Door)
    told.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
