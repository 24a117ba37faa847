internal import BrowserCORS
internal import BrowserCookies
package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Synchronization
package import WebOrigin

/// Lets a browser make the requests of a HAR file again, at the moments at which the file has them,
/// and sends nothing.
///
/// The jar is empty at first: what a request carried, and nothing in the file set before, is put into
/// it when that request begins.
package struct HARReplay: Sendable {
    private let log: HARLog
    private let policy: BrowserPolicy
    private let suffixes: PublicSuffixList
    private let reader: RequestReconstruction
    private let credentials: CredentialsMode?
    private let takesEarlierCookies: Bool

    /// `page`: who asks where the file does not say; `credentials`: the mode where it does not;
    /// `takesEarlierCookies`: whether the jar gets those that requests carry and nothing in the file
    /// set.
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
        /// The answer is there.
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
        // One task at a time runs: it is let go by an event, and tells when it waits or has ended.
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

    // MARK: What was asked

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

    /// Asked of a copy, on a network that sends nothing.
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

    // MARK: Cookies from before

    private func isJudged(_ request: ArchivedRequest) -> Bool {
        if case .none = reader.question(of: request, credentials: .include) { false } else { true }
    }

    /// What a request's responses set, each with the moment from which it is known.
    private func note(_ request: ArchivedRequest, in known: inout SeededCookies) {
        for hop in request.hops {
            let entry = log.entries[hop]
            for name in entry.namesOfSetCookies {
                known.note(name, of: site(of: entry), at: entry.started, hop)
            }
        }
    }

    /// Whether a typed address goes without any cookies where the browser had sent some to that site, and
    /// where these would go along: another browser began, or somebody cleared them.
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

/// Which cookies the file itself explains: those that a request which is judged was answered with.
private struct SeededCookies {
    private struct Key: Hashable {
        var name: String
        var site: String
    }

    /// To which requests carried any.
    var sitesOfCarried: Set<String> = []
    /// The moment, and the place in the file of what began at the same one.
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

    /// Without the HTTP cache: the file has what each request was answered, and its own is what it
    /// is compared with.
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
