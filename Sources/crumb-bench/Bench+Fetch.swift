extension Bench {
    /// One request from another origin with a jar, as a process.
    func oneFetch(_ targets: inout Targets) throws {
        let url = "\(server.origin)/set-cookie"
        say("One fetch: milliseconds of processor time, by cookies in the profile")
        var empty = Double.nan
        for size in isQuick ? [0, 10_000] : [0, 1_000, 10_000, 100_000] {
            let profile = "with\(size)"
            let jar = "\(directory)/curl\(size).txt"
            _ = try ChildProcess([
                own, "write-profile", "\(size)", "\(directory)/home", profile, jar,
            ])
            .run()
            let results = try Contest.results(
                [
                    .init(
                        name: "curl -b jar -c jar, \(size) cookies",
                        process: ChildProcess(["curl", "-s", "-b", jar, "-c", jar, url])
                    ),
                    .init(
                        name: "crumb fetch",
                        process: crumb([
                            "fetch", url, "--from", "http://127.0.0.1:5500", "--credentials",
                            "include", "--profile", profile,
                        ])
                    ),
                    .init(
                        name: "floor: Swift, libcurl, one request",
                        process: ChildProcess([floor, url])
                    ),
                ],
                // curl takes seconds for the largest.
                rounds: size > 10_000 ? min(rounds, 5) : rounds
            )
            Table.print(results)
            if size == 0 {
                empty = results[1].processor
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
                    results[1].processor / empty,
                    atMost: 1.1,
                    "x"
                )
            }
        }
        try browserPage(fetches: 1)
    }
}
