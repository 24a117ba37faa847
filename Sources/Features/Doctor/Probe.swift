package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// A request of a page, made to see the result.
package struct Probe: Hashable, Sendable {
    package enum Purpose: Hashable, Sendable {
        case read
        case readWithCredentials
        /// The same request once more: are the cookies sent back?
        case readAgain
        /// A request that a preflight must allow.
        case change(method: String)
        /// A path that does not exist: do error responses allow the page too?
        case missingPath
        /// A page of the API's own origin: does a WebSocket server check the origin?
        case ownPage
        /// A page unrelated to the API, whose user is logged in to the API.
        case stranger
        /// A page whose origin resembles the page's, to a careless comparison.
        case lookalike
        /// A sandboxed frame, whose origin is `null`.
        case sandboxed
        /// A page on the internet, when the API is on this machine or the local network.
        case publicPage
        /// The page with its own policies.
        case pagePolicies
        /// The API in a frame of another site.
        case framed
        /// The API embedded by a page of another site that has an embedder policy.
        case embedded
        /// The page in a frame of another site: are its cookies sent?
        case framedPage
        /// The same, after requestStorageAccess() was granted.
        case framedPageWithAccess

        /// Whether its requests are only rehearsed, on a response that the server gave to another probe.
        package var isRehearsed: Bool {
            switch self {
            case .publicPage, .pagePolicies, .framed, .embedded, .framedPage, .framedPageWithAccess:
                true
            case .read, .readWithCredentials, .readAgain, .change, .missingPath, .ownPage,
                .stranger,
                .lookalike, .sandboxed:
                false
            }
        }
    }

    package var purpose: Purpose
    package var page: Page
    package var request: OriginalRequest
    /// Whether the response is the same for every browser, so that one is enough.
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
    /// The probes, in the order in which they are sent.
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
            Probe(
                purpose: .readWithCredentials,
                page: pageWithoutPolicies,
                request: reading(.include)
            ),
            Probe(purpose: .readAgain, page: pageWithoutPolicies, request: reading(.include)),
        ]
    }

    /// The probes for a WebSocket. A handshake always includes credentials.
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
            Probe(
                purpose: .change(method: method),
                page: pageWithoutPolicies,
                request: changing(method)
            )
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
                // The page's own cache would respond in place of the server.
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
            // Not a safelisted header value, so even a POST requires a preflight.
            bodyContentType: "application/json",
            credentials: .include,
            cache: .noStore
        )
        return .fetch(request)
    }

    /// A page of another site with the page's scheme, so that only the host differs.
    func stranger(host: String) -> Page? {
        let scheme = page.url.scheme == "https" ? "https" : "http"
        return nearPage("\(scheme)://\(host)")
    }

    /// A page in the loopback address space, from which every address may be reached: the result
    /// must depend on the API's headers, and not on its address.
    private func nearPage(_ text: String) -> Page? {
        guard let url = try? WebURL(parsing: text) else { return nil }
        var page = Page(url: url)
        page.addressSpace = .loopback
        return page
    }

    /// Pages whose origin begins like the page's, or ends like its host: `startsWith`, `endsWith`
    /// and a pattern without anchors accept them.
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
