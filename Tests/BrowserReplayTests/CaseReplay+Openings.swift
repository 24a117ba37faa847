import BrowserFetch
import BrowserHTTP

extension RecordedCase {
    /// Whether of WebSockets and EventSources no more was recorded than whether they opened, and a
    /// handshake as any other request.
    var hasOpeningsOnly: Bool {
        ["lna", "csp", "coep", "storageaccess", "element"].contains(family)
    }
}

extension CaseReplay {
    func shortened(_ outcome: [String]) -> [String] {
        recorded.hasOpeningsOnly && outcome.first != "rejected" ? Array(outcome.prefix(1)) : outcome
    }
}

extension HTTPRequest {
    /// A handshake without what says that it is one.
    var withoutHandshake: HTTPRequest {
        var request = self
        for name in ["Upgrade", "Sec-WebSocket-Version"] { request.headers.delete(name) }
        return request
    }
}
