package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// One request that a page makes, to see what becomes of it.
package struct Probe: Hashable, Sendable {
    package enum Purpose: Hashable, Sendable {
        case read
        case readWithCredentials
        /// The same once more: do the cookies come back?
        case readAgain
        /// Something that a preflight has to allow.
        case change(method: String)
        /// A path that does not exist: do errors allow the page as well?
        case missingPath
        /// A page of the API's own origin: does a WebSocket's server look at who asks?
        case ownPage
        /// A page that has no business here, logged in to the API.
        case stranger
        /// One whose origin looks like the page's to a careless comparison.
        case lookalike
        /// A sandboxed frame, whose origin is `null`.
        case sandboxed
        /// A page on the internet, where the API is on this machine or the local network.
        case publicPage
        /// The page under its own policies.
        case pagePolicies
        /// In a frame of another site.
        case framed
        /// Embedded by another site's page that has an embedder policy.
        case embedded
        /// The page in a frame of another site: does it have its cookies?
        case framedPage
        /// The same, when its requestStorageAccess() was granted.
        case framedPageWithAccess
    }

    package var purpose: Purpose
    package var page: Page
    package var request: OriginalRequest
    /// Whether one browser's answer is every browser's, so that one asks for all.
    package var isForOneBrowser = false

    package var method: String {
        if case .fetch(let request) = request { request.method } else { "GET" }
    }

    var includesCredentials: Bool {
        switch request {
        case .fetch(let request): request.credentials == .include
        case .eventSource(let request): request.withCredentials
        case .webSocket, .load, .navigation, .beacon: true
        }
    }
}

extension DoctorPlan {
    /// In the order in which they are sent.
    package var probes: [Probe] {
        switch endpoint {
        case .fetch: reads + changes + strangers + [missingPath]
        case .eventSource: reads + strangers
        case .webSocket: webSocketProbes
        }
    }

    private var reads: [Probe] {
        [
            Probe(purpose: .read, page: pageWithoutPolicies, request: reading(.omit)),
            Probe(purpose: .readWithCredentials, page: pageWithoutPolicies, request: reading(.include)),
            Probe(purpose: .readAgain, page: pageWithoutPolicies, request: reading(.include)),
        ]
    }

    /// A handshake has credentials always.
    private var webSocketProbes: [Probe] {
        var probes = [Probe.Purpose.readWithCredentials, .readAgain].map { purpose in
            Probe(purpose: purpose, page: pageWithoutPolicies, request: reading(.include))
        }
        let own = Page(url: url.handshakeURL)
        if own.origin != page.origin {
            probes.append(
                Probe(
                    purpose: .ownPage,
                    page: own,
                    request: reading(.include),
                    isForOneBrowser: true
                )
            )
        }
        return probes + strangers
    }

    private var changes: [Probe] {
        methods.map { method in
            Probe(purpose: .change(method: method), page: pageWithoutPolicies, request: changing(method))
        }
    }

    private var strangers: [Probe] {
        var probes: [Probe] = []
        if let stranger = stranger(host: "crumb-doctor.invalid") {
            probes.append(Probe(purpose: .stranger, page: stranger, request: reading(.include)))
        }
        var sandboxed = pageWithoutPolicies
        sandboxed.origin = .opaque(OpaqueOrigin())
        probes.append(Probe(purpose: .sandboxed, page: sandboxed, request: reading(.include)))
        return probes
            + lookalikes.map { page in
                Probe(
                    purpose: .lookalike,
                    page: page,
                    request: reading(.include),
                    isForOneBrowser: true
                )
            }
    }

    private var missingPath: Probe {
        let request = FetchRequest(
            url: url.origin.serialized + "/crumb-doctor-404",
            method: readMethod,
            headers: headers,
            credentials: .omit,
            cache: .noStore
        )
        return Probe(
            purpose: .missingPath,
            page: pageWithoutPolicies,
            request: .fetch(request),
            isForOneBrowser: true
        )
    }

    private func reading(_ credentials: CredentialsMode) -> OriginalRequest {
        switch endpoint {
        case .webSocket(let protocols):
            return .webSocket(WebSocketRequest(url: url.href, protocols: protocols))
        case .eventSource:
            return .eventSource(
                EventSourceRequest(url: url.href, withCredentials: credentials == .include)
            )
        case .fetch:
            let request = FetchRequest(
                url: url.href,
                method: readMethod,
                headers: headers,
                credentials: credentials,
                // The page's own cache would answer in the server's place.
                cache: .noStore
            )
            return .fetch(request)
        }
    }

    private func changing(_ method: String) -> OriginalRequest {
        let request = FetchRequest(
            url: url.href,
            method: method,
            headers: headers,
            body: jsonBody,
            // Not among the safelisted ones, so that even a POST is asked about first.
            bodyContentType: "application/json",
            credentials: .include,
            cache: .noStore
        )
        return .fetch(request)
    }

    /// Of the page's scheme, so that nothing but its name is wrong.
    func stranger(host: String) -> Page? {
        let scheme = page.url.scheme == "https" ? "https" : "http"
        return nearPage("\(scheme)://\(host)")
    }

    /// Where the API is: whether others may read it is asked of its headers, and not of its address.
    private func nearPage(_ text: String) -> Page? {
        guard let url = try? WebURL(parsing: text) else { return nil }
        var page = Page(url: url)
        page.addressSpace = .loopback
        return page
    }

    /// Begins like the page's origin, and ends like its host: what `startsWith`, `endsWith` and a
    /// pattern without its anchors let in.
    private var lookalikes: [Page] {
        guard case .tuple(let scheme, let host, _) = page.origin, !page.origin.isOpaque else {
            return []
        }
        let name = host.serialized
        let texts = [
            "\(page.origin.serialized).crumb-doctor.invalid",
            "\(scheme)://\(name).crumb-doctor.invalid",
            "\(scheme)://crumb-doctor-\(name)",
        ]
        return texts.compactMap(nearPage)
    }
}
