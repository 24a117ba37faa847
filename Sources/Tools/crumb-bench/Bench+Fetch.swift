extension Bench {
    /// One cross-origin request with a jar, as a process.
    func oneFetch(_ targets: inout Targets) throws {
        let url = "\(server.origin)/set-cookie"
        printLine("One fetch: milliseconds of processor time, by cookies in the profile")
        for size in isQuick ? [0, 10_000] : [0, 1_000, 10_000, 100_000] {
            let profile = "with\(size)"
            let jar = "\(directory)/curl\(size).txt"
            _ = try ChildProcess([
                own, "write-profile", "\(size)", "\(directory)/home", profile, jar,
            ]).run()
            var entrants: [Comparison.Entrant] = [
                .init(
                    name: "curl -b jar -c jar, \(size) cookies",
                    process: ChildProcess(["curl", "-s", "-b", jar, "-c", jar, url])
                ),
                .init(name: "crumb fetch", process: fetch(url, profile: profile)),
                .init(name: "crumb fetch, nothing kept", process: fetch(url, profile: ":memory:")),
                .init(
                    name: "baseline: Swift, libcurl, one request",
                    process: ChildProcess([baseline, url])
                ),
                .init(
                    name: "baseline: the same, a row read and written",
                    process: ChildProcess([baseline, url, "\(directory)/baseline"])
                ),
            ]
            if size > 0 {
                let process = fetch(url, profile: "with0")
                entrants.append(.init(name: "crumb fetch, empty profile", process: process))
            }
            // curl takes seconds for the largest.
            let results = try Comparison.results(
                entrants,
                rounds: size > 10_000 ? min(rounds, 5) : rounds
            )
            Table.print(results)
            if size == 0 {
                try instructions(of: entrants)
                targets.check("one fetch beside curl", results[1].ratio, atMost: 1.25, "x")
                targets.check(
                    "its peak memory beside curl's",
                    results[1].peak / results[0].peak,
                    atMost: 2,
                    "x"
                )
            } else if size == 10_000 {
                targets.check(
                    "one fetch with 10,000 cookies beside none",
                    results[1].processor / results[5].processor,
                    atMost: 1.1,
                    "x"
                )
            }
        }
        try browserPage(fetches: 1)
    }

    /// Measures instructions. The rest of the time is the kernel's, which maps a page at each
    /// fault.
    private func instructions(of entrants: [Comparison.Entrant]) throws {
        guard has("valgrind", package: "valgrind") else { return }
        var table = Table("", "million instructions")
        for entrant in entrants {
            let count = try instructions(of: entrant.process)
            table.add(entrant.name, [count / 1_000_000])
        }
        table.print()
    }

    private func fetch(_ url: String, profile: String) -> ChildProcess {
        crumb([
            "fetch", url, "--from", "http://127.0.0.1:5500", "--credentials", "include",
            "--profile", profile,
        ])
    }
}
