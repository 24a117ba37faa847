internal import BrowserInfra

extension FetchReport {
    /// Returns the report with each body cut to its first `limit` bytes; the original sizes stay
    /// known. A server decides how large bodies are, and a suite has many.
    package func keepingBodies(upTo limit: Int) -> FetchReport {
        guard hasBody(longerThan: limit) else { return self }
        var report = self
        for index in report.exchanges.indices {
            report.exchanges[index].requestBody?.cut(to: limit)
            report.exchanges[index].response?.keepBody(upTo: limit)
        }
        if case .fulfilled(var response) = report.outcome {
            response.keepBody(upTo: limit)
            report.outcome = .fulfilled(response)
        }
        return report
    }

    /// Whether ``keepingBodies(upTo:)`` would cut a body.
    package func hasBody(longerThan limit: Int) -> Bool {
        if case .fulfilled(let response) = outcome, response.body?.count ?? 0 > limit {
            return true
        }
        return exchanges.contains { exchange in
            exchange.requestBody?.count ?? 0 > limit || exchange.response?.body.count ?? 0 > limit
        }
    }
}

extension HTTPResponse {
    fileprivate mutating func keepBody(upTo limit: Int) {
        guard body.count > limit else { return }
        bodyCutFrom = bodyCutFrom ?? body.count
        body.cut(to: limit)
    }
}

extension PageResponse {
    fileprivate mutating func keepBody(upTo limit: Int) {
        guard let count = body?.count, count > limit else { return }
        bodyCutFrom = bodyCutFrom ?? count
        body?.cut(to: limit)
    }
}

extension ByteString {
    /// Cuts the string to at most `limit` bytes, without splitting a UTF-8 character.
    fileprivate mutating func cut(to limit: Int) {
        guard count > limit else { return }
        var end = limit
        while end > max(0, limit - 3), bytes[end] & 0xC0 == 0x80 { end -= 1 }
        // A copy: a slice would retain the whole buffer.
        self = ByteString(Array(bytes[..<end]))
    }
}
