"""The demo's flow in Chromium, compared with crumb's verdicts."""

import asyncio
import json
import pathlib
import subprocess
import sys

from caseserver import CaseServer
from chromium import Chromium
from recorder import FETCH, script
from tab import Tab

# The seconds that pass before a step: crumb moves its clock, while a browser must wait.
WAITS = {2: 61}


async def compare(arguments, certificates):
    """Prints both verdicts of each step; returns the number of steps in which they differ."""
    crumb = pathlib.Path(arguments.crumb).resolve()
    output = subprocess.run([crumb, "demo", "--json"], check=True, capture_output=True).stdout
    reports = json.loads(output)
    backend = subprocess.Popen(
        [crumb.parent / "crumb-demo-backend"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        base = backend.stdout.readline().split()[-1]
        return await compare_steps(arguments, certificates, reports, base)
    finally:
        backend.stdin.close()
        backend.wait()


async def compare_steps(arguments, certificates, reports, base):
    page = {"main": {"headers": [["Content-Type", "text/html"]], "body": "{{page}}"}}
    server = CaseServer()
    server.rules = {"/": page, "/app.html": page}
    ports = {5500: await server.listen("127.0.0.1", 0), 8080: await server.listen("127.0.0.1", 0)}
    file = certificates / "app.html"
    file.write_text("<!doctype html><title>page</title>")
    differing = 0
    async with Chromium(arguments.chromium, ports, certificates / "server.pem") as browser:
        print((await browser.call("Browser.getVersion"))["product"])
        async with Tab(browser) as tab:
            for number, report in enumerate(reports):
                if not arguments.no_wait:
                    await asyncio.sleep(WAITS.get(number, 0))
                elif number in WAITS:
                    await browser.call("Storage.clearCookies")
                url = report["page"]["url"]
                target = file.as_uri() if url.startswith("file:") else url
                await tab.navigate(browser.call("Page.navigate", tab.session, url=target))
                tab.take_protocol()
                path = "/" + report["request"]["url"].split("/", 3)[3]
                init = {"credentials": report["request"]["credentials"]}
                outcome = await tab.evaluate(script(FETCH, base + path, init))
                await asyncio.sleep(0.2)
                theirs = verdict_of_browser(outcome, tab.take_protocol(), base)
                ours = verdict_of_crumb(report)
                differing += theirs != ours
                print(f"{number + 1}. {url} fetches {path}: {'same' if theirs == ours else 'DIFFERENT'}")
                for key in theirs:
                    if theirs[key] or ours[key]:
                        print(f"   {key}: {theirs[key]}")
                    if theirs[key] != ours[key]:
                        print(f"   {key}, crumb: {ours[key]}")
                sys.stdout.flush()
    server.close()
    print(f"{len(reports) - differing} of {len(reports)} steps are the same")
    return differing


def verdict_of_browser(outcome, protocol, base):
    cors = [
        one["corsErrorStatus"]["corsError"]
        for one in protocol.get("failures", [])
        if "corsErrorStatus" in one
    ]
    sent = [one for entry in protocol.get("sent", []) for one in entry.get("cookies", [])]
    console = [one["text"] for one in protocol.get("console", [])]
    return {
        "page sees": outcome.get("status") or outcome["message"],
        "body": (outcome.get("body") or "").strip(),
        "CORS": (cors or [None])[0],
        "sent": [one["name"] for one in sent if "blocked" not in one],
        "not sent": [[one["name"], *one["blocked"]] for one in sent if "blocked" in one],
        "not stored": [one["blocked"] for one in protocol.get("stored", [])],
        "console": [text.replace(base, "API") for text in console],
    }


def verdict_of_crumb(report):
    base = "/".join(report["request"]["url"].split("/")[:3])
    response, error = report["outcome"]["response"], report["outcome"]["error"]
    cookies = [one for exchange in report["exchanges"] for one in exchange["cookies"]]
    lines = [one for exchange in report["exchanges"] for one in exchange["setCookies"]]
    return {
        "page sees": response["status"] if response else error["message"],
        "body": (response["body"] or "").strip() if response else "",
        "CORS": None if response else error["code"],
        "sent": [one["name"] for one in cookies if one["sent"]],
        "not sent": [[one["name"], *one["blockedReasons"]] for one in cookies if not one["sent"]],
        "not stored": [one["blockedReasons"] for one in lines if one["blockedReasons"]],
        "console": [text.replace(base, "API") for text in report["console"]],
    }
