#!/usr/bin/env python3
"""Parses the code that crumb prints for every framework, with names that contain syntax of its language.

    python3 Tests/frameworks/syntax.py --crumb .build/debug/crumb

A server sets cookies, and receives headers, whose names contain the `$`, `#{`, quotes and backslashes
of the languages of eleven frameworks. Each printed fix is parsed as its language, in the place where it
belongs. Prints one line per framework, and fails unless all fixes parse.
"""

import argparse
import ast
import collections
import contextlib
import http.server
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import textwrap
import threading

import tree_sitter
import tree_sitter_c_sharp
import tree_sitter_java

NAMES = ["sid", "a$b", "${x}", "#{x}", "a'b", 'a"b', "a\\nb", "a`b", "a\\", "{x}", "%41", "__Host-s"]
PLACES = ["", "; Path=/it's", '; Path=/"', "; Path=/$x/#{y}", "; Max-Age=60; Domain=127.0.0.1"]
TOKENS = ["x-token", "x$token", "x'token", "x`token", "x%token", "x#token"]
# Debian installs it in a folder that is only in root's PATH.
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
PAGE, APART = "http://127.0.0.1:5500", "http://shop.test"


class Server:
    """Responds with the Set-Cookie lines in `lines`, and with CORS headers if `allows` is true."""

    def __init__(self):
        self.lines, self.allows = [], True
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.send_response(200)
                for line in outer.lines:
                    self.send_header("Set-Cookie", line)
                if outer.allows:
                    self.send_header("Access-Control-Allow-Origin", self.headers.get("Origin") or "*")
                    self.send_header("Access-Control-Allow-Credentials", "true")
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            do_GET = do_PUT = do_OPTIONS = answer

            def log_message(self, *_):
                pass

            def handle(self):
                with contextlib.suppress(ConnectionResetError):
                    super().handle()

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()


def printed(crumb):
    """Maps each framework to the set of fixes that crumb prints for it."""
    server = Server()
    codes = collections.defaultdict(set)

    def ask(page=PAGE, more=(), jar=(), path="/data"):
        with tempfile.TemporaryDirectory() as home:
            url = f"http://127.0.0.1:{server.port}{path}"
            for line in jar:
                subprocess.run([crumb, "cookies", "set", line, "--url", url, "--home", home, "-q"], check=True)
            output = subprocess.run(
                [crumb, "fetch", url, "--from", page, "--credentials", "include", "--json", "--home", home, *more],
                capture_output=True,
            ).stdout
        for advice in json.loads(output)["advice"]:
            for framework, code in advice["fix"].items():
                # The other fixes are code for the page.
                if framework in PARSERS:
                    codes[framework].add(code)

    for place in PLACES:
        server.lines = [f"{name}=v; SameSite=None{place}" for name in NAMES]
        ask()
    # Deletions that do not match their cookie, and cookies that need Partitioned.
    server.lines = [f"{name}=; Path=/auth; Max-Age=0" for name in NAMES]
    ask(jar=[f"{name}=s; Path=/; Secure" for name in NAMES])
    server.lines = [f"{name}=v; Path=/; Secure; SameSite=None" for name in NAMES]
    ask(page=APART, more=["--third-party", "block"])
    server.lines, server.allows = [], False
    for token in TOKENS:
        ask(more=["-X", "PUT", "-H", f"{token}: 1"])
    return codes


def python(code):
    ast.parse(code)


def by_program(*program, before="", after="", suffix=""):
    def parse(code):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / f"code{suffix}"
            file.write_text(before + code + after)
            result = subprocess.run([*program, file], capture_output=True, text=True)
            if result.returncode:
                raise SyntaxError(result.stdout + result.stderr)

    return parse


def by_grammar(grammar, before, after):
    parser = tree_sitter.Parser(tree_sitter.Language(grammar.language()))

    def parse(code):
        text = before + code + after
        if parser.parse(text.encode()).root_node.has_error:
            raise SyntaxError(text)

    return parse


def ruby(code):
    """The block for rack-cors goes into another block that its comment names."""
    by_program("ruby", "-c", suffix=".rb")(code)


def java(code):
    # The code for a cookie is an expression, and that for the CORS registry a statement.
    body = code if code.endswith(";") else f"Object it = {code};"
    by_grammar(tree_sitter_java, "class Code { void code() {\n", "\n} }")(body)


def nginx(code):
    before, after = [], []
    for line in code.splitlines():
        # A line with this comment belongs to another block.
        (before if line.startswith("# in http {}: ") else after).append(line.removeprefix("# in http {}: "))
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "nginx.conf"
        file.write_text(
            "pid %s/pid;\nevents {}\nhttp {\n%s\nserver { listen 127.0.0.1:1; location / {\n"
            "proxy_pass http://127.0.0.1:2;\n%s\n} } }\n"
            % (folder, "\n".join(before), "\n".join(after))
        )
        result = subprocess.run(
            [NGINX, "-t", "-c", file, "-e", "stderr", "-p", folder], capture_output=True, text=True
        )
        if result.returncode:
            raise SyntaxError(result.stderr)


def caddy(code):
    by_program(
        "caddy", "adapt", "--adapter", "caddyfile", "--config",
        before="http://127.0.0.1:1 {\n", after="\nreverse_proxy 127.0.0.1:2\n}\n",
    )(code)


PARSERS = dict(
    flask=python, django=python, fastapi=python,
    express=by_program("node", "--check", suffix=".js"),
    laravel=by_program("php", "-l", before="<?php\n"),
    rails=ruby, spring=java,
    aspnet=by_grammar(tree_sitter_c_sharp, "class Code { void code() {\n", "\n} }"),
    go=by_program("gofmt", "-e", before="package main\nfunc main() {\n", after="\n}\n", suffix=".go"),
    nginx=nginx, caddy=caddy,
)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--crumb", required=True)
    options = parser.parse_args()
    codes = printed(options.crumb)
    failed = set(PARSERS) - set(codes)
    for framework in sorted(failed):
        print(f"{framework:8} nothing is printed for it")
    for framework, printed_codes in sorted(codes.items()):
        broken = []
        for code in sorted(printed_codes):
            try:
                PARSERS[framework](code)
            except (SyntaxError, OSError) as error:
                broken.append(f"{code}\n{textwrap.indent(str(error)[-400:], '    ')}")
        print(f"{framework:8} {len(printed_codes) - len(broken)} of {len(printed_codes)} parse")
        print("".join(f"  {one}\n" for one in broken), end="")
        if broken:
            failed.add(framework)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
