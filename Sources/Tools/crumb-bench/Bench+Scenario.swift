extension Bench {
    private static let count = 1_000

    /// Many requests in one process, one after the other.
    func scenario(_ targets: inout Targets) throws {
        printLine("\(Self.count) requests in one process: milliseconds of processor time")
        let url = "\(server.origin)/set-cookie"
        let results = try Comparison.results(
            [
                .init(name: "curl -K", process: try curl("get", ["url = \(url)"])),
                .init(name: "crumb run", process: try scenario("get", [Self.step(url)])),
            ],
            rounds: rounds
        )
        Table.print(results)
        targets.check("\(Self.count) requests beside curl -K", results[1].ratio, atMost: 1.3, "x")
        targets.check(
            "their peak memory beside curl's",
            results[1].peak / results[0].peak,
            atMost: 2,
            "x"
        )
        try withFullJar(targets: &targets)
        try preflights()
        try browserPage(fetches: Self.count)
    }

    /// The same with 3,000 cookies of other sites, which must be stored first.
    private func withFullJar(targets: inout Targets) throws {
        let fill = (0..<150).map { number in
            "- { fetch: \"http://site\(number).localhost:\(server.port)/fill/\(number)\", "
                + "credentials: include }"
        }
        let url = "\(server.origin)/set-cookie"
        let results = try Comparison.results(
            [
                .init(name: "empty jar", process: try scenario("empty", [Self.step(url)])),
                .init(name: "to fill the jar", process: try scenario("fill", fill)),
                .init(
                    name: "to fill it, and then",
                    process: try scenario("full", fill + [Self.step(url)])
                ),
            ],
            rounds: rounds
        )
        Table.print(results)
        targets.check(
            "\(Self.count) requests with 3,000 cookies beside none",
            (results[2].processor - results[1].processor) / results[0].processor,
            atMost: 1.1,
            "x"
        )
    }

    /// Cross-origin PUT; without the cache each is two requests.
    private func preflights() throws {
        let (cached, uncached) = ("\(server.origin)/put", "\(server.origin)/uncached")
        printLine("\(Self.count) PUT from another origin, with the preflight cached and not")
        let pair = [
            "url = \(uncached)", "output = /dev/null", "request = OPTIONS", "next",
            "url = \(uncached)", "request = PUT",
        ]
        Table.print(
            try Comparison.results(
                [
                    .init(
                        name: "curl -K, PUT",
                        process: try curl("put", ["url = \(cached)", "request = PUT"])
                    ),
                    .init(
                        name: "crumb run, cached",
                        process: try scenario("cached", [Self.step(cached, method: "PUT")])
                    ),
                    .init(name: "curl -K, OPTIONS and PUT", process: try curl("pair", pair)),
                    .init(
                        name: "crumb run, not cached",
                        process: try scenario("uncached", [Self.step(uncached, method: "PUT")])
                    ),
                ],
                rounds: rounds
            )
        )
    }

    /// Whether memory grows.
    func longRun(_ targets: inout Targets) throws {
        let many = isQuick ? 10_000 : 100_000
        printLine("\(many) requests in one process, once")
        let url = "\(server.origin)/set-cookie"
        let few = try scenario("few", [Self.step(url)]).run()
        let all = try scenario("many", [Self.step(url, count: many)]).run()
        var table = Table("", "ms", "MiB")
        table.add("\(Self.count)", [few.processor, few.peak])
        table.add("\(many)", [all.processor, all.peak])
        table.print()
        targets.check(
            "peak memory of \(many) beside \(Self.count)",
            all.peak / few.peak,
            atMost: 1.1,
            "x"
        )
    }

    private static func step(_ url: String, method: String = "GET", count: Int = count) -> String {
        "- { fetch: \"\(url)\", method: \(method), credentials: include, repeat: \(count) }"
    }

    /// `words`: additional arguments.
    func scenario(
        _ name: String,
        _ steps: [String],
        _ words: [String] = []
    ) throws -> ChildProcess {
        let path = "\(directory)/\(name).yaml"
        let lines = ["name: \(name)", "page: http://127.0.0.1:5500/app.html", "steps:"] + steps
        try write(lines.joined(separator: "\n") + "\n", to: path)
        return crumb(["run", path] + words)
    }

    private func curl(_ name: String, _ lines: [String]) throws -> ChildProcess {
        let path = "\(directory)/\(name).curlrc"
        let one = (lines + ["output = /dev/null", "silent"]).joined(separator: "\n")
        let all = [String](repeating: one, count: Self.count).joined(separator: "\nnext\n")
        try write(all + "\n", to: path)
        return ChildProcess(["curl", "-K", path])
    }
}
