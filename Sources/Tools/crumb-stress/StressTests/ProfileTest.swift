internal import BrowserInfra
internal import Glibc
internal import Synchronization

extension StressTest {
    /// Many processes that write to one profile at the same time.
    static let profile = StressTest(name: "profile") { place, report in
        let server = try Server(place)
        let home = place.newHome("profile")
        let processes = 16
        let fetches = place.count(200, short: 10)
        let passed = stopwatch()
        let writers = Writers(place: place, server: server, home: home)
        writers.run(processes, fetches: fetches)
        var figure = Metric(
            what: "\(processes) processes on one profile",
            count: processes * fetches,
            peakKilobytes: 0,
            seconds: passed()
        )
        let result = writers.result.withLock { $0 }
        figure.peakKilobytes = result.peakKilobytes
        figure.failures = result.failures
        let profile = Profile(place: place, home: home)
        let lost = result.reported.subtracting(try profile.names())
        if !lost.isEmpty {
            figure.failures.append("lost \(lost.count): \(lost.sorted().prefix(5))")
        }
        if result.reported.count != figure.count {
            figure.failures.append("\(result.reported.count) of \(figure.count) were stored")
        }
        figure.failures += profile.complaints()
        figure.remark = "longest \(decimal(result.longest * 1000)) ms"
        report(figure)
    }
}

/// Threads that each run crumb repeatedly.
private final class Writers: Sendable {
    struct Result {
        var reported: Set<String> = []
        var failures: [String] = []
        var peakKilobytes = 0
        var longest = 0.0
    }

    let result = Mutex(Result())
    private let place: Sandbox
    private let server: Server
    private let home: String

    init(place: Sandbox, server: Server, home: String) {
        self.place = place
        self.server = server
        self.home = home
    }

    func run(_ count: Int, fetches: Int) {
        let threads = (0..<count).compactMap { writer in
            startSystemThread { [self] in
                for number in 0..<fetches { fetch(writer, number) }
            }
        }
        for thread in threads { pthread_join(thread, nil) }
    }

    private func fetch(_ writer: Int, _ number: Int) {
        let name = "w\(writer)n\(number)"
        // A site has room for 180 cookies.
        let base = "http://w\(writer)h\(number / 100).test:\(server.port)"
        let words = [
            place.crumb, "fetch", "\(base)/cookie/\(name)", "--from", base, "--json",
            "--resolve", "\(base.dropFirst("http://".count)):127.0.0.1",
        ]
        let child = try? Child.run(words, environment: Child.environment(home: home), timeout: 60)
        result.withLock { result in
            guard let child, child.exitCode == 0 else {
                result.failures.append("\(name): \(child?.errorText ?? "not started")")
                return
            }
            if child.text.contains(#""effect": "created""#) { result.reported.insert(name) }
            result.peakKilobytes = max(result.peakKilobytes, child.peakKilobytes)
            result.longest = max(result.longest, child.seconds)
        }
    }
}
