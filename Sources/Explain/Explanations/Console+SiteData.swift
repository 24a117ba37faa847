internal import BrowserFetch
internal import WebOrigin

extension FetchReport {
    /// What Chrome's console says about `Clear-Site-Data`.
    var clearSiteDataMessages: [String] {
        // What the tab navigates to has no page yet that could tell; the hops on the way have.
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
        // A storage bucket does not count as one of the named types.
        let named = types.filter { !$0.hasPrefix("\"storage:") }
        return unknown + ["Cleared data types: \(named.joined(separator: ", ")).\(note)"]
    }
}
