"""Mail servers by other hands, started on the loopback for one test and ended with it. `make peers` fetches them; where
they are not, the test that wants them is skipped and says so."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands import ROOT
from tests.support.smtp import authority

USER, SECRET = "guiden", "hemligt/#?"
MODULES = ROOT / ".venv" / "peers" / "node_modules"
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
_SERVICES = """\
127.0.0.1:{port} inet n - n - - smtpd
postlog unix-dgram n - n - 1 postlogd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
"""


def program(name: str) -> str:
    """Where a program is; skips the test when it is nowhere."""
    found = shutil.which(name, path=_PATH)
    if not found:
        pytest.skip(f"{name} is not installed; make peers fetches it")
    return found


def free_port() -> int:
    """A port of this machine that nobody listens on just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _until_open(port: int, process: subprocess.Popen[Any] | None = None) -> None:
    for _ in range(200):
        with closing(socket.socket()) as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process is None or process.poll() is None, "it ended at once"
        time.sleep(0.05)
    raise AssertionError("nobody listens")


def _proof(folder: Path) -> tuple[Path, Path]:
    """Certificate and key for 127.0.0.1, as files."""
    issued = authority().issue_cert("127.0.0.1")
    certificate, key = folder / "cert.pem", folder / "key.pem"
    certificate.write_bytes(b"".join(part.bytes() for part in issued.cert_chain_pems))
    key.write_bytes(issued.private_key_pem.bytes())
    key.chmod(0o600)
    return certificate, key


# --- Postfix' own fault injector


@contextmanager
def smtp_sink(*options: str) -> Iterator[int]:
    """`smtp-sink` with these options; its port."""
    port = free_port()
    who = ["-u", "nobody"] if os.geteuid() == 0 else []
    command = [program("smtp-sink"), *who, *options, f"127.0.0.1:{port}", "10"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _until_open(port, process)
            yield port
        finally:
            process.kill()


# --- Postfix


@dataclass
class Postfix:
    """A Postfix with folders of its own: STARTTLS, login, one mailbox for everybody at icld.example."""

    port: int
    folder: Path

    def mails(self, wanted: int = 1) -> list[bytes]:
        """What has been delivered to the mailbox, once there are so many."""
        box = self.folder / "mail" / "in" / "new"
        for _ in range(200):
            found = sorted(box.iterdir()) if box.exists() else []
            if len(found) >= wanted:
                break
            time.sleep(0.05)
        return [file.read_bytes() for file in found]


@contextmanager
def postfix(**settings: str) -> Iterator[Postfix]:
    """Started with these settings beside the necessary ones, and stopped."""
    control = program("postfix")
    if os.geteuid() != 0:
        pytest.skip("Postfix is only started by root")
    # Not below pytest's folder: Postfix' own user must be able to pass.
    folder = Path(tempfile.mkdtemp(prefix="postfix-"))
    try:
        folder.chmod(0o755)
        place = Postfix(free_port(), folder)
        _configure(place, settings)
        command = [control, "-c", str(folder / "conf")]
        started = subprocess.run([*command, "start"], check=False, capture_output=True, text=True)
        assert started.returncode == 0, started.stderr
        try:
            _until_open(place.port)
            yield place
        finally:
            subprocess.run([*command, "stop"], check=False, capture_output=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _configure(place: Postfix, settings: dict[str, str]) -> None:
    folder, owner = place.folder, pwd.getpwnam("postfix")
    for name in ("conf", "conf/sasl", "queue", "data", "mail"):
        (folder / name).mkdir()
    os.chown(folder / "data", owner.pw_uid, owner.pw_gid)
    nobody = pwd.getpwnam("nobody")
    os.chown(folder / "mail", nobody.pw_uid, nobody.pw_gid)
    certificate, key = _proof(folder)
    values = {
        "compatibility_level": "3.6", "queue_directory": folder / "queue", "data_directory": folder / "data",
        "maillog_file": folder / "log", "maillog_file_prefixes": folder, "inet_interfaces": "127.0.0.1",
        "inet_protocols": "ipv4", "myhostname": "mail.icld.example", "mydestination": "", "mynetworks": "",
        "alias_maps": "", "virtual_mailbox_domains": "icld.example", "virtual_mailbox_base": folder / "mail",
        "virtual_mailbox_maps": "static:in/", "virtual_minimum_uid": "1",
        "virtual_uid_maps": f"static:{nobody.pw_uid}", "virtual_gid_maps": f"static:{nobody.pw_gid}",
        "smtpd_tls_security_level": "may", "smtpd_tls_cert_file": certificate, "smtpd_tls_key_file": key,
        "smtpd_sasl_auth_enable": "yes", "smtpd_tls_auth_only": "yes", "smtpd_sasl_path": "smtpd",
        "smtpd_sasl_local_domain": "icld.example",
        "smtpd_relay_restrictions": "permit_sasl_authenticated, reject_unauth_destination",
    }  # fmt: skip
    text = "".join(f"{name} = {value}\n" for name, value in (values | settings).items())
    (folder / "conf" / "main.cf").write_text(text, "utf-8")
    (folder / "conf" / "master.cf").write_text(_SERVICES.format(port=place.port), "utf-8")
    _passwords(place.folder, owner.pw_uid)


def _passwords(folder: Path, owner: int) -> None:
    database = folder / "conf" / "sasl" / "sasldb2"
    subprocess.run(
        [program("saslpasswd2"), "-p", "-c", "-f", str(database), "-u", "icld.example", USER],
        input=SECRET, text=True, check=True, capture_output=True,
    )  # fmt: skip
    os.chown(database, owner, -1)
    (folder / "conf" / "sasl" / "smtpd.conf").write_text(
        f"pwcheck_method: auxprop\nauxprop_plugin: sasldb\nmech_list: PLAIN LOGIN\nsasldb_path: {database}\n", "utf-8"
    )


# --- npm's smtp-server


@dataclass
class NodeServer:
    """npm's smtp-server, run by `smtp_peer.cjs`."""

    port: int
    process: subprocess.Popen[str] = field(repr=False)

    def next_mail(self) -> dict[str, Any]:
        """The next mail it took, waited for."""
        assert self.process.stdout is not None
        told: dict[str, Any] = json.loads(self.process.stdout.readline())
        return told


@contextmanager
def node_server(folder: Path) -> Iterator[NodeServer]:
    """Started, and ended."""
    node = program("node")
    if not (MODULES / "smtp-server").is_dir():
        pytest.skip("npm's smtp-server is not installed; make peers fetches it")
    command = [node, str(Path(__file__).with_name("smtp_peer.cjs")), *map(str, _proof(folder)), USER, SECRET]
    environment = os.environ | {"NODE_PATH": str(MODULES)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            yield NodeServer(json.loads(process.stdout.readline())["port"], process)
        finally:
            process.kill()
