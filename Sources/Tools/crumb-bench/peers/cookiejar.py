"""cookiejar.py WORKLOAD PASSES DIRECTORY: Python's http.cookiejar."""

import email.message
import http.cookiejar
import sys
import time
import urllib.request

# Every lookup goes through all domains of the jar.
REQUESTS = 20


class Response:
    def __init__(self, set_cookie):
        self.message = email.message.Message()
        self.message["Set-Cookie"] = set_cookie

    def info(self):
        return self.message


def main():
    path, passes, directory = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    lines, requests = [], []
    for text in open(path):
        url, tab, set_cookie = text.rstrip("\n").partition("\t")
        if tab:
            lines.append((urllib.request.Request(url), Response(set_cookie)))
        elif url and len(requests) < REQUESTS:
            requests.append(urllib.request.Request(url))

    # It is so slow that one pass is enough to measure it.
    jar = http.cookiejar.MozillaCookieJar()
    start = time.process_time()
    for request, response in lines:
        jar.extract_cookies(response, request)
    print("store", (time.process_time() - start) * 1e6 / len(lines))

    start = time.process_time()
    for request in requests:
        jar.add_cookie_header(request)
    print("retrieve", (time.process_time() - start) * 1e6 / len(requests))
    assert all(len(request.get_header("Cookie")) > 100 for request in requests)

    saved = directory + "/python.txt"
    start = time.process_time()
    jar.save(saved, ignore_discard=True)
    print("save", (time.process_time() - start) * 1e6 / len(lines))
    start = time.process_time()
    http.cookiejar.MozillaCookieJar().load(saved, ignore_discard=True)
    print("load", (time.process_time() - start) * 1e6 / len(lines))


main()
