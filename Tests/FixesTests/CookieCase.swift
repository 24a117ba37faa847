import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Synchronization
import WebOrigin

/// A page that sends a request to a server, which sets one cookie.
struct CookieCase: Sendable, CustomStringConvertible {
    var line: String
    var page: String
    var target: String
    /// The browsers by name, followed by `!` if third-party cookies are blocked.
    var browsers: [String]

    var description: String { "\(line)  at \(target) from \(page) in \(browsers)" }

    var policies: [BrowserPolicy] {
        browsers.map { name in
            var policy = BrowserPolicy.named(String(name.prefix { $0 != "!" }))
            if name.hasSuffix("!") { policy.cookies.thirdParty = .block }
            return policy
        }
    }

    static let now = Moment(secondsSinceEpoch: 1_793_491_200)

    func report(in policy: BrowserPolicy) async throws -> FetchReport {
        try await browser(policy).fetch(request, from: pageInTheTab())
    }

    private func pageInTheTab() throws -> Page { Page(url: try WebURL(parsing: page)) }

    private var request: FetchRequest {
        FetchRequest(url: target, credentials: .include, cache: .noStore)
    }

    private func browser(_ policy: BrowserPolicy) -> Browser {
        Browser(
            policy: policy,
            suffixes: .builtin,
            jar: CookieJar(suffixes: .builtin),
            transport: CookieServer(line: line),
            now: { Self.now }
        )
    }

    /// Whether the cookie is stored, and is sent with the page's next request to the same URL.
    func works(in policy: BrowserPolicy) async throws -> Bool {
        let browser = browser(policy)
        let page = try pageInTheTab()
        let first = await browser.fetch(request, from: page)
        guard let verdict = first.exchanges.last?.setCookies.first,
            [.created, .updated].contains(verdict.effect), case .fulfilled = first.outcome
        else { return false }
        let second = await browser.fetch(request, from: page)
        return second.exchanges.last?.requestHeaders.contains("Cookie") == true
    }

    func works() async throws -> Bool {
        for policy in policies where try await !works(in: policy) { return false }
        return true
    }
}

/// A server that allows every page to read its responses, and sets one cookie in each.
private struct CookieServer: Transport {
    let line: String

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        var headers = HeaderList()
        headers.append("Access-Control-Allow-Origin", request.headers.get("Origin") ?? "*")
        headers.append("Access-Control-Allow-Credentials", "true")
        headers.append("Set-Cookie", ByteString(utf8: line))
        return HTTPResponse(status: 200, headers: headers)
    }
}

extension CookieCase {
    private static let pages = [
        "http://localhost:3000/", "http://127.0.0.1:5500/", "http://app.shop.test/",
        "https://app.shop.test/", "https://shop.example.com/", "http://app.intranet:8080/",
        "https://a.github.io/", "http://0.0.0.0:8000/",
    ]
    private static let targets = [
        "http://localhost:8000/auth/login", "http://127.0.0.1:8000/login",
        "http://api.shop.test/login", "https://api.shop.test/auth/login",
        "https://api.example.com/login", "http://api.intranet/login", "https://b.github.io/login",
        "http://[::1]:8000/login",
    ]

    /// A random line, host, page, scheme and set of browsers.
    init(_ random: inout SeededGenerator) {
        page = random.pick(Self.pages)
        target = random.pick(Self.targets)
        let names = [
            "sid", "sid", "sid", "__Host-sid", "__Secure-sid", "__Http-sid", "__host-a", "",
        ]
        let values = ["1", "a b", "x=y", String(repeating: "x", count: 5000), "caf\u{E9}", ""]
        let name = random.pick(names)
        let value = random.next() % 5 == 0 ? random.pick(values) : "v"
        line = (name.isEmpty ? "" : "\(name)=") + value
        let sameSite = random.pick(["", "", "Lax", "Strict", "None", "none", "banana"])
        if !sameSite.isEmpty { line += "; SameSite=\(sameSite)" }
        if random.next() % 2 == 0 { line += "; Secure" }
        if random.next() % 3 == 0 { line += "; HttpOnly" }
        if random.next() % 6 == 0 { line += "; Partitioned" }
        let domains = [
            "shop.test", ".shop.test", "api.shop.test", "example.com", "com", "localhost",
            "localhost:8000", "github.io", "127.0.0.1", "https://shop.test", "intranet",
            "m\u{FC}nchen.shop.test",
        ]
        if random.next() % 3 == 0 { line += "; Domain=\(random.pick(domains))" }
        let path = random.pick(["", "", "/", "/auth", "/api", "/login"])
        if !path.isEmpty { line += "; Path=\(path)" }
        switch random.next() % 5 {
        case 0: line += "; Max-Age=3600"
        case 1: line += "; Expires=Fri, 01 Jan 2027 00:00:00 GMT"
        default: break
        }
        let all = ["chrome", "firefox", "safari", "chrome!"]
        browsers = all.filter { _ in random.next() % 2 == 0 }
        if browsers.contains("chrome"), browsers.contains("chrome!") { browsers.removeLast() }
        if browsers.isEmpty { browsers = [random.pick(all)] }
    }
}
