#!/usr/bin/env python3
"""Pastes the code that crumb prints into real servers, and checks that the problem is gone.

    python3 Tests/frameworks/check.py --crumb .build/debug/crumb flask django
    python3 Tests/frameworks/check.py --crumb .build/debug/crumb --all

Each framework gets a small app with one fault after another: no CORS headers, a rejected cookie, a
deletion that does not match its cookie, a cookie that needs Partitioned, and the framework's own
session, whose cookie is not sent for pages of another site. crumb sends a request, its code for the
framework is put where a developer would put it, the server is restarted, and crumb sends the request
again. Prints one line per case, and fails unless all of them are fixed.

The first three frameworks need the packages in requirements.txt, the others Debian packages: see
README.md.
"""

import argparse
import http.server
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import textwrap
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
RIGHT_HEADERS = {
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Methods": "GET, PUT",
    "Access-Control-Allow-Headers": "content-type, x-token",
}
# The lines that the app sends before it is fixed: raw ones, which every framework can send.
REFUSED = "sid=1; Path=/; SameSite=None"
MISSING = "session=; Path=/auth; Max-Age=0"
BLOCKED = "sid=1; Path=/; Secure; SameSite=None"


def indent(code, by):
    return textwrap.indent(code, " " * by) if code else ""


def flask(cors, cookie, line, port, folder):
    raw = f'response.headers.add("Set-Cookie", {line!r})' if line else "pass"
    (folder / "app.py").write_text(
        f"""
from flask import Flask, jsonify, request
from flask_cors import CORS
app = Flask(__name__)
{cors}
@app.route("/data", methods=["GET", "PUT"])
def data():
    value = "1"
    response = jsonify(ok=True)
{indent(cookie or raw, 4)}
    return response
app.run(port={port})
"""
    )
    return [sys.executable, "app.py"]


def django(cors, cookie, line, port, folder):
    raw = f'response.headers["Set-Cookie"] = {line!r}' if line else "pass"
    (folder / "app.py").write_text(
        f"""
import sys
from django.conf import settings
from corsheaders.defaults import default_headers, default_methods
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]
values = dict(DEBUG=True, ROOT_URLCONF=__name__, SECRET_KEY="x", ALLOWED_HOSTS=["*"],
              INSTALLED_APPS=["corsheaders"])
{cors}
values.update({{k: v for k, v in globals().items() if k.isupper()}})
settings.configure(**values)
from django.http import JsonResponse
from django.urls import path
from django.utils.cache import patch_vary_headers
def data(request):
    value = "1"
    response = JsonResponse(dict(ok=True))
{indent(cookie or raw, 4)}
    return response
urlpatterns = [path("data", data)]
if __name__ == "__main__":
    from django.core.management import execute_from_command_line
    sys.modules[settings.ROOT_URLCONF] = sys.modules["__main__"]
    execute_from_command_line(["app.py", "runserver", "--noreload", "127.0.0.1:{port}"])
"""
    )
    return [sys.executable, "app.py"]


def fastapi(cors, cookie, line, port, folder):
    raw = f'response.headers.append("Set-Cookie", {line!r})' if line else "pass"
    (folder / "app.py").write_text(
        f"""
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.middleware.cors import CORSMiddleware
app = FastAPI()
{cors}
@app.api_route("/data", methods=["GET", "PUT"])
def data(request: Request, response: Response):
    value = "1"
{indent(cookie or raw, 4)}
    return dict(ok=True)
uvicorn.run(app, port={port}, log_level="error")
"""
    )
    return [sys.executable, "app.py"]


def express(cors, cookie, line, port, folder):
    raw = f'res.append("Set-Cookie", {json.dumps(line)});' if line else ""
    (folder / "app.js").write_text(
        f"""
const express = require("express"), cors = require("cors");
const app = express();
{cors}
app.all("/data", (req, res) => {{
  const value = "1";
  {cookie or raw}
  res.json({{ok: true}});
}});
app.listen({port}, "127.0.0.1");
"""
    )
    return ["node", "app.js"]


