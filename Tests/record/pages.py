"""The flows of fixtures/page in Chromium: the requests, the jar, and what the page shows."""

import asyncio
import contextlib
import http.server
import json
import pathlib
import re
import ssl
import subprocess
import sys
import threading

from chromium import Chromium
from tab import Tab

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "fixtures"
PAGES = FIXTURES / "page"
FLOWS = PAGES / "flows.json"
RECORDING = PAGES / "chromium.json"
# Debian's package; the repository has no copy.
VUE = pathlib.Path("/usr/share/javascript/vue/vue.js")
# The headers about the initiator; the others are the same in all requests, or are the cookies.
HEADERS = ("Origin", "Referer", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest", "Sec-Fetch-User")
# The seconds without a request after which a page is idle, and the longest time to wait for that.
REST, LONGEST = 0.4, 10

FIND = """((target) => {
    const name = (element) => (element.innerText || element.value || '').trim().toLowerCase();
    const named = (selector) =>
        [...document.querySelectorAll(selector)].find((one) => name(one) === target.toLowerCase());
    const field = [...document.querySelectorAll('input, textarea')].find(
        (one) => one.placeholder === target || one.getAttribute('aria-label') === target);
    let element = named('button, a') ?? named('label') ?? field;
    try { element ??= document.querySelector(target); } catch {}
    return element?.matches('label') && %s ? element.control : element;
})"""
WHERE = FIND % "false" + """(TARGET)?.getBoundingClientRect().toJSON()"""
FOCUS = FIND % "true" + """(TARGET)?.select()"""
SUBMIT = FIND % "false" + """(TARGET).requestSubmit()"""


async def record(arguments, certificates):
    """Writes the recording, or reports where the browser differs from it and returns in how many flows."""
    flows = json.loads(FLOWS.read_text())
    certificate, key = certificates / "server.pem", certificates / "server.key"
    recordings = {}
    with contextlib.ExitStack() as stack:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        ports = {
            5500: stack.enter_context(files({"/tutorial.html": PAGES / "tutorial.html"})),
            443: stack.enter_context(files({"/vue@2/dist/vue.js": VUE}, context)),
            5000: stack.enter_context(started(arguments.python, FIXTURES / "flask/serve.py")),
            8000: stack.enter_context(started(arguments.python, PAGES / "serve.py")),
            8100: stack.enter_context(started(arguments.python, FIXTURES / "js/modules.py")),
        }
        version = None
        for flow in flows:
            # Each flow has a jar of its own.
            async with Chromium(arguments.chromium, ports, certificate) as browser:
                version = (await browser.call("Browser.getVersion"))["product"]
                recordings[flow["name"]] = await Flow(browser, flow).record()
                print(flow["name"], flush=True)
    recorded = {"browser": version, "flows": recordings}
    before = json.loads(RECORDING.read_text())["flows"] if RECORDING.exists() else {}
    changed = [name for name in recordings if recordings[name] != before.get(name)]
    for name in changed:
        print_changes(name, before.get(name, {}), recordings[name])
    if arguments.write:
        RECORDING.write_text(text_of(recorded))
    print(f"{version}: {len(changed)} of {len(flows)} flows differ from the recording")
    return 0 if arguments.write else len(changed)


def text_of(recorded):
    """The recording as JSON, with a line for each request and cookie."""
    lines = json.dumps(recorded, indent=1, ensure_ascii=False)
    objects = re.compile(r"\n    {\n(.*?)\n    }", re.S)
    return objects.sub(lambda match: "\n    { " + re.sub(r"\n *", " ", match[1]).strip() + " }", lines) + "\n"


def print_changes(name, before, now):
    for key in now:
        if before.get(key) != now[key]:
            print(f"{name}: {key}\n  recorded: {json.dumps(before.get(key))}\n  now:      {json.dumps(now[key])}")


class Flow:
    """One flow in one browser."""

    def __init__(self, browser, flow):
        self.browser = browser
        self.flow = flow
        self.requests = []  # in the order in which they start
        self.headers = {}  # request -> the headers on the wire, in the order of its hops
        self.running = {}  # request -> session

    async def record(self):
        self.browser.listeners.append(self.heard)
        async with Tab(self.browser) as tab:
            await tab.attach_to_tabs(True)
            self.tab = tab
            url = self.flow["page"].replace("{pages}", str(PAGES))
            await tab.navigate(self.browser.call("Page.navigate", tab.session, url=url))
            await self.rest()
            for action in self.flow["actions"]:
                await self.perform(*action)
                await self.rest()
            shown = await self.evaluate("({url: location.href, title: document.title, text: document.body.innerText})")
            cookies = (await self.browser.call("Storage.getCookies"))["cookies"]
        return known(
            {
                "requests": sorted((self.shown(one) for one in self.requests), key=json.dumps),
                "cookies": sorted((cookie(one) for one in cookies), key=json.dumps),
                **shown,
            }
        )

    def heard(self, method, event, session):
        request = event.get("requestId")
        if method == "Network.requestWillBeSent":
            url = event["request"]["url"]
            if url.startswith(("http:", "https:")) and not url.endswith("/favicon.ico"):
                self.requests.append((request, self.hops(request), event["request"]["method"], url))
                self.running[request] = session
        elif method == "Network.requestWillBeSentExtraInfo":
            self.headers.setdefault(request, []).append(event["headers"])
        elif method in ("Network.loadingFinished", "Network.loadingFailed"):
            self.running.pop(request, None)
        elif method == "Target.detachedFromTarget":
            gone = event["sessionId"]
            self.running = {key: value for key, value in self.running.items() if value != gone}

    def hops(self, request):
        return sum(1 for one in self.requests if one[0] == request)

    def shown(self, request):
        name, hop, method, url = request
        hops = self.headers.get(name, [])
        headers = {key.lower(): value for key, value in (hops[hop] if hop < len(hops) else {}).items()}
        shown = {"method": method, "url": url.partition("#")[0], "cookies": cookies_of(headers.get("cookie"))}
        return shown | {key: headers[key.lower()] for key in HEADERS if key.lower() in headers}

    async def rest(self):
        """Waits until there has been no request for a while."""
        quiet = 0.0
        for _ in range(int(LONGEST / 0.05)):
            await asyncio.sleep(0.05)
            quiet = 0.0 if self.running else quiet + 0.05
            if quiet >= REST:
                return
        raise RuntimeError(f"{self.flow['name']}: {list(self.running)} do not end")

    async def perform(self, kind, target, text=None):
        match kind:
            case "click":
                session, place = await self.find(target)
                await self.browser.call("Page.bringToFront", session)
                middle = {"x": place["x"] + place["width"] / 2, "y": place["y"] + place["height"] / 2}
                for event in ("mousePressed", "mouseReleased"):
                    await self.browser.call(
                        "Input.dispatchMouseEvent", session, type=event, button="left", clickCount=1, **middle
                    )
            case "type":
                await self.evaluate(FOCUS.replace("TARGET", json.dumps(target)))
                await self.browser.call("Input.insertText", self.tab.session, text=text)
            case "submit":
                await self.evaluate(SUBMIT.replace("TARGET", json.dumps(target)))
            case "wait-for-text":
                for _ in range(int(LONGEST / 0.05)):
                    if target in await self.evaluate("document.body.innerText"):
                        return
                    await asyncio.sleep(0.05)
                raise RuntimeError(f"{self.flow['name']}: \"{target}\" does not come")

    async def find(self, target):
        """Finds an element in the tab, or in the window that it has opened; returns session and position."""
        for _ in range(int(LONGEST / 0.05)):
            for session in [self.tab.session] + ([self.tab.opened[1]] if self.tab.opened else []):
                if place := await self.evaluate(WHERE.replace("TARGET", json.dumps(target)), session):
                    return session, place
            await asyncio.sleep(0.05)
        raise RuntimeError(f"{self.flow['name']}: there is no {target}")

    async def evaluate(self, script, session=None):
        answer = await self.browser.call(
            "Runtime.evaluate",
            session or self.tab.session,
            expression=script,
            returnByValue=True,
            userGesture=True,
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{self.flow['name']}: {answer['exceptionDetails']}")
        return answer["result"].get("value")


def cookies_of(header):
    return sorted(header.split("; ")) if header else []


def cookie(one):
    shown = {key: one[key] for key in ("name", "value", "domain", "path", "httpOnly", "secure", "session")}
    return shown | {"sameSite": one.get("sameSite"), "partitionKey": one.get("partitionKey")}


def known(recording):
    """The recording with placeholders for values that differ on every run."""
    text = json.dumps(recording).replace(str(PAGES), "{pages}")
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "{uuid}", text)
    return json.loads(re.sub(r"\b[0-9a-f]{16}\b", "{hex}", text))


@contextlib.contextmanager
def started(python, program):
    """Runs a server of the fixtures, and yields its port."""
    server = subprocess.Popen(
        [python, program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        yield int(server.stdout.readline().rpartition(":")[2].strip().strip("/"))
    finally:
        server.stdin.close()
        server.wait()


@contextlib.contextmanager
def files(paths, context=None):
    """Serves files by the paths of their URLs, and yields the port."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            file = paths.get(self.path.partition("?")[0])
            body = file.read_bytes() if file else b""
            self.send_response(200 if file else 404)
            self.send_header("Content-Type", "text/html" if file and file.suffix == ".html" else "text/javascript")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
