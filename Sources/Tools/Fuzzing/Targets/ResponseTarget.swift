internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import CurlTransport
internal import Explanations
internal import Fixes
internal import Report
internal import Synchronization
internal import Terminal
internal import WebOrigin

extension FuzzTarget {
    /// A server's responses, for a whole browser, with preflights and redirects.
    ///
    /// The first line contains digits that choose the browser, the mode, the credentials mode and
    /// the API; the responses follow as on the wire, with a line `~` between them.
    static let response = FuzzTarget(
        name: "response",
        pieces: [
            "HTTP/1.1 200 OK\n", "HTTP/1.1 302 Found\nLocation: /x\n",
            "HTTP/1.1 103 Early Hints\n\n",
            "Location: //b.test/", "Location: file:///etc/passwd", "Location: http://u:p@a.test/",
            "Set-Cookie: a=b", "Set-Cookie: a=b; SameSite=None; Secure", "Domain=a.test", "\n",
            "\n\n",
            "\n~\n", "Access-Control-Allow-Origin: http://a.test", "Access-Control-Allow-Origin: *",
            "Access-Control-Allow-Credentials: true", "Access-Control-Expose-Headers: *",
            "Content-Type: text/html", "X-Content-Type-Options: nosniff", "Vary: *", "ETag: \"a\"",
            "Cache-Control: max-age=60", "Date: Thu, 01 Jan 2026 00:00:00 GMT", "Expires: 0",
            "Age: -1",
            "Cross-Origin-Resource-Policy: same-site", "Referrer-Policy: unsafe-url", "304", "999",
            "\u{1B}[2J", "\u{202E}", "\u{0}", ": ", " folded", "Activate-Storage-Access: load",
        ]
    ) { input throws(BrokenClaim) in
        let lines = input.bytes.split(
            separator: 0x0A,
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let choices = lines[0].map { Int($0) } + [0, 0, 0, 0, 0]
        let network = ScriptedNetwork(lines.count == 2 ? lines[1] : [])
        let policy = BrowserPolicy.presets[choices[0] % BrowserPolicy.presets.count]
        let browser = Browser(
            policy: policy,
            suffixes: .builtin,
            jar: CookieJar(suffixes: .builtin),
            transport: network,
            now: { now }
        )
        guard let url = try? WebURL(parsing: "http://a.test/page") else { return }
        let reports = waitFor { await browser.reports(on: choices, at: Page(url: url)) }
        // Each in another level of detail, and in a different one for the next input: rendering
        // takes most of the time.
        for (index, report) in reports.enumerated() {
            let details: [FetchExplanation.Detail] = [.oneLine, .standard, .verbose]
            try expectShown(report, in: details[(input.count + index) % details.count])
        }
        if let broken = network.broken { throw broken }
    }

    private static let now = Moment(secondsSinceEpoch: 1_793_491_200)

    private static func expectShown(
        _ report: FetchReport,
        in detail: FetchExplanation.Detail
    ) throws(BrokenClaim) {
        let advice = waitFor { await Adviser(report: report).advice() }
        let layout = FetchExplanation(report, advice: advice, detail: detail, now: now).layout
        try expectHarmless(layout.rendered(width: 80, inColor: false), "an explanation")
        let json = report.json(advice: advice).text
        try expectHarmless(json, "a report")
        try expect(JSONReader.value(of: Array(json.utf8)) != nil, "a report is JSON", json)
        // 20 redirects, a preflight before each, and the request itself.
        try expect(report.exchanges.count <= 42, "redirects end", "\(report.exchanges.count)")
        for exchange in report.exchanges {
            try expect(
                exchange.setCookies.allSatisfy { ($0.effect == .rejected) == !$0.refusals.isEmpty },
                "a refused cookie has a reason"
            )
        }
    }
}

extension Browser {
    /// The reports of requests that are made twice, so that the second ones meet the cookies and
    /// caches of the first.
    fileprivate func reports(on choices: [Int], at page: Page) async -> [FetchReport] {
        let mode = RequestMode.named[choices[1] % RequestMode.named.count]
        let credentials = CredentialsMode.allCases[choices[2] % CredentialsMode.allCases.count]
        let request = FetchRequest(
            url: ["/same", "http://b.test/cross", "https://www.a.test/site"][choices[3] % 3],
            method: choices[4] % 2 == 0 ? "GET" : "PUT",
            headers: choices[4] % 4 < 2 ? [] : [Header(name: "X-A", value: "1")],
            mode: mode,
            credentials: credentials,
            redirect: RedirectMode.allCases[choices[4] % RedirectMode.allCases.count]
        )
        var reports: [FetchReport] = []
        for _ in 1...2 {
            reports.append(await fetch(request, from: page))
            let navigation = NavigationRequest(url: request.url, kind: .link)
            reports.append(await navigate(navigation, from: page))
        }
        return reports
    }
}

/// Returns the responses of the input in rotation, and checks each request.
private final class ScriptedNetwork: Transport {
    private struct State {
        var next = 0
        var broken: BrokenClaim?
    }

    private let responses: [HTTPResponse]
    private let state = Mutex(State())

    var broken: BrokenClaim? { state.withLock { $0.broken } }

    init(_ bytes: ArraySlice<UInt8>) {
        var texts: [[UInt8]] = [[]]
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if line.elementsEqual([UInt8(ascii: "~")]) {
                texts.append([])
            } else {
                texts[texts.count - 1] += line + [0x0A]
            }
        }
        responses = texts.compactMap(Self.response)
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let response: HTTPResponse? = state.withLock { state in
            do throws(BrokenClaim) {
                try Self.expectSendable(request)
            } catch {
                state.broken = error
            }
            guard !responses.isEmpty else { return nil }
            state.next += 1
            return responses[(state.next - 1) % responses.count]
        }
        guard let response else { throw .network(code: nil, detail: "no response") }
        return response
    }

    private static func expectSendable(_ request: HTTPRequest) throws(BrokenClaim) {
        try expect(request.url.isHTTP, "only http and https are asked for", request.url.href)
        for header in request.headers.headers {
            try expect(
                Header.isValidName(header.name) && Header.isValidValue(header.value),
                "a request's headers are valid",
                "\(header)"
            )
        }
    }

    /// Parses lines up to an empty one as libcurl's header lines, and the rest as the body; libcurl
    /// itself rejects a head with a NUL.
    private static func response(_ bytes: [UInt8]) -> HTTPResponse? {
        var head = ResponseHead()
        var rest = bytes[...]
        while !head.isComplete, !rest.isEmpty {
            let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
            guard !rest[..<end].contains(0) else { return nil }
            head.receive(line: rest[..<end])
            rest = rest[end...]
        }
        guard (200...999).contains(head.status) else { return nil }
        return HTTPResponse(
            status: head.status,
            statusText: head.statusText,
            headers: head.headers,
            body: ByteString(rest)
        )
    }
}