def go(cors, cookie, line, port, folder):
    raw = f'w.Header().Add("Set-Cookie", {json.dumps(line)})' if line else ""
    imports = '\n    "github.com/rs/cors"' if cors else ""
    value = 'value := "1"\n    _ = value' if cookie else ""
    (folder / "main.go").write_text(
        f"""package main

import (
    "net/http"{imports}
)

func main() {{
  var handler http.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {{
    {value}
    {cookie or raw}
    w.Header().Set("Content-Type", "application/json")
    w.Write([]byte("{{}}"))
  }})
  {cors}
  http.ListenAndServe("127.0.0.1:{port}", handler)
}}
"""
    )
    environment = dict(os.environ, GO111MODULE="off", GOPATH="/usr/share/gocode", GOFLAGS="")
    environment["GOCACHE"] = str(pathlib.Path(tempfile.gettempdir()) / "crumb-go-cache")
    subprocess.run(["go", "build", "-o", "app", "main.go"], cwd=folder, env=environment, check=True)
    return ["./app"]


def rails(cors, cookie, line, port, folder):
    """Plain Rack, as under Sinatra, with rack-cors as in Rails. Rack sets the cookies."""
    raw = f'headers["set-cookie"] = {json.dumps(line)}' if line else ""
    (folder / "app.rb").write_text(
        f"""
require "rack"
require "rack/cors"
require "webrick"
app = Rack::Builder.new do
  use Rack::Cors do
{indent(cors, 4)}
  end
  run(lambda do |env|
    headers = {{"content-type" => "application/json"}}
    {raw}
    [200, headers, ["{{}}"]]
  end)
end
handler = defined?(Rackup) ? Rackup::Handler::WEBrick : Rack::Handler::WEBrick
handler.run(app, Host: "127.0.0.1", Port: {port}, AccessLog: [], Logger: WEBrick::Log.new(IO::NULL))
"""
    )
    return ["ruby", "app.rb"]


def nginx(cors, cookie, line, port, folder):
    upstream = Upstream(line)
    (folder / "nginx.conf").write_text(
        f"""
daemon off; pid {folder}/nginx.pid; error_log stderr error; worker_processes 1;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://127.0.0.1:{upstream.port};
{indent(cors, 6)}
{indent(cookie, 6)}
    }}
  }}
}}
"""
    )
    return ["nginx", "-c", str(folder / "nginx.conf"), "-e", "stderr", "-p", str(folder)]


def caddy(cors, cookie, line, port, folder):
    upstream = Upstream(line)
    (folder / "Caddyfile").write_text(
        f"""
{{
  admin off
  auto_https off
}}
http://127.0.0.1:{port} {{
{indent(cors, 2)}
{indent(cookie, 2)}
  reverse_proxy 127.0.0.1:{upstream.port}
}}
"""
    )
    return ["caddy", "run", "--config", "Caddyfile", "--adapter", "caddyfile"]


# Apps that use their framework's own session; `settings` is the code that crumb printed.
def flask_session(settings, port, folder):
    (folder / "app.py").write_text(
        f"""
from flask import Flask, jsonify, session
app = Flask(__name__)
app.secret_key = "x"
{settings}
@app.route("/data")
def data():
    session["user"] = 1
    return jsonify(ok=True)
app.run(port={port})
"""
    )
    return [sys.executable, "app.py"]


def django_session(settings, port, folder):
    settings, _, middleware = settings.partition("# middleware.py")
    (folder / "middleware.py").write_text(middleware.partition("\n")[2])
    names = ['"middleware.partition_session"'] if middleware else []
    names.append('"django.contrib.sessions.middleware.SessionMiddleware"')
    (folder / "app.py").write_text(
        f"""
import sys
from django.conf import settings
values = dict(DEBUG=True, ROOT_URLCONF=__name__, SECRET_KEY="x", ALLOWED_HOSTS=["*"],
              SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
              MIDDLEWARE=[{", ".join(names)}])
{settings}
values.update({{k: v for k, v in globals().items() if k.isupper()}})
settings.configure(**values)
from django.http import JsonResponse
from django.urls import path
def data(request):
    request.session["user"] = 1
    return JsonResponse(dict(ok=True))
urlpatterns = [path("data", data)]
if __name__ == "__main__":
    from django.core.management import execute_from_command_line
    sys.modules[settings.ROOT_URLCONF] = sys.modules["__main__"]
    execute_from_command_line(["app.py", "runserver", "--noreload", "127.0.0.1:{port}"])
"""
    )
    return [sys.executable, "app.py"]


