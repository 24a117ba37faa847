"""Runs the steps of a case in Chromium, and records what happens."""

import asyncio
import json
import time

import connections
import navigations
import page
from caseserver import PAGE
from tab import Tab

# The request headers that are always recorded.
RECORDED_HEADERS = {
    "access-control-request-headers", "access-control-request-method",
    "access-control-request-private-network", "authorization", "cache-control", "content-type",
    "cookie", "if-none-match", "origin", "ping-from", "ping-to", "pragma", "range", "referer", "sec-fetch-dest",
    "sec-fetch-mode", "sec-fetch-site", "sec-fetch-storage-access", "sec-fetch-user",
    "sec-websocket-protocol", "sec-websocket-version", "upgrade-insecure-requests",
}  # fmt: skip
# Other headers that a browser sends on its own, with the values that are recorded.
OWN_HEADERS = {("sec-purpose", "prefetch"), ("accept", "text/event-stream")}
# Headers of connections other than fetch().
CONNECTION_HEADERS = {"upgrade", "last-event-id"}
INIT = [
    "method", "headers", "body", "credentials", "mode", "redirect", "referrerPolicy", "referrer", "cache", "keepalive",
    "priority", "integrity", "duplex", "targetAddressSpace", "browsingTopics", "sharedStorageWritable",
    "adAuctionHeaders", "window", "signal",
]  # fmt: skip

FETCH = """((url, init, twice) => {
    %s
    if ('body' in init) init.body = made(init.body);
    const aborted = (reason) => { const one = new AbortController(); one.abort(reason); return one.signal };
    if (init.signal === 'aborted') init.signal = aborted();
    if (init.signal === 'reason') init.signal = aborted(new RangeError('mine'));
    if (init.signal === 'timeout') init.signal = AbortSignal.timeout(200);
    const once = async () => {
        try {
            const response = await fetch(url, init);
            const {type, status, ok, redirected, url: final} = response;
            const seen = {result: 'resolved', type, status, ok, redirected, url: final, headers: [...response.headers]};
            try {
                return {...seen, body: await response.text()};
            } catch (error) {
                return {...seen, body: '', bodyError: error.name};
            }
        } catch (error) {
            return {result: 'rejected', name: error.name, message: error.message};
        }
    };
    if (!twice) return once();
    return Promise.all([once(), once()]).then(
        both => ({result: 'resolved', returned: both.map(one => one.status ?? one.name)}));
})""" % connections.BODY
XHR = """((step) => new Promise(done => {
    try {
        const xhr = new XMLHttpRequest();
        xhr.open(step.method || 'GET', step.url);
        (step.headers || []).forEach(([name, value]) => xhr.setRequestHeader(name, value));
        if (step.withCredentials !== undefined) xhr.withCredentials = step.withCredentials;
        xhr.onload = () => done({
            result: 'resolved', status: xhr.status, url: xhr.responseURL, body: xhr.responseText,
            headers: xhr.getAllResponseHeaders().trim().split('\\r\\n').filter(line => line)
                .map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
        });
        xhr.onerror = () => done({result: 'rejected', name: 'error', status: xhr.status});
        xhr.send(step.body === undefined ? null : step.body);
    } catch (error) {
        done({result: 'rejected', name: error.name, message: error.message});
    }
}))"""
DOCUMENT_COOKIE = """((lines) => {
    try {
        for (const line of lines) document.cookie = line;
        return {result: 'resolved', cookie: document.cookie};
    } catch (error) {
        return {result: 'rejected', name: error.name, message: error.message};
    }
})"""
READ_COOKIE = "(() => { try { return document.cookie } catch (error) { return {error: error.name} } })()"
SUBRESOURCE = """((step) => new Promise(done => {
    const element = document.createElement(step.element);
    for (const name of ['crossorigin', 'referrerpolicy', 'sandbox'])
        if (step[name] !== undefined) element.setAttribute(name, step[name]);
    element.onload = () => done({result: 'load'});
    element.onerror = () => done({result: 'error'});
    setTimeout(() => done({result: 'no event'}), 2500);
    element.src = step.url;
    document.body.append(element);
}))"""


def script(function, *arguments):
    return f"{function}({', '.join(map(json.dumps, arguments))})"


