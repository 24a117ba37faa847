extension Bench {
    private static let count = 1_000

    /// One browser that stays: what a call costs beside a step, and beside a process of its own.
    func serve(_ targets: inout Targets) throws {
        printLine("\(Self.count) fetch calls of crumb serve: milliseconds of processor time")
        let url = "\(server.origin)/set-cookie"
        let steps = (0..<Self.count).map { _ in Self.step(url) }
        let report = "\(directory)/served.json"
        let results = try Comparison.results(
            [
                .init(
                    name: "crumb run --report-json",
                    process: try scenario("reported", steps, ["--report-json", report])
                ),
                .init(name: "crumb run", process: try scenario("unreported", steps)),
                .init(name: "crumb serve", process: try served(url, count: Self.count)),
            ],
            rounds: rounds
        )
        Table.print(results)
        targets.check(
            "\(Self.count) calls beside steps that are reported as JSON, too",
            results[2].ratio,
            atMost: 1.2,
            "x"
        )
        let first = try Comparison.results(
            [
                .init(
                    name: "crumb fetch --json",
                    // Through a shell, as the other.
                    process: ChildProcess([
                        "sh", "-c", "exec \"$0\" \"$@\"", crumb, "fetch", url, "--from", Self.page,
                        "--credentials", "include", "--profile", ":memory:", "--json",
                    ])
                ),
                .init(name: "crumb serve, one call", process: try served(url, count: 1)),
            ],
            rounds: rounds
        )
        Table.print(first)
        targets.check("the first answer beside crumb fetch", first[1].ratio, atMost: 1.1, "x")
    }

    private static let page = "http://127.0.0.1:5500/app.html"

    private static func step(_ url: String) -> String {
        "- { fetch: \"\(url)\", credentials: include }"
    }

    /// Its input is a file, so that no client is on the bill.
    private func served(_ url: String, count: Int) throws -> ChildProcess {
        let path = "\(directory)/served-\(count).jsonl"
        let lines = (0..<count).map { number in
            "{\"jsonrpc\":\"2.0\",\"id\":\(number),\"method\":\"fetch\",\"params\":{\"url\":\"\(url)\","
                + "\"from\":\"\(Self.page)\",\"credentials\":\"include\"}}"
        }
        try write(lines.joined(separator: "\n") + "\n", to: path)
        return ChildProcess(["sh", "-c", "exec \"$0\" serve < \"$1\"", crumb, path])
    }
}
