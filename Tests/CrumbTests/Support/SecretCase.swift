import Foundation
import TestSupport
import Testing

/// A command line with a secret in every place that the command reads.
///
/// In words and files, `{secret}` is the secret, `{percent}` the percent-encoded secret, `{api}` a
/// server that sends the secret in all forms, `{in}` the folder with the input files, and `{out}`
/// the folder for output files.
struct SecretCase: Sendable, CustomTestStringConvertible {
    var command: String
    var words: [String]
    var environment: [String: String] = [:]
    var input = ""
    /// Whether the command prints verbatim what the page, or another program, would read.
    var printsVerbatim = false
    /// Whether the command only ends on its own once no one reads its output.
    var isEndless = false

    init(_ command: String, _ words: String...) {
        self.command = command
        self.words = command.split(separator: " ").map(String.init) + words
    }

    var testDescription: String { words.joined(separator: " ") }

    func verbatim() -> Self { with(\.printsVerbatim, true) }
    func endless() -> Self { with(\.isEndless, true) }
    func reading(_ input: String) -> Self { with(\.input, input) }

    private func with<Value>(_ member: WritableKeyPath<Self, Value>, _ value: Value) -> Self {
        var copy = self
        copy[keyPath: member] = value
        return copy
    }

    private static let page = [
        "--from", "http://127.0.0.1:4999/app?token={percent}", "--credentials", "include",
    ]

    private static func fetch(_ url: String, _ words: String...) -> Self {
        var fetch = Self("fetch", url)
        fetch.words += words + page
        return fetch
    }

    static let all: [SecretCase] =
        requests + requestMistakes + jars + explanations + runs + served + others

    private static let requests: [SecretCase] = [
        fetch("{api}/all", "--json"),
        fetch("{api}/all", "-v", "-o", "/dev/null"),
        fetch("{api}/all", "-i", "-o", "/dev/null"),
        fetch("{api}/all").verbatim(),
        fetch("{api}/hop?token={percent}", "--json", "--har", "{out}/a.har"),
        fetch("{api}/hop", "-v", "-o", "/dev/null", "--record", "{out}/a.yaml"),
        fetch("{api}/refused", "--json", "--record", "{out}/a.yaml"),
        fetch("{api}/refused", "-v", "-o", "/dev/null"),
        fetch("{api}/hidden", "--json"), fetch("{api}/hidden", "-v"),
        fetch("{api}/missing", "--fail", "--json"),
        fetch(
            "{api}/all",
            "-H",
            "Authorization: Bearer {secret}",
            "--json",
            "--har",
            "{out}/a.har"
        ),
        fetch(
            "{api}/all",
            "-H",
            "Token: {secret}",
            "-v",
            "-o",
            "/dev/null",
            "--record",
            "{out}/a.yaml"
        ),
        fetch("{api}/all", "-u", "me:{secret}", "--json", "--har", "{out}/a.har"),
        fetch("{api}/all", "-F", "token={secret}", "--json", "--har", "{out}/a.har"),
        fetch("{api}/all", "-F", "user[token]={secret}", "--json"),
        fetch(
            "{api}/all",
            "-d",
            "user[token]={percent}",
            "--json",
            "--har",
            "{out}/a.har",
            "--record",
            "{out}/a.yaml"
        ),
        fetch("{api}/all", "-d", "a=b;token={percent}", "--json"),
        fetch(
            "{api}/all",
            "--json-body",
            "{\"user\":{\"token\":\"{secret}\"}}",
            "--json",
            "--record",
            "{out}/a.yaml"
        ),
        fetch(
            "{api}/all",
            "-X",
            "POST",
            "--body",
            "{\"token\":\"{secret}\"}\n{\"token\":\"{secret}\"}\n",
            "--json",
            "--har",
            "{out}/a.har"
        ),
        fetch(
            "{api}/all",
            "-X",
            "POST",
            "--body",
            "{\"payload\":\"{\\\"token\\\":\\\"{secret}\\\"}\"}",
            "--json"
        ),
        fetch("{api}/all", "--browser", "chrome,firefox,safari"),
        fetch("{api}/all", "--browser", "chrome,firefox", "--json", "--har", "{out}/a.har"),
        fetch(
            "{api}/all",
            "-H",
            "Token: {secret}",
            "-u",
            "me:{secret}",
            "-x",
            "http://me:{percent}@127.0.0.1:9",
            "--print-curl"
        ),
        fetch("{api}/all", "-F", "token={secret}", "--print-curl"),
        Self("fetch", "--as-curl", "{in}/copied.sh", "--json"),
        Self("fetch", "--as-curl", "{in}/copied.sh", "--print-curl"),
        Self("fetch", "--as-script", "-", "--json").reading(
            "fetch(\"{api}/all\", {\"headers\": {\"authorization\": \"Bearer {secret}\"}, \"referrer\": \"{api}/\"});"
        ),
        Self("visit", "{api}/hop?token={percent}", "--json", "--har", "{out}/a.har"),
        Self(
            "visit",
            "http://me:{percent}@127.0.0.1:{port}/all",
            "-v",
            "-o",
            "/dev/null",
            "--record",
            "{out}/a.yaml"
        ),
        Self("visit", "{api}/all", "--via", "form", "-X", "POST", "-d", "token={percent}", "--json")
            .from(),
        Self("visit", "{api}/all").verbatim(),
        Self("load", "{api}/all", "--as", "image", "--json", "--har", "{out}/a.har").from(),
        Self(
            "load",
            "{api}/hop",
            "--as",
            "script",
            "-v",
            "-o",
            "/dev/null",
            "--record",
            "{out}/a.yaml"
        ).from(),
    ]

