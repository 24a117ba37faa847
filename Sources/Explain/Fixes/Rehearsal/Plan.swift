internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// Which cookie a change is about.
enum CookieReference: Hashable, Sendable {
    /// The line with this index in the answer to a request, counted without preflights.
    case line(hop: Int, index: Int)
    /// One that was in the jar.
    case stored(Cookie.Identity)
}

/// How the page asks, as far as it differs.
struct CallChange: Hashable, Sendable {
    var credentials: CredentialsMode?
    /// Whether the headers that belong into an answer are taken out.
    var dropsResponseHeaders = false
    /// Where a redirect ended, or where a preflight was redirected to.
    var url: WebURL?

    var cost: Int {
        (credentials == nil ? 0 : 2) + (dropsResponseHeaders ? 1 : 0) + (url == nil ? 0 : 2)
    }
}

/// Changes that are made together.
struct Plan: Hashable, Sendable {
    var place = Placement.asIs
    var call = CallChange()
    /// What the server is to consent to.
    var grant: RequiredCORSHeaders?
    /// The line that each cookie is set with.
    var lines: [CookieReference: SetCookieLine] = [:]
    /// What policies have to say otherwise.
    var policies: [PolicyChange] = []

    var isEmpty: Bool { self == Plan() }
}

extension Plan {
    /// What would be asked and answered then.
    func apply(to situation: RequestSnapshot) -> RequestSnapshot {
        var changed = situation
        if call != CallChange(), case .fetch(var request) = situation.asked {
            if let credentials = call.credentials { request.credentials = credentials }
            if call.dropsResponseHeaders {
                request.headers.removeAll(where: \.isResponseHeader)
            }
            if let url = call.url {
                request.url = url.href
                // What comes from there is known if the request got so far.
                let known = changed.hops.firstIndex { $0.url == url && $0.response != nil }
                changed.hops = known.map { Array(changed.hops[$0...]) } ?? []
            }
            changed.asked = .fetch(request)
        }
        for change in policies { change.apply(to: &changed) }
        changed = place.apply(to: changed)
        // After a call to where a redirect ended, the hops before are gone.
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

    /// `nil` where none is changed.
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
