import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import TestSupport
import WebOrigin

/// A browser on a scripted network, and the requests that it made.
struct ScriptedBrowser {
    let transport: ScriptedTransport
    let browser: Browser

    init(_ policy: BrowserPolicy, answers: [String: HTTPResponse]) {
        let transport = ScriptedTransport(answers)
        self.transport = transport
        browser = Browser(
            policy: policy,
            suffixes: .builtin,
            jar: CookieJar(suffixes: .builtin),
            transport: transport,
            now: { Moment(secondsSinceEpoch: 1_793_491_200) }
        )
    }

    /// The values of a header in each request; `nil` where there is none.
    func sent(_ name: String) -> [String?] {
        transport.requests.map { $0.headers.get(name)?.isomorphicDecoded }
    }

    static func page(_ url: String) throws -> Page {
        Page(url: try WebURL(parsing: url))
    }
}

extension HTTPResponse {
    static let allowingAll = HTTPResponse(
        status: 200,
        headers: HeaderList([Header(name: "Access-Control-Allow-Origin", value: "*")])
    )

    static func redirect(_ status: Int = 302, to locations: ByteString...) -> HTTPResponse {
        HTTPResponse(
            status: status,
            headers: HeaderList(
                [Header(name: "Access-Control-Allow-Origin", value: "*")]
                    + locations.map { Header(name: "Location", value: $0) }
            )
        )
    }
}