    private static let requestMistakes: [SecretCase] = [
        fetch("http://me:{secret}@[bad/"), fetch("http://me:{secret}@[bad/", "--json"),
        fetch("http://me:{percent}@127.0.0.1:{port}/all", "--json"),
        fetch("http:\\\\me:{percent}@[bad\\", "--json"), fetch("me:{secret}@a b"),
        fetch("http://me:x@y:{secret}@bad host/"),
        fetch("/", "--from", "http://me:{secret}@[bad"),
        fetch("/", "--in-frame-of", "nope://me:{secret}@h"),
        fetch("{api}/all", "-x", "http://me:{percent}@127.0.0.1:1:2"),
        fetch("{api}/all", "-x", "ftp://me:{percent}@127.0.0.1:1", "--json"),
        fetch("{api}/all", "-x", "http://me:{secret}@bad host:1"),
        fetch("{api}/all", "-x", "me:{secret}@127.0.0.1:9", "--json"),
        fetch("http://127.0.0.1:9/?token={percent}", "-u", "me:{secret}", "--json"),
        fetch("http://127.0.0.1:9/", "-H", "Authorization: Bearer {secret}", "-v"),
        fetch("{api}/all", "-H", "Authorization Bearer {secret}"),
        fetch("{api}/all", "-H", "Authorization: Bearer {secret}\nx"),
        fetch("{api}/all", "-b", "sid={secret}"), fetch("{api}/all", "-F", "={secret}"),
        fetch("{api}/all", "--mode", "none", "-u", "me:{secret}"),
        fetch("{api}/all", "-m", "much", "-H", "Cookie: a={secret}"),
        fetch("{api}/all", "-o", "/nowhere/x", "-u", "me:{secret}"),
        fetch("{api}/all", "--har", "/nowhere/x", "-u", "me:{secret}"),
        Self("fetch", "--as-curl", "{in}/wrong.sh"),
        Self("fetch", "--as-curl", "-").reading(
            "curl '{api}' --proxy 'http://me:{secret}@h' --user=me:{secret} -b sid={secret} --wrong\n"
        ),
        Self("fetch", "--as-script", "{in}/wrong.js"),
        Self("visit", "http://me:{secret}@127.0.0.1:99999/"),
        Self("visit", "--no-request", "http://me:{secret}@[bad/"),
        Self("load", "http://me:{secret}@[bad/", "--as", "image").from(),
        Self("http://me:{secret}@127.0.0.1/"),
    ]

