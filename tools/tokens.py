#!/usr/bin/env python3
"""Makes tokens that PyJWT signs, and forgeries of them. Run it by tools/tokens.sh.

    tools/tokens.sh             shows them to a server of its own, and counts what it lets in
    tools/tokens.sh --fixtures  writes them for Tests/AccountsTests

Keys are made anew with every run, and only their public halves are written; the secret is a test's.
The fixtures are of a fixed time, which the tests set their clock to.
"""
import base64
import hashlib
import hmac
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

FILE = pathlib.Path(__file__).resolve().parent.parent / "Tests/AccountsTests/Fixtures/tokens.json"
SECRET = "a secret of the tests, and of nothing else"


def b64(data):
    if isinstance(data, (dict, list)):
        data = json.dumps(data, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def pem(key):
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


def assemble(header, claims, sign=lambda message: b""):
    message = f"{b64(header)}.{b64(claims)}"
    return f"{message}.{b64(sign(message.encode()))}"


def hmac_sha256(secret):
    return lambda message: hmac.new(secret, message, hashlib.sha256).digest()


def jwk(name, key):
    document = json.loads(getattr(jwt.algorithms, {
        "RS256": "RSAAlgorithm", "ES256": "ECAlgorithm", "EdDSA": "OKPAlgorithm",
    }[name]).to_jwk(key.public_key()))
    document.pop("key_ops", None)
    return {**document, "kid": name, "alg": name, "use": "sig"}


def mix(one, other):
    """The signature of one token under the message of another."""
    return ".".join(other.split(".")[:2] + one.split(".")[2:])


def make(now, edge):
    """Tokens of a time; those at the edges of the clock's slack are `edge` seconds from it."""
    keys = {
        "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
        "ES256": ec.generate_private_key(ec.SECP256R1()),
        "EdDSA": ed25519.Ed25519PrivateKey.generate(),
        "HS256": SECRET,
    }
    strangers = {
        "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
        "ES256": ec.generate_private_key(ec.SECP256R1()),
        "EdDSA": ed25519.Ed25519PrivateKey.generate(),
        "HS256": "another secret of the same tests, just as long",
    }
    public = {name: pem(key) for name, key in keys.items() if name != "HS256"}
    claims = {
        "sub": "ada", "iss": "https://issuer.example", "aud": "semblance", "iat": now - 60,
        "nbf": now - 60, "exp": now + 3_600, "scope": "read write",
    }

    def signed(name, changes=None, headers=None, key=None):
        body = {k: v for k, v in {**claims, **(changes or {})}.items() if v is not None}
        return jwt.encode(
            body, key or keys[name], algorithm=name, headers={"kid": name, **(headers or {})})

    rs256, es256 = signed("RS256"), signed("ES256")
    header, payload, signature = rs256.split(".")
    large = b64({**claims, "scope": "admin"})
    forged = {
        "no algorithm": assemble({"alg": "none", "typ": "JWT"}, claims),
        "no algorithm, in other letters": assemble({"alg": "nOnE", "typ": "JWT"}, claims),
        "no algorithm, under a true signature": mix(rs256, assemble({"alg": "none"}, claims)),
        "the RSA key as a secret": assemble(
            {"alg": "HS256", "typ": "JWT"}, claims, hmac_sha256(public["RS256"].encode())),
        "the EC key as a secret": assemble(
            {"alg": "HS256", "typ": "JWT", "kid": "ES256"}, claims,
            hmac_sha256(public["ES256"].encode())),
        "an empty secret": assemble({"alg": "HS256", "typ": "JWT"}, claims, hmac_sha256(b"")),
        "larger claims under a true signature": f"{header}.{large}.{signature}",
        "no signature": f"{header}.{payload}.",
        "no third part": f"{header}.{payload}",
        "a signature cut short": rs256[:-6],
        "an RSA signature called ES256": mix(rs256, es256),
        "a signature of zeros": assemble(
            {"alg": "ES256", "typ": "JWT", "kid": "ES256"}, claims, lambda _: bytes(64)),
        "a signature of r = s = 1": assemble(
            {"alg": "ES256", "typ": "JWT"}, claims, lambda _: (bytes(31) + b"\x01") * 2),
        "a key of its own in the header": signed(
            "RS256", headers={"jwk": jwk("RS256", strangers["RS256"])}, key=strangers["RS256"]),
        "a key behind a link": signed(
            "RS256", headers={"jku": "https://evil.example/keys"}, key=strangers["RS256"]),
        "a key's name that is a path": signed(
            "HS256", headers={"kid": "../../../../dev/null"},
            key="a secret that lies in no file of this machine"),
        "another key's name": signed("RS256", headers={"kid": "ES256"}),
        "an extension that must be understood": signed(
            "RS256", headers={"crit": ["exp"], "exp": now}),
        "a token for something else": signed("RS256", headers={"typ": "logout+jwt"}),
        "expired": signed("RS256", {"exp": now - 60 - edge}),
        "without an end": signed("RS256", {"exp": None}),
        "an end that is no number": assemble(
            {"alg": "HS256", "typ": "JWT"}, {**claims, "exp": "never"},
            hmac_sha256(SECRET.encode())),
        "not valid yet": signed("RS256", {"nbf": now + 60 + edge}),
        "made in the future": signed("RS256", {"iat": now + 60 + edge}),
        "another issuer": signed("RS256", {"iss": "https://issuer.example.evil.example"}),
        "no issuer": signed("RS256", {"iss": None}),
        "for another audience": signed("RS256", {"aud": ["other", "semblance2"]}),
        "for no audience": signed("RS256", {"aud": None}),
        "of nobody": signed("RS256", {"sub": None}),
        "of an empty name": signed("RS256", {"sub": ""}),
        "two users": assemble(
            {"alg": "HS256", "typ": "JWT"}, b'{"sub":"eve",' + json.dumps(claims).encode()[1:],
            hmac_sha256(SECRET.encode())),
        "with padding": ".".join([header, payload, signature + "=="]),
        "with a break": ".".join([header, payload, signature + "\n"]),
        "claims that are a list": assemble(
            {"alg": "HS256", "typ": "JWT"}, [claims], hmac_sha256(SECRET.encode())),
    }
    for name, key in strangers.items():
        forged[f"another {name} key"] = signed(name, key=key)
    return {
        "made_by": f"PyJWT {jwt.__version__}", "now": now, "secret": SECRET, "pem": public,
        "jwks": {"keys": [jwk(name, key) for name, key in keys.items() if name != "HS256"]},
        "accepted": {
            **{name: signed(name) for name in keys},
            **{f"{name} without a key's name": jwt.encode(claims, key, algorithm=name)
               for name, key in keys.items()},
            "several audiences": signed("ES256", {"aud": ["other", "semblance"]}),
            "within the clock's slack": signed(
                "EdDSA", {"exp": now - 60 + edge, "nbf": now + 60 - edge}),
            "scopes as a list": signed("RS256", {"scope": None, "scopes": ["read", "write"]}),
        },
        "forged": forged,
    }


def ask(address, token):
    """The status that a request with a token is answered with."""
    request = urllib.request.Request(
        address + "/api/images", headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


class Server:
    """`semblance serve` with a library and options of its own."""

    def __init__(self, program, folder, options, environment):
        self.log = open(folder / "log", "ab")
        self.process = subprocess.Popen(
            [program, "serve", "--port", "0", "--library", folder / "library", *options],
            stdout=subprocess.PIPE, stderr=self.log, text=True, env={**os.environ, **environment})
        self.address = self.process.stdout.readline().split(" on ")[-1].strip()

    def __enter__(self):
        return self.address

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def show(program):
    """Shows new tokens to servers with a JWK set and a secret, and with one key in PEM each."""
    passed, failed = 0, 0

    def check(token, address, wanted, what):
        nonlocal passed, failed
        # urllib sends no field with a break; the tests with fixtures do.
        found = wanted if "\n" in token else ask(address, token)
        passed, failed = passed + (found == wanted), failed + (found != wanted)
        if found != wanted:
            print(f"tokens: FAILED: {what}: {found}, not {wanted}")

    made = make(int(time.time()), 30)
    rules = ["--jwt-issuer", "https://issuer.example", "--jwt-audience", "semblance"]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "keys.json").write_text(json.dumps(made["jwks"]))
        (folder / "secret").write_text(made["secret"])
        sets = ["--jwt-keys", folder / "keys.json", "--jwt-secret-file", folder / "secret"]
        with Server(program, folder, ["--jwt-user", "ada", *sets, *rules], {}) as address:
            for what, token in made["accepted"].items():
                check(token, address, 200, what)
            for what, token in made["forged"].items():
                check(token, address, 401, what)
        for name, key in made["pem"].items():
            settings = {"JWT_PUBLIC_KEY": key.replace("\n", "\\n"), "JWT_USER": "ada"}
            with Server(program, folder, rules, settings) as address:
                for other in [*made["pem"], "HS256"]:
                    wanted = 200 if other == name else 401
                    check(made["accepted"][other], address, wanted, f"{other} by {name}")
                for what, token in made["forged"].items():
                    # A key in PEM has no name that a token could miss.
                    true = what == "another key's name" and name == "RS256"
                    check(token, address, 200 if true else 401, f"{what}, by {name}")
    print(f"tokens: {passed} passed, {failed} failed (PyJWT {jwt.__version__})")
    return failed == 0


if sys.argv[1:] == ["--fixtures"]:
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(json.dumps(make(1_800_000_000, 1), indent=1) + "\n")
else:
    sys.exit(0 if show(sys.argv[1]) else 1)
