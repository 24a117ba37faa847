extension Bench {
    /// Commands that send nothing.
    func startUp(_ targets: inout Targets) throws {
        printLine("Start-up: milliseconds of processor time")
        let results = try Comparison.results(
            [
                .init(name: "curl --version", process: ChildProcess(["curl", "--version"])),
                .init(name: "crumb --version", process: crumb(["--version"])),
                .init(
                    name: "crumb origin A B",
                    process: crumb(["origin", "http://127.0.0.1:5500", "http://127.0.0.1:5000"])
                ),
                .init(name: "crumb cookies list", process: crumb(["cookies", "list"])),
            ],
            rounds: rounds
        )
        Table.print(results)
        targets.check("crumb --version beside curl's", results[1].ratio, atMost: 1.25, "x")
    }
}

extension Table {
    static func print(_ results: [Comparison.Result]) {
        var table = Table("", "ms", "ratio", "MiB", "faults")
        for result in results {
            table.add(result.name, [result.processor, result.ratio, result.peak, result.faults])
        }
        table.print()
    }
}
