package import Fetch
internal import HTTP
internal import Infra
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
    }

    package var purpose: Purpose
    package var page: Page
    package var request: FetchRequest
    /// Whether one browser's answer is every browser's, so that one asks for all.
    package var isForOneBrowser = false
}

extension Question {
    /// In the order in which they are sent.
    package var probes: [Probe] {
        let page = unruledPage
        var probes = [
            Probe(purpose: .read, page: page, request: reading(.omit)),
            Probe(purpose: .readWithCredentials, page: page, request: reading(.include)),
            Probe(purpose: .readAgain, page: page, request: reading(.include)),
        ]
        probes += methods.map { method in
            Probe(purpose: .change(method: method), page: page, request: changing(method))
        }
        if let stranger = stranger(host: "crumb-doctor.invalid") {
            probes.append(Probe(purpose: .stranger, page: stranger, request: reading(.include)))
        }
        var sandboxed = page
        sandboxed.origin = .opaque(OpaqueOrigin())
        probes.append(Probe(purpose: .sandboxed, page: sandboxed, request: reading(.include)))
        probes += lookalikes.map { page in
            Probe(
                purpose: .lookalike,
                page: page,
                request: reading(.include),
                isForOneBrowser: true
            )
        }
        var missing = reading(.omit)
        missing.url = url.origin.serialized + "/crumb-doctor-404"
        probes.append(
            Probe(purpose: .missingPath, page: page, request: missing, isForOneBrowser: true)
        )
        return probes
    }

    private func reading(_ credentials: CredentialsMode) -> FetchRequest {
        FetchRequest(
            url: url.href,
            method: readMethod,
            headers: headers,
            credentials: credentials,
            // The page's own cache would answer in the server's place.
            cache: .noStore
        )
    }

    private func changing(_ method: String) -> FetchRequest {
        FetchRequest(
            url: url.href,
            method: method,
            headers: headers,
            body: jsonBody,
            // Not among the safelisted ones, so that even a POST is asked about first.
            bodyContentType: "application/json",
            credentials: .include,
            cache: .noStore
        )
    }

    /// Of the page's scheme, so that nothing but its name is wrong.
    private func stranger(host: String) -> Page? {
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
