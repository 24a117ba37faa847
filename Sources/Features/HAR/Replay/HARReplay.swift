internal import BrowserCORS
internal import BrowserCookies
package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Synchronization
package import WebOrigin

/// Replays the requests of a HAR file in a browser, at their times in the file, without sending
/// anything.
///
/// The jar is empty at first: a cookie that a request carried, and that no earlier response in the
/// file set, is added when that request begins.
package struct HARReplay: Sendable {
    private let log: HARLog
    private let policy: BrowserPolicy
    private let suffixes: PublicSuffixList
    private let reader: RequestReconstruction
    private let credentials: CredentialsMode?
    private let takesEarlierCookies: Bool

    /// `page`: the initiator where the file does not have it; `credentials`: the mode where it is
    /// unknown; `takesEarlierCookies`: whether cookies that requests carry and that nothing in the
    /// file set are added to the jar.
    package init(
        _ log: HARLog,
        policy: BrowserPolicy,
        suffixes: PublicSuffixList,
        page: Page?,
        credentials: CredentialsMode? = nil,
        takesEarlierCookies: Bool = true
    ) {
        self.takesEarlierCookies = takesEarlierCookies
        let log = log.withAdjustedResponseTimes
        self.log = log
        self.policy = policy
        self.suffixes = suffixes
        self.credentials = credentials
        reader = RequestReconstruction(log: log, pages: InitiatorPage(log, fallback: page))
    }

    private enum Event {
        case begin(Int)
        /// A response has arrived.
        case answer(CheckedContinuation<Void, Never>)
    }

    private enum Signal: Sendable {
        case waits(until: Moment, CheckedContinuation<Void, Never>)
        case ended(FetchReport?)
    }

    /// Every request of the file, in the order in which they began.
    package func replayed() async -> [ReplayedRequest] {
        let requests = log.archivedRequests
        var results: [ReplayedRequest] = []
        let clock = ReplayClock()
        let (signals, sender) = AsyncStream<Signal>.makeStream()
        var iterator = signals.makeAsyncIterator()
        let browser = browser(on: clock) { moment in
            await withCheckedContinuation { sender.yield(.waits(until: moment, $0)) }
        }
        var events = EventQueue<Event>()
        var states: [ReplayState] = []
        for (number, request) in requests.enumerated() {
            let entries = (request.hops + request.preflights).map { log.entries[$0].started }
            events.add(.begin(number), at: entries.min() ?? .epoch)
            states.append(ReplayState(request, in: log))
            results.append(ReplayedRequest(request, of: log))
        }
        var known = SeededCookies()
        // One task runs at a time: an event resumes it, and it signals when it waits or has ended.
        while let (moment, number, event) = events.next() {
            clock.advance(to: moment)
            let current: Int
            switch event {
            case .answer(let continuation):
                current = number
                continuation.resume()
            case .begin(let index):
                current = index
                let request = requests[index]
                if await hasLostCookies(request, among: known, in: browser) {
                    results[index].startsWithoutCookies = true
                    known = SeededCookies()
                    await browser.discardCookies(suffixes: suffixes)
                }
                if isJudged(request) { note(request, in: &known) }
                if takesEarlierCookies {
                    results[index].seeded = await seed(request, into: browser, besides: &known)
                }
                noteCarried(request, in: &known)
                let question = await question(of: request, in: browser, into: &results[index])
                if case .none(let skip) = question {
                    results[index].skip = skip
                    continue
                }
                results[index].question = question
                let state = states[index]
                Task {
                    let report = await ArchiveTransport.$current.withValue(state) {
                        await browser.ask(question)
                    }
                    sender.yield(.ended(report))
                }
            }
            switch await iterator.next() {
            case .waits(let until, let continuation):
                events.add(.answer(continuation), at: until, for: current, goesFirst: true)
            case .ended(let report):
                results[current].conclude(report, answeredBy: states[current].answered, in: log)
            case nil: break
            }
        }
        return results
    }

    private func browser(
        on clock: ReplayClock,
        wait: @escaping @Sendable (Moment) async -> Void
    ) -> Browser {
        Browser(
            policy: policy,
            suffixes: suffixes,
            jar: CookieJar(suffixes: suffixes),
            transport: ArchiveTransport(wait: wait),
            now: { clock.now }
        )
    }

    // MARK: Reconstructing requests

    private func question(
        of request: ArchivedRequest,
        in browser: Browser,
        into result: inout ReplayedRequest
    ) async -> ReplayableRequest {
        let entry = log.entries[request.first]
        let kind = reader.kind(of: entry)
        let isImmaterial = kind == .navigation || reader.fetchMode(of: entry) == .noCORS
        if isImmaterial {
            return reader.question(of: request, credentials: .include)
        }
        let page = reader.pages.page(of: entry)
        var (mode, basis) = await log.credentials(of: request, from: page) {
            await wouldSendCookies(request, in: browser)
        }
        if let credentials, basis != .immaterial, basis != .cookiesSent {
            (mode, basis) = (credentials, .commandLine)
        }
        result.credentials = basis
        return reader.question(of: request, credentials: mode)
    }

    /// Whether cookies would be sent with the request, tried on a copy of the browser with a
    /// dry-run transport.
    private func wouldSendCookies(_ request: ArchivedRequest, in browser: Browser) async -> Bool {
        let now = log.entries[request.first].started
        let copy = Browser(
            policy: policy,
            suffixes: suffixes,
            jar: await browser.jar,
            transport: DryRunTransport(),
            now: { now }
        )
        let question = reader.question(of: request, credentials: .include)
        guard let report = await copy.ask(question) else { return false }
        return report.exchanges.contains { $0.cookies.contains(where: \.isSent) }
    }

    // MARK: Cookies from before the file

    private func isJudged(_ request: ArchivedRequest) -> Bool {
        if case .none = reader.question(of: request, credentials: .include) { false } else { true }
    }

    /// Records the cookies that a request's responses set, each with the moment of its response.
    private func note(_ request: ArchivedRequest, in known: inout SeededCookies) {
        for hop in request.hops {
            let entry = log.entries[hop]
            for name in entry.namesOfSetCookies {
                known.note(name, of: site(of: entry), at: entry.started, hop)
            }
        }
    }

    /// Whether a navigation from the address bar carries no cookies although the browser had sent
    /// some to that site that would be sent here: another browser started, or someone cleared them.
    private func hasLostCookies(
        _ request: ArchivedRequest,
        among known: SeededCookies,
        in browser: Browser
    ) async -> Bool {
        let entry = log.entries[request.first]
        guard entry.sentCookieNames.isEmpty, entry.response.status != 0, entry.fromCache == nil,
            known.sitesOfCarried.contains(site(of: entry)),
            case .navigation(_, from: nil) = reader.question(of: request, credentials: .include)
        else { return false }
        return await wouldSendCookies(request, in: browser)
    }

    private func noteCarried(_ request: ArchivedRequest, in known: inout SeededCookies) {
        for hop in request.hops where !log.entries[hop].sentCookieNames.isEmpty {
            known.sitesOfCarried.insert(site(of: log.entries[hop]))
        }
    }

    private func site(of entry: HAREntry) -> String {
        let host = try? WebURL(parsing: entry.request.url).host
        return host.map { CookieJar.siteKey(of: $0, suffixes: suffixes) } ?? ""
    }

    private func seed(
        _ request: ArchivedRequest,
        into browser: Browser,
        besides known: inout SeededCookies
    ) async -> [String] {
        var seeded: [String] = []
        for hop in request.hops {
            let entry = log.entries[hop]
            let site = site(of: entry)
            for cookie in entry.cookiesSent
            where !known.isKnown(cookie.name, of: site, before: entry.started, hop) {
                known.note(cookie.name, of: site, at: .distantPast, 0)
                if await browser.put(cookie, sentBy: entry) { seeded.append(cookie.name) }
            }
        }
        return seeded
    }
}

