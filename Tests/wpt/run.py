#!/usr/bin/env python3
"""Runs web-platform-tests in `crumb js`, and compares with what passed before.

    Tests/wpt/run.py --wpt DIR --tier 1            a tier of expectations.json; the last line is `N of M`
    Tests/wpt/run.py --wpt DIR /cors/basic.htm …   these files only, with each subtest that fails

DIR is a checkout of https://github.com/web-platform-tests/wpt (expectations.json names the commit).
Its own server is started; the tests run unmodified, but for resources/testharnessreport.js, which is
replaced by report.js beside this file. M is what Chromium passes.
"""

import argparse
import concurrent.futures
import html.parser
import json
import os
import pathlib
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HOST = "web-platform.test"
MARK = "\x01wpt "


def main():
    arguments = parse_arguments()
    table = json.loads((HERE / "expectations.json").read_text())
    if arguments.files:
        wanted = [[name, None, 0] for name in arguments.files]
    else:
        wanted = table["tiers"][arguments.tier]
    passed, possible, problems = 0, 0, []
    with Server(arguments.wpt) as server:
        with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
            results = pool.map(lambda row: run(server, arguments, row[0]), wanted)
            for row, result in zip(wanted, results):
                counted, chromium = judge(row, result, arguments)
                passed += counted
                possible += chromium
                if counted < row[2]:
                    problems.append(row[0])
                row[2] = counted
    if arguments.update and not arguments.files:
        (HERE / "expectations.json").write_text(written(table))
    print(f"{passed} of {possible}")
    sys.exit(1 if problems else 0)


def judge(row, result, arguments):
    """Prints what is not as expected; (what passes, what Chromium passes)."""
    name, chromium, expected = row
    count = sum(1 for test in result["tests"] if test["status"] == 0)
    if chromium is None:
        chromium = len(result["tests"])
    # Only what Chromium passes counts.
    counted = min(count, chromium)
    if arguments.files or counted != expected or arguments.verbose and counted != chromium:
        print(f"{name}: {counted} of {chromium}, expected {expected}{result['note']}", flush=True)
        if arguments.files or arguments.verbose:
            for test in result["tests"]:
                if test["status"] != 0:
                    print(f"    {test['name']}: {test['message']}")
    return counted, chromium


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--wpt", required=True, type=pathlib.Path, metavar="DIR")
    parser.add_argument("--tier", choices=["1", "1b", "2a", "2b", "3", "4"])
    parser.add_argument("--crumb", default=ROOT / ".build/debug/crumb", type=pathlib.Path)
    parser.add_argument("--browser", default="chrome")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--update", action="store_true", help="write what passes now as expected")
    parser.add_argument("--verbose", action="store_true", help="each subtest that fails")
    parser.add_argument("files", nargs="*")
    arguments = parser.parse_args()
    if not arguments.files and not arguments.tier:
        parser.error("name a tier or files")
    return arguments


def written(table):
    """One line a file, so that a change of counts is a small difference."""
    tiers = ",\n".join(
        f'    {json.dumps(tier)}: [\n'
        + ",\n".join(f"      {json.dumps(row, ensure_ascii=False)}" for row in rows)
        + "\n    ]"
        for tier, rows in table["tiers"].items()
    )
    head = json.dumps({key: table[key] for key in ("commit", "columns")}, indent=2)[:-2]
    return f'{head},\n  "tiers": {{\n{tiers}\n  }}\n}}\n'