def fastapi_session(settings, port, folder):
    (folder / "app.py").write_text(
        f"""
import uvicorn
from fastapi import FastAPI, Request
from starlette.middleware.sessions import SessionMiddleware
app = FastAPI()
SECRET_KEY = "x"
{settings or 'app.add_middleware(SessionMiddleware, secret_key=SECRET_KEY)'}
@app.get("/data")
def data(request: Request):
    request.session["user"] = 1
    return dict(ok=True)
uvicorn.run(app, port={port}, log_level="error")
"""
    )
    return [sys.executable, "app.py"]


SESSIONS = dict(flask=flask_session, django=django_session, fastapi=fastapi_session)


class Upstream:
    """A server without CORS support, behind the proxy."""

    def __init__(self, line):
        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.send_response(200)
                if line:
                    self.send_header("Set-Cookie", line)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            do_GET = do_PUT = do_OPTIONS = answer

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()


FRAMEWORKS = dict(
    flask=flask, django=django, fastapi=fastapi, nginx=nginx,
    express=express, go=go, rails=rails, caddy=caddy,
)
# The cases that cannot be tested here, and the reasons, which the output shows.
UNTRIED = {
    ("rails", "cookie"): "needs Rails itself",
    ("rails", "deletion"): "needs Rails itself",
    ("rails", "partitioned"): "needs Rails itself",
    ("nginx", "partitioned"): "proxy_cookie_flags has no flag for it",
    ("express", "partitioned"): "needs Express 4.19, and Debian 12 has 4.18",
    ("fastapi", "partitioned_session"): "Starlette's SessionMiddleware cannot say Partitioned",
    ("go", "partitioned"): "needs Go 1.23, and Debian 12 has 1.19",
}


class App:
    def __init__(self, framework, cors, cookie, line):
        self.start(lambda port, folder: FRAMEWORKS[framework](cors, cookie, line, port, folder))

    @classmethod
    def with_session(cls, framework, settings):
        app = cls.__new__(cls)
        app.start(lambda port, folder: SESSIONS[framework](settings, port, folder))
        return app

    def start(self, command):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="crumb-framework-"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            command(self.port, self.folder), cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=dict(os.environ, NODE_PATH="/usr/share/nodejs", HOME=str(self.folder)),
        )

    def __enter__(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.05)
        self.process.kill()
        raise Broken("does not start: " + self.process.communicate()[0].decode()[-800:])

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
        shutil.rmtree(self.folder, ignore_errors=True)


class Broken(Exception):
    pass


