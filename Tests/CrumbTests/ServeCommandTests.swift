import Foundation
import TestSupport
import Testing

/// `crumb serve`: one running browser for another program.
@Suite struct ServeCommandTests {
    private static let page = "http://127.0.0.1:5500"

    /// A command and the equivalent request, in a profile with a stored cookie.
    struct Pair: Sendable, CustomTestStringConvertible {
        var words: [String]
        var method: String
        /// The parameters, as JSON.
        var params: String

        var testDescription: String { method }

        init(_ words: [String], _ method: String, _ params: String) {
            self.words = words
            self.method = method
            self.params = params
        }

        static let all: [Pair] = [
            Pair(
                ["fetch", "{api}/get-cookie", "--from", page, "--credentials", "include"],
                "fetch",
                #"{"url": "{api}/get-cookie", "from": "{page}", "credentials": "include"}"#
            ),
            Pair(
                ["fetch", "{api}/get-cookie", "--from", "http://localhost:5500"],
                "fetch",
                #"["{api}/get-cookie", {"from": "http://localhost:5500"}]"#
            ),
            Pair(
                ["fetch", "{api}/set-cookie", "--from", "http://elsewhere.test", "-X", "PUT"],
                "fetch",
                #"{"fetch": "{api}/set-cookie", "from": "http://elsewhere.test", "method": "PUT"}"#
            ),
            Pair(
                ["fetch", "http://[bad", "--from", page],
                "fetch",
                #"{"url": "http://[bad", "from": "{page}"}"#
            ),
            Pair(
                ["load", "{api}/get-cookie", "--as", "image", "--from", page],
                "load",
                #"{"url": "{api}/get-cookie", "as": "image", "from": "{page}"}"#
            ),
            Pair(["visit", "{api}/get-cookie"], "visit", #"{"url": "{api}/get-cookie"}"#),
            Pair(
                ["beacon", "{api}/get-cookie", "--from", page],
                "beacon",
                #"{"url": "{api}/get-cookie", "from": "{page}"}"#
            ),
            Pair(
                ["document-cookie", "--from", "{api}"],
                "documentCookie",
                #"{"from": "{api}"}"#
            ),
            Pair(
                ["cookie-store", "getAll", "--from", "{api}"],
                "cookieStore",
                #"{"getAll": true, "from": "{api}"}"#
            ),
            Pair(
                [
                    "storage-access", "has", "--from", "{api}", "--in-frame-of",
                    "https://shop.test",
                ],
                "storageAccess",
                #"{"call": "has", "from": "{api}", "inFrameOf": "https://shop.test"}"#
            ),
            Pair(["cookies", "list"], "cookies.list", "{}"),
            Pair(
                ["cookies", "list", "--url", "http://a.test"],
                "cookies.list",
                #"["http://a.test"]"#
            ),
            Pair(
                ["cookies", "set", "b=2; Secure; SameSite=None", "--url", "http://a.test"],
                "cookies.set",
                #"{"cookie": "b=2; Secure; SameSite=None", "url": "http://a.test"}"#
            ),
            Pair(
                ["why", "{api}/get-cookie", "--from", "http://localhost:5500"],
                "why",
                #"{"url": "{api}/get-cookie", "from": "http://localhost:5500"}"#
            ),
            Pair(
                ["why", "{api}/get-cookie", "--from", page, "--as", "image"],
                "why",
                #"{"url": "{api}/get-cookie", "from": "{page}", "as": "image"}"#
            ),
            Pair(
                ["why", "{api}/get-cookie", "--via", "typed"],
                "why",
                #"{"url": "{api}/get-cookie", "via": "typed"}"#
            ),
            Pair(
                ["origin", "http://a.test", "https://b.test"],
                "origin",
                #"["http://a.test", "https://b.test"]"#
            ),
            Pair(
                ["js", "-e", "document.cookie.length", "--from", "{api}"],
                "script",
                #"{"code": "document.cookie.length", "from": "{api}"}"#
            ),
            Pair(["reasons", "SecureOnly"], "reasons", #"{"code": "SecureOnly"}"#),
            Pair(
                ["doctor", "{api}/get-cookie", "--from", page, "--browser", "firefox"],
                "doctor",
                #"{"url": "{api}/get-cookie", "from": "{page}", "browsers": "firefox"}"#
            ),
        ]

        func filled(_ text: String, _ api: String) -> String {
            text.replacing("{api}", with: api).replacing("{page}", with: page)
        }
    }

    /// The JSON of a value without times and generated values, which differ on every run.
    private func comparable(_ value: Any) throws -> String {
        let data = try JSONSerialization.data(
            withJSONObject: value,
            options: [.sortedKeys, .prettyPrinted, .fragmentsAllowed]
        )
        return String(decoding: data, as: UTF8.self)
            .replacing(#/"durationMs" : [0-9.]+/#, with: "")
            .replacing(#/"expires" : [0-9]+/#, with: "")
            .replacing(#/opaque-[0-9a-f]+/#, with: "opaque")
            .replacing(#/[0-9]{4}-[0-9-]+T[0-9:.]+Z/#, with: "TIME")
            .replacing(#/(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [^"]*GMT/#, with: "DATE")
    }

    @Test(arguments: Pair.all.filter { $0.method != "script" || ScriptProgram.isBuilt })
    func resultsEqualTheJSONOfTheCommands(_ pair: Pair) async throws {
        let api = try await FlaskServer.shared().baseURL
        let homes = try (TemporaryDirectory(), TemporaryDirectory())
        for home in [homes.0, homes.1] {
            let stored = try await runCrumb(
                ["cookies", "set", "user_token=abc123; Max-Age=60000", "--url", api],
                home: home
            )
            #expect(stored.exitCode == 0)
        }
        let words = pair.words.map { pair.filled($0, api) } + ["--json"]
        let printed = try await runCrumb(words, home: homes.0)
        let expected = try JSONSerialization.jsonObject(with: printed.stdout)
        let conversation = try ServedConversation(["--profile", "default"], home: homes.1)
        let params = try JSONSerialization.jsonObject(
            with: Data(pair.filled(pair.params, api).utf8)
        )
        let result = try await conversation.call(pair.method, params)
        let difference = try comparable(result).split(separator: "\n")
            .difference(from: comparable(expected).split(separator: "\n"))
        #expect(difference.isEmpty, "\(difference)")
        #expect(try await conversation.end() == 0)
        // The jars are the same afterwards, too.
        var jars: [String] = []
        for home in [homes.0, homes.1] {
            let list = try await runCrumb(["cookies", "list", "--json"], home: home)
            jars.append(try comparable(JSONSerialization.jsonObject(with: list.stdout)))
        }
        #expect(jars[0] == jars[1])
    }

    /// In CI, a test suite needs the token that it posts as much as anywhere else; its log does
    /// not.
    @Test(
        arguments: [
            ([], ["CI": "1"], true), ([], [:], true), (["--no-redact"], ["CI": "1"], true),
            (["--redact"], [:], false), (["--secret", "token"], ["CI": "1"], false),
            ([], ["CRUMB_REDACT": "1"], false),
        ] as [([String], [String: String], Bool)]
    )
    func resultsAreRedactedOnlyOnRequest(
        _ options: [String],
        _ environment: [String: String],
        _ isTold: Bool
    ) async throws {
        let api = try await FlaskServer.shared().baseURL
        let conversation = try ServedConversation(
            options,
            home: try TemporaryDirectory(),
            environment: environment
        )
        let params = ["url": "\(api)/set-cookie", "from": api]
        let report = try await conversation.call("fetch", params)
        let text = String(
            decoding: try JSONSerialization.data(withJSONObject: report),
            as: UTF8.self
        )
        #expect(text.contains("abc123") == isTold, "\(text)")
        let cookies = try await conversation.call("cookies.list")
        #expect("\(cookies)".contains("abc123") == isTold)
        // Errors end up in logs.
        try conversation.send(
            "fetch",
            [
                "url": "\(api)/get-cookie", "from": api,
                "expect": ["sent": ["user_token": "other"]],
            ]
        )
        let answer = try await conversation.next()
        #expect(answer.errorCode != nil)
        let isHidden = environment["CI"] != nil && options != ["--no-redact"] || !isTold
        #expect(answer.text.contains("abc123") == !isHidden, "\(answer.text)")
        #expect(try await conversation.end() == 0)
    }

    @Test func stateIsKeptBetweenRequests() async throws {
        let api = try await FlaskServer.shared().baseURL
        let conversation = try ServedConversation(home: try TemporaryDirectory())
        _ = try await conversation.call("page", ["url": Self.page])
        let include = ["credentials": "include"]
        _ = try await conversation.call("fetch", ["\(api)/set-cookie", include] as [Any])
        func status() async throws -> Int? {
            let report = try await conversation.call(
                "fetch",
                ["\(api)/get-cookie", include] as [Any]
            )
            let outcome = (report as? [String: Any])?["outcome"] as? [String: Any]
            return (outcome?["response"] as? [String: Any])?["status"] as? Int
        }
        #expect(try await status() == 200)
        _ = try await conversation.call("advance", ["61s"])
        #expect(try await status() == 404)
        let why = try await conversation.call("why", ["url": "\(api)/get-cookie"])
        let missing = (why as? [String: Any])?["missing"] as? [[String: Any]]
        #expect(missing?.first?["name"] as? String == "user_token")
        _ = try await conversation.call("fetch", ["\(api)/set-cookie", include] as [Any])
        #expect(
            try await conversation.call("cookies.delete", ["user_token"]) as? [String: Int] == [
                "deleted": 1
            ]
        )
        _ = try await conversation.call("cookies.set", ["cookie": "a=1", "url": api])
        #expect(try await conversation.call("close") as? [String: Int] == ["sessionCookies": 1])
        #expect((try await conversation.call("cookies.list") as? [Any])?.isEmpty == true)
        #expect(try await conversation.end() == 0)
    }

    /// As with `Promise.all`, neither request waits for the other.
    @Test func requestsOverlap() async throws {
        let server = try SilentServer()
        let conversation = try ServedConversation(home: try TemporaryDirectory())
        for path in ["/one", "/two"] {
            try conversation.send("fetch", ["url": server.baseURL + path, "from": server.baseURL])
        }
        await server.request()
        await server.request()
        // Methods that do not use the network are still served.
        #expect((try await conversation.call("cookies.list") as? [Any])?.isEmpty == true)
    }

    @Test func canceledRequestGetsAResponseAndClosesItsConnection() async throws {
        let server = try SilentServer()
        let conversation = try ServedConversation(home: try TemporaryDirectory())
        let id = try conversation.send("fetch", ["url": server.baseURL, "from": server.baseURL])
        await server.request()
        try conversation.write(
            #"{"jsonrpc": "2.0", "method": "$/cancel", "params": {"id": \#(id)}}"# + "\n"
        )
        let answer = try await conversation.next()
        #expect(answer.id == id)
        #expect(answer.errorCode == -32800)
        // Nothing is left to wait for.
        #expect(try await conversation.end() == 0)
    }

    @Test(arguments: [
        (
            "fetch", #"{}"#, -32602,
            "fetch needs url: The URL; a relative one is resolved against the page."
        ),
        (
            "fetch", #"{"url": "/x", "credential": "omit"}"#, -32602,
            #"fetch has no parameter "credential"; did you mean credentials?"#
        ),
        (
            "fetch", #"{"url": "/x", "credentials": "none"}"#, -32602,
            #"credentials must be one of omit, same-origin, include, not "none""#
        ),
        (
            "fetch", #"{"url": "/x", "capture": {"a": "/b"}}"#, -32602,
            #"fetch has no parameter "capture"; its parameters are url"#
        ),
        (
            "fetch", #"{"url": "/x"}"#, -32000,
            "there is no page yet: pass from, or call page or visit first"
        ),
        ("fetch", #"{"url": "/x", "from": "nope"}"#, -32000, #""nope" is not a page's URL"#),
        ("fetch", #"[1, 2, 3]"#, -32602, ""),
        ("load", #"{"url": "/x"}"#, -32602, "load needs as: The kind of element."),
        ("advance", #"{"by": "soon"}"#, -32602, "advance must be a duration such as 61s"),
        (
            "cookies.set", #"{"cookie": "a=1", "url": "nope"}"#, -32602,
            "url: nope is not an http or https URL"
        ),
        ("origin", #"["nope", "http://a.test"]"#, -32602, "a: nope is not a page's URL"),
        (
            "reasons", #"{"code": "SecureOnley"}"#, -32602,
            #""SecureOnley" is not a reason code: did you mean SecureOnly?"#
        ),
        (
            "doctor", #"{"url": "http://a.test", "browsers": "lynx"}"#, -32602,
            "browsers: there is no browser"
        ),
        ("fetch", #"{"url": null}"#, -32602, "fetch needs url: "),
        ("run", #"{}"#, -32602, "run needs scenario, its text, or file, its path"),
        (
            "run", #"{"scenario": "page: 1\nstep: 2\n"}"#, -32602,
            "scenario:1:1: a scenario needs steps:"
        ),
        ("script", #"{"code": "1", "timeout": "soon"}"#, -32602, "timeout must be a duration"),
        ("script", #"{"code": "1"}"#, -32000, "there is no page yet"),
        ("visit", #"{"via": "back"}"#, -32000, "the tab has no page to go back to"),
        (
            "navigateFrame", #"{"frame": "f", "to": "/x"}"#, -32602,
            #"there is no frame "f" at this point"#
        ),
        (
            "cookiesList", #"{}"#, -32601,
            #"there is no method "cookiesList": did you mean cookies.list?"#
        ),
    ])
    func mistakeIsOneLine(_ method: String, _ params: String, _ code: Int, _ message: String)
        async throws
    {
        let conversation = try ServedConversation(home: try TemporaryDirectory())
        let params = try JSONSerialization.jsonObject(with: Data(params.utf8))
        let error = try await conversation.error(of: method, params)
        #expect(error.code == code)
        #expect(error.message.hasPrefix(message), "\(error.message)")
        #expect(!error.message.contains("\n"))
        #expect(try await conversation.end() == 0)
    }

    @Test func failedExpectationIsAnError() async throws {
        let api = try await FlaskServer.shared().baseURL
        let conversation = try ServedConversation(home: try TemporaryDirectory())
        var request: [String: Any] = ["url": "\(api)/get-cookie", "from": api]
        request["expect"] = ["status": 404]
        _ = try await conversation.call("fetch", request)
        request["expect"] = ["status": 200]
        let error = try await conversation.error(of: "fetch", request)
        #expect(error.code == -32001)
        #expect(error.message == "the status differs: expected 200, got 404")
        // All failures are reported at once, as in a scenario.
        request["expect"] = ["status": 200, "stored": ["a": "1"]]
        let errors = try await conversation.error(of: "fetch", request)
        #expect(errors.message.contains("expected 200, got 404; "), "\(errors.message)")
        let data = try #require(
            try await conversation.errorData(of: "fetch", request) as? [String: Any]
        )
        #expect((data["failures"] as? [Any])?.count == 2)
    }

    /// The templates of scenario files are plain text here, because the caller has variables of its
    /// own.
    @Test func bracesAreNotTemplates() async throws {
        let api = try await FlaskServer.shared().baseURL
        let conversation = try ServedConversation(home: try TemporaryDirectory())
        let body = "{{name}} {{\"{{\"}}"
        let report = try await conversation.call(
            "fetch",
            ["url": "\(api)/echo?q={{x}}", "from": api, "method": "POST", "body": body]
        )
        let text = try comparable(report)
        #expect(text.contains("q={{x}}"))
    }

    @Test func messagesOfAStreamAreReportedAsTheyArrive() async throws {
        let api = try await FlaskServer.shared().baseURL
        let conversation = try ServedConversation(home: try TemporaryDirectory())
        let id = try conversation.send(
            "eventSource",
            ["url": "\(api)/events", "from": api, "events": 2] as [String: Any]
        )
        var told: [String] = []
        while true {
            let message = try await conversation.next()
            if message.id == id { break }
            #expect(message.method == "$/progress")
            #expect(message.params["id"] as? Int == id)
            let value = message.params["value"] as? [String: Any]
            told.append(value?["event"] as? String ?? "")
        }
        #expect(told.first == "open")
        #expect(told.count { $0 == "message" } == 2)
    }

    @Test func doctorReportsItsProgress() async throws {
        let api = try await FlaskServer.shared().baseURL
        let conversation = try ServedConversation(home: try TemporaryDirectory())
        let id = try conversation.send("doctor", ["url": api + "/set-cookie", "from": Self.page])
        var counts: [Int] = []
        while true {
            let message = try await conversation.next()
            if message.id == id { break }
            let value = message.params["value"] as? [String: Any]
            counts.append(value?["requests"] as? Int ?? 0)
        }
        #expect(counts.count > 3)
        #expect(counts == Array(1...counts.count))
    }

    /// A page's script sends requests by the same rules, and stores cookies in the same jar.
    @Test(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
    func scriptSharesTheJar() async throws {
        let api = try await FlaskServer.shared().baseURL
        let conversation = try ServedConversation(home: try TemporaryDirectory())
        _ = try await conversation.call("page", ["url": Self.page])
        let code =
            "fetch('\(api)/set-cookie', {credentials: 'include'}).then(r => console.log(r.status))"
        let result = try await conversation.call("script", ["code": code]) as? [String: Any]
        let console = result?["console"] as? [[String: Any]]
        #expect(console?.first?["text"] as? String == "200")
        let cookies = try await conversation.call("cookies.list") as? [[String: Any]]
        #expect(cookies?.first?["name"] as? String == "user_token")
        let error = try await conversation.error(
            of: "script",
            ["code": "while (true) {}", "timeout": "100ms"]
        )
        #expect(error.message.hasPrefix("the script was still running after 100ms"))
    }

    /// A page stays open from call to call, and the results have its requests.
    @Test(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
    func pageStaysOpen() async throws {
        let api = try await FlaskServer.shared().baseURL
        let folder = try TemporaryDirectory()
        let file = folder.path(of: "form.html")
        try Data(Self.form.replacing("{api}", with: api).utf8).write(to: URL(filePath: file))
        let conversation = try ServedConversation(home: try TemporaryDirectory())
        let nothing = try await conversation.error(of: "click", ["target": "Greet"])
        #expect(nothing.message == "no page is open: call open with its URL first")
        let url = Self.page + "/form.html"
        let opened = try await conversation.call(
            "open",
            ["url": url, "map": [url: file]] as [String: Any]
        )
        #expect((opened as? [String: Any])?["title"] as? String == "Greeting")
        _ = try await conversation.call("type", ["target": "Name", "text": "Ada"])
        let clicked = try await conversation.call(
            "click",
            ["target": "greet", "expect": ["text": "Hello Ada"]] as [String: Any]
        )
        let page = clicked as? [String: Any]
        #expect(page?["schema"] as? String == "crumb.page/1")
        #expect((page?["requests"] as? [Any])?.count == 1)
        let script = try await conversation.call("script", ["code": "document.title.length"])
        #expect((script as? [String: Any])?["value"] as? Int == 8)
        let state = try await conversation.call("state") as? [String: Any]
        #expect((state?["text"] as? String)?.contains("Hello Ada") == true)
        let missing = try await conversation.error(of: "click", ["target": "Buy"])
        #expect(missing.message.contains("Buy"))
        #expect(try await conversation.end() == 0)
    }

    private static let form = """
        <!DOCTYPE html><title>Greeting</title>
        <label>Name <input id="name"></label> <button>Greet</button> <p></p>
        <script>
            document.querySelector("button").onclick = async () => {
                await fetch("{api}/get-cookie");
                document.querySelector("p").textContent =
                    "Hello " + document.querySelector("#name").value;
            };
        </script>
        """

    // MARK: The profile

    @Test func withoutAProfileNothingIsKept() async throws {
        let api = try await FlaskServer.shared().baseURL
        let home = try TemporaryDirectory()
        let conversation = try ServedConversation(home: home)
        _ = try await conversation.call("cookies.set", ["cookie": "a=1; Max-Age=600", "url": api])
        #expect(try await conversation.end() == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path).isEmpty)
    }

    /// What a result reports as stored is on disk, even after `kill -9`.
    @Test func reportedResultIsOnDisk() async throws {
        let api = try await FlaskServer.shared().baseURL
        let home = try TemporaryDirectory()
        let conversation = try ServedConversation(["--profile", "kept"], home: home)
        _ = try await conversation.call(
            "fetch",
            ["url": "\(api)/set-cookie", "from": Self.page, "credentials": "include"]
        )
        conversation.process.kill()
        _ = await conversation.process.exitCode()
        let list = try await runCrumb(
            ["cookies", "list", "--json", "--profile", "kept"],
            home: home
        )
        #expect(list.output.contains("user_token"))
        let log = try await runCrumb(["log", "--json", "--profile", "kept"], home: home)
        #expect(log.output.contains("/set-cookie"))
    }

    /// `crumb serve` and other commands see each other's cookies.
    @Test func profileIsSharedWithOtherCommands() async throws {
        let api = try await FlaskServer.shared().baseURL
        let home = try TemporaryDirectory()
        let conversation = try ServedConversation(["--profile", "default"], home: home)
        _ = try await conversation.call("cookies.set", ["cookie": "a=1; Max-Age=600", "url": api])
        let other = try await runCrumb(
            ["cookies", "set", "b=2; Max-Age=600", "--url", api],
            home: home
        )
        #expect(other.exitCode == 0)
        let cookies = try await conversation.call("cookies.list") as? [[String: Any]]
        #expect(Set((cookies ?? []).compactMap { $0["name"] as? String }) == ["a", "b"])
        let deleted = try await conversation.call("cookies.clear") as? [String: Int]
        #expect(deleted == ["deleted": 2])
        let list = try await runCrumb(["cookies", "list", "--json"], home: home)
        #expect(list.output == "[]\n")
    }

    @Test func damagedProfileIsAnErrorOfTheRequest() async throws {
        let api = try await FlaskServer.shared().baseURL
        let home = try TemporaryDirectory()
        let folder = home.url.appending(path: "profiles")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let conversation = try ServedConversation(["--profile", "broken"], home: home)
        _ = try await conversation.call("cookies.list")
        try Data("not a database, and longer than a header of one would be".utf8)
            .write(to: folder.appending(path: "broken.sqlite"))
        let error = try await conversation.error(of: "cookies.set", ["cookie": "a=1", "url": api])
        #expect(error.code == -32005)
        #expect(try await conversation.end() == 0)
    }

    // MARK: How it ends

    @Test(arguments: [
        ("", ""), ("\n\n", ""),
        (
            #"{"jsonrpc": "2.0", "id": 1, "method": "cookies.list"}"#,
            #"{"jsonrpc":"2.0","id":1,"result":[]}"# + "\n"
        ),
    ])
    func endsWithItsInput(_ input: String, _ output: String) async throws {
        let result = try await runCrumb(["serve"], stdin: Data(input.utf8))
        #expect(result.exitCode == 0)
        #expect(result.output == output)
        #expect(result.errorOutput.isEmpty)
    }

    @Test func incompleteLineIsAParseError() async throws {
        let result = try await runCrumb(
            ["serve"],
            stdin: Data(#"{"jsonrpc": "2.0", "id": 1, "#.utf8)
        )
        #expect(result.exitCode == 0)
        #expect(result.output.contains("-32700"))
    }

    /// No one is left to read the response, so a request that would never end is abandoned.
    @Test func endsWithTheProgramThatStartedIt() async throws {
        let server = try SilentServer()
        let conversation = try ServedConversation(home: try TemporaryDirectory())
        try conversation.send("fetch", ["url": server.baseURL, "from": server.baseURL])
        await server.request()
        try conversation.process.standardOutput.close()
        #expect(try await conversation.end() == 0)
    }

    /// This includes the servers of a scenario that it runs.
    @Test func noChildProcessIsLeft() async throws {
        let server = try SilentServer()
        let home = try TemporaryDirectory()
        let conversation = try ServedConversation(home: home)
        let file = home.path(of: "pid")
        try conversation.send(
            "run",
            [
                "scenario": """
                servers: [{ run: "echo $$ > \(file); exec sleep 600" }]
                page: \(server.baseURL)
                steps: [{ fetch: / }]
                """
            ]
        )
        await server.request()
        try conversation.process.standardOutput.close()
        #expect(try await conversation.end() == 0)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let id = try #require(pid_t(text.filter(\.isNumber)))
        #expect(kill(id, 0) == -1)
    }

    @Test func endsWhenItsReaderIsGone() async throws {
        let conversation = try ServedConversation(home: try TemporaryDirectory())
        try conversation.process.standardOutput.close()
        try conversation.send("cookies.list")
        // The input stays open.
        #expect(await conversation.process.exitCode() == 0)
    }

    @Test(arguments: [(SIGTERM, 143), (SIGINT, 130), (SIGHUP, 129)] as [(Int32, Int32)])
    func signalsEndIt(_ signal: Int32, _ exitCode: Int32) async throws {
        let conversation = try ServedConversation(home: try TemporaryDirectory())
        _ = try await conversation.call("cookies.list")
        conversation.process.send(signal)
        #expect(await conversation.process.exitCode() == exitCode)
    }

    // MARK: Large amounts of data

    @Test func hundredMegabytesInOneLineAreRejectedInLittleMemory() async throws {
        let conversation = try ServedConversation(home: try TemporaryDirectory())
        let file = conversation.process.standardInput
        async let written: Void = onThreadOfItsOwn {
            let megabyte = Data(repeating: UInt8(ascii: "x"), count: 1_000_000)
            for _ in 0..<100 { try? file.write(contentsOf: megabyte) }
            try? file.write(contentsOf: Data([0x0A]))
        }
        #expect(try await conversation.next().errorCode == -32700)
        await written
        #expect((try await conversation.call("cookies.list") as? [Any])?.isEmpty == true)
        #expect(try peakMemory(of: conversation.process.id) < 200 << 20)
    }

    /// Unread output piles up to a limit, and then no more requests are read.
    @Test func slowReaderIsWaitedFor() async throws {
        let conversation = try ServedConversation(home: try TemporaryDirectory())
        let file = conversation.process.standardInput
        let request = #"{"jsonrpc": "2.0", "id": 0, "method": "rpc.discover"}"# + "\n"
        let count = 2000
        async let written: Void = onThreadOfItsOwn {
            try? file.write(contentsOf: Data(String(repeating: request, count: count).utf8))
            try? file.close()
        }
        var answers = 0
        var bytes = 0
        let output = conversation.process.standardOutput
        while true {
            let more = await onThreadOfItsOwn { output.availableData }
            if more.isEmpty { break }
            answers += more.count { $0 == 0x0A }
            bytes += more.count
        }
        await written
        #expect(answers == count)
        #expect(bytes > 20 << 20)
        #expect(await conversation.process.exitCode() == 0)
    }

    /// This holds even for more secrets than are remembered.
    @Test func eachResponseHidesItsOwnSecrets() async throws {
        let server = try await ServerProcess(
            FlaskServer.python,
            [fixtureURL("clients/tokens.py").path(percentEncoded: false)]
        )
        let conversation = try ServedConversation(["--redact"], home: try TemporaryDirectory())
        _ = try await conversation.call("page", ["url": server.baseURL])
        for _ in 0..<120 {
            let report = try await conversation.call("fetch", ["url": server.baseURL])
            #expect(!(try comparable(report)).contains("token-"))
        }
        try await server.stop()
    }

    private func peakMemory(of process: pid_t) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return (Int(line.filter(\.isNumber)) ?? .max) << 10
    }
}
