"""Talks to `crumb serve --mcp` with the protocol's own SDK for Python, in one revision.

    Tests/mcp/session.py --crumb PATH --revision 2025-06-18|2025-11-25|2026-07-28|auto --api URL

With auto the SDK negotiates the revision. The API is that of fixtures/flask. Prints a line for each claim
that holds, and exits with 1 at the first that does not. The SDK validates every response against the
revision's schema.
"""

import argparse
import asyncio
import contextlib
import http.server
import json
import pathlib
import threading

import mcp.client.session
import mcp_types as types
from mcp import Client, MCPError
from mcp.client.stdio import StdioServerParameters
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS

PAGE = "http://127.0.0.1:5500/app.html"


class Redirector(http.server.BaseHTTPRequestHandler):
    """Redirects every request to the URL after the question mark."""

    def do_GET(self):
        self.send_response(302)
        self.send_header("Location", self.path.partition("?")[2])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def redirector():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Redirector)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/?"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def held(what, isTrue):
    assert isTrue, what
    print(f"ok: {what}")


def client(crumb, revision, *options):
    server = StdioServerParameters(command=crumb, args=["serve", "--mcp", *options])
    if revision == "auto":
        return Client(server)
    if revision not in HANDSHAKE_PROTOCOL_VERSIONS:
        return Client(server, mode=revision)
    # The SDK offers this version in the handshake.
    mcp.client.session.LATEST_HANDSHAKE_VERSION = revision
    return Client(server, mode="legacy")


async def rejection(call):
    try:
        await call
    except MCPError as error:
        return error.error
    raise AssertionError("the call was not rejected")