/// The cookies that the file itself explains: those set by the responses to replayed requests.
private struct SeededCookies {
    private struct Key: Hashable {
        var name: String
        var site: String
    }

    /// The sites to which requests carried cookies.
    var sitesOfCarried: Set<String> = []
    /// The earliest moment of each cookie, and the index in the file to order those at the same
    /// moment.
    private var earliest: [Key: (moment: Moment, index: Int)] = [:]

    mutating func note(_ name: String, of site: String, at moment: Moment, _ index: Int) {
        let key = Key(name: name, site: site)
        guard let known = earliest[key], known <= (moment, index) else {
            earliest[key] = (moment, index)
            return
        }
    }

    func isKnown(_ name: String, of site: String, before moment: Moment, _ index: Int) -> Bool {
        earliest[Key(name: name, site: site)].map { $0 < (moment, index) } ?? false
    }
}

extension Browser {
    func discardCookies(suffixes: PublicSuffixList) {
        jar = CookieJar(suffixes: suffixes)
    }

    /// Makes the request without the HTTP cache: the file has the response to each request, and
    /// whether it came from a cache.
    func ask(_ question: ReplayableRequest) async -> FetchReport? {
        httpCache = HTTPCache()
        return switch question {
        case .fetch(let request, let page): await fetch(request, from: page)
        case .element(let request, let page): await load(request, from: page)
        case .navigation(let request, let page): await navigate(request, from: page)
        case .none: nil
        }
    }
}
