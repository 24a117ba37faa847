"""The installed Firefox, headless, with a profile of its own that goes when it ends."""

import asyncio
import json
import pathlib
import shutil
import tempfile

from recorder import FETCH, script
from websocket import WebSocket

# Total Cookie Protection is its default.
PREFERENCES = {
    "network.cookie.cookieBehavior": 5,
    # No host but this machine is ever reached, and it speaks for every name.
    "network.dns.forceResolve": "127.0.0.1",
    "network.dns.disableIPv6": True,
    "network.lna.blocking": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.safebrowsing.provider.google4.updateURL": "",
    "browser.safebrowsing.provider.mozilla.updateURL": "",
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.server": "",
    # Names are as they are written: no attempt over https first.
    "dom.security.https_first": False,
}


class Firefox:
    """Use it as `async with Firefox(...) as browser`; it is always stopped."""

    def __init__(self, program, ports):
        """`ports`: where a port that URLs name is served on this machine."""
        self.program = program
        forced = ";".join(f"{named}={own}" for named, own in ports.items())
        self.preferences = PREFERENCES | {"network.socket.forcePort": forced}
        self.process = None
        self.socket = None
        self.calls = {}
        self.last_call = 0

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
                await asyncio.wait_for(self.process.wait(), 10)
            except asyncio.TimeoutError:
                self.process.kill()
                await self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    async def start(self):
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in self.preferences.items()]
        (self.folder / "user.js").write_text("\n".join(lines))
        self.process = await asyncio.create_subprocess_exec(
            self.program,
            "--headless",
            "--no-remote",
            "--remote-debugging-port=0",
            "--profile",
            self.folder,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        server = json.loads(await self.read_when_there("WebDriverBiDiServer.json"))
        self.socket = await WebSocket.connect(server["ws_host"], server["ws_port"], "/session")
        asyncio.get_running_loop().create_task(self.receive())
        session = await self.call("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
        self.version = session["capabilities"]["browserVersion"]

    async def read_when_there(self, name):
        for _ in range(600):
            file = self.folder / name
            if file.exists() and (text := file.read_text()).rstrip().endswith("}"):
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

    async def call(self, method, timeout=30, **parameters):
        """WebDriver BiDi: https://w3c.github.io/webdriver-bidi"""
        number = self.last_call = self.last_call + 1
        self.calls[number] = asyncio.get_running_loop().create_future()
        await self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        answer = await asyncio.wait_for(self.calls[number], timeout)
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
        return answer["result"]

    async def fetches(self, case, server):
        """Opens the case's page in a new tab, without cookies, and does its steps, all of them fetch().

        For each: its outcome and the requests that the server was sent.
        """
        await self.call("storage.deleteCookies")
        html = {"headers": [["Content-Type", "text/html; charset=utf-8"]], "body": "{{page}}"}
        server.rules = {"/" + case["page"].split("/", 3)[3]: {"main": html}}
        tab = (await self.call("browsingContext.create", type="tab"))["context"]
        try:
            await self.call("browsingContext.navigate", context=tab, url=case["page"], wait="complete")
            server.take_requests()
            steps = []
            for step in case["steps"]:
                server.rules.update(step["serve"])
                init = {"credentials": step["credentials"]}
                answer = await self.call(
                    "script.evaluate",
                    expression=f"{script(FETCH, step['url'], init)}.then(JSON.stringify)",
                    target={"context": tab},
                    awaitPromise=True,
                )
                steps.append((json.loads(answer["result"]["value"]), server.take_requests()))
            return steps
        finally:
            await self.call("browsingContext.close", context=tab)
