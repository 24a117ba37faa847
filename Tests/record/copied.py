"""Requests as the menus of DevTools copy them, in each format."""

import asyncio
import json
import pathlib

import har
from caseserver import CaseServer
from chromium import Chromium
from tab import Tab

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "fixtures/copied-requests"
URL = "http://127.0.0.1:5500/x?a[]={1}&b=2"
COOKIES = ["sid=abc%3D; Path=/", "theme=d'ark \"q\"; Path=/; HttpOnly"]
NOTE = 'a"b\\c %PATH% $HOME `x` !\n\U0001f600 ^|<>'
CALLS = {
    "post": {
        "method": "POST",
        "headers": {"Content-Type": "application/json", "X-A": "it's 100%"},
        "body": json.dumps({"user": "O'Brien & S\u00f6hne", "note": NOTE}, ensure_ascii=False),
    },
    "put": {
        "method": "PUT",
        "headers": {"Content-Type": "text/plain"},
        "body": "line1\r\nline2\n\nend",
    },
}
COPY = """(async method => {
    const {NetworkLogView} = (await import('./panels/network/network.js')).NetworkLogView;
    const log = (await import('./models/logs/logs.js')).NetworkLog.NetworkLog.instance();
    const request = log.requests().findLast(request => request.requestMethod === method);
    const one = name => NetworkLogView[name] ? NetworkLogView : NetworkLogView.prototype;
    const call = (name, ...rest) => one(name)[name].call(NetworkLogView, request, ...rest);
    return {
        bash: await call('generateCurlCommand', 'unix'),
        cmd: await call('generateCurlCommand', 'win'),
        powershell: await call('generatePowerShellCommand'),
        fetch: await call('generateFetchCall', 0),
        node: await call('generateFetchCall', 1),
    };
})"""


async def run(arguments, certificates):
    server = CaseServer()
    page = {"headers": har.HTML + [["Set-Cookie", line] for line in COOKIES], "body": har.PAGE}
    server.rules = {
        "/app.html": {"main": page},
        "/app.js": {"main": {"headers": har.SCRIPT, "body": har.APP}},
    }
    ports = {5500: await server.listen("127.0.0.1", 0)}
    FOLDER.mkdir(exist_ok=True)
    try:
        async with Chromium(arguments.chromium, ports) as browser:
            print((await browser.call("Browser.getVersion"))["product"])
            async with Tab(browser) as tab, Tab(browser) as tools:
                await har.open_tools(browser, tools, tab)
                url = "http://127.0.0.1:5500/app.html"
                await tab.navigate(browser.call("Page.navigate", tab.session, url=url))
                for name, init in CALLS.items():
                    await tab.evaluate(f"call({json.dumps(URL)}, {json.dumps(init)})")
                    await asyncio.sleep(0.3)
                    copies = await tools.evaluate(f"{COPY}({json.dumps(init['method'])})")
                    for form, text in copies.items():
                        (FOLDER / f"{name}-{form}.txt").write_text(text + "\n", newline="")
    finally:
        server.close()
    return 0
