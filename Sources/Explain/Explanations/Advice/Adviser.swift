package import Fetch
internal import HTTP
internal import Infra
internal import WebOrigin

/// Finds what can be changed so that a request works, on the server or in the page.
package struct Adviser {
    let report: FetchReport

    /// What the server has to allow besides what this request needs.
    private let besides: CORSGrant?

    /// `besides`: what the same page asks for in other requests, so that one fix is for all.
    package init(report: FetchReport, besides: CORSGrant? = nil) {
        self.report = report
        self.besides = besides
    }

    /// What this request needs, and the others.
    func grant() -> CORSGrant {
        var grant = CORSGrant(
            origin: allowedOrigin,
            includesCredentials: report.credentials == .include,
            methods: [report.method]
        )
        let preflight = report.exchanges.last { $0.kind == .preflight }
        if let names = preflight?.requestHeaders.get("Access-Control-Request-Headers") {
            grant.headerNames = names.isomorphicDecoded.split(separator: ",").map {
                String($0.drop { $0 == " " })
            }
        }
        guard let besides else { return grant }
        grant.includesCredentials = grant.includesCredentials || besides.includesCredentials
        grant.methods += besides.methods.filter { !grant.methods.contains($0) }
        grant.headerNames += besides.headerNames.filter { !grant.headerNames.contains($0) }
        return grant
    }

    /// One entry a problem, in the order in which they have to be solved.
    package var advice: [Advice] {
        pageAdvice + corsAdvice + cookieAdvice
    }

    /// As the server has to name it.
    var pageOrigin: String { report.page?.origin.serialized ?? "null" }

    /// After a redirect across origins the request's origin is `null`, and so is what it needs.
    var allowedOrigin: String {
        let sent = report.exchanges.last?.requestHeaders.get("Origin")?.isomorphicDecoded
        return sent ?? pageOrigin
    }

    /// The target's URL with another scheme or host.
    func targetURL(_ change: (inout String) -> Void) -> String {
        var url = report.url?.href ?? report.urlText
        change(&url)
        return url
    }

    func fetchCall(_ url: String, _ credentials: CredentialsMode? = nil) -> Advice.Fix {
        let it = Framework.express
        let target = it.quoted(url)
        switch report.initiator {
        case .beacon: return Advice.Fix(Advice.Fix.page, "navigator.sendBeacon(\(target), data)")
        case .eventSource:
            let options = report.credentials == .include ? ", {withCredentials: true}" : ""
            return Advice.Fix(Advice.Fix.page, "new EventSource(\(target)\(options))")
        case .webSocket: return Advice.Fix(Advice.Fix.page, "new WebSocket(\(target))")
        case .fetch, .xhr, .element, .navigation: break
        }
        let mode = (credentials ?? report.credentials).rawValue
        return Advice.Fix(Advice.Fix.page, "fetch(\(it.quoted(url)), {credentials: \"\(mode)\"})")
    }
}
