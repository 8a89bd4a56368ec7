"""The same school over https, with a certificate made on the spot."""

import datetime as dt
import ssl
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.server.founded import demo_school
from tests.server.running import Server


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for this computer, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    cert_file, key_file = folder / "cert.pem", folder / "key.pem"
    cert_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert_file, key_file


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[Server]:
    cert_file, key_file = make_certificate(tmp_path)
    flags = ("--tls-cert", str(cert_file), "--tls-key", str(key_file))
    with demo_school(tmp_path / "school", *flags) as server:
        yield server


async def test_cookies_are_host_bound_and_the_browser_is_told_to_stay_on_https(
    secure: Server,
) -> None:
    assert secure.address.startswith("https://")
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    card = secure.card("pupil")
    form = {
        "login_id": card["login_id"], "passphrase": card["passphrase"], "device": "ipad",
        "code": "",
    }  # fmt: skip
    async with (
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session,
        session.post(
            f"{secure.address}/api/login", json=form, headers={"Sec-Fetch-Site": "same-origin"},
            ssl=trusting,
        ) as response,
    ):  # fmt: skip
        assert response.status == 200
        cookie = response.cookies["__Host-sid"]
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
        assert "max-age=31536000" in response.headers["Strict-Transport-Security"]
        assert "connect-src 'self' wss://" in response.headers["Content-Security-Policy"]
