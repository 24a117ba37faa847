#!/usr/bin/env python3
"""Records cases again in the installed Chromium and prints what changed: see README.md."""

import argparse
import asyncio
import json
import pathlib
import signal
import subprocess
import sys
import tempfile

import chromium
import copied
import demo
import encodings_table
import fixes
import har
import pages
import recordings
from caseserver import CaseServer, tls_context
from chromium import Chromium
from recorder import Recorder

PLAIN, TLS, BOTH = (80, 18080, 18081), (443, 18443, 18444), (18082, 18083)
ROOT = pathlib.Path(__file__).resolve().parents[2]


def groupby_surroundings(cases):
    """Pairs each configuration of the browser with the cases that need it, in their order."""
    groups = {}
    for case in cases:
        wanted = {key: case.get("browser", {}).get(key) for key in ("blockThirdParty", "siteSettings")}
        wanted = {key: value for key, value in wanted.items() if value}
        groups.setdefault(json.dumps(wanted), []).append(case)
    return [(json.loads(key), group) for key, group in groups.items()]


async def record(arguments, certificates):
    file = f"chromium{'-third-party-blocked' if arguments.third_party_blocked else ''}.jsonl"
    truths = recordings.load(file)
    cases = {key: case for key, case in recordings.load("cases.jsonl").items() if key in truths}
    if unknown := [key for key in arguments.cases if key not in cases]:
        sys.exit(f"no recording has the case {', '.join(unknown)}")
    chosen = [cases[key] for key in arguments.cases] or recordings.sample(cases, arguments.each)
    certificate, key = certificates / "server.pem", certificates / "server.key"
    server = CaseServer()
    tls = tls_context(certificate, key)
    ports = {named: await server.listen("127.0.0.1", 0) for named in PLAIN}
    ports |= {named: await server.listen("127.0.0.1", 0, tls) for named in TLS}
    ports |= {named: await server.listen_both("127.0.0.1", tls) for named in BOTH}
    changed, lines = 0, []
    for surroundings, group in groupby_surroundings(chosen):
        blocked = surroundings.get("blockThirdParty")
        settings = surroundings.get("siteSettings", [])
        mode = chromium.BLOCKED if blocked or arguments.third_party_blocked else chromium.ALLOWED
        async with Chromium(arguments.chromium, ports, certificate, mode, settings=settings) as browser:
            if not lines:
                version = await browser.call("Browser.getVersion")
                print(f"{version['product']}: {len(chosen)} cases")
                about = {"browser": "chromium", "version": version["product"]}
                about["userAgent"] = version["userAgent"]
                lines.append({"about": about | {"profilePreferences": browser.preferences}})
            recorder = Recorder(browser, server)
            for case in group:
                changed += await record_one(case, recorder, truths[case["id"]], lines)
    server.close()
    print(f"{changed} changes")
    if arguments.out:
        pathlib.Path(arguments.out).write_text("".join(json.dumps(line) + "\n" for line in lines))
    return changed


async def record_one(case, recorder, recorded, lines):
    """Adds the new recording to the lines; returns the number of changes."""
    try:
        truth = await recorder.record(case)
    except (KeyError, RuntimeError, TimeoutError) as error:
        print(f"{case['id']} could not be recorded: {error!r}")
        return 1
    lines.append(truth)
    changes = list(recordings.changes(truth, case, recorded))
    for step, projection, before, now in changes:
        print(f"{case['id']} {step} {projection}\n  recorded: {before}\n  now:      {now}")
    sys.stdout.flush()
    return len(changes)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chromium", default="chromium", help="the program")
    parser.add_argument("--firefox", default="firefox-esr", help="the program")
    commands = parser.add_subparsers(dest="command", required=True)
    cases = commands.add_parser("cases", help="record cases and compare")
    cases.add_argument("cases", nargs="*", metavar="CASE", help="their ids; else a sample")
    cases.add_argument("--each", type=int, default=1, help="so many cases of each family")
    cases.add_argument("--third-party-blocked", action="store_true")
    cases.add_argument("--out", help="write the recordings here, in the form that trim.py reads")
    shown = commands.add_parser("demo", help="crumb demo, beside the browser")
    shown.add_argument("--crumb", default=str(ROOT / ".build/debug/crumb"), help="the binary")
    shown.add_argument("--no-wait", action="store_true", help="leave out what takes a minute")
    archives = commands.add_parser("har", help="HAR files as DevTools writes and reads them")
    archives.add_argument("files", nargs="*", metavar="FILE", help="print what DevTools reads; else write fixtures/har")
    fixed = commands.add_parser("fixes", help="printed fixes, carried out in the browser")
    fixed.add_argument("file", metavar="FILE", help="what TriedFixTests wrote")
    fixed.add_argument("--browser", choices=["chrome", "firefox"], default="chrome")
    fixed.add_argument("--count", type=int, default=200, help="so many of them")
    flows = commands.add_parser("pages", help="the flows of fixtures/page, beside their recording")
    flows.add_argument("--write", action="store_true", help="write the recording anew")
    flows.add_argument("--python", default=sys.executable, help="one that has Flask")
    commands.add_parser("copied", help="write fixtures/copied-requests, as DevTools copies requests")
    commands.add_parser("encodings", help="write the tables of crumb-js's TextDecoder")
    arguments = parser.parse_args()
    # Treat SIGTERM like Ctrl-C, so that the browser is stopped.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory() as folder:
        certificates = pathlib.Path(folder)
        subprocess.run([ROOT / "fixtures/tls/make-ca", folder], check=True)
        run = {
            "cases": record, "copied": copied.run, "demo": demo.compare,
            "encodings": encodings_table.run, "fixes": fixes.run, "har": har.run, "pages": pages.record,
        }[arguments.command]
        try:
            sys.exit(1 if asyncio.run(run(arguments, certificates)) else 0)
        except KeyboardInterrupt:
            sys.exit(130)


if __name__ == "__main__":
    main()
