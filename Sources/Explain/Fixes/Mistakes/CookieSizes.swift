internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Explanations

extension Adviser {
    /// The advice if the server rejects a request because cookies make its headers too large.
    var tooManyCookiesAdvice: Advice? {
        guard let exchange = report.requests.last, let status = exchange.response?.status,
            [400, 413, 431].contains(status),
            let header = exchange.requestHeaders.get("Cookie")
        else { return nil }
        let sent = exchange.cookies.filter(\.isSent).map(\.cookie)
        let count = max(header.count, sent.map { $0.size + 3 }.reduce(0, +) - 2)
        // A status of 400 has many causes; a header of this size is one.
        guard status == 431 || count >= 4096 else { return nil }
        let largest = sent.sorted { $0.size > $1.size }.prefix(3).map { cookie in
            "\(cookie.shownName) \(cookie.size)"
        }
        let others = sent.count - largest.count
        let rest = others > 0 ? " and \(others) more" : ""
        return Advice(
            code: .cookieHeaderTooLarge,
            text:
                "The Cookie header has \(count) bytes (\(largest.joined(separator: ", "))\(rest)), "
                + "and the server responds with \(status): nginx and Node.js accept at most 8 to 16 KB "
                + "of headers. "
                + "Keep the data on the server, and only its key in a cookie.",
            fixes: []
        )
    }
}
