"""Opens a report's page in headless Chromium and prints what a reader would see, as JSON.

    python3 Tests/look/look.py REPORT/index.html [--screenshots FOLDER]

In light and dark mode, at the width of a desktop and of a phone: the load time, the network requests,
the console messages, and whether the page needs horizontal scrolling; then the effect of its filters,
with and without script.
"""

import argparse
import asyncio
import base64
import json
import pathlib
import shutil
import sys
import time

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "record"))

from chromium import Chromium  # noqa: E402
from tab import Tab  # noqa: E402

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")

FACTS = """({
  title: document.title,
  width: innerWidth,
  scrollWidth: document.scrollingElement.scrollWidth,
  background: getComputedStyle(document.body).backgroundColor,
  elements: document.querySelectorAll("*").length,
  scripts: document.scripts.length,
  strangers: document.querySelectorAll(
    "img, iframe, object, embed, link, form, base, [onerror], [onload], [onclick], [style], " +
    "a[href]:not([href^='#'])").length,
  firstPaint: performance.getEntriesByType("paint")[0]?.startTime ?? null,
  loaded: performance.timing.loadEventEnd - performance.timing.navigationStart,
})"""

# Counts rendered elements; the content of a closed <details> is not rendered.
VISIBLE = """(() => {
  const count = selector =>
    [...document.querySelectorAll(selector)].filter(one => one.checkVisibility()).length;
  return { files: count(".file"), runs: count(".run"), steps: count(".step > summary"),
           exchanges: count(".exchange > summary"), search: count("#search") };
})()"""


class Page:
    def __init__(self, tab):
        self.tab = tab
        self.requests = []
        tab.browser.listeners.append(self.heard)

    def heard(self, method, event, session):
        if method == "Network.requestWillBeSent":
            self.requests.append(event["request"]["url"])

    async def call(self, method, **parameters):
        return await self.tab.browser.call(method, self.tab.session, timeout=60, **parameters)

    async def evaluate(self, expression):
        answer = await self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return answer["result"].get("value")

    async def open(self, url):
        self.tab.loads.clear()
        await self.call("Page.navigate", url=url)
        await asyncio.wait_for(self.tab.loads.wait(), 60)

    async def show(self, width, scheme):
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=900,
            deviceScaleFactor=1,
            mobile=width < 500,
        )
        feature = {"name": "prefers-color-scheme", "value": scheme}
        await self.call("Emulation.setEmulatedMedia", features=[feature])

    async def screenshot(self, path):
        answer = await self.call("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(answer["data"]))


async def look(path, folder):
    url = path.resolve().as_uri()
    async with Chromium(PROGRAM, {}) as browser, Tab(browser) as tab:
        page = Page(tab)
        report = {"size": path.stat().st_size, "views": []}
        for scheme in ("light", "dark"):
            for width in (1280, 390):
                await page.show(width, scheme)
                start = time.monotonic()
                await page.open(f"{url}?{scheme}{width}")
                view = {"scheme": scheme, "openedIn": round(time.monotonic() - start, 3)}
                view |= await page.evaluate(FACTS)
                if folder:
                    await page.screenshot(folder / f"{scheme}-{width}.png")
                report["views"].append(view)

        await page.show(1280, "light")
        await page.open(url)
        report["all"] = await page.evaluate(VISIBLE)
        await page.evaluate('document.getElementById("unfold").click()')
        report["unfolded"] = await page.evaluate(VISIBLE)
        # The page must not become wider when everything is unfolded.
        await page.show(390, "dark")
        report["unfoldedScrollWidth"] = await page.evaluate("document.scrollingElement.scrollWidth")
        if folder:
            await page.screenshot(folder / "unfolded-390.png")
            await page.show(1280, "light")
            await page.screenshot(folder / "unfolded-1280.png")
        await page.show(1280, "light")
        await page.open(f"{url}?failed#failed")
        report["failed"] = await page.evaluate(VISIBLE)
        await page.open(f"{url}?search")
        await page.evaluate(
            'document.getElementById("search").value = "/missing";'
            'document.getElementById("search").dispatchEvent(new Event("input"))'
        )
        report["searched"] = await page.evaluate(VISIBLE)

        await page.call("Emulation.setScriptExecutionDisabled", value=True)
        await page.open(f"{url}?unscripted")
        report["unscripted"] = await page.evaluate(VISIBLE)
        box = await page.evaluate(
            '(({x, y, width, height}) => [x + width / 2, y + height / 2])'
            '(document.querySelector("label.failed").getBoundingClientRect())'
        )
        for kind in ("mousePressed", "mouseReleased"):
            await page.call(
                "Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1
            )
        report["unscriptedFailed"] = await page.evaluate(VISIBLE)

        report["requests"] = sorted({one.partition("?")[0].partition("#")[0] for one in page.requests})
        report["console"] = tab.console
        return report


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("page", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path)
    arguments = parser.parse_args()
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)
    print(json.dumps(asyncio.run(look(arguments.page, arguments.screenshots)), indent=1))


main()