class Server:
    """`wpt serve` on free ports."""

    def __init__(self, folder):
        self.folder = folder.resolve()

    def __enter__(self):
        names = ["http", "http2", "http-private", "http-public", "https", "https2", "ws", "wss", "h2"]
        ports = dict(zip(names, free_ports(len(names))))
        self.http, self.https = ports["http"], ports["https"]
        self.ports = list(ports.values())
        config = {
            "browser_host": HOST,
            "alternate_hosts": {"alt": "not-" + HOST},
            "server_host": "127.0.0.1",
            "check_subdomains": False,
            "ports": {
                "http": [ports["http"], ports["http2"]],
                "http-private": [ports["http-private"]],
                "http-public": [ports["http-public"]],
                "https": [ports["https"], ports["https2"]],
                "https-private": [], "https-public": [],
                "ws": [ports["ws"]], "wss": [ports["wss"]],
                "h2": [ports["h2"]], "webtransport-h3": [], "dns": [],
            },
        }
        self.config = tempfile.NamedTemporaryFile("w", suffix=".json")
        json.dump(config, self.config)
        self.config.flush()
        self.process = subprocess.Popen(
            [sys.executable, "wpt", "serve", "--config", self.config.name],
            cwd=self.folder, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for port in (self.http, self.https):
            wait_for(port, self.process)
        return self

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)

    def resolve(self):
        """Every name that the tests use, at every port."""
        labels = ["", "www.", "www1.", "www2.", "xn--n8j6ds53lwwkrqhv28a.", "xn--lve-6lad.", "nonexistent."]
        for base in (HOST, "not-" + HOST):
            for label in labels[:-1]:
                for port in self.ports:
                    yield f"{label}{base}:{port}:127.0.0.1"

    def get(self, path):
        request = urllib.request.Request(f"http://127.0.0.1:{self.http}{path}", headers={"Host": f"{HOST}:{self.http}"})
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.read()


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def wait_for(port, process):
    for _ in range(300):
        if process.poll() is not None:
            sys.exit("wpt serve has ended: try it by hand in its folder")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("wpt serve does not listen")


class Scripts(html.parser.HTMLParser):
    """The scripts of a test's page, in their order."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.found = []
        self.inline = None
        self.title = None
        self.in_title = False

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "title":
            self.in_title = True
        if tag != "script":
            return
        module = "module " if attributes.get("type", "").lower() == "module" else ""
        if attributes.get("src") is not None:
            self.found.append((module + "src", attributes["src"]))
        else:
            self.inline = self.getpos()[0]
            is_map = attributes.get("type", "").lower() == "importmap"
            self.found.append(("map" if is_map else module + "text", ""))

    def handle_data(self, data):
        if self.inline is not None:
            self.found[-1] = (self.found[-1][0], self.found[-1][1] + data)

    def handle_endtag(self, tag):
        if tag == "script":
            self.inline = None


def run(server, arguments, name):
    with tempfile.TemporaryDirectory() as folder:
        try:
            files = write_scripts(server, name, pathlib.Path(folder))
        except Exception as error:
            return {"tests": [], "note": f" ({error})"}
        scheme, port = ("https", server.https) if ".https." in name else ("http", server.http)
        command = [
            str(arguments.crumb), "js", "--profile", ":memory:", "--browser", arguments.browser,
            "--from", f"{scheme}://{HOST}:{port}{name}", "-k", "--quiet", "--timeout", "45s",
        ]
        for entry in server.resolve():
            command += ["--resolve", entry]
        # The harness's own timer goes on when all is told, and the process with it.
        process = subprocess.Popen(
            command + files, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder
        )
        guardian = threading.Timer(90, process.kill)
        guardian.start()
        result = None
        for line in process.stdout:
            text = line.decode(errors="replace")
            if text.startswith(MARK):
                result = json.loads(text[len(MARK):])
                break
        if result:
            process.kill()
        errors = process.stderr.read().decode(errors="replace").strip()[-600:]
        process.stdout.close()
        process.wait()
        guardian.cancel()
        if result:
            note = "" if result["status"] == 0 else f" (harness: {result['message']})"
            return {"tests": result["tests"], "note": note}
        return {"tests": [], "note": f" (no result, exit {process.returncode}: {errors})"}


def write_scripts(server, name, folder):
    parser = Scripts()
    parser.feed(server.get(name).decode())
    files = []
    for number, (kind, value) in enumerate(parser.found):
        if kind == "map":
            (folder / "map.json").write_text(value)
            files += ["--import-map", "map.json"]
            continue
        if kind == "module src":
            # Without elements: an import of it is a module script, too.
            kind, value = "module text", f"import {json.dumps(urllib.parse.urljoin(name, value))}"
        if kind == "module text":
            source, shown = value.encode(), f"inline{number}.mjs"
        elif kind == "text":
            source, shown = value.encode(), f"inline{number}.js"
        else:
            path = urllib.parse.urljoin(name, value)
            shown = f"{number}-{pathlib.PurePath(urllib.parse.urlsplit(path).path).name}"
            if path == "/resources/testharnessreport.js":
                source = (HERE / "report.js").read_bytes()
            else:
                source = server.get(path)
        (folder / shown).write_bytes(source)
        files.append(shown)
    return files


if __name__ == "__main__":
    main()
