"""One tab of the browser: its frames, and the protocol's events about the network."""

import asyncio
import json

DOMAINS = ("Page", "Runtime", "Network", "Log")


class Tab:
    """A tab; cross-site frames have processes, and so protocol sessions, of their own."""

    def __init__(self, browser, is_activated=True):
        """`is_activated` is whether scripts run with user activation, as after a click."""
        self.browser = browser
        self.is_activated = is_activated
        self.session = None
        self.target = None
        self.frames = {}  # path, such as outer/inner -> frame
        self.opened = None  # the target and session of a tab that this one has opened
        self.is_attaching = False
        self.restored = False
        self.contexts = {}  # frame -> (session, context)
        self.attached_frames = []
        self.loads = asyncio.Event()
        self.aborted = asyncio.Event()
        self.urls = {}  # request -> its URLs, in order
        self.sent = []
        self.stored = []
        self.failures = []
        self.console = []
        self.redirects = []  # those that the browser made internally

    async def __aenter__(self):
        self.browser.listeners.append(self.heard)
        created = await self.browser.call("Target.createTarget", url="about:blank")
        self.target = created["targetId"]
        attached = await self.browser.call(
            "Target.attachToTarget", targetId=self.target, flatten=True
        )
        self.session = attached["sessionId"]
        await self.enable(self.session)
        return self

    async def __aexit__(self, *_):
        self.browser.listeners.remove(self.heard)
        if self.is_attaching:
            await self.attach_to_tabs(False)
        await self.browser.call("Target.closeTarget", targetId=self.target)

    async def attach_to_tabs(self, is_on):
        """Attaches to tabs that a page opens, before they send requests; they stay attached until the end."""
        self.is_attaching = is_on
        only_pages = {"filter": [{"type": "page"}]} if is_on else {}
        await self.browser.call(
            "Target.setAutoAttach",
            autoAttach=is_on,
            waitForDebuggerOnStart=is_on,
            flatten=True,
            **only_pages,
        )

    async def enable(self, session, *more):
        """Enables the domains. A new tab only responds once it runs, so all calls are sent at once, `more` last."""
        calls = [self.browser.call(f"{domain}.enable", session) for domain in DOMAINS]
        calls.append(
            self.browser.call(
                "Target.setAutoAttach",
                session,
                autoAttach=True,
                waitForDebuggerOnStart=True,
                flatten=True,
            )
        )
        await asyncio.gather(*calls, *(self.browser.call(method, session) for method in more))

    def heard(self, method, event, session):
        if method == "Target.attachedToTarget" and event["targetInfo"]["type"] == "iframe":
            asyncio.get_running_loop().create_task(self.attached(event["sessionId"]))
        elif method == "Target.attachedToTarget" and "worker" in event["targetInfo"]["type"]:
            asyncio.get_running_loop().create_task(self.attached_worker(event["sessionId"]))
        elif method == "Target.attachedToTarget" and session is None:
            if event["targetInfo"]["targetId"] != self.target and event["waitingForDebugger"]:
                self.opened = (event["targetInfo"]["targetId"], event["sessionId"])
                asyncio.get_running_loop().create_task(self.attached(event["sessionId"]))
        elif method == "Page.loadEventFired" and session == self.current_session:
            self.loads.set()
        elif method == "Page.frameNavigated" and session == self.session:
            if event.get("type") == "BackForwardCacheRestore":
                self.restored = True
                self.loads.set()
        elif method == "Page.frameAttached":
            self.attached_frames.append(event["frameId"])
        elif method == "Runtime.executionContextCreated":
            context = event["context"]
            if context["auxData"].get("isDefault"):
                self.contexts[context["auxData"]["frameId"]] = (session, context["uniqueId"])
        elif method.startswith("Network."):
            self.heard_of_network(method.removeprefix("Network."), event)
        elif method == "Log.entryAdded":
            entry = event["entry"]
            if entry.get("url", "").endswith("/favicon.ico"):
                return
            self.console.append({key: entry[key] for key in ("level", "source", "text")})

    @property
    def current_session(self):
        return self.opened[1] if self.opened else self.session

    def take_opened(self):
        """Continues in the tab that was opened, if there is one."""
        if self.opened:
            self.target, self.session = self.opened
            self.opened = None
            self.frames = {}

    async def attached(self, session):
        try:
            await self.enable(session, "Runtime.runIfWaitingForDebugger")
        except (RuntimeError, TimeoutError):
            pass  # The frame is already gone.

    async def attached_worker(self, session):
        """Attaches to a worker, which has neither a page nor a log."""
        methods = ("Network.enable", "Runtime.runIfWaitingForDebugger")
        try:
            await asyncio.gather(*(self.browser.call(method, session) for method in methods))
        except (RuntimeError, TimeoutError):
            pass  # The worker has already ended.

    def heard_of_network(self, name, event):
        request = event.get("requestId")
        match name:
            case "requestWillBeSent":
                self.urls.setdefault(request, []).append(event["request"]["url"])
                if before := event.get("redirectResponse"):
                    reason = before["headers"].get("Non-Authoritative-Reason")
                    if reason:
                        ends = {"from": before["url"], "to": event["request"]["url"]}
                        self.redirects.append(ends | {"reason": reason})
            case "requestWillBeSentExtraInfo":
                cookies = [sent_cookie(one) for one in event["associatedCookies"]]
                other = event.get("siteHasCookieInOtherPartition", False)
                self.sent.append((request, cookies, other))
            case "responseReceivedExtraInfo":
                for one in event["blockedCookies"]:
                    self.stored.append((request, one["cookieLine"], one["blockedReasons"]))
            case "loadingFailed":
                if event["type"] == "Document":
                    self.aborted.set()
                failure = {"type": event["type"], "error": event["errorText"]}
                for key in ("blockedReason", "corsErrorStatus"):
                    if key in event:
                        failure[key] = event[key]
                self.failures.append((request, failure))

    def take_protocol(self):
        """The events since the last call, in the format of the recordings."""

        def url(request):
            return (self.urls.get(request) or [None])[0]

        taken = {
            "sent": [
                {"url": url(request)}
                | ({"cookies": cookies} if cookies else {})
                | ({"siteHasCookieInOtherPartition": True} if other else {})
                for request, cookies, other in self.sent
                if cookies or other
            ],
            "stored": [
                {"url": url(request), "line": line, "blocked": blocked}
                for request, line, blocked in self.stored
            ],
            "failures": [{"url": url(request)} | failure for request, failure in self.failures],
            "console": self.console,
            "internalRedirects": self.redirects,
        }
        self.sent, self.stored, self.failures, self.console, self.redirects = [], [], [], [], []
        return {key: value for key, value in taken.items() if value}

    async def evaluate(self, script, frame=None, timeout=8):
        """The value of an expression or a promise, in the page or a frame."""
        session, context = self.contexts[frame or self.target]
        answer = await self.browser.call(
            "Runtime.evaluate",
            session,
            timeout=timeout,
            expression=script,
            uniqueContextId=context,
            awaitPromise=True,
            returnByValue=True,
            userGesture=self.is_activated,
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("text"))
        return answer["result"].get("value")

    async def navigate(self, action, timeout=4):
        """Performs `action`; returns whether it led to another document."""
        self.loads.clear()
        self.aborted.clear()
        self.restored = False
        await action
        waits = [asyncio.ensure_future(one.wait()) for one in (self.loads, self.aborted)]
        await asyncio.wait(waits, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        return self.loads.is_set() and not self.aborted.is_set()

    async def insert_frame(self, attributes, timeout=4):
        """Returns the id of a new frame once its document is loaded; None if that never happens."""
        self.attached_frames.clear()
        script = f"""new Promise(done => {{
            const frame = document.createElement('iframe');
            Object.entries({json.dumps(attributes)}).forEach(([key, value]) => frame.setAttribute(key, value));
            frame.onload = () => done(true);
            setTimeout(() => done(false), {timeout * 1000 - 1000});
            document.body.append(frame);
        }})"""
        if not await self.evaluate(script, timeout=timeout) or not self.attached_frames:
            return None
        frame = self.attached_frames[0]
        for _ in range(20):
            try:
                if not (await self.evaluate("location.href", frame)).startswith("chrome-error:"):
                    return frame
            except (KeyError, RuntimeError):
                pass  # The frame's session is still being opened.
            await asyncio.sleep(0.05)
        return None


def sent_cookie(associated):
    cookie = associated["cookie"]
    shown = {key: cookie[key] for key in ("name", "value", "domain", "path")}
    if associated["blockedReasons"]:
        shown["blocked"] = associated["blockedReasons"]
    return shown
