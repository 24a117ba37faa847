"""HAR files that DevTools itself writes, and how it reads others.

DevTools is a page: it is opened in a second tab and attached to the first, and the scripts call its own
exporter and importer.
"""

import asyncio
import json
import pathlib
import subprocess
import sys

from caseserver import CaseServer
from chromium import Chromium
from tab import Tab

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "fixtures/har"
API = "http://127.0.0.1:5000"
HTML, SCRIPT = [["Content-Type", "text/html"]], [["Content-Type", "text/javascript"]]
PAGE = '<!doctype html><title>app</title><link rel="icon" href="data:,"><script src="/app.js"></script>'
APP = """async function call(url, init) {
    try {
        const response = await fetch(url, init);
        return `${response.status} ${await response.text()}`;
    } catch (error) {
        return String(error);
    }
}
function show(url) {
    return new Promise(done => {
        const image = new Image();
        image.onload = image.onerror = event => done(event.type);
        image.src = url;
    });
}"""
INCLUDE = {"credentials": "include"}
JSON_BODY = {"method": "PUT", "headers": {"Content-Type": "application/json"}, "body": '{"a":1}'}
SET = "/set?line=lax%3D1%3B%20SameSite%3DLax&line=none%3D1%3B%20SameSite%3DNone"

# Each step is a page to open, or a call in its script.
FLOW = [
    "http://127.0.0.1:5500/app.html",
    ("call", "/set-cookie", INCLUDE),
    ("call", "/get-cookie", INCLUDE),
    ("call", "/get-cookie", {}),
    ("call", "/items/1", INCLUDE | JSON_BODY),
    ("call", SET, INCLUDE),
    ("call", "/status/302?location=/cookies", INCLUDE),
    ("show", "/session"),
    ("call", "http://127.0.0.1:5001/", {}),
    "http://localhost:5500/app.html",
    ("call", "/set-cookie", INCLUDE),
    ("call", "/cookies", INCLUDE),
    "http://localhost:8080/app.html",
    ("call", "/get-cookie", INCLUDE),
    ("call", "/items/2", JSON_BODY),
]

EXPORT = """(async sanitize => {
    const har = await import('./models/har/har.js');
    const logs = await import('./models/logs/logs.js');
    const common = await import('./core/common/common.js');
    let text = '';
    const stream = {write: async part => { text += part; }, close: async () => {}};
    await har.Writer.Writer.write(
        stream, logs.NetworkLog.NetworkLog.instance().requests(), {sanitize}, new common.Progress.Progress());
    return text;
})"""
PRESERVE = """import('./core/common/common.js').then(common =>
    common.Settings.Settings.instance().moduleSetting('network-log.preserve-log').set(true))"""
IMPORT = """(async text => {
    const har = await import('./models/har/har.js');
    const log = new har.HARFormat.HARRoot(JSON.parse(text)).log;
    return har.Importer.Importer.requestsFromHARLog(log).map(request => [
        request.requestMethod, request.url(), request.statusCode, request.resourceType().name(),
        request.mimeType, request.duration * 1000, request.initiator()?.type]);
})"""


async def run(arguments, certificates):
    ports = {}
    server = CaseServer()
    server.rules = {
        "/app.html": {"main": {"headers": HTML, "body": PAGE}},
        "/app.js": {"main": {"headers": SCRIPT, "body": APP}},
    }
    for named in (5500, 8080):
        ports[named] = await server.listen("127.0.0.1", 0)
    program = [sys.executable, ROOT / "fixtures/flask/serve.py"]
    pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
    flask = subprocess.Popen(program, stdin=pipe, stdout=pipe, stderr=quiet, text=True)
    try:
        ports[5000] = int(flask.stdout.readline().rpartition(":")[2])
        # Nothing listens on this port.
        ports[5001] = 4
        async with Chromium(arguments.chromium, ports, certificates / "server.pem") as browser:
            print((await browser.call("Browser.getVersion"))["product"])
            async with Tab(browser) as page, Tab(browser) as tools:
                await open_tools(browser, tools, page)
                if arguments.files:
                    return await read(arguments.files, tools)
                await play(browser, page)
                await write(tools)
    finally:
        server.close()
        flask.stdin.close()
        flask.wait()
    return 0


async def open_tools(browser, tools, page):
    port = browser.socket.writer.get_extra_info("peername")[1]
    here = f"127.0.0.1:{port}/devtools"
    url = f"http://{here}/devtools_app.html?ws={here}/page/{page.target}&panel=network"
    await tools.navigate(browser.call("Page.navigate", tools.session, url=url), timeout=10)
    await asyncio.sleep(2)
    await tools.evaluate(PRESERVE)


async def play(browser, page):
    for step in FLOW:
        if isinstance(step, str):
            await page.navigate(browser.call("Page.navigate", page.session, url=step))
            print(step)
            continue
        function, path, *init = step
        url = path if path.startswith("http") else API + path
        call = f"{function}({', '.join(json.dumps(one) for one in [url, *init])})"
        print(f"  {call}: {await page.evaluate(call)}".rstrip())
        await asyncio.sleep(0.1)


async def write(tools):
    FOLDER.mkdir(exist_ok=True)
    for name, sanitize in (("devtools.har", "false"), ("devtools-sanitized.har", "true")):
        text = await tools.evaluate(f"{EXPORT}({sanitize})")
        (FOLDER / name).write_text(text)
        print(f"{name}: {len(json.loads(text)['log']['entries'])} entries")


async def read(files, tools):
    for file in files:
        text = pathlib.Path(file).read_text()
        print(file)
        for request in await tools.evaluate(f"{IMPORT}({json.dumps(text)})"):
            print("  ", *request)
    return 0
