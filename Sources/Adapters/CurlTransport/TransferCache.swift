internal import WebOrigin

/// What the requests of one loop need not find out once more, on the loop's thread only.
///
/// What is kept follows from a text alone, so that it is the same whoever asks.
final class TransferCache {
    /// Whether there are answers whose body nobody waits for.
    let early = EarlyResponses()
    /// (These have served a request, and nothing of that is left in them.)
    var handles = KeptHandles()
    /// URLs that libcurl takes where the rules take them, or does not take at all.
    private var agreed: Set<String> = []
    /// The latest address, as libcurl wrote it, and what it is.
    private var address: (text: String, host: Host?)?

    /// How many URLs are kept, and how long they are at most, in bytes.
    private static let maxURLs = 256
    private static let longestURL = 2048

    func agrees(on url: WebURL) -> Bool { agreed.contains(url.href) }

    func remember(_ url: WebURL) {
        guard url.href.utf8.count <= Self.longestURL else { return }
        if agreed.count >= Self.maxURLs { agreed.removeAll(keepingCapacity: true) }
        agreed.insert(url.href)
    }

    /// The host that an address of libcurl's stands for; `nil` where it is none.
    func host(at text: String) -> Host? {
        if let address, address.text == text { return address.host }
        // The zone of a link-local address is the machine's own.
        let bare = text.prefix { $0 != "%" }
        let host = try? Host(parsing: bare.contains(":") ? "[\(bare)]" : String(bare))
        address = (text, host)
        return host
    }
}
