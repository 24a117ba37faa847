#!/usr/bin/env python3
"""Runs web-platform-tests in `crumb open`, and compares the results with those before.

    Tests/wpt/run.py --wpt DIR --tier 1            a tier of expectations.json; the last line is `N of M`
    Tests/wpt/run.py --wpt DIR /cors/basic.htm …   only these files, with each failing subtest
    Tests/wpt/run.py --wpt DIR --chromium chromium --tier 5 --update     Chromium's own count

DIR is a checkout of https://github.com/web-platform-tests/wpt (expectations.json names the commit).
Its own server is started. The tests run unmodified, except for two resources that the server replaces
with the files next to this one: testharnessreport.js, and the part of testdriver.js that a browser's
driver implements. M is what Chromium passes.
"""

import argparse
import concurrent.futures
import http.server
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HOST = "web-platform.test"


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
                if arguments.chromium:
                    row[1] = sum(1 for test in result["tests"] if test["status"] == 0)
                    continue
                if counted < row[2]:
                    problems.append(row[0])
                row[2] = counted
    if arguments.update and not arguments.files:
        (HERE / "expectations.json").write_text(written(table))
    print(f"{passed} of {possible}")
    sys.exit(1 if problems else 0)


def judge(row, result, arguments):
    """Prints unexpected results; returns (the number that passes, the number that Chromium passes)."""
    name, chromium, expected = row
    count = sum(1 for test in result["tests"] if test["status"] == 0)
    if chromium is None:
        chromium = len(result["tests"])
    # At most as many as Chromium passes count.
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
    parser.add_argument("--tier", choices=["1", "1b", "2a", "2b", "3", "4", "5"])
    parser.add_argument("--crumb", default=ROOT / ".build/debug/crumb", type=pathlib.Path)
    parser.add_argument("--chromium", metavar="PROGRAM", help="run them in Chromium instead")
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
    """The table as JSON with one line per file, so that changed counts make a small diff."""
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
        self.results = Results()
        self.resources = tempfile.TemporaryDirectory()
        names = ["http", "http2", "http-private", "http-public", "https", "https2", "ws", "wss", "h2"]
        ports = dict(zip(names, free_ports(len(names))))
        self.http, self.https = ports["http"], ports["https"]
        self.ports = list(ports.values())
        config = {
            "aliases": [
                {"url-path": f"/resources/{name}", "local-dir": self.resources.name}
                for name in self.write_resources()
            ],
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

    def write_resources(self):
        folder = pathlib.Path(self.resources.name)
        for name, source in (("testharnessreport.js", "report.js"), ("testdriver-vendor.js", "driver.js")):
            text = (HERE / source).read_text()
            text = text.replace("RESULTS", self.results.url).replace("HTTPS_PORT", str(self.https))
            (folder / name).write_text(text)
            yield name

    def resolve(self):
        """Yields every host name that the tests use, with every port."""
        labels = ["www.", "www1.", "www2.", "xn--n8j6ds53lwwkrqhv28a.", "xn--lve-6lad."]
        labels = ["", *labels, *(one + other for one in labels[:3] for other in labels[:3])]
        for base in (HOST, "not-" + HOST):
            for label in labels:
                for port in self.ports:
                    yield f"{label}{base}:{port}:127.0.0.1"


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


def run(server, arguments, name):
    scheme, port = ("https", server.https) if ".https." in name else ("http", server.http)
    url = f"{scheme}://{HOST}:{port}{name}"
    with tempfile.TemporaryDirectory() as folder:
        command = (chromium if arguments.chromium else crumb)(server, arguments, url, folder)
        heard = server.results.expect(url)
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=folder, start_new_session=True
        )
        errors = []
        reader = threading.Thread(target=lambda: errors.append(process.stderr.read()))
        reader.start()
        # It is done when it has reported its results, or has ended without any.
        deadline = time.monotonic() + 90
        while not heard.wait(0.05) and process.poll() is None and time.monotonic() < deadline:
            pass
        heard.wait(0.2)
        kill(process)
        reader.join()
        result = server.results.take(url)
        if result:
            note = "" if result["status"] == 0 else f" (harness: {result['message']})"
            return {"tests": result["tests"], "note": note}
        words = b"".join(errors).decode(errors="replace").strip()[:1500]
        return {"tests": [], "note": f" (no result, exit {process.returncode}: {words})"}


def kill(process):
    """Kills the browser and its helpers, which are a process group of their own."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def crumb(server, arguments, url, folder):
    command = [
        str(arguments.crumb), "open", url, "--profile", ":memory:", "--browser", arguments.browser,
        "-k", "--quiet", "--timeout", "60s", "--wait-for", "html[data-told]", "--allow-popups", "--max-memory", "6G",
    ]
    for entry in server.resolve():
        command += ["--resolve", entry]
    return command


def chromium(server, arguments, url, folder):
    rules = ",".join(f"MAP {pattern} 127.0.0.1" for pattern in (HOST, "*." + HOST, "not-" + HOST, "*.not-" + HOST))
    return [
        str(arguments.chromium), "--headless=new", "--no-sandbox", f"--user-data-dir={folder}",
        f"--host-resolver-rules={rules}", "--ignore-certificate-errors", "--disable-gpu",
        "--disable-popup-blocking", "--remote-debugging-port=0", url,
    ]


class Results:
    """The server to which each page reports its results, at an origin that every page may send to."""

    def __init__(self):
        results = self.results = {}
        events = self.events = {}

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                url = body["url"]
                if url in events:
                    results.setdefault(url, body)
                    events[url].set()
                self.send_response(204)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/"

    def expect(self, url):
        self.results.pop(url, None)
        self.events[url] = threading.Event()
        return self.events[url]

    def take(self, url):
        del self.events[url]
        return self.results.pop(url, None)


if __name__ == "__main__":
    main()
