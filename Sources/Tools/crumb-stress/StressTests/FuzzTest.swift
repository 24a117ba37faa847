internal import Fuzzing

extension StressTest {
    /// Random inputs for every parser of untrusted bytes.
    static let fuzz = StressTest(name: "fuzz") { place, report in
        for target in FuzzTarget.all {
            let count = place.count(200_000, short: 2_000)
            let child = try Child.run(
                [
                    place.program, "fuzz", target.name, "--seed", "\(place.seed)",
                    "--count", "\(count)",
                ],
                environment: Child.environment(home: place.directory),
                timeout: 3_600
            )
            var figure = Metric(
                what: "fuzz \(target.name)",
                count: 0,
                peakKilobytes: child.peakKilobytes,
                seconds: child.seconds
            )
            for line in child.text.split(separator: "\n") {
                let words = line.split(separator: " ")
                switch words.first {
                case "tried": figure.count = words.last.flatMap { Int($0) } ?? 0
                case "slowest":
                    let microseconds = words.last.flatMap { Double($0) } ?? 0
                    figure.remark = "slowest \(decimal(microseconds / 1000)) ms"
                    if microseconds > 1_000_000 { figure.failures.append("slow: \(line)") }
                case "known:": figure.remark += ", known to grow"
                default: figure.failures.append(String(line))
                }
            }
            if child.exitCode != 0 {
                figure.failures.append(
                    "ended with \(child.exitCode): \(child.errorText.suffix(300))"
                )
            }
            report(figure)
        }
    }
}
