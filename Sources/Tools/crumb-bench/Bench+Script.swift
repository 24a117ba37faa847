internal import Glibc

extension Bench {
    private static let count = 1_000

    /// A page's own code: the first script, and many requests of one.
    func script(_ targets: inout Targets) throws {
        guard access("\(binaries)/crumb-js", X_OK) == 0 else {
            printLine("  (without crumb-js: swift build --product crumb-js)\n")
            return
        }
        try firstScript(&targets)
        try manyFetches(&targets)
    }

    private func firstScript(_ targets: inout Targets) throws {
        printLine("A script of one fetch(), beside the command that sends the same")
        let url = "\(server.origin)/set-cookie"
        var entrants = [
            Comparison.Entrant(
                name: "crumb fetch URL",
                process: crumb(["fetch", url, "--from", Self.page, "--profile", ":memory:"])
            ),
            Comparison.Entrant(name: "crumb js -e 1", process: js(["-e", "1"])),
            Comparison.Entrant(
                name: "crumb js, one fetch()",
                process: js(["-e", "fetch('\(url)').then((r) => r.text())"])
            ),
        ]
        if has("node", package: "nodejs") {
            entrants += [
                .init(name: "node -e 1", process: ChildProcess(["node", "-e", "1"])),
                .init(
                    name: "node, one fetch()",
                    process: ChildProcess(
                        ["node", "-e", "fetch('\(url)').then((r) => r.text())"]
                    )
                ),
            ]
        }
        if let browser = lightpanda(fetches: 1) { entrants.append(browser) }
        let results = try Comparison.results(entrants, rounds: rounds)
        print(results, requests: nil)
        targets.check(
            "the first script beside twice crumb fetch",
            results[1].elapsed - 2 * results[0].elapsed,
            atMost: 15,
            "ms"
        )
    }

    private func manyFetches(_ targets: inout Targets) throws {
        printLine("\(Self.count) fetch() one after the other, in one process")
        let url = "\(server.origin)/set-cookie"
        let loop = """
            (async () => {
              for (let i = 0; i < \(Self.count); i++) {
                await (await fetch("\(url)", { credentials: "include" })).text();
              }
            })()
            """
        let path = "\(directory)/fetches.js"
        try write(loop, to: path)
        let scenario = "\(directory)/fetches.yaml"
        try write(
            """
            name: fetches
            page: \(Self.page)
            steps:
            - { fetch: "\(url)", credentials: include, repeat: \(Self.count) }

            """,
            to: scenario
        )
        var entrants = [
            Comparison.Entrant(name: "crumb run", process: crumb(["run", scenario])),
            Comparison.Entrant(name: "crumb js", process: js(["--quiet", path])),
        ]
        if isInstalled("node") {
            entrants.append(.init(name: "node", process: ChildProcess(["node", path])))
        }
        if let browser = lightpanda(fetches: Self.count) { entrants.append(browser) }
        let results = try Comparison.results(entrants, rounds: rounds)
        print(results, requests: Self.count)
        targets.check(
            "\(Self.count) fetch() of a script beside crumb run",
            results[1].elapsedRatio,
            atMost: 1.5,
            "x"
        )
        try browserPage(fetches: Self.count)
    }

    private static let page = "http://127.0.0.1:5500/app.html"

    private func js(_ words: [String]) -> ChildProcess {
        crumb(["js"] + words + ["--from", Self.page, "--profile", ":memory:"])
    }

    /// A browser without a picture: https://lightpanda.io, from PyPI as lightpanda-py. It has no CORS.
    private func lightpanda(fetches: Int) -> Comparison.Entrant? {
        lightpanda.map { program in
            Comparison.Entrant(
                name: "lightpanda fetch, a page with \(fetches) fetches",
                process: lightpanda(
                    program,
                    "\(server.origin)/page?\(fetches),\(server.origin)/x"
                )
            )
        }
    }

    /// Where it is.
    var lightpanda: String? {
        let program = variable("LIGHTPANDA")
        if program == nil {
            printLine("  (without Lightpanda: set LIGHTPANDA to the program in PyPI's lightpanda-py)")
        }
        return program
    }

    func lightpanda(_ program: String, _ url: String) -> ChildProcess {
        ChildProcess(
            [program, "fetch", "--dump", "html", url],
            environment: ["HOME": directory, "LIGHTPANDA_DISABLE_TELEMETRY": "true"]
        )
    }

    private func print(_ results: [Comparison.Result], requests: Int?) {
        var table =
            requests == nil
            ? Table("", "ms", "CPU ms", "MiB") : Table("", "ms", "CPU ms", "MiB", "requests/s")
        for result in results {
            let rate = requests.map { Double($0) * 1000 / result.elapsed }
            table.add(
                result.name,
                [result.elapsed, result.processor, result.peak] + (rate.map { [$0] } ?? [])
            )
        }
        table.print()
    }
}
