internal import WebOrigin

/// Cached results that the requests of one loop share; used on the loop's thread only.
///
/// Each result depends only on its text, so that it is the same for every request.
final class TransferCache {
    /// Whether there are responses whose body nothing waits for.
    let early = EarlyResponses()
    /// Handles of earlier requests, which retain nothing of those requests.
    var handles = KeptHandles()
    /// URLs for which libcurl agrees with the engine on the destination, or which it does not
    /// accept at all.
    private var agreed: Set<String> = []
    /// The latest address in libcurl's notation, and the host that it means.
    private var address: (text: String, host: Host?)?

    /// The maximum number of cached URLs, and their maximum length in bytes.
    private static let maxURLs = 256
    private static let longestURL = 2048

    func agrees(on url: WebURL) -> Bool { agreed.contains(url.href) }

    func remember(_ url: WebURL) {
        guard url.href.utf8.count <= Self.longestURL else { return }
        if agreed.count >= Self.maxURLs { agreed.removeAll(keepingCapacity: true) }
        agreed.insert(url.href)
    }

    /// Returns the host for an address in libcurl's notation; `nil` if it is not an address.
    func host(at text: String) -> Host? {
        if let address, address.text == text { return address.host }
        // The zone of a link-local address only has a meaning on this machine.
        let bare = text.prefix { $0 != "%" }
        let host = try? Host(parsing: bare.contains(":") ? "[\(bare)]" : String(bare))
        address = (text, host)
        return host
    }
}
