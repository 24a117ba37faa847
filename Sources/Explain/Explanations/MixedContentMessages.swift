internal import BrowserFetch
internal import WebOrigin

extension FetchReport {
    /// The messages in Chrome's console about insecure images on a secure page, and about the local
    /// network.
    var mixedContentWarnings: [String] { upgradeWarnings + localNetworkWarnings }

    /// The messages about requests over http that are allowed because the host is on the user's network.
    var localNetworkWarnings: [String] {
        warnings.flatMap { warning -> [String] in
            guard case .insecureOnLocalNetwork(let url, let destination) = warning else {
                return []
            }
            if initiator == .webSocket {
                return [
                    "Mixed Content: The page at '\(securePage)' was loaded over HTTPS, but attempted "
                        + "to connect to the insecure WebSocket endpoint '\(url.href)'. This endpoint "
                        + "should be available via WSS. Insecure access is deprecated.",
                    "Connecting to a non-secure WebSocket server from a secure origin is deprecated.",
                ]
            }
            return [
                insecureRequest(for: destination.mixedContentName(for: initiator), at: url)
                    + "This content should also be served over HTTPS."
            ]
        }
    }

    private var upgradeWarnings: [String] {
        // (For the target of a redirect, there is no message.)
        if case .upgradedToHTTPS(let from, let to) = warnings.first(where: \.isUpgrade) {
            guard to == url else { return [] }
            return [
                insecureRequest(for: "element", at: from)
                    + "This request was automatically upgraded to HTTPS, For more information "
                    + "see https://blog.chromium.org/2019/10/no-more-mixed-messages-about-https.html"
            ]
        }
        guard let url, url.scheme == "http", isLeftInsecure(url), hasSecurePage,
            case .element(let destination) = initiator, destination.isUpgradable,
            page?.upgradesInsecureRequests != true
        else { return [] }
        let reason =
            url.host?.isIPAddress == true
            ? "its URL's host is an IP address." : "it is a local network request."
        return [
            insecureRequest(for: "element", at: url)
                + "This request was not upgraded to HTTPS because \(reason)"
        ]
    }

    /// Returns whether the browser does not upgrade the URL to https, because the host is this machine
    /// or on the user's network.
    private func isLeftInsecure(_ url: WebURL) -> Bool {
        url.isPotentiallyTrustworthy
            || warnings.contains {
                if case .insecureOnLocalNetwork(url, _) = $0 { true } else { false }
            }
    }

    func insecureRequest(for kind: String, at url: WebURL) -> String {
        "Mixed Content: The page at '\(securePage)' was loaded over HTTPS, but requested an insecure "
            + "\(kind) '\(url.href)'. "
    }

    /// Returns one message for the form's action and one for the URL that is requested, which has the
    /// fields in its query if the method is GET.
    func insecureFormMessages(sentTo url: WebURL) -> [String] {
        let action = method == "GET" ? String(url.href.prefix { $0 != "?" }) : url.href
        return [action, url.href].map { target in
            "Mixed Content: The page at '\(securePage)' was loaded over a secure connection, but "
                + "contains a form that targets an insecure endpoint '\(target)'. This endpoint "
                + "should be made available over a secure connection."
        }
    }

    /// The document in the address bar if it was loaded over https, otherwise the document that makes
    /// the request. In a frame of another site, which has a process of its own, only the origin of the
    /// former is known.
    var securePage: String {
        guard let page else { return "" }
        if page.top.url.scheme == "https", page.top != page {
            return isFramedByAnotherSite
                ? page.top.url.origin.serialized + "/" : page.top.url.href
        }
        return (page.ancestors + [page]).contains { $0.url.scheme == "https" } ? page.url.href : ""
    }

    private var hasSecurePage: Bool { !securePage.isEmpty }
}

extension RequestWarning {
    fileprivate var isUpgrade: Bool {
        if case .upgradedToHTTPS = self { true } else { false }
    }
}

extension Destination {
    /// Returns the console's term for a request that is blocked as mixed content.
    func mixedContentName(for initiator: Initiator) -> String {
        switch self {
        case .fetch:
            switch initiator {
            case .xhr: "XMLHttpRequest endpoint"
            case .eventSource: "EventSource endpoint"
            case .beacon: "Beacon endpoint"
            case .fetch, .webSocket, .element, .navigation: "resource"
            }
        case .iframe, .frame: "frame"
        case .style: "stylesheet"
        case .script, .font, .image: rawValue
        default: "resource"
        }
    }

    fileprivate var isUpgradable: Bool { [.image, .audio, .video].contains(self) }
}
