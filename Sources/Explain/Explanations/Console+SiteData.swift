internal import BrowserFetch
internal import WebOrigin

extension FetchReport {
    /// The messages in Chrome's console about `Clear-Site-Data`.
    var clearSiteDataMessages: [String] {
        // The target of the tab's navigation has no page yet whose console could show it; the redirects
        // on the way do.
        let told = destination == .document ? exchanges.filter { $0.kind == .redirect } : exchanges
        return told.flatMap { exchange in
            exchange.clearSiteData.map { verdict in
                verdict.consoleFacts.map {
                    "Clear-Site-Data header on '\(exchange.url.href)': \($0)"
                }
            } ?? []
        }
    }
}

extension ClearSiteDataVerdict {
    fileprivate var consoleFacts: [String] {
        switch obstacle {
        case .insecureOrigin: return ["Not supported for insecure origins."]
        case .withoutCredentials:
            return [
                "The request's credentials mode prohibits modifying cookies and other local data."
            ]
        case .notObeyed: return []
        case nil: break
        }
        let unknown = unknownTypes.map { "Unrecognized type: \($0)." }
        if types.isEmpty { return unknown + ["No recognized types specified."] }
        let note =
            clearsCookies
            ? " Clearing channel IDs and HTTP authentication cache is currently not supported, as it "
                + "breaks active network connections." : ""
        // A storage bucket is not listed as a cleared type.
        let named = types.filter { !$0.hasPrefix("\"storage:") }
        return unknown + ["Cleared data types: \(named.joined(separator: ", ")).\(note)"]
    }
}