async def talk(crumb, revision, api, redirect):
    async with client(crumb, revision) as session:
        expected = "2026-07-28" if revision == "auto" else revision
        held(f"the session speaks {expected}", session.protocol_version == expected)
        if revision in HANDSHAKE_PROTOCOL_VERSIONS:
            held("the server names itself", session.server_info.name == "crumb")
            held("and describes its purpose", "reason" in session.instructions)
            held("ping", (await session.send_ping()) is not None)
        tools = {tool.name: tool for tool in (await session.list_tools()).tools}
        held("there are tools", {"fetch", "why", "doctor", "cookies_list"} <= set(tools))
        held(
            "each has its own schema and description",
            all(tool.input_schema["type"] == "object" for tool in tools.values())
            and len({tool.description for tool in tools.values()}) == len(tools),
        )
        held("why is read-only", tools["why"].annotations.read_only_hint)

        await session.call_tool("page", {"url": PAGE})
        login = {"url": f"{api}/set-cookie", "credentials": "include"}
        result = await session.call_tool("fetch", login)
        report = result.structured_content
        held("fetch gives a report", report["schema"] == "crumb.report/1" and not result.is_error)
        held("the first text is from crumb", result.content[0].text.startswith("The page can read"))
        text = result.content[1].text
        held("the second is marked as untrusted", text.startswith("UNTRUSTED DATA "))
        held("secrets are hidden", "abc123" not in result.model_dump_json())
        held(
            "lists are results too",
            (await session.call_tool("cookies_list")).structured_content["result"][0]["name"]
            == "user_token",
        )
        result = await session.call_tool("fetch", {"url": f"{api}/", "credential": "omit"})
        held("a mistake is reported to the model", result.is_error)
        held("with a suggested correction", "did you mean credentials" in result.content[0].text)
        error = await rejection(session.call_tool("fetsh", {}))
        held("a missing tool is an error", error.code == -32602)

        received = []

        async def progress(done, total, message):
            received.append((done, message))

        doctor = {"url": f"{api}/set-cookie", "browsers": "chrome"}
        result = await session.call_tool("doctor", doctor, progress_callback=progress)
        held("doctor lists findings", "Findings" in result.content[0].text)
        held("and reports its progress", [done for done, _ in received] == sorted({d for d, _ in received}) != [])

        resources = (await session.list_resources()).resources
        held(
            "resources are the jar, the log and the reasons",
            {str(resource.uri) for resource in resources}
            == {"crumb://jar", "crumb://log", "crumb://reasons"},
        )
        held("templates", len((await session.list_resource_templates()).resource_templates) == 1)
        jar = (await session.read_resource("crumb://jar")).contents[0].text
        held("the jar is read, without secrets", "user_token" in jar and "abc123" not in jar)
        log = (await session.read_resource("crumb://log")).contents[0].text
        held("the log", "/set-cookie" in log)
        reason = (await session.read_resource("crumb://reasons/SecureOnly")).contents[0].text
        held("a reason", "SecureOnly" in reason)
        error = await rejection(session.read_resource("crumb://nothing"))
        held(
            "a missing resource is an error",
            error.code == (-32002 if revision in HANDSHAKE_PROTOCOL_VERSIONS else -32602),
        )
        prompts = {prompt.name: prompt for prompt in (await session.list_prompts()).prompts}
        held("prompts", prompts["missing-login-cookie"].title == "Why is my login cookie missing?")
        arguments = {"page": PAGE, "login": f"{api}/set-cookie"}
        prompt = await session.get_prompt("missing-login-cookie", arguments)
        held("a prompt has its arguments", PAGE in prompt.messages[0].content.text)
        error = await rejection(session.get_prompt("missing-login-cookie", {}))
        held("and requires them", error.code == -32602 and "page" in error.message)

        for url, why in [
            ("http://169.254.169.254/latest/meta-data", "link-local"),
            ("http://[fe80::1]/", "link-local"),
            ("http://[::ffff:169.254.169.254]/", "link-local"),
            ("http://8.8.8.8/", "--allow-host 8.8.8.8"),
            (f"{redirect}http://169.254.169.254/", "link-local"),
            (f"{redirect}http://8.8.8.8/", "--allow-host 8.8.8.8"),
        ]:
            result = await session.call_tool("visit", {"url": url})
            error = result.structured_content["outcome"]["error"]
            held(f"{url} is not requested", error["code"] == "NetworkError" and why in error["detail"])

        held("no tool starts a program", not {"open", "click", "script"} & set(tools))

    if not pathlib.Path(crumb).with_name("crumb-js").exists():
        print("skipped: pages, because crumb was built with CRUMB_JS=0")
    else:
        async with client(crumb, revision, "--allow-servers") as session:
            tools = {tool.name for tool in (await session.list_tools()).tools}
            held("pages are tools", {"open", "click", "type", "submit", "script", "state"} <= tools)
            result = await session.call_tool("open", {"url": f"{api}/set-cookie"})
            page = result.structured_content
            held("open gives a page", page["schema"] == "crumb.page/1" and not result.is_error)
            held("with crumb's own summary first", result.content[0].text.startswith("The page is idle"))
            held("with its requests", page["requests"][0]["outcome"]["response"]["status"] == 200)
            held("and no secret", "abc123" not in result.model_dump_json())
            result = await session.call_tool("script", {"code": "location.pathname"})
            held("a script runs there", result.structured_content["value"] == "/set-cookie")
            result = await session.call_tool("click", {"target": "Buy"})
            held("a missing target is reported", result.is_error and "Buy" in result.content[0].text)
            code = "fetch('http://8.8.8.8/').catch(String)"
            result = await session.call_tool("script", {"code": code})
            error = result.structured_content["requests"][0]["outcome"]["error"]
            held("a page cannot reach other hosts", "--allow-host 8.8.8.8" in error["detail"])
            for url in ["http://8.8.8.8/", "file:///etc/hostname"]:
                result = await session.call_tool("open", {"url": url})
                outcome = result.structured_content.get("outcome", {}) if result.structured_content else {}
                held(f"{url} is not opened", result.is_error or outcome["result"] == "rejected")
            mapped = {"url": f"{api}/", "map": {f"{api}/": "/etc/hostname"}}
            result = await session.call_tool("open", mapped)
            held("no file is read", result.is_error and "--allow-files" in result.content[0].text)

    async with client(crumb, revision, "--no-redact") as session:
        result = await session.call_tool("fetch", {"url": f"{api}/set-cookie", "from": api})
        held("--no-redact hides nothing", "abc123" in json.dumps(result.structured_content))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--crumb", required=True)
    parser.add_argument("--revision", required=True)
    parser.add_argument("--api", required=True)
    options = parser.parse_args()
    with redirector() as redirect:
        conversation = talk(options.crumb, options.revision, options.api, redirect)
        asyncio.run(asyncio.wait_for(conversation, 60))


if __name__ == "__main__":
    main()
