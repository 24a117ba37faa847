internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import Glibc
internal import Profile
internal import SystemNames
internal import WebOrigin

/// Runs crumb's jar in its own process, so that its memory is measured separately.
struct EngineWork {
    let workload: Workload
    /// The directory in which the profile is written and read back.
    let home: String

    /// The last phase to run; the instructions of a phase are the difference between two runs.
    enum Phase: String, CaseIterable {
        case store, retrieve, all
    }

    /// 2026-01-01.
    private static let start = Moment(secondsSinceEpoch: 1_767_225_600)
    private let suffixes = PublicSuffixList.builtin
    private let policy = CookiePolicy.chrome

    init(workload: Workload, home: String) {
        self.workload = workload
        self.home = home
    }

    /// `name microseconds` for each figure.
    func figures(upTo phase: Phase, passes: Int) throws -> [(String, Double)] {
        let lines = try (0..<workload.cookies).map { number in
            let (url, setCookie) = workload.line(number)
            return (try context(url), ByteString(utf8: setCookie))
        }
        let requests = try (0..<Workload.requests).map { try context(workload.request($0)) }
        try warmUp(lines, requests)

        var jar = CookieJar(suffixes: suffixes)
        let storing = try processorTime {
            for _ in 0..<passes {
                jar = CookieJar(suffixes: suffixes)
                for (number, line) in lines.enumerated() {
                    let now = Self.start.advanced(byMicroseconds: Int64(number))
                    let verdict = jar.store(
                        line.1,
                        responseDate: nil,
                        in: line.0,
                        policy: policy,
                        now: now
                    )
                    guard verdict.effect == .created else { throw failure("not stored", line.1) }
                }
            }
        }
        var figures = [("store", storing / Double(passes * lines.count))]
        guard phase != .store else { return figures }

        let stored = jar
        var bytes = 0
        let now = Self.start.advanced(bySeconds: 1)
        let retrieving = processorTime {
            for request in requests {
                let verdicts = jar.cookies(for: request, policy: policy, now: now)
                bytes += verdicts.cookieHeader?.count ?? 0
            }
        }
        guard bytes > 100 * requests.count else { throw failure("not found", "") }
        figures.append(("retrieve", retrieving / Double(requests.count)))
        guard phase != .retrieve else { return figures }
        figures += try storageFigures(stored, of: lines.count, at: now)
        return figures
    }

    /// Runs work that occurs once per process, which is not part of the cost of one cookie.
    private func warmUp(
        _ lines: [(CookieContext, ByteString)],
        _ requests: [CookieContext]
    ) throws {
        var jar = CookieJar(suffixes: suffixes)
        for (context, line) in lines.prefix(100) {
            _ = jar.store(
                line,
                responseDate: nil,
                in: context,
                policy: policy,
                now: Self.start
            )
        }
        for request in requests.prefix(100) {
            _ = jar.cookies(for: request, policy: policy, now: Self.start).cookieHeader
        }
    }

    /// Measures one transaction, and reading back every row of it.
    private func storageFigures(
        _ jar: CookieJar,
        of size: Int,
        at now: Moment
    ) throws -> [(String, Double)] {
        let saving = try processorTime {
            var jar = jar
            try Profile(home: home, name: "saved").save(&jar, of: .chrome)
        }
        var count = 0
        let loading = try processorTime {
            let profile = try Profile(home: home, name: "saved")
            count = try profile.jar(of: .chrome, suffixes: suffixes).allCookies(at: now).count
        }
        guard count == size else { throw failure("loaded \(count)", "") }
        return [("load", loading / Double(count)), ("save", saving / Double(count))]
    }

    /// The context of a same-site request.
    private func context(_ url: String) throws -> CookieContext {
        CookieContext(
            url: try WebURL(parsing: url),
            access: .network,
            sameSite: SameSiteContext(level: .strict, schemelessLevel: .strict),
            isTopLevelNavigation: false,
            partitionKey: nil,
            isThirdParty: false
        )
    }

    private func failure(_ what: String, _ line: ByteString) -> ChildFailure {
        ChildFailure(description: "\(what): \(line.utf8Decoded)")
    }
}

extension EngineWork {
    /// Writes a profile with the given number of cookies for the measured commands, and the same
    /// cookies as a curl file.
    func writeProfile(named name: String, netscapeFile: String) throws {
        var jar = CookieJar(suffixes: suffixes)
        // Last accessed just now, according to the real clock.
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let now = Moment(secondsSinceEpoch: Int64(time.tv_sec) - 60)
        var netscape = "# Netscape HTTP Cookie File\n"
        for number in 0..<workload.cookies {
            let (url, setCookie) = workload.line(number)
            let verdict = jar.store(
                ByteString(utf8: setCookie),
                responseDate: nil,
                in: try context(url),
                policy: policy,
                now: now.advanced(byMicroseconds: Int64(number))
            )
            if let cookie = verdict.cookie { netscape += cookie.netscapeLine }
        }
        try Profile(home: home, name: name).save(&jar, of: .chrome)
        try write(netscape, to: netscapeFile)
    }
}

extension Cookie {
    /// https://curl.se/docs/http-cookies.html
    fileprivate var netscapeLine: String {
        [
            isHostOnly ? domain : ".\(domain)", isHostOnly ? "FALSE" : "TRUE",
            path.utf8Decoded, isSecure ? "TRUE" : "FALSE",
            "\(expiry?.secondsSinceEpoch ?? 0)", name.utf8Decoded, value.utf8Decoded,
        ].joined(separator: "\t") + "\n"
    }
}

/// The processor time of this process, in microseconds.
private func processorTime(_ body: () throws -> Void) rethrows -> Double {
    var start = timespec()
    var end = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start)
    try body()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end)
    return Double(end.tv_sec - start.tv_sec) * 1_000_000
        + Double(end.tv_nsec - start.tv_nsec) / 1000
}
