"""The programmable server of the recordings.

A case defines the response for each path (`serve`); the server adds only Content-Length, and logs the
requests. The recorder uses `CaseServer`; run as a program, it serves the test of the binary, which
controls it through a control port:

    caseserver.py --cert server.pem --key server.key      -> listening on http://127.0.0.1:PORT

    POST /cases                a server for one case   -> {"id": 1, "plain": PORT, "tls": PORT, "both": PORT}
    POST /cases/1/rules        adds to its rules; the body is a step's `serve`
    POST /cases/1/requests     returns the requests since the last call
    POST /cases/1/end          closes its ports

It ends when its standard input is closed.
"""

import argparse
import asyncio
import base64
import datetime
import email.utils
import http
import hashlib
import json
import re
import socket
import ssl
import sys

# The icon keeps a browser from requesting one.
PAGE = '<!doctype html><title>page</title><link rel="icon" href="data:,">'
UNREGISTERED = {"status": 404, "headers": [["Content-Type", "text/plain"]], "body": "unregistered"}
MOMENT = re.compile(r"\{\{date([+-]\d+)?(?:\|(\w+))?\}\}")
FORMATS = {
    "rfc850": "%A, %d-%b-%y %H:%M:%S GMT",
    "dashed": "%a, %d-%b-%Y %H:%M:%S GMT",
    "asctime": "%a %b %e %H:%M:%S %Y",
    "iso": "%Y-%m-%dT%H:%M:%SZ",
    "bare": "%d %b %Y %H:%M:%S",
    "nozone": "%a, %d %b %Y %H:%M:%S",
    "pst": "%a, %d %b %Y %H:%M:%S PST",
    "timefirst": "%H:%M:%S %d %b %Y",
    "epoch": "%s",
}


def expand_dates(text):
    """Replaces {{date+N}} and {{date+N|FORMAT}} with the date in N seconds."""

    def date(match):
        offset, form = int(match.group(1) or 0), match.group(2)
        moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=offset)
        if form == "epoch":
            return str(int(moment.timestamp()))
        if form:
            return moment.strftime(FORMATS[form])
        return email.utils.format_datetime(moment, usegmt=True)

    return MOMENT.sub(date, text)


class CaseServer:
    """The server of one case: its programmed responses, and the requests so far."""

    def __init__(self):
        self.rules = {}
        self.asked = {}  # how often each rule was used since it was set
        self.requests = []
        self.listeners = []

    def program(self, rules):
        self.rules.update(rules)
        for key in rules:
            self.asked = {one: count for one, count in self.asked.items() if one[0] != key}

    async def listen(self, host, port, tls=None):
        """Listens on a port, or on a free one if it is 0, and returns the port."""
        scheme = "https" if tls else "http"

        async def connected(reader, writer):
            await self.serve(scheme, reader, writer)

        listener = await asyncio.start_server(connected, host, port, ssl=tls, limit=1 << 20)
        self.listeners.append(listener)
        return listener.sockets[0].getsockname()[1]

    async def listen_both(self, host, tls):
        """Listens on a port for both http and https, which the first byte tells apart; returns the port."""
        listener = socket.create_server((host, 0))
        listener.setblocking(False)
        self.listeners += [asyncio.get_running_loop().create_task(self.accept(listener, tls)), listener]
        return listener.getsockname()[1]

    async def accept(self, listener, tls):
        loop = asyncio.get_running_loop()
        tasks = set()
        while True:
            connection, _ = await loop.sock_accept(listener)
            task = loop.create_task(self.begin(connection, tls))
            tasks.add(task)
            task.add_done_callback(tasks.discard)

    async def begin(self, connection, tls):
        loop = asyncio.get_running_loop()
        readable = asyncio.Event()
        loop.add_reader(connection, readable.set)
        await readable.wait()
        loop.remove_reader(connection)
        try:
            is_tls = connection.recv(1, socket.MSG_PEEK) == b"\x16"
        except OSError:
            connection.close()
            return
        scheme = "https" if is_tls else "http"
        reader = asyncio.StreamReader(limit=1 << 20)
        protocol = asyncio.StreamReaderProtocol(
            reader, lambda reader, writer: self.serve(scheme, reader, writer)
        )
        try:
            await loop.connect_accepted_socket(lambda: protocol, connection, ssl=tls if is_tls else None)
        except OSError:
            pass  # The client abandoned the handshake.

    def close(self):
        for listener in self.listeners:
            listener.cancel() if isinstance(listener, asyncio.Task) else listener.close()

    def take_requests(self):
        taken, self.requests = self.requests, []
        return taken

    def rule(self, origin, path):
        """Finds the rule for the origin and path, else for the path, else for the folder /k/CASE/STEP."""
        folder = "/".join(path.split("/")[:4])
        below_folder = [folder] if path.startswith("/k/") and path.count("/") > 3 else []
        for key in [origin + path, path, *below_folder]:
            if key in self.rules:
                return key
        return None

    async def serve(self, scheme, reader, writer):
        try:
            while request := await read_request(scheme, reader):
                self.requests.append(request)
                response = self.answer(request)
                key = header(request, "sec-websocket-key")
                if response.get("status") == 101 and key:
                    await converse(response, key, reader, writer)
                    return
                writer.write(response_bytes(response, request["method"]))
                await writer.drain()
                if "hold" in response:
                    await asyncio.sleep(response["hold"])
                    return
        except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            pass
        except asyncio.CancelledError:
            pass  # The program ends while connections are kept alive.
        finally:
            writer.close()

    def answer(self, request):
        origin, path = re.fullmatch(r"(\w+://[^/]*)([^?]*).*", request["url"], re.DOTALL).groups()
        key = self.rule(origin.replace("ws", "http", 1) if origin.startswith("ws") else origin, path)
        if key is None:
            key = self.rule(origin, path)
        if key is None:
            return UNREGISTERED
        rule = self.rules[key]
        if origin.startswith("ws") and "websocket" in rule:
            return {"status": 101, "ws": {}, **rule["websocket"]}
        method = "options" if request["method"] == "OPTIONS" and "options" in rule else "main"
        response = rule.get(method) or {}
        if not isinstance(response, list):
            return response
        # One response per request; the last one is repeated.
        count = self.asked.get((key, method), 0)
        self.asked[(key, method)] = count + 1
        return response[min(count, len(response) - 1)]


