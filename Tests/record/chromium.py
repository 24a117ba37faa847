"""The installed Chromium, headless, with a temporary profile."""

import base64
import hashlib
import json
import subprocess

from browser import Browser
from websocket import WebSocket

# Third-party cookies: allowed except in incognito windows (upstream's default), or blocked.
ALLOWED, BLOCKED = 2, 1


class Chromium(Browser):
    """Chromium, controlled by the DevTools protocol: https://chromedevtools.github.io/devtools-protocol"""

    def __init__(self, program, ports, certificate=None, third_party=ALLOWED, more_rules=(), settings=()):
        """`ports` maps each port in URLs to the port on this machine that serves it.

        `settings` are saved content settings: the name, two patterns, and 1 to allow or 2 to block.

        `certificate` is the certificate of this machine to trust; None if nothing is requested over TLS.
        """
        super().__init__(program)
        self.rules = ["MAP nohost.invalid ~NOTFOUND", *more_rules]
        self.rules += [f"MAP *:{named} 127.0.0.1:{own}" for named, own in ports.items()]
        # No host other than this machine is ever reached.
        self.rules += ["MAP * 127.0.0.1"]
        self.trust = []
        if certificate:
            self.trust = [f"--ignore-certificate-errors-spki-list={key_hash(certificate)}"]
        exceptions = {}
        for name, primary, secondary, setting in settings:
            exceptions.setdefault(name, {})[f"{primary},{secondary}"] = {"setting": setting}
        self.preferences = {"profile": {"cookie_controls_mode": third_party}}
        if exceptions:
            self.preferences["profile"]["content_settings"] = {"exceptions": exceptions}

    async def start(self):
        (self.folder / "Default").mkdir()
        (self.folder / "Default/Preferences").write_text(json.dumps(self.preferences))
        await self.launch(
            "--headless",
            "--no-sandbox",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-sync",
            "--remote-debugging-port=0",
            f"--user-data-dir={self.folder}",
            f"--host-resolver-rules={', '.join(self.rules)}",
            *self.trust,
            "about:blank",
        )
        port, path = (await self.read_when_there("DevToolsActivePort", lambda text: "\n" in text)).split()
        self.socket = await WebSocket.connect("127.0.0.1", int(port), path)
        self.listen()

    def error(self, answer):
        return answer["error"].get("message")


def key_hash(certificate):
    """Returns the SHA-256 of the certificate's public key, in base64."""
    key = subprocess.run(
        ["openssl", "x509", "-in", certificate, "-noout", "-pubkey"], check=True, capture_output=True
    ).stdout
    der = subprocess.run(
        ["openssl", "pkey", "-pubin", "-outform", "der"], input=key, check=True, capture_output=True
    ).stdout
    return base64.b64encode(hashlib.sha256(der).digest()).decode()
