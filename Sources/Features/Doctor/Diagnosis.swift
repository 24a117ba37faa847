internal import BrowserCookies
package import BrowserFetch
internal import BrowserHTTP
package import BrowserInfra
internal import Explanations
internal import Fixes
package import WebOrigin

/// The result of every probe in every browser.
package struct Diagnosis: Sendable {
    /// A probe, and the reports of the browsers that sent it, in the browsers' order.
    package struct Result: Sendable {
        package var probe: Probe
        package var reports: [FetchReport]
    }

    package var plan: DoctorPlan
    /// The names of the browsers.
    package var browsers: [String]
    package let suffixes: PublicSuffixList
    package var results: [Result]
    /// The number of requests that were sent, and the maximum number.
    package var sent: Int
    package var limit: Int

    /// The report after which nothing more was sent: the first one, if the server did not respond
    /// at all, or the one during which the total time ran out.
    package var unanswered: FetchReport? {
        guard let last = results.last?.reports.last else { return nil }
        if last.hasTimedOut { return last }
        return results.count == 1 ? results[0].reports.first(where: \.hasNoAnswer) : nil
    }

    /// The permissions that the page needs, and no others.
    var grant: RequiredCORSHeaders {
        let named = plan.methodsWereNamed ? plan.methods : []
        var grant = RequiredCORSHeaders(
            origin: plan.page.origin.serialized,
            includesCredentials: true,
            methods: [plan.readMethod] + named
        )
        grant.headerNames = plan.headers.map(\.name.asciiLowercased)
        if !named.isEmpty { grant.headerNames.append("content-type") }
        return grant
    }

    package func results(where isWanted: (Probe.Purpose) -> Bool) -> [Result] {
        results.filter { isWanted($0.probe.purpose) }
    }

    package func result(_ purpose: Probe.Purpose) -> Result? {
        results.first { $0.probe.purpose == purpose }
    }
}

extension DoctorPlan {
    /// The maximum number of requests.
    package func requestLimit(browsers: Int) -> Int {
        let each = probes.map { probe in
            let count = probe.requestLimit(sendsUnsafeMethods: sendsUnsafeMethods)
            return probe.isForOneBrowser ? count : count * browsers
        }
        return each.reduce(0, +)
    }

    /// Sends the probes one after the other, in each browser with its own jar.
    ///
    /// Stops after the first probe when the network fails, and after any probe when the time is up.
    package func diagnose(
        in policies: [BrowserPolicy],
        suffixes: PublicSuffixList,
        transport: any Transport,
        now: @escaping @Sendable () -> Moment
    ) async -> Diagnosis {
        let limit = requestLimit(browsers: policies.count)
        let bounded = BoundedTransport(
            transport,
            limit: limit,
            sendsUnsafeMethods: sendsUnsafeMethods
        )
        var plan = self
        func diagnosed() async -> [Diagnosis.Result] {
            let browsers = policies.map { policy in
                Browser(
                    policy: policy,
                    suffixes: suffixes,
                    jar: CookieJar(suffixes: suffixes),
                    transport: bounded,
                    now: now
                )
            }
            for browser in browsers { await agree(in: browser) }
            return await plan.results(in: browsers) {
                plan.endpoint == .fetch && bounded.hasSeenEventStream
            }
        }
        var results = await diagnosed()
        if plan.endpoint == .fetch, bounded.hasSeenEventStream {
            plan.endpoint = .eventSource
            results = await diagnosed()
        }
        var diagnosis = Diagnosis(
            plan: plan,
            browsers: policies.map(\.name),
            suffixes: suffixes,
            results: results,
            sent: bounded.sent,
            limit: limit
        )
        guard !isWebSocket, diagnosis.unanswered == nil else { return diagnosis }
        let read = results.first { $0.probe.purpose == .read }
        diagnosis.results += await otherPageResults(
            in: policies,
            answers: read?.reports.map(\.answer) ?? [],
            space: read?.reports.lazy.compactMap(\.answer?.addressSpace).first
                ?? transport.knownAddressSpace(of: url, .standard),
            suffixes: suffixes,
            now: now
        )
        diagnosis.results += await framedPages(
            in: policies,
            answers: diagnosis.result(.readWithCredentials)?.reports.map(\.answer) ?? [],
            suffixes: suffixes,
            now: now
        )
        return diagnosis
    }

    /// Sends the probes. Stops early when `shouldStop` returns true.
    private func results(
        in browsers: [Browser],
        shouldStop: () -> Bool
    ) async -> [Diagnosis.Result] {
        var results: [Diagnosis.Result] = []
        for probe in probes {
            var result = Diagnosis.Result(probe: probe, reports: [])
            for browser in probe.isForOneBrowser ? browsers.prefix(1) : browsers[...] {
                guard let report = await browser.report(on: probe) else { continue }
                result.reports.append(report)
                if shouldStop() { return results }
                if report.hasTimedOut || (results.isEmpty && report.hasNoAnswer) {
                    return results + [result]
                }
            }
            results.append(result)
        }
        return results
    }
}

extension Probe {
    /// The maximum number of requests: a preflight and a request, and another request if the server
    /// redirects.
    fileprivate func requestLimit(sendsUnsafeMethods: Bool) -> Int {
        guard case .fetch(let request) = request else {
            // There is no preflight, and a WebSocket does not follow redirects.
            guard case .webSocket = request else { return 2 }
            return 1
        }
        let needsPreflight =
            !request.headers.isEmpty || !Method.isCORSSafelisted(request.method)
            || request.body != nil
        let sendsRequest = sendsUnsafeMethods || ["GET", "HEAD"].contains(request.method)
        return (needsPreflight ? 1 : 0) + (sendsRequest ? 2 : 0)
    }
}

extension Browser {
    fileprivate func report(on probe: Probe) async -> FetchReport? {
        guard case .eventSource(let request) = probe.request else {
            var report = await run(probe.request, from: probe.page)
            // The cache mode is the doctor's own; the call that is printed for pasting is the
            // page's.
            if case .fetch(var request)? = report?.asked {
                request.cache = .default
                report?.asked = .fetch(request)
            }
            return report
        }
        // All that matters is that it opens.
        let listener = EventSourceListener(connected: { _ in false })
        return await eventSource(request, from: probe.page, for: listener).connections.first
    }
}

extension FetchReport {
    /// Whether the network failed, rather than a rule.
    var hasNoAnswer: Bool {
        guard !isDryRun, answer == nil, case .rejected(let failure) = outcome else {
            return false
        }
        return failure.isNetworkFailure
    }

    /// Whether the server exceeded the time limit.
    fileprivate var hasTimedOut: Bool {
        guard !isDryRun else { return false }
        return switch outcome {
        case .rejected(.transport(.timeout)): true
        case .fulfilled(let response):
            if case .transport(.timeout)? = response.bodyError { true } else { false }
        case .rejected: false
        }
    }

    /// Whether the page received the response, or would have if the request had been sent.
    package var isGranted: Bool {
        if case .fulfilled = outcome { return true }
        return isDryRun
    }

    /// The server's last response that is not to a preflight.
    var answer: HTTPResponse? { exchanges.last { $0.kind != .preflight }?.response }
}