async def read_request(scheme, reader):
    """Reads a request; None at the end of the connection, or if it is not HTTP, such as TLS on a plain port."""
    start = await reader.read(1)
    if not start.isalpha():
        return None
    head = start + await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1")[:-4].split("\r\n")
    method, target, _ = first.split(" ")
    headers = [[name, value.strip()] for name, _, value in (line.partition(":") for line in lines)]
    values = {name.lower(): value for name, value in headers}
    body = await reader.readexactly(int(values.get("content-length", 0)))
    if values.get("upgrade", "").lower() == "websocket":
        scheme = scheme.replace("http", "ws")
    return {
        "method": method,
        "url": f"{scheme}://{values.get('host', '')}{target}",
        "headers": headers,
        "body": body.decode("latin-1"),
    }


def response_bytes(response, method):
    status = response.get("status", 200)
    body = response.get("body", "ok")
    body = PAGE.encode() if body == "{{page}}" else body.encode()
    if "bodyB64" in response:
        body = base64.b64decode(response["bodyB64"])
    headers = [(name, expand_dates(value)) for name, value in response.get("headers", [])]
    has_body = status not in (204, 304)
    if has_body and "hold" not in response and "content-length" not in (name.lower() for name, _ in headers):
        headers.append(("Content-Length", str(len(body))))
    try:
        phrase = http.HTTPStatus(status).phrase
    except ValueError:
        phrase = "Status"
    head = f"HTTP/1.1 {status} {phrase}\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in headers) + "\r\n"
    return head.encode("latin-1") + (body if has_body and method != "HEAD" else b"")


def header(request, name):
    return next((value for one, value in request["headers"] if one.lower() == name), None)


async def converse(response, key, reader, writer):
    """Completes a WebSocket handshake as programmed, sends the messages, and closes."""
    served = response.get("ws", {})
    digest = hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()
    headers = [[name, expand_dates(value)] for name, value in response.get("headers", [])]
    if not served.get("bare"):
        accept = served.get("accept") or base64.b64encode(digest).decode()
        headers += [["Upgrade", "websocket"], ["Connection", "Upgrade"], ["Sec-WebSocket-Accept", accept]]
        if "protocol" in served:
            headers.append(["Sec-WebSocket-Protocol", served["protocol"]])
    head = "HTTP/1.1 101 Switching Protocols\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers)
    writer.write((head + "\r\n").encode("latin-1"))
    for text in served.get("messages", []):
        writer.write(frame(1, text.encode()))
    close = served.get("close", [1000])
    if close is not None:
        code, reason = (close + [""])[:2]
        writer.write(frame(8, code.to_bytes(2, "big") + reason.encode()))
    await writer.drain()
    if close is not None:
        # Wait until the other side has closed too.
        await asyncio.wait_for(reader.read(1 << 16), 2)


def frame(kind, payload):
    size = len(payload)
    length = bytes([size]) if size < 126 else b"\x7e" + size.to_bytes(2, "big")
    return bytes([0x80 | kind]) + length + payload


def tls_context(certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


class Control:
    """The control port, which identifies the server of each case by a number."""

    def __init__(self, tls):
        self.tls = tls
        self.cases = []

    async def connected(self, reader, writer):
        try:
            request = await read_request("http", reader)
            answer = await self.do(request["url"].split("/")[3:], request["body"])
        except Exception as error:
            answer = {"error": repr(error)}
        body = json.dumps(answer).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()
        writer.close()

    async def do(self, path, body):
        if path == ["cases"]:
            case = CaseServer()
            self.cases.append(case)
            return {
                "id": len(self.cases) - 1,
                "plain": await case.listen("127.0.0.1", 0),
                "tls": await case.listen("127.0.0.1", 0, self.tls),
                "both": await case.listen_both("127.0.0.1", self.tls),
            }
        _, number, what = path
        case = self.cases[int(number)]
        match what:
            case "rules":
                case.program(json.loads(body.encode("latin-1")))
            case "requests":
                return case.take_requests()
            case "end":
                case.close()
        return {}


async def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cert", required=True)
    parser.add_argument("--key", required=True)
    arguments = parser.parse_args()
    control = Control(tls_context(arguments.cert, arguments.key))
    listener = await asyncio.start_server(control.connected, "127.0.0.1", 0, limit=1 << 24)
    print(f"listening on http://127.0.0.1:{listener.sockets[0].getsockname()[1]}", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.buffer.read)


if __name__ == "__main__":
    asyncio.run(main())