    private static let jars: [SecretCase] = [
        Self("document-cookie", "--json").from(),
        Self("js", "-e", "fetch('{api}/all?token={percent}')", "-v").from(),
        Self("js", "-e", "fetch('{api}/all')", "--json").from(),
        Self("open", "{api}/all?token={percent}", "-v"),
        Self("open", "{api}/all?token={percent}", "--json"),
        Self("beacon", "{api}/all?token={percent}", "-d", "password={percent}").from(),
        Self("beacon", "{api}/all", "-d", "password={percent}", "--json").from(),
        Self("beacon", "http://me:{secret}@[bad").from(),
        Self("eventsource", "{api}/all?token={percent}", "-v").from(),
        Self("eventsource", "{api}/all", "--json").from(),
        Self("eventsource", "http://me:{secret}@[bad").from(),
        Self("websocket", "{api}/all?token={percent}", "--send", "{secret}", "-v").from(),
        Self("websocket", "{api}/all", "--json").from(),
        Self("websocket", "http://me:{secret}@[bad").from(),
        Self("cookie-store get", "sid", "--json").from(), Self("cookie-store getAll").from(),
        Self("cookie-store set", "token", "{secret}", "--json").from(),
        Self("cookie-store set", "=", "{secret}").from(),
        Self("cookie-store delete", "sid", "--json").from(),
        Self("storage-access request", "--json").from(), Self("storage-access has").from(),
        Self("storage-access grant").from(), Self("storage-access deny").from(),
        Self("storage-access list", "--json"),
        Self("hsts list", "--json"), Self("hsts clear", "http://me:{secret}@[bad"),
        Self("permissions list", "--json"),
        Self(
            "permissions set",
            "loopback-network",
            "granted",
            "--origin",
            "http://me:{secret}@[bad"
        ),
        Self("permissions reset", "--origin", "http://me:{secret}@[bad"),
        Self("document-cookie", "--record", "{out}/a.yaml").from(),
        Self("document-cookie", "x={secret}; Path=/{secret}", "--json", "--record", "{out}/a.yaml")
            .from(),
        Self("document-cookie", "x={secret}; Secure; Domain=b.test").from(),
        Self("document-cookie", "x={secret}", "--from", "http://me:{secret}@[bad"),
        Self("cookies list"), Self("cookies list", "--json"),
        Self("cookies list", "--columns", "name,value,path"),
        Self("cookies list", "--url", "http://me:{secret}@[bad"),
        Self("cookies show", "sid"), Self("cookies show", "next"),
        Self("cookies show", "sid", "--json"),
        Self("cookies show", "nothing", "--url", "http://me:{secret}@[bad"),
        Self("cookies set", "a={secret}; Path=/{secret}", "--url", "{api}"),
        Self("cookies set", "a={secret}; Max-Age=60", "--url", "{api}", "--json"),
        Self("cookies set", "=__Host-a={secret}", "--url", "{api}"),
        Self("cookies set", "={secret}=x", "--url", "{api}"),
        Self(
            "cookies set",
            "a={secret}; Domain=b.test; Expires={secret}",
            "--url",
            "{api}",
            "--json"
        ),
        Self("cookies set", "a={secret}\u{1}", "--url", "{api}"),
        Self("cookies set", "a={secret}", "--url", "http://me:{secret}@[bad"),
        Self("cookies set", "a={secret}"),
        Self("cookies set", "a={secret}", "--url", "{api}", "--bogus"),
        Self("cookies delete", "nothing", "--url", "http://me:{secret}@[bad"),
        Self("cookies clear", "--site", "http://me:{secret}@[bad"),
        Self("cookies watch").endless(), Self("cookies watch", "--json").endless(),
        Self("cookies import", "{in}/refused.json"),
        Self("cookies import", "{in}/refused.json", "--json"),
        Self("cookies import", "{in}/refused.txt"), Self("cookies import", "{in}/broken.json"),
        Self("cookies import", "{in}/broken.har"),
        Self("cookies import", "{in}/good.har", "--json"),
        Self("cookies edit", "sid", "--value", "{secret}"),
        Self("cookies edit", "{secret}", "--value", "{secret}", "--json"),
        Self("cookies export").verbatim(),
        Self("cookies export", "-o", "{out}/jar.txt", "--json").verbatim(),
        Self("cookies export", "-o", "/nowhere/x"),
        Self("why", "{api}/all?token={percent}").from(), Self("why", "{api}/all", "--json").from(),
        Self("why", "{api}/all", "--browser", "chrome,firefox").from(),
        Self("why", "http://me:{secret}@[bad/").from(),
    ]

