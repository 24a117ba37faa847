"""Printed fixes, tried in the browser: is the cookie stored, and is it in the next request?

The cases come from TriedFixTests, which writes them to the file that CRUMB_FIXES names: one JSON object
per line with the `browser`, and `line`, `page` and `target` as they are after the fix.
"""

import json
import pathlib
import re

import chromium
from caseserver import CaseServer, tls_context
from chromium import Chromium
from firefox import Firefox
from recorder import Recorder

PLAIN, TLS = 18080, 18443


def at_recorded_port(url):
    """Replaces the port: cookies ignore ports, and the browser reaches one server for each scheme."""
    port = TLS if url.startswith("https:") else PLAIN
    return re.sub(r"^(https?://(?:\[[^]]*\]|[^/:]*))(:\d+)?", rf"\1:{port}", url)


def case_of(index, fix):
    page, target = at_recorded_port(fix["page"]), at_recorded_port(fix["target"])
    origin = "/".join(page.split("/")[:3])
    path = "/" + target.split("/", 3)[3]
    headers = [
        ["Set-Cookie", fix["line"].encode().decode("latin-1")],
        ["Access-Control-Allow-Origin", origin],
        ["Access-Control-Allow-Credentials", "true"],
        ["Cache-Control", "no-store"],
    ]
    step = {"kind": "fetch", "url": target, "credentials": "include", "serve": {path: {"main": {"headers": headers}}}}
    return {"id": f"fix-{index}", "page": page + "crumb-page.html", "steps": [step, {**step, "serve": {}}]}


def works(outcome, requests):
    """Whether the page can read the last response, and its request had the cookie."""
    sent = [value for one in requests for name, value in one["headers"] if name.lower() == "cookie"]
    return outcome["result"] == "resolved" and any(sent)


class Replay:
    """Counts the fixes that work, and prints those that do not."""

    def __init__(self):
        self.total = self.failed = 0

    def add(self, fix, outcome, requests):
        self.total += 1
        if not works(outcome, requests):
            self.failed += 1
            print(json.dumps({**fix, "outcome": outcome, "requests": requests}), flush=True)


async def in_chromium(program, chosen, server, ports, certificate, replay):
    for blocks in (False, True):
        third_party = chromium.BLOCKED if blocks else chromium.ALLOWED
        async with Chromium(program, ports, certificate, third_party) as browser:
            recorder = Recorder(browser, server)
            for index, fix in enumerate(one for one in chosen if one["blocksThirdParties"] == blocks):
                last = (await recorder.record(case_of(index, fix)))["steps"][-1]
                requests = [{**one, "headers": list(one["h"].items())} for one in last["requests"]]
                replay.add(fix, last["outcome"], requests)


async def in_firefox(program, chosen, server, ports, replay):
    async with Firefox(program, ports) as browser:
        print(f"Firefox {browser.version}", flush=True)
        for index, fix in enumerate(chosen):
            outcome, requests = (await browser.fetches(case_of(index, fix), server))[-1]
            replay.add(fix, outcome, requests)


async def run(arguments, certificates):
    fixes = [json.loads(line) for line in pathlib.Path(arguments.file).read_text().splitlines()]
    # The browser does not open 0.0.0.0, and the server only listens on IPv4.
    usable = [
        fix for fix in fixes
        if fix["browser"] == arguments.browser and "0.0.0.0" not in fix["page"] + fix["target"]
        and "[" not in fix["target"]
    ]
    # Take cases with both settings for third-party cookies, if there are both.
    sides = [[fix for fix in usable if fix["blocksThirdParties"] == blocks] for blocks in (False, True)]
    each = arguments.count // len([side for side in sides if side])
    chosen = [fix for side in sides for fix in side[:each]]
    certificate, key = certificates / "server.pem", certificates / "server.key"
    server = CaseServer()
    tls = tls_context(certificate, key)
    ports = {PLAIN: await server.listen("127.0.0.1", 0), TLS: await server.listen("127.0.0.1", 0, tls)}
    replay = Replay()
    if arguments.browser == "firefox":
        await in_firefox(arguments.firefox, chosen, server, ports, replay)
    else:
        await in_chromium(arguments.chromium, chosen, server, ports, certificate, replay)
    server.close()
    print(f"{replay.total - replay.failed} of {replay.total} printed fixes work in {arguments.browser}")
    return replay.failed
