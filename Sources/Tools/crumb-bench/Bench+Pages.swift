internal import Glibc

extension Bench {
    /// Whole pages, beside those that open them, too.
    func pages(_ targets: inout Targets) throws {
        guard access("\(binaries)/crumb-js", X_OK) == 0 else {
            printLine("  (without crumb-js: swift build --product crumb-js)\n")
            return
        }
        try modules()
        try app(&targets)
    }

    private func modules() throws {
        printLine("\(Pages.moduleCount) modules")
        let folder = "\(directory)/modules"
        mkdir(folder, 0o700)
        for number in 0..<Pages.moduleCount {
            try write(Pages.module(number, atEnd: ""), to: "\(folder)/\(number).js")
        }
        try write(#"{ "type": "module" }"#, to: "\(folder)/package.json")
        let page = "\(server.origin)/modules/"
        var entrants = [
            Comparison.Entrant(
                name: "crumb js, over http",
                process: crumb(
                    [
                        "js", "--module", "\(page)0.js", "--from", page, "--quiet", "--profile",
                        ":memory:",
                    ]
                )
            ),
            Comparison.Entrant(name: "crumb open, over http", process: open(page)),
            Comparison.Entrant(
                name: "crumb js, files",
                process: crumb(
                    [
                        "js", "--module", "\(folder)/0.js", "--from", page, "--quiet", "--profile",
                        ":memory:",
                    ]
                )
            ),
        ]
        if has("node", package: "nodejs") {
            entrants.append(
                .init(name: "node, files", process: ChildProcess(["node", "\(folder)/0.js"]))
            )
        }
        print(try Comparison.results(entrants, rounds: rounds))
        try browserPage("a page with \(Pages.moduleCount) modules", path: "/modules/")
    }

    private func app(_ targets: inout Targets) throws {
        printLine("A page with a style, a picture and a script that fetches 20 times")
        var entrants = [
            Comparison.Entrant(name: "crumb open", process: open("\(server.origin)/app"))
        ]
        if let program = lightpanda {
            entrants.append(
                .init(
                    name: "lightpanda fetch",
                    process: lightpanda(program, "\(server.origin)/app")
                )
            )
        }
        let results = try Comparison.results(entrants, rounds: rounds)
        print(results)
        if results.count > 1 {
            targets.check(
                "the page beside Lightpanda",
                1 / results[1].elapsedRatio,
                atMost: 3,
                "x"
            )
        }
        guard let browser = try browserPage("the page", path: "/app") else { return }
        targets.check(
            "the page beside Chromium: time",
            results[0].elapsed / browser.elapsed,
            atMost: 0.1,
            "x"
        )
        targets.check(
            "the page beside Chromium: memory",
            results[0].peak / browser.memory,
            atMost: 0.2,
            "x"
        )
    }

    private func open(_ url: String) -> ChildProcess {
        crumb(["open", url, "--quiet", "--profile", ":memory:"])
    }

    private func print(_ results: [Comparison.Result]) {
        var table = Table("", "ms", "CPU ms", "MiB")
        for result in results {
            table.add(result.name, [result.elapsed, result.processor, result.peak])
        }
        table.print()
    }
}