class Recorder:
    """Records cases one after the other in the same browser, clearing its cookies for each."""

    def __init__(self, browser, server):
        self.browser = browser
        self.server = server
        self.has_permissions = False

    async def record(self, case):
        html = {"headers": [["Content-Type", "text/html; charset=utf-8"]], "body": "{{page}}"}
        path = "/" + case["page"].split("/", 3)[3].split("?")[0]
        opening = {"kind": "navigate", "how": "typed", "url": case["page"]}
        self.server.rules = {}
        self.server.program({path: {"main": html}, **case.get("serve", {})})
        self.server.take_requests()
        await self.browser.call("Storage.clearCookies")
        await self.set_permissions(case.get("permissions", []))
        self.family = case["family"]
        steps = []
        async with Tab(self.browser, case.get("activation", True)) as tab:
            await self.browser.call("Network.clearBrowserCache", tab.session)
            for step in [opening, *case["steps"]]:
                self.server.program(step.get("serve", {}))
                steps.append(await self.run(step, tab, json.dumps(case)))
                if steps[-1]["outcome"]["result"] == "failed":
                    break
        return {"id": case["id"], "steps": steps}

    async def set_permissions(self, permissions):
        # (This also resets what is saved in the profile.)
        if self.has_permissions:
            await self.browser.call("Browser.resetPermissions")
        self.has_permissions = bool(permissions)
        for one in permissions:
            more = {key: one[key] for key in ("origin", "embeddedOrigin") if key in one}
            try:
                await self.browser.call(
                    "Browser.setPermission",
                    permission={"name": one["name"]},
                    setting=one["setting"],
                    **more,
                )
            except RuntimeError:
                pass  # An insecure origin cannot be granted permissions.

    async def run(self, step, tab, text):
        """Runs and records a step; `text` is the case as JSON, which contains the hosts of its requests."""
        outcome = await self.outcome(step, tab)
        if step.get("nowait"):
            # The next step shows the result.
            return {"requests": [], "outcome": outcome, "nowait": True}
        # The events of the network process arrive a little later.
        await asyncio.sleep(0.15)
        jar = await self.browser.call("Storage.getCookies")
        # Leave out the browser's own requests.
        requests = [one for one in self.server.take_requests() if one["url"].split("/")[2] in text]
        requests = [one for one in requests if not one["url"].endswith("/favicon.ico")]
        return {
            "requests": [recorded_request(one, step) for one in requests],
            "outcome": outcome,
            "jar": sorted((recorded_cookie(one) for one in jar["cookies"]), key=lambda one: one["name"]),
            "documentCookie": await self.of_page(READ_COOKIE, tab),
            "cdp": tab.take_protocol(),
        }

    async def of_page(self, expression, tab):
        """The value of an expression, once the page exists: replacing a document takes a moment."""
        for _ in range(20):
            try:
                return await tab.evaluate(expression)
            except (KeyError, RuntimeError):
                await asyncio.sleep(0.05)
        return ""

    async def outcome(self, step, tab):
        if step["kind"] == "wait":
            await asyncio.sleep(step["seconds"])
            return {"result": "waited"}
        match step["kind"]:
            case "navigate":
                return await navigations.of_tab(step, tab, self)
            case "frame":
                return await navigations.insert_frame(step, tab)
            case "frameNavigate":
                return await navigations.of_frame(step, tab)
        frame = tab.frames[step["in"]] if "in" in step else None
        if "frame" in step:
            frame = await tab.insert_frame(frame_attributes(step["frame"]))
            if frame is None:
                return {"result": "frame timeout"}
        match step["kind"]:
            case "fetch":
                init = {key: step[key] for key in INIT if key in step}
                made = script(FETCH, step["url"], init, step.get("twice", False))
                if step.get("nowait"):
                    await tab.evaluate(f"{made}; undefined", frame)
                    return {"result": "started"}
                return await tab.evaluate(made, frame)
            case kind if kind in connections.SCRIPTS and self.family in connections.FAMILIES:
                made = script(connections.SCRIPTS[kind], step)
                return without_false(await tab.evaluate(made, frame))
            case "xhr":
                return without_null(await tab.evaluate(script(XHR, step), frame))
            case "documentCookie":
                return await tab.evaluate(script(DOCUMENT_COOKIE, step["set"]), frame)
            case "subresource":
                return await tab.evaluate(script(SUBRESOURCE, step), frame)
            case _:
                return await tab.evaluate(page.call(step), frame)


def frame_attributes(frame):
    if frame == "sandbox":
        return {"sandbox": "allow-scripts", "srcdoc": PAGE}
    return {"src": f"data:text/html,{PAGE}" if frame == "data" else frame}


def without_false(outcome):
    """Removes false members: a step's error is either present or absent."""
    return {key: value for key, value in outcome.items() if value is not False or key == "returned"}


def without_null(outcome):
    return {key: value for key, value in outcome.items() if value is not None}


def recorded_request(request, step):
    headers = {}
    for name, value in request["headers"]:
        if name.lower() in RECORDED_HEADERS:
            headers[name.lower()] = value
    # A header set by the page only counts with the page's value: the browser may send its own.
    own = {}
    for name, value in step.get("headers", []):
        own.setdefault(name.lower(), []).append(value.strip())
    other = [
        [name, value]
        for name, value in request["headers"]
        if name.lower() not in RECORDED_HEADERS
        and (
            value == ", ".join(own.get(name.lower(), []))
            or (name.lower(), value) in OWN_HEADERS
            or name.lower() in CONNECTION_HEADERS
        )
    ]
    recorded = {"method": request["method"], "url": request["url"], "h": headers}
    if other:
        recorded["other"] = other
    if request["body"]:
        recorded["body"] = without_boundary(request["body"][:200], request)
        if len(request["body"]) > 200:
            recorded["bodyLength"] = len(request["body"])
        headers |= {name: without_boundary(value, request) for name, value in headers.items()}
    return recorded


def without_boundary(text, request):
    """Replaces the boundary between the parts of a form, which the browser chooses at random."""
    types = [value for name, value in request["headers"] if name.lower() == "content-type"]
    boundary = types[0].partition("boundary=")[2] if types else ""
    return text.replace(boundary, "{{boundary}}") if boundary else text


def recorded_cookie(cookie):
    key = cookie.get("partitionKey")
    return {
        "name": cookie["name"],
        "value": cookie["value"],
        "domain": cookie["domain"].removeprefix("."),
        "hostOnly": not cookie["domain"].startswith("."),
        "path": cookie["path"],
        "expires": None if cookie["session"] else round(cookie["expires"] - time.time()),
        "httpOnly": cookie["httpOnly"],
        "secure": cookie["secure"],
        "sameSite": cookie.get("sameSite", "unset"),
        **({"partitionKey": json.dumps(key)} if key else {}),
    }
