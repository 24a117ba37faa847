internal import Glibc

extension StressTest {
    /// `kill -9` at a random moment of a command that stores a cookie.
    static let kill = StressTest(name: "kill") { place, report in
        let server = try Server(place)
        let home = place.newHome("kill")
        let profile = Profile(place: place, home: home)
        var random = place.random(0)
        let passed = stopwatch()
        var figure = Metric(
            what: "kill -9 at a random moment",
            count: 0,
            peakKilobytes: 0,
            seconds: 0
        )
        var reported: Set<String> = []
        var killed = 0
        // The first one ends normally, which measures the time window.
        var usual = 20.0
        for number in 0..<place.count(200, short: 30) {
            let name = "k\(number)"
            let base = "http://k\(number / 100).test:\(server.port)"
            let words = [
                place.crumb, "fetch", "\(base)/cookie/\(name)", "--from", base, "--json",
                "--resolve", "\(base.dropFirst("http://".count)):127.0.0.1",
            ]
            let after = number == 0 ? usual : .random(in: 0...(usual * 1.5), using: &random)
            let child = try Child.run(
                words,
                environment: Child.environment(home: home),
                signal: Child.Signal(number: SIGKILL, after: after)
            )
            figure.count += 1
            figure.peakKilobytes = max(figure.peakKilobytes ?? 0, child.peakKilobytes)
            if child.exitCode == 128 + SIGKILL { killed += 1 } else { usual = child.seconds }
            // A printed report is a promise, even from a process that was killed after it.
            if child.text.contains(#""effect": "created""#) { reported.insert(name) }
            if access(profile.path, F_OK) == 0 { figure.failures += profile.complaints() }
            do {
                let lost = reported.subtracting(try profile.names())
                if !lost.isEmpty { figure.failures.append("lost \(lost.sorted().prefix(5))") }
            } catch {
                figure.failures.append("after number \(number): \(error)")
            }
        }
        figure.seconds = passed()
        figure.remark = "\(killed) killed, \(reported.count) reported and held"
        report(figure)
    }
}
