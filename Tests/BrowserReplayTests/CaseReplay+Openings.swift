import BrowserFetch
import BrowserHTTP

extension RecordedCase {
    /// Whether the recording of a WebSocket or EventSource only says whether it opened, and has
    /// handshakes in the form of any other request.
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
    /// The handshake without the headers that mark it as one.
    var withoutHandshake: HTTPRequest {
        var request = self
        for name in ["Upgrade", "Sec-WebSocket-Version"] { request.headers.delete(name) }
        return request
    }
}
