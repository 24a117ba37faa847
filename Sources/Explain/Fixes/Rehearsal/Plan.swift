internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// The cookie that a change concerns.
enum CookieReference: Hashable, Sendable {
    /// The line with this index in the response to a request; preflights are not counted.
    case line(hop: Int, index: Int)
    /// A cookie that was in the jar.
    case stored(Cookie.Identity)
}

/// The changes to the page's call.
struct CallChange: Hashable, Sendable {
    var credentials: CredentialsMode?
    /// Whether response headers are removed from the request.
    var dropsResponseHeaders = false
    /// The URL at which a redirect ended, or to which a preflight was redirected.
    var url: WebURL?

    var cost: Int {
        (credentials == nil ? 0 : 2) + (dropsResponseHeaders ? 1 : 0) + (url == nil ? 0 : 2)
    }
}

/// Changes that are made together.
struct Plan: Hashable, Sendable {
    var place = Placement.asIs
    var call = CallChange()
    /// The permissions that the server must grant.
    var grant: RequiredCORSHeaders?
    /// The new line for each cookie.
    var lines: [CookieReference: SetCookieLine] = [:]
    /// The changes to policies.
    var policies: [PolicyChange] = []

    var isEmpty: Bool { self == Plan() }
}

extension Plan {
    /// Returns the requests and responses after the changes.
    func apply(to situation: RequestSnapshot) -> RequestSnapshot {
        var changed = situation
        if call != CallChange(), case .fetch(var request) = situation.asked {
            if let credentials = call.credentials { request.credentials = credentials }
            if call.dropsResponseHeaders {
                request.headers.removeAll(where: \.isResponseHeader)
            }
            if let url = call.url {
                request.url = url.href
                // The response of that URL is known if the request got that far.
                let known = changed.hops.firstIndex { $0.url == url && $0.response != nil }
                changed.hops = known.map { Array(changed.hops[$0...]) } ?? []
            }
            changed.asked = .fetch(request)
        }
        for change in policies { change.apply(to: &changed) }
        changed = place.apply(to: changed)
        // If the call goes to the URL at which a redirect ended, the hops before it are skipped.
        let offset = situation.hops.count - changed.hops.count
        for index in changed.hops.indices {
            let lines = lines(
                of: situation.hops[index + offset],
                number: index + offset,
                at: changed.hops[index].url
            )
            guard let lines, var response = changed.hops[index].response else { continue }
            response.headers.delete("Set-Cookie")
            for line in lines { response.headers.append("Set-Cookie", line) }
            changed.hops[index].response = response
        }
        return changed
    }

    /// Returns the lines of a hop; `nil` if it has none.
    private func lines(of hop: RequestSnapshot.Hop, number: Int, at url: WebURL) -> [ByteString]? {
        guard let old = hop.response?.headers.values(of: "Set-Cookie"), !old.isEmpty else {
            return nil
        }
        let isSecure = url.scheme == "https"
        return old.enumerated().map { index, bytes in
            var line = lines[.line(hop: number, index: index)]
            if place.isProxied {
                line = line ?? SetCookieLine(bytes)
                line?.remove("Domain")
            }
            return line?.bytes(isSecureConnection: isSecure) ?? bytes
        }
    }
}