class Check:
    def __init__(self, crumb, framework):
        self.crumb = crumb
        self.framework = framework

    def ask(self, app, home, page="http://127.0.0.1:5500", more=()):
        output = subprocess.run(
            [
                self.crumb, "fetch", f"http://127.0.0.1:{app.port}/data", "--from", page,
                "--credentials", "include", "--json", "--home", home, *more,
            ],
            capture_output=True,
        )
        return json.loads(output.stdout)

    def code(self, report):
        """The first code that crumb prints for this framework; fixes are in order of importance."""
        codes = [a["fix"][self.framework] for a in report["advice"] if self.framework in a["fix"]]
        if not codes:
            raise Broken(f"no code: {[a['text'] for a in report['advice']]}")
        return codes[0]

    def run(self):
        cases = dict(
            cors=self.cors, cookie=self.cookie, deletion=self.deletion, partitioned=self.partitioned,
            session=self.session, partitioned_session=self.partitioned_session,
        )
        return {name: self.attempt(name, case) for name, case in cases.items()}

    def attempt(self, name, case):
        reason = UNTRIED.get((self.framework, name))
        if name.endswith("session") and self.framework not in SESSIONS:
            reason = "no session of its own is installed here"
        if reason:
            return f"untried: {reason}"
        with tempfile.TemporaryDirectory() as home:
            try:
                case(home)
                return "mended"
            except (Broken, subprocess.CalledProcessError) as error:
                return f"BROKEN: {error}"

    PUT = ("-X", "PUT", "--json-body", "{}", "-H", "X-Token: 1")

    def mended_cors(self, home):
        with App(self.framework, "", "", None) as app:
            before = self.ask(app, home, more=self.PUT)
            if before["outcome"]["result"] != "rejected":
                raise Broken("nothing was wrong before")
            return self.code(before)

    def cors(self, home):
        code = self.mended_cors(home)
        with App(self.framework, code, "", None) as app:
            for more in (self.PUT, ()):
                after = self.ask(app, home, more=more)
                if after["outcome"]["result"] != "fulfilled":
                    raise Broken(f"{after['outcome']['error']} with {code}")
            other = self.ask(app, home, page="http://other.test")
            if other["outcome"]["result"] != "rejected":
                raise Broken(f"anybody may read it with {code}")

    def cookie(self, home):
        cors = self.mended_cors(home)
        with App(self.framework, cors, "", REFUSED) as app:
            code = self.code(self.ask(app, home))
        # A proxy fixes the line of its upstream server.
        line = REFUSED if self.framework in ("nginx", "caddy") else None
        with App(self.framework, cors, code, line) as app:
            self.expect(self.ask(app, home), ["created", "updated"], code)
            again = self.ask(app, home)
            if not any(c["sent"] for c in again["exchanges"][-1]["cookies"]):
                raise Broken(f"not sent back with {code}")

    def deletion(self, home):
        subprocess.run(
            [self.crumb, "cookies", "set", "session=s; Path=/", "--url", "http://127.0.0.1/",
             "--home", home, "-q"],
            check=True,
        )
        cors = self.mended_cors(home)
        with App(self.framework, cors, "", MISSING) as app:
            code = self.code(self.ask(app, home))
        with App(self.framework, cors, code, None) as app:
            self.expect(self.ask(app, home), ["deleted"], code)

    def session(self, home):
        """From another site, where the framework's own cookie is Lax or has no SameSite."""
        self.mend_session(home, "SameSite", ())

    def partitioned_session(self, home):
        self.mend_session(home, "", ("--third-party", "block"))

    def mend_session(self, home, code, more):
        page = "http://shop.test"
        with App.with_session(self.framework, "") as app:
            report = self.ask(app, home, page, more)
            codes = [
                a["fix"][self.framework] for a in report["advice"]
                if self.framework in a["fix"] and code in a["code"] and "session" in str(a["fix"])
                and "Access-Control" not in a["fix"][self.framework]
                and "CORS" not in a["fix"][self.framework]
            ]
            if not codes:
                raise Broken(f"no code: {[a['text'] for a in report['advice']]}")
            if "set_cookie" in codes[0]:
                raise Broken(f"a session is not set by a call: {codes[0]}")
        with App.with_session(self.framework, codes[0]) as app:
            self.expect(self.ask(app, home, page, more), ["created", "updated"], codes[0])
            again = self.ask(app, home, page, more)
            if not any(c["sent"] for c in again["exchanges"][-1]["cookies"]):
                raise Broken(f"not sent back with {codes[0]}")

    def partitioned(self, home):
        page, block = "http://shop.test", ("--third-party", "block")
        with App(self.framework, "", "", BLOCKED) as app:
            report = self.ask(app, home, page, block)
            codes = [
                a["fix"][self.framework] for a in report["advice"]
                if self.framework in a["fix"] and a["code"] == "UserPreferences"
            ]
            if not codes:
                raise Broken(f"no code: {[a['text'] for a in report['advice']]}")
        line = BLOCKED if self.framework in ("nginx", "caddy") else None
        with App(self.framework, "", codes[0], line) as app:
            self.expect(self.ask(app, home, page, block), ["created", "updated"], codes[0])

    def expect(self, report, effects, code):
        lines = [c for e in report["exchanges"] for c in e["setCookies"]]
        if not any(c["effect"] in effects for c in lines):
            raise Broken(f"{[(c['raw'], c['blockedReasons']) for c in lines]} with {code}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--crumb", required=True)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("frameworks", nargs="*")
    options = parser.parse_args()
    names = list(FRAMEWORKS) if options.all else options.frameworks
    failed = False
    for name in names:
        for case, result in Check(os.path.abspath(options.crumb), name).run().items():
            print(f"{name:8} {case:12} {result}", flush=True)
            failed = failed or result.startswith("BROKEN")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
