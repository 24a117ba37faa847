import ArgumentParser
import Testing

@testable import crumb

/// What `FastPathOptions` reads is what ArgumentParser reads.
@Suite struct FastPathOptionsTests {
    /// One for each spelling, with a value that it takes.
    static let everyOption: [[String]] = FetchCommand.rows.flatMap(\.names).flatMap { name in
        name.spellings.filter { $0 != FastPathName.operand }.map { spelling in
            let word = spelling.count == 1 ? "-\(spelling)" : "--\(spelling)"
            return name.kind == .flag ? [word] : ["\(word)=\(values[spelling] ?? "a=b c")"]
        }
    }

    private static let values = [
        "mode": "no-cors", "credentials": "include", "redirect": "manual", "cache": "reload",
        "api": "xhr", "referrer-policy": "no-referrer", "max-time": "2.5", "connect-timeout": "1",
        "browser": "firefox,spec", "third-party": "block", "color": "never", "framework": "express",
    ]

    static let usualLines: [[String]] = [
        [],
        ["--from", "http://127.0.0.1:5500", "--credentials", "include"],
        [
            "-XPOST", "-HX: y", "-H", "Z;", "-da=b", "-d", "@file", "--data-urlencode", "c=d",
            "-si",
        ],
        ["--now", "-1d", "--referrer", "", "-ufoo:bar", "-m5", "--resolve", "a:1:127.0.0.1"],
        ["-v", "--json", "-q", "-k", "--http1.1", "-I", "-G", "-dx=1"],
        ["--in-frame-of", "http://a.test", "--in-frame-of", "http://b.test", "--sandboxed"],
        ["--profile", ":memory:", "--home", "/x", "-ox", "-F", "a=@b", "-F", "c=d"],
        ["--referrer-policy", "", "--body", "ünïcode 🍞", "--json-body", "{\"a\": [1]}"],
    ]

    @Test(arguments: everyOption + usualLines)
    func bothWaysReadTheSame(_ line: [String]) throws {
        let words = try ArgumentNormalizer.normalize(["fetch", "http://a.test/?b=c"] + line)
            .dropFirst()
        let parsed = try? FetchCommand.parseAsRoot(Array(words)) as? FetchCommand
        let direct = FetchCommand(directly: words)
        #expect(direct.map { "\($0)" } == parsed.map { "\($0)" })
        // ArgumentParser's word for a property that cannot be read.
        #expect(!"\(direct, default: "")".contains("*definition*"))
    }

    @Test(arguments: [
        [], ["--mcp"], ["--mcp", "--allow-host", "a.test", "--allow-host", "b.test"],
        ["--mcp", "--allow-servers", "--allow-files", "/tmp"], ["--allow-servers"],
        ["--profile", "tests", "--browser", "firefox", "-k", "-m5", "--no-redact"], ["operand"],
        ["--mcp", "--now", "+1d", "--secret", "a", "--third-party", "block"],
    ])
    func serveReadsTheSameBothWays(_ line: [String]) throws {
        let words = try ArgumentNormalizer.normalize(["serve"] + line).dropFirst()
        let parsed = try? ServeCommand.parseAsRoot(Array(words)) as? ServeCommand
        let direct = ServeCommand(directly: words)
        #expect(direct.map { "\($0)" } == parsed.map { "\($0)" })
        #expect(!"\(direct, default: "")".contains("*definition*"))
    }

    @Test(arguments: [
        [], ["a.yaml"], ["a.yaml", "folder"],
        ["a", "--jobs", "4", "--fail-fast", "--shard", "1/3"],
        ["a", "-j", "4"], ["a", "-j4"], ["a", "--jobs=many"], ["a", "--watch", "--har", "folder"],
        ["a", "--variable", "a=b", "--variable", "c="], ["a", "--har", ""],
        ["a", "--report-tap", ""],
        ["a", "--report-junit", "j.xml", "--report-json", "r.json", "--report-html", "site"],
        ["a", "--report-markdown=m.md", "--browser", "chrome", "-q", "-v", "--no-redact"],
    ])
    func runReadsTheSameBothWays(_ line: [String]) throws {
        let words = try ArgumentNormalizer.normalize(["run"] + line).dropFirst()
        let parsed = try? RunCommand.parseAsRoot(Array(words)) as? RunCommand
        let direct = RunCommand(directly: words)
        #expect(direct.map { "\($0)" } == parsed.map { "\($0)" })
        #expect(!"\(direct, default: "")".contains("*definition*"))
    }

