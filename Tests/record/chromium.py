"""The installed Chromium, headless, with a profile of its own that goes when it ends."""

import asyncio
import base64
import hashlib
import json
import pathlib
import shutil
import subprocess
import tempfile

from websocket import WebSocket

# Third-party cookies: allowed but in incognito windows (upstream's default), or blocked.
ALLOWED, BLOCKED = 2, 1


class Chromium:
    """Use it as `async with Chromium(...) as browser`; it is always stopped."""

    def __init__(self, program, ports, certificate=None, third_party=ALLOWED, more_rules=()):
        """`ports`: where a port that URLs name is served on this machine.

        `certificate`: of that machine, which is trusted; None where nothing is asked over TLS.
        """
        self.program = program
        self.rules = ["MAP nohost.invalid ~NOTFOUND", *more_rules]
        self.rules += [f"MAP *:{named} 127.0.0.1:{own}" for named, own in ports.items()]
        # No host but this machine is ever reached.
        self.rules += ["MAP * 127.0.0.1"]
        self.trust = []
        if certificate:
            self.trust = [f"--ignore-certificate-errors-spki-list={key_hash(certificate)}"]
        self.preferences = {"profile": {"cookie_controls_mode": third_party}}
        self.process = None
        self.socket = None
        self.calls = {}
        self.last_call = 0
        self.listeners = []

    async def __aenter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="crumb-record-"))
        try:
            await self.start()
            return self
        except BaseException:
            await self.__aexit__()
            raise

    async def __aexit__(self, *_):
        if self.socket:
            self.socket.close()
        if self.process and self.process.returncode is None:
            self.process.terminate()
            try:
                await asyncio.wait_for(self.process.wait(), 5)
            except asyncio.TimeoutError:
                self.process.kill()
                await self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    async def start(self):
        (self.folder / "Default").mkdir()
        (self.folder / "Default/Preferences").write_text(json.dumps(self.preferences))
        self.process = await asyncio.create_subprocess_exec(
            self.program,
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
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        port, path = (await self.read_when_there("DevToolsActivePort")).split()
        self.socket = await WebSocket.connect("127.0.0.1", int(port), path)
        asyncio.get_running_loop().create_task(self.receive())

    async def read_when_there(self, name):
        for _ in range(300):
            file = self.folder / name
            if file.exists() and "\n" in (text := file.read_text()):
                return text
            if self.process.returncode is not None:
                break
            await asyncio.sleep(0.1)
        raise RuntimeError(f"{self.program} did not start")

    async def receive(self):
        while text := await self.socket.receive():
            message = json.loads(text)
            call = self.calls.pop(message.get("id"), None)
            if call:
                call.set_result(message)
            elif "method" in message:
                for listener in list(self.listeners):
                    listener(message["method"], message.get("params", {}), message.get("sessionId"))

    async def call(self, method, session=None, timeout=15, **parameters):
        number = self.last_call = self.last_call + 1
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        self.calls[number] = asyncio.get_running_loop().create_future()
        await self.socket.send(json.dumps(message))
        answer = await asyncio.wait_for(self.calls[number], timeout)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error'].get('message')}")
        return answer["result"]


def key_hash(certificate):
    """SHA-256 of the certificate's public key, in base64."""
    key = subprocess.run(
        ["openssl", "x509", "-in", certificate, "-noout", "-pubkey"], check=True, capture_output=True
    ).stdout
    der = subprocess.run(
        ["openssl", "pkey", "-pubin", "-outform", "der"], input=key, check=True, capture_output=True
    ).stdout
    return base64.b64encode(hashlib.sha256(der).digest()).decode()