    private static let explanations: [SecretCase] = [
        Self("explain", "{in}/good.har"), Self("explain", "{in}/good.har", "--json"),
        Self("explain", "{in}/good.har", "-v"), Self("explain", "{in}/refused.har", "--json"),
        Self("explain", "{in}/refused.har", "-v"),
        Self("explain", "{in}/broken.har"), Self("explain", "{in}/cut.har"),
        Self("explain", "{in}/good.har", "--from", "http://me:{secret}@[bad"),
        Self(
            "doctor",
            "{api}/all?token={percent}",
            "-H",
            "Authorization: Bearer {secret}",
            "--browser",
            "chrome"
        ).from(),
        Self("doctor", "{api}/all", "-H", "Token: {secret}", "--browser", "chrome", "--json")
            .from(),
        Self(
            "doctor",
            "http://127.0.0.1:9/?token={percent}",
            "-H",
            "Authorization: Bearer {secret}"
        ).from(),
        Self("doctor", "http://me:{secret}@[bad/").from(),
        Self("origin", "http://me:{percent}@a.test/?token={percent}", "{api}"),
        Self("origin", "http://me:{percent}@a.test/", "{api}", "--json"),
        Self("origin", "http://me:{secret}@[bad", "{api}"),
        Self("browsers"), Self("browsers", "--json"), Self("browsers", "nothing"),
    ]

    private static let reports = [
        "--report-json", "{out}/a.json", "--report-junit", "{out}/a.xml", "--report-tap",
        "{out}/a.tap",
        "--report-html", "{out}/html", "--har", "{out}/har",
    ]

    private static func run(_ file: String, _ words: String...) -> Self {
        var run = Self(
            "run",
            "{in}/\(file)",
            "--variable",
            "token={secret}",
            "--variable",
            "api={api}"
        )
        run.words += words
        return run
    }

    private static let runs: [SecretCase] = [
        run("passes.yaml", "-v").reporting(), run("fails.yaml").reporting(),
        run("fails.yaml", "--browser", "firefox", "-q").reporting(),
        run("server-fails.yaml").reporting(), run("server-missing.yaml").reporting(),
        run("settings.yaml").reporting(),
        run("mistake-1.yaml"), run("mistake-2.yaml"), run("mistake-3.yaml"), run("mistake-4.yaml"),
        run("mistake-5.yaml"), run("mistake-6.json"), run("mistake-7.yaml"),
        run("passes.yaml", "--report-json", "/nowhere\u{0001}/x"),
        Self("run", "{in}/passes.yaml", "--variable", "{secret}"),
        Self("report", "{in}/suite.json", "--json"),
        Self(
            "report",
            "{in}/suite.json",
            "--report-html",
            "{out}/html",
            "--report-junit",
            "{out}/a.xml"
        ),
        Self("report", "{in}/broken.json", "--json"),
    ]

