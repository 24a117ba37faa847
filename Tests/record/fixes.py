"""Printed fixes, carried out in the browser: is the cookie stored, and is it in the next request?

The cases come from TriedFixTests, which writes them where CRUMB_FIXES names a file: a JSON object a
line with `line`, `page` and `target` as they are once the fix is carried out.
"""

import json
import pathlib
import re
import sys

import chromium
from caseserver import CaseServer, tls_context
from chromium import Chromium
from recorder import Recorder

PLAIN, TLS = 18080, 18443


def at_recorded_port(url):
    """Cookies do not look at ports, and the browser reaches one server of each scheme."""
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


async def run(arguments, certificates):
    fixes = [json.loads(line) for line in pathlib.Path(arguments.file).read_text().splitlines()]
    # A browser of this machine does not open 0.0.0.0, and the server listens on IPv4.
    usable = [fix for fix in fixes if "0.0.0.0" not in fix["page"] + fix["target"] and "[" not in fix["target"]]
    certificate, key = certificates / "server.pem", certificates / "server.key"
    failed, total = 0, 0
    for blocks in (False, True):
        chosen = [fix for fix in usable if fix["blocksThirdParties"] == blocks][: arguments.count // 2]
        server = CaseServer()
        tls = tls_context(certificate, key)
        ports = {PLAIN: await server.listen("127.0.0.1", 0), TLS: await server.listen("127.0.0.1", 0, tls)}
        third_party = chromium.BLOCKED if blocks else chromium.ALLOWED
        async with Chromium(arguments.chromium, ports, certificate, third_party) as browser:
            recorder = Recorder(browser, server)
            for index, fix in enumerate(chosen):
                total += 1
                truth = await recorder.record(case_of(index, fix))
                last = truth["steps"][-1]
                sent = [request["h"].get("cookie") for request in last["requests"] if request["method"] == "GET"]
                if not any(sent) or last["outcome"]["result"] != "resolved":
                    failed += 1
                    print(json.dumps({**fix, "outcome": last["outcome"], "sent": sent}))
                    sys.stdout.flush()
        server.close()
    print(f"{total - failed} of {total} printed fixes work in the browser")
    return failed
