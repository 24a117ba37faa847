import Foundation
import TestSupport
import Testing

/// Modules over the network, from real Flask (`fixtures/js/modules.py`).
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct ScriptModuleNetworkTests {
    static let browsers = ["chrome", "firefox", "safari"]

    /// Runs `code` on a page of the server; `OTHER` in it stands for the same server at another
    /// origin.
    private func js(
        _ code: String,
        _ words: [String] = [],
        browser: String = "chrome",
        map: String? = nil
    ) async throws -> CommandResult {
        let server = try await ServerProcess(
            FlaskServer.python,
            [fixtureURL("js/modules.py").path(percentEncoded: false)]
        )
        let home = try TemporaryDirectory()
        let other = "http://localhost:\(server.port)"
        var words = words
        if let map {
            let file = home.url.appending(path: "map.json")
            try map.replacing("OTHER", with: other)
                .write(to: file, atomically: true, encoding: .utf8)
            words += ["--import-map", file.path(percentEncoded: false)]
        }
        do {
            let result = try await runCrumb(
                [
                    "js", "-e", code.replacing("OTHER", with: other), "--from", server.baseURL,
                    "--browser", browser,
                ] + words,
                home: home
            )
            try await server.stop()
            return result
        } catch {
            _ = try? await server.stop()
            throw error
        }
    }

    /// The default export that `import()` of a path resolves to, in a classic script and in a
    /// module.
    @Test(
        arguments: [
            ("/plain.js", "plain"), ("/charset.js", "charset"), ("OTHER/plain.js", "plain"),
            ("/cycle-a.js", "ab"), ("./lib/../plain.js", "plain"), ("/plain.js?v=2#x", "plain"),
        ],
        [true, false]
    )
    func importedModuleHasItsExports(
        _ module: (path: String, value: String),
        _ isModule: Bool
    ) async throws {
        let result = try await js(
            "import('\(module.path)').then((found) => console.log(found.default))",
            isModule ? ["--module"] : []
        )
        #expect(result.output == module.value + "\n", "\(result.errorOutput)")
        #expect(result.exitCode == 0)
    }

    /// The error that `import()` rejects with in each browser.
    @Test(
        arguments: browsers,
        [
            "/text.js", "/page.js", "/json.js", "/untyped.js", "/missing.js", "/needs-missing.js",
            "OTHER/closed/plain.js",
        ]
    )
    func responseThatIsNotAModuleIsRejected(_ browser: String, _ path: String) async throws {
        let result = try await js(
            "import('\(path)').catch((error) => console.log(error.name, error.message))",
            browser: browser
        )
        let words =
            switch browser {
            case "chrome": "Failed to fetch dynamically imported module: "
            case "firefox": "error loading dynamically imported module: "
            default:
                path.contains("closed")
                    ? "Cross-origin script load denied by Cross-Origin Resource Sharing policy."
                    : "Importing a module script failed."
            }
        // The console's message about the MIME type may come first.
        let last = result.output.split(separator: "\n").last ?? ""
        #expect(last.hasPrefix("TypeError " + words), "\(result.output)")
    }

    /// The console names the MIME type of the response.
    @Test(arguments: [
        (
            "chrome", "/text.js", "",
            "Expected a JavaScript-or-Wasm module script but the server responded with a MIME type of "
                + "\"text/plain\""
        ),
        (
            "firefox", "/page.js", "",
            "/page.js” was blocked because of a disallowed MIME type (“text/html”)"
        ),
        ("safari", "/json.js", "", "'application/json' is not a valid JavaScript MIME type."),
        (
            "chrome", "/data.txt", ", { with: { type: 'json' } }",
            "Expected a JSON module script but the server responded with a MIME type of \"text/plain\""
        ),
        (
            "firefox", "/plain.js", ", { with: { type: 'json' } }",
            "was blocked because of a disallowed MIME type (“text/javascript”)"
        ),
    ])
    func consoleNamesTheRejectedType(
        _ browser: String,
        _ path: String,
        _ options: String,
        _ words: String
    ) async throws {
        let result = try await js("import('\(path)'\(options)).catch(() => {})", browser: browser)
        #expect((result.output + result.errorOutput).contains(words), "\(result.errorOutput)")
    }

    @Test(arguments: [
        ("/broken.js", "SyntaxError"), ("/throws.js", "RangeError thrown by the module"),
        ("/wrong-name.js", "SyntaxError The requested module './plain.js' does not provide"),
        ("bare", "TypeError Failed to resolve module specifier"),
        ("http://", "TypeError Failed to resolve module specifier"),
    ])
    func importRejectsWithWhatTheModuleThrows(_ path: String, _ start: String) async throws {
        let result = try await js(
            "import('\(path)').catch((error) => console.log(error.name, error.message))"
        )
        #expect(result.output.hasPrefix(start), "\(result.output)")
    }

    /// The page logs which requests had the cookie of its host, and their `Sec-Fetch` headers.
    @Test(arguments: browsers)
    func cookiesAreSentOnlyToThePagesOrigin(_ browser: String) async throws {
        let code = """
            (async () => {
              await fetch("/sign-in");
              document.cookie = "own=1";
              await import("/plain.js");
              await import("OTHER/plain.js");
              const log = await (await fetch("/log")).json();
              for (const { path, cookie, dest, mode, origin } of log.filter((one) => one.path === "/plain.js"))
                console.log(Boolean(cookie), dest, mode, origin !== null);
            })()
            """
        let result = try await js(code, browser: browser)
        let origin = browser == "firefox" ? "false" : "true"
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 2, "\(result.output)\(result.errorOutput)")
        #expect(lines.first?.hasPrefix("true script cors ") == true, "\(result.output) \(origin)")
        #expect(lines.last == "false script cors true")
    }

    /// A failed fetch gives each call an error of its own; an error in a module is the same object
    /// for all calls.
    @Test(arguments: [
        ("/missing.js", "false true"), ("/needs-missing.js", "false true"),
        ("/text.js", "false true"),
        ("/broken.js", "true false"), ("/throws.js", "true false"),
        ("/needs-bare.js", "true false"),
    ])
    func onlyModuleErrorsAreShared(_ path: String, _ expected: String) async throws {
        let result = try await js(
            """
            const failed = () => import("\(path)").then(undefined, (error) => error);
            const [first, second] = [await failed(), await failed()];
            console.log(first === second, first.message.endsWith("\(path)"));
            """,
            ["--module"]
        )
        #expect(
            result.output.split(separator: "\n").last ?? "" == expected,
            "\(result.output)\(result.errorOutput)"
        )
    }

    /// A URL with another query is another module, and a rejected response is not requested again.
    @Test(arguments: browsers)
    func eachURLIsRequestedOnce(_ browser: String) async throws {
        let code = """
            import "/diamond.js";
            import "/bottom.js";
            await Promise.all([import("/diamond.js"), import("./left.js"), import("/plain.js?again")]);
            for (const path of ["/text.js", "/text.js"]) await import(path).catch(() => {});
            const log = await (await fetch("/log")).json();
            console.log(bottoms, log.map((one) => one.path).sort().join(" "));
            """
        let result = try await js(code, ["--module"], browser: browser)
        #expect(
            result.output.split(separator: "\n").last
                == "1 /bottom.js /diamond.js /left.js /plain.js /plain.js?again /right.js /text.js",
            "\(result.errorOutput)"
        )
    }

    /// https://fetch.spec.whatwg.org/#concept-request-destination
    @Test(
        arguments: browsers,
        [
            #"const { default: data } = await import("/data.json", { with: { type: "json" } });"#,
            #"import data from "/data.json" with { type: "json" };"#,
        ]
    )
    func jsonModuleIsRequestedAsJSON(_ browser: String, _ code: String) async throws {
        let log = """
            const log = await (await fetch("/log")).json();
            console.log(data.answer, log.map((one) => [one.dest, one.mode, one.accept].join(" ")).join());
            """
        let result = try await js(code + log, ["--module"], browser: browser)
        #expect(
            result.output == "42 json cors application/json,*/*;q=0.5\n",
            "\(result.errorOutput)"
        )
    }

    /// The referrer is the module's URL, under the policy of the module's response and not the
    /// page's.
    @Test func importsUseTheReferrerPolicyOfTheirModule() async throws {
        let code = """
            await import("OTHER/policy/origin.js"); await import("OTHER/policy/b.js");
            const log = await (await fetch("OTHER/log")).json();
            console.log(log.map(({ path, referer }) => path.slice(8) + " " + new URL(referer).pathname).join());
            console.log(new Set(log.map(({ referer }) => new URL(referer).hostname)).size);
            """
        let result = try await js(code, ["--module"])
        #expect(result.output == "origin.js /,a.js /,b.js /\n2\n", "\(result.errorOutput)")
    }

    @Test func everyJSONMIMETypeIsAccepted() async throws {
        let result = try await js(
            "import('/data.ld', { with: { type: 'json' } }).then((found) => console.log(found.default.answer))"
        )
        #expect(result.output == "43\n", "\(result.errorOutput)")
    }

    @Test func importMapCanPointToTheNetwork() async throws {
        let result = try await js(
            "import lib from 'lib'; import one from 'plain'; console.log(lib, one, import.meta.resolve('lib'))",
            ["--module"],
            map:
                #"{ "imports": { "lib": "/lib/index.js", "lib/": "/lib/", "plain": "OTHER/plain.js" } }"#
        )
        #expect(
            result.output.hasPrefix("lib and part plain http://127.0.0.1:")
                && result.output.hasSuffix("/lib/index.js\n"),
            "\(result.output)\(result.errorOutput)"
        )
    }

    @Test func differentFragmentsAreDifferentModules() async throws {
        let result = try await js(
            """
            const [a, b] = [await import("/meta.js#a"), await import("/meta.js#b")];
            console.log(a === b, new URL(a.default).hash, new URL(b.default).hash);
            """,
            ["--module"]
        )
        #expect(result.output == "false #a #b\n", "\(result.errorOutput)")
    }

    @Test func moduleIsTheReferrerOfItsImports() async throws {
        let result = try await js(
            """
            await import("/cycle-a.js");
            const log = await (await fetch("/log")).json();
            console.log(log.map((one) => new URL(one.referer).pathname).join(" "));
            """,
            ["--module"]
        )
        #expect(result.output == "/ /cycle-a.js\n", "\(result.errorOutput)")
    }

    /// In a classic script, nothing but `import()` is rewritten.
    @Test(arguments: [
        ("var x = { import: 1 }; x.import", "1"), ("'import(1)'", #""import(1)""#),
        ("/import(1)/.test('import1')", "true"),
        (
            "var let = 1, yield = 2, await = 3; import('/plain.js').catch(() => {}); let + yield + await",
            "6"
        ),
        ("with ({ a: 1 }) { import('/plain.js'); a }", "1"),
        ("<!-- import(\n  import('/plain.js').then((one) => one.default)", #""plain""#),
        (
            "function f() { return import('/plain.js') } f().then((one) => one[Symbol.toStringTag])",
            #""Module""#
        ),
        (
            "Object.getOwnPropertyNames(globalThis).filter((one) => one.endsWith('mport')).length; import('/plain.js'); "
                + "Object.getOwnPropertyNames(globalThis).filter((one) => one.endsWith('mport')).length",
            "0"
        ),
    ])
    func restOfAClassicScriptIsUnchanged(_ code: String, _ value: String) async throws {
        let result = try await js(code)
        #expect(result.output == value + "\n", "\(result.errorOutput)")
        #expect(result.exitCode == 0, "\(result.errorOutput)")
    }

    /// A blob that the page has created can be imported from anywhere in the page.
    @Test(arguments: [
        "import(url).then((one) => console.log(one.default))",
        "setTimeout('import(url).then((one) => console.log(one.default))')",
        "import(url + '#a').then((one) => console.log(one.default))",
        "URL.revokeObjectURL(url); import(url).catch((error) => console.log(error.name))",
    ])
    func blobURLCanBeImported(_ code: String) async throws {
        let isRevoked = code.contains("revoke")
        let result = try await js(
            "var url = URL.createObjectURL(new Blob(['import a from \"OTHER/plain.js\"; export default a'], "
                + "{ type: 'text/javascript' }));\(code); undefined"
        )
        #expect(result.output == (isRevoked ? "TypeError\n" : "plain\n"), "\(result.errorOutput)")
    }

    @Test func errorAfterAnImportKeepsItsColumn() async throws {
        let result = try await js("import('/plain.js'); throw new Error('here')")
        #expect(result.errorOutput.contains("-e:1:37"), "\(result.errorOutput)")
    }

    @Test(arguments: [
        "import.meta", "import()", "import x from '/plain.js'", "new import('/plain.js')",
    ])
    func classicScriptRejectsOtherModuleSyntax(_ code: String) async throws {
        let result = try await js(code)
        #expect(result.exitCode == 1)
        #expect(result.errorOutput.contains("SyntaxError"), "\(result.errorOutput)")
    }
}
