extension Bench {
    private static let columns = ["store", "retrieve", "load", "save"]

    /// The jar alone, each engine in a process of its own.
    func engine(_ targets: inout Targets) throws {
        printLine("Jar engine: microseconds of processor time; store, load and save for one cookie,")
        printLine("retrieve for one request (20 cookies of its site in the jar)")
        let engines = try Peers(bench: self).engines()
        var own: [Int: [String: Double]] = [:]
        for size in isQuick ? [1_000, 10_000] : [1_000, 10_000, 100_000] {
            let workload = Workload(cookies: size)
            let path = "\(directory)/workload"
            try write(workload.file, to: path)
            var table = Table("\(size) cookies", "store", "retrieve", "load", "save", "MiB")
            var figures = [[String: [Double]]](repeating: [:], count: engines.count)
            for round in 0..<min(rounds, 5) {
                for (index, engine) in engines.enumerated() {
                    // Seconds a time, or a minute: once is enough.
                    if size > engine.slowFrom, round > 0 { continue }
                    let home = "\(directory)/engine\(round)"
                    _ = try ChildProcess(["rm", "-rf", home]).run()
                    _ = try ChildProcess(["mkdir", home]).run()
                    let usage = try engine.process(workload, path, home).run()
                    for line in usage.output.split(separator: "\n") {
                        let words = line.split(separator: " ")
                        guard words.count == 2, let figure = Double(words[1]) else { continue }
                        figures[index][String(words[0]), default: []].append(figure)
                    }
                    figures[index]["MiB", default: []].append(usage.peak)
                }
            }
            for (engine, figures) in zip(engines, figures) {
                let medians = figures.mapValues(\.median)
                table.add(engine.name, (Self.columns + ["MiB"]).map { medians[$0] })
                if engine.name == "crumb" { own[size] = medians }
            }
            table.print()
        }
        check(own, &targets)
        try instructions()
    }

    private func check(_ own: [Int: [String: Double]], _ targets: inout Targets) {
        guard let least = own.keys.min(), let most = own.keys.max() else { return }
        let limits = ["store": 1.5, "retrieve": 3, "load": 2, "save": 2]
        for column in Self.columns {
            guard let limit = limits[column], let few = own[least]?[column],
                let many = own[most]?[column]
            else { continue }
            targets.check("\(column), \(least) cookies", few, atMost: limit, " µs")
            targets.check("\(column), \(most) beside \(least)", many / few, atMost: 2, "x")
        }
    }

    private func instructions() throws {
        guard has("valgrind", package: "valgrind") else { return }
        printLine("crumb's engine: instructions for one store and one retrieve (callgrind)")
        var table = Table("", "store", "retrieve")
        for size in isQuick ? [1_000] : [1_000, 10_000] {
            func count(_ phase: EngineWork.Phase, passes: Int = 1) throws -> Double {
                try instructions(
                    of: ChildProcess([
                        own, "engine-work", "\(size)", directory, phase.rawValue, "\(passes)",
                    ])
                )
            }
            // What a process does once is in both.
            let (stored, storedAgain) = (try count(.store), try count(.store, passes: 11))
            let retrieved = try count(.retrieve)
            table.add(
                "\(size) cookies",
                [
                    (storedAgain - stored) / Double(10 * size),
                    (retrieved - stored) / Double(Workload.requests),
                ]
            )
        }
        table.print()
    }

    /// The same on every machine and under any load.
    func instructions(of process: ChildProcess) throws -> Double {
        let output = try ChildProcess(
            ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"] + process.words,
            environment: process.environment
        ).run().output
        let line = output.split(separator: "\n").first { $0.contains("Collected : ") }
        return line?.split(separator: " ").last.flatMap { Double($0) } ?? .nan
    }
}
