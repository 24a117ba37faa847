"""The installed Firefox, headless, with a temporary profile."""

import json

from browser import Browser
from recorder import FETCH, script
from websocket import WebSocket

# Total Cookie Protection is Firefox's default.
PREFERENCES = {
    "network.cookie.cookieBehavior": 5,
    # Every name resolves to this machine, and no other host is ever reached.
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
    # URLs are loaded as written, without trying https first.
    "dom.security.https_first": False,
}


class Firefox(Browser):
    """Firefox, controlled by WebDriver BiDi: https://w3c.github.io/webdriver-bidi"""

    start_time = 60
    answer_time = 30
    end_time = 10

    def __init__(self, program, ports):
        """`ports` maps each port in URLs to the port on this machine that serves it."""
        super().__init__(program)
        forced = ";".join(f"{named}={own}" for named, own in ports.items())
        self.preferences = PREFERENCES | {"network.socket.forcePort": forced}

    async def start(self):
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in self.preferences.items()]
        (self.folder / "user.js").write_text("\n".join(lines))
        await self.launch("--headless", "--no-remote", "--remote-debugging-port=0", "--profile", self.folder)
        text = await self.read_when_there("WebDriverBiDiServer.json", lambda text: text.rstrip().endswith("}"))
        server = json.loads(text)
        self.socket = await WebSocket.connect(server["ws_host"], server["ws_port"], "/session")
        self.listen()
        session = await self.call("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
        self.version = session["capabilities"]["browserVersion"]

    def error(self, answer):
        return f"{answer['error']}: {answer['message']}"

    async def fetches(self, case, server):
        """Opens the case's page in a new tab, without cookies, and runs its steps, all of which are fetch().

        Returns, for each step, its outcome and the requests that the server received.
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