    /// Sends these requests, each given as the members after its id, to `crumb serve` with the page
    /// and the jar of the other commands.
    private static func serve(_ requests: String...) -> Self {
        let lines =
            [#""method": "page", "params": {"url": "{api}/page?token={percent}"}"#] + requests
        return Self("serve", "--profile", "default").reading(
            lines.enumerated().map { #"{"jsonrpc": "2.0", "id": \#($0), \#($1)}"# + "\n" }.joined()
        )
    }

    /// Calls tools of `crumb serve --mcp`, each given as the members of `params`.
    private static func assist(_ calls: String...) -> Self {
        let lines =
            [
                #""method": "initialize", "params": {"protocolVersion": "2025-11-25", "capabilities": {}}"#
            ] + calls.map { #""method": "tools/call", "params": {\#($0)}"# }
        return Self("serve", "--mcp", "--profile", "default").reading(
            lines.enumerated().map { #"{"jsonrpc": "2.0", "id": \#($0), \#($1)}"# + "\n" }.joined()
        )
    }

    private static let served: [SecretCase] = [
        serve(
            #""method": "fetch", "params": {"url": "{api}/all", "credentials": "include"}"#,
            #""method": "cookies.list""#,
            #""method": "log""#
        ),
        serve(
            #""method": "fetch", "params": {"url": "{api}/hop", "headers": {"Authorization": "Bearer {secret}"}}"#,
            #""method": "fetch", "params": {"url": "{api}/all", "json": {"token": "{secret}"}}"#,
            #""method": "why", "params": {"url": "{api}/all?token={percent}"}"#
        ),
        serve(#""method": "cookies.set", "params": {"cookie": "a={secret}", "url": "{api}"}"#),
        assist(
            #""name": "fetch", "arguments": {"url": "{api}/all", "credentials": "include", "from": "{api}"}"#,
            #""name": "cookies_list""#,
            #""name": "log""#
        ),
        serve(
            #""method": "open", "params": {"url": "{api}/all?token={percent}"}"#,
            #""method": "script", "params": {"code": "fetch('/all?token={percent}').then(r => r.status)"}"#,
            #""method": "state""#
        ),
        serve(#""method": "documentCookie", "params": {"set": "x={secret}; Path=/"}"#),
        serve(#""method": "cookieStore", "params": {"getAll": true}"#),
        serve(
            #""method": "doctor", "params": {"url": "{api}/all", "headers": {"Token": "{secret}"}, "browsers": "chrome"}"#
        ),
        serve(
            #""method": "fetch", "params": {"url": "http://me:{secret}@[bad/"}"#,
            #""method": "page", "params": {"url": "http://me:{secret}@[bad/"}"#,
            #""method": "fetch", "params": {"url": "{api}/", "from": "http://me:{secret}@[bad/"}"#,
            #""method": "cookies.set", "params": {"cookie": "a={secret}", "url": "http://me:{secret}@[bad"}"#,
            #""method": "origin", "params": ["http://me:{secret}@[bad", "{api}"]"#,
            #""method": "cookies.clear", "params": {"site": "http://me:{secret}@[bad"}"#,
            #""method": "doctor", "params": {"url": "http://me:{secret}@[bad/"}"#
        ),
    ]

    private static let others: [SecretCase] = [
        Self("init", "{api}/all?token={percent}", "-o", "-"),
        Self("init", "{api}/all", "-o", "{out}/a.yaml"),
        Self("init", "http://me:{secret}@127.0.0.1:9/", "-o", "-"),
        Self("init", "http://me:{secret}@[bad/", "-o", "-"),
        Self("init", "{api}/all", "--from", "http://me:{secret}@[bad"),
        Self("demo", "--json"), Self("demo"), Self("demo", "--page", "--json"),
        Self("demo", "--page"), Self("demo", "--page", "--vue", "/none/vue.js"),
        Self("close"), Self("close", "--profile", "../x"),
        Self("completions", "bash").verbatim(), Self("completions", "none"),
        Self("log list"), Self("log list", "--json"), Self("log list", "--har", "-"),
        Self("log list", "--har", "{out}/a.har"), Self("log list", "--filter", "{secret}"),
        Self("log show"), Self("log show", "--json"), Self("log show", "99"), Self("log clear"),
        Self("page", "http://me:{secret}@[bad"), Self("page", "http://a.test/?token={secret}"),
        Self("page", "--json"), Self("page", "--clear", "--json"),
        Self("profiles list"), Self("profiles list", "--json"), Self("profiles delete", "none"),
        Self("reasons"), Self("reasons", "http://me:{secret}@h/"), Self("schema"),
    ]

    private func from() -> Self {
        var copy = self
        copy.words += ["--from", "{api}/page?token={percent}"]
        return copy
    }

    private func reporting() -> Self {
        var copy = self
        copy.words += Self.reports
        return copy
    }
}
