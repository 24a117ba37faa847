import Foundation
import TestSupport

/// The input files that contain the secret.
enum SecretInputs {
    static func write(
        into directory: TemporaryDirectory,
        secret: String,
        api: String
    ) throws {
        for (name, text) in files {
            let text = text.replacing("{secret}", with: secret).replacing("{api}", with: api)
            try Data(text.utf8).write(to: directory.url.appending(path: name))
        }
        // An archive that ends in the middle of the secret.
        let archive = (files["good.har"] ?? "").replacing("{api}", with: api)
        let cut = archive.prefix(
            upTo: archive.firstRange(of: "{secret}")?.lowerBound ?? archive.endIndex
        )
        try Data((cut + secret.dropLast(2)).utf8)
            .write(to: directory.url.appending(path: "cut.har"))
    }

    private static func archive(_ entries: String, end: String = "") -> String {
        """
        {"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],
        "entries":[\(entries)]}\(end)}
        """
    }

    private static func entry(_ url: String, _ extra: String = "") -> String {
        """
        {"startedDateTime":"2026-01-01T00:00:00.000Z","time":1,"request":{"method":"GET","url":"\(url)","httpVersion":"HTTP/1.1",
        "headers":[{"name":"Authorization","value":"Bearer {secret}"\(extra)},{"name":"Cookie","value":"sid={secret}"},
        {"name":"Origin","value":"http://127.0.0.1:4999"},{"name":"Referer","value":"http://127.0.0.1:4999/?token={secret}"}],
        "queryString":[{"name":"token","value":"{secret}"}],"cookies":[{"name":"sid","value":"{secret}"}],
        "postData":{"mimeType":"application/json","text":"{\\"token\\":\\"{secret}\\"}"},"headersSize":-1,"bodySize":0},
        "response":{"status":200,"statusText":"OK","httpVersion":"HTTP/1.1",
        "headers":[{"name":"Set-Cookie","value":"sid={secret}; SameSite=None"},{"name":"Token","value":"{secret}"}],
        "cookies":[{"name":"sid","value":"{secret}"}],"content":{"size":9,"mimeType":"text/plain","text":"{secret}"},
        "redirectURL":"","headersSize":-1,"bodySize":9},"cache":{},"timings":{"send":0,"wait":1,"receive":0}}
        """
    }

    private static let files: [String: String] = [
        "copied.sh": """
        curl '{api}/all' -H 'Authorization: Bearer {secret}' -b 'sid={secret}' -H 'Referer: {api}/' \\
          --data-raw 'token={secret}'
        """,
        "wrong.sh": """
        curl 'http://me:{secret}@h' -u me:{secret} -H 'Authorization: Bearer {secret}' -d password={secret} --wrong
        """,
        "wrong.js": """
        fetch("http://me:{secret}@h/", {"headers": {"cookie": "sid={secret}"}, "body": "{\\"password\\":\\"{secret}\\"}", wrong
        """,
        "good.har": archive(entry("{api}/all?token={secret}")),
        "refused.har": archive(entry("http://me:{secret}@127.0.0.1:4/?sid={secret}")),
        "broken.har": archive(entry("{api}/all", " oops")),
        "refused.json": """
        [{"name": "a", "value": "{secret}", "domain": "a b", "path": "/"},
         {"name": "__Host-a", "value": "{secret}", "domain": "a.test", "path": "/{secret}", "hostOnly": false},
         {"name": "", "value": "__Host-a={secret}", "domain": "a.test", "path": "/"}]
        """,
        "refused.txt": """
        # Netscape HTTP Cookie File
        a.test\tFALSE\t/\tFALSE\t{secret}\tname\t{secret}
        a.test\tFALSE\t/\t{secret}\t0\tname\t{secret}
        a.test\tFALSE\tx{secret}\tFALSE\t0\tname\t{secret}

        """,
        "broken.json": "[{\"name\": \"a\", \"value\": \"{secret}\" oops}]",
        "suite.json": "",
        "passes.yaml": scenario("", expects: "status: 200"),
        "fails.yaml": scenario(
            "",
            expects: "status: 404, sent: { sid: \"{secret}\" }, json: { a: \"{secret}\" }"
        ),
        "server-fails.yaml": scenario(
            """
            variables: { password: "{secret}" }
            servers:
              - run: "echo starting with {{token}}; echo PASSWORD={{password}} >&2; echo x-token=%{{token}}; exit 3"
                ready: http://127.0.0.1:9/
                timeout: 5s

            """,
            expects: "status: 200"
        ),
        "server-missing.yaml": scenario(
            """
            servers:
              - run: "exec sleep 60 {{token}}"
                ready: "http://me:{{token}}@127.0.0.1:9/"
                timeout: 300ms

            """,
            expects: "status: 200"
        ),
        "settings.yaml": scenario(
            "resolve: { \"{{token}}:1\": nothing }\n",
            expects: "status: 200"
        ),
        "mistake-1.yaml": mistake("fetch: /\n    headers: { Authorization: Bearer {secret} }, x"),
        "mistake-2.yaml": mistake(
            "fetch: /\n    expect: { sent: { sid: \"{secret}\" }, statu: 200 }"
        ),
        "mistake-3.yaml": mistake("fetch: \"http://me:{secret}@h/\"\n    methd: GET"),
        "mistake-4.yaml": mistake(
            "fetch: /\n    expect:\n      stored:\n        sid: { value: \"{secret}\", valu: 1 }"
        ),
        "mistake-5.yaml": "variables: { token: \"{secret}\", token: \"{secret}\" }\n"
            + mistake("fetch: /"),
        "mistake-6.json": """
        { "page": "{api}/", "steps": [ { "fetch": "/",
          "headers": { "cookie": "sid={secret}" } oops } ] }
        """,
        "mistake-7.yaml": mistake("document-cookie: { set: \"a={secret}\", st: 1 }"),
    ]

    private static func mistake(_ step: String) -> String {
        "page: {api}/\nsteps:\n  - \(step)\n"
    }

    private static func scenario(_ head: String, expects: String) -> String {
        head + """
            page: "{api}/?token={secret}"
            steps:
              - name: all {secret}
                fetch: "{api}/all?token={{token}}"
                method: POST
                body: "token={{token}}&user[token]={secret}"
                headers: { Authorization: "Bearer {{token}}", Token: "{secret}" }
                credentials: include
                capture: { again: "header:Token" }
              - fetch: "{api}/hop"
                credentials: include
                headers: { X-Again: "{{again}}" }
                expect: { \(expects) }
              - document-cookie: { set: "a={secret}" }

            """
    }
}