    @Test(arguments: [
        ["js"], ["js", "a.js", "b.js"], ["js", "-"], ["js", "-e", "1", "--eval", "", "-q"],
        ["js", "--module", "a.mjs", "--map", "/a.js=b.js", "--import-map", "map.json"],
        ["js", "--map", "nothing"], ["js", "--timeout", "2m", "--max-memory", "256M", "-e1"],
        ["js", "--timeout", "never"], ["js", "a.js", "--from", "null", "--csp", "x", "--json"],
        ["open"], ["open", "http://a.test/"], ["open", "http://a.test/", "http://b.test/"],
        ["open", "http://a.test/", "--allow-popups", "--timeout", "500ms", "-k"],
        ["open", "http://a.test/", "--map", "/a=b", "--map", "/c=d", "--profile", ":memory:"],
        ["open", "http://a.test/", "--wait-for-text", "unless", "--max-memory", "lots"],
    ])
    func scriptsAndPagesReadTheSameBothWays(_ line: [String]) throws {
        let words = try ArgumentNormalizer.normalize(line).dropFirst()
        let command: any (AsyncParsableCommand & FastPathOptions).Type =
            line[0] == "js" ? JSCommand.self : OpenCommand.self
        let parsed = try? command.parseAsRoot(Array(words))
        let direct: (any FastPathOptions)? = command.init(directly: words)
        if parsed == nil || line.contains("-") {
            #expect(direct == nil)
        } else {
            #expect(direct.map { "\($0)" } == parsed.map { "\($0)" })
        }
        #expect(!"\(direct, default: "")".contains("*definition*"))
    }

    /// Where what is done on a page is of one kind it is read directly, in its order; of several kinds
    /// the order is ArgumentParser's to find.
    @Test func actionsKeepTheirOrder() throws {
        func steps(_ line: [String]) throws -> [String]? {
            let words = try ArgumentNormalizer.normalize(["open", "http://a.test/"] + line)
            return try OpenCommand(directly: words.dropFirst())?.actions.steps().map { "\($0)" }
        }
        let clicks = try #require(try steps(["--click", "first", "--click", "second"]))
        #expect(clicks.count == 2)
        #expect(clicks[0].contains("first") && clicks[1].contains("second"))
        #expect(try steps(["-e", "1", "-e", "2"])?.count == 2)
        #expect(try steps(["--print", "text", "--click", "A"]) == nil)
        #expect(try steps([]) == [])
    }

    @Test(arguments: [
        (FetchCommand.rows.flatMap(\.names), FetchCommand.helpMessage(includeHidden: true), 26),
        (ServeCommand.rows.flatMap(\.names), ServeCommand.helpMessage(includeHidden: true), 26),
        (JSCommand.rows.flatMap(\.names), JSCommand.helpMessage(includeHidden: true), 26),
        (OpenCommand.rows.flatMap(\.names), OpenCommand.helpMessage(includeHidden: true), 26),
        (RunCommand.rows.flatMap(\.names), RunCommand.helpMessage(includeHidden: true), 25),
    ])
    func everyOptionHasARow(_ names: [FastPathName], _ help: String, atLeast count: Int) {
        let spellings = Set(names.flatMap(\.spellings))
        let options = help.matches(of: /^  (-\w, )?--([\w.-]+)/.anchorsMatchLineEndings())
            .map { String($0.output.2) }
        #expect(options.count >= count)
        let missing = options.filter {
            !["help", "version"].contains($0) && !spellings.contains($0)
        }
        #expect(missing == [], "add a row for them where they are declared")
    }

    @Test(arguments: [
        ["a", "b"], ["a", "--mode=x"], ["a", "--json=1"], ["a", "--unknown"], ["a", "--from"],
        ["a", "--from", "b"], ["a", "--"], ["a", "-"], ["a", "-z"], ["a", "-json"],
        ["a", "---json"],
        ["a", "--q"], ["a", "--help"], ["a", "-h"], ["a", "--max-time=soon"],
        ["a", "--api=xhr", "--api=fetch"], ["--", "a"], ["a", "--="], ["a", "-v", "-v"],
    ])
    func whatIsUnusualIsLeftToArgumentParser(_ words: [String]) {
        #expect(FetchCommand(directly: words) == nil)
    }
}
