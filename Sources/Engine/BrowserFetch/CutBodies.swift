internal import BrowserInfra

extension FetchReport {
    /// The same report with no more than the beginning of each body, whose size stays known: a server
    /// decides how large they are, and a suite has many.
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

    /// Whether ``keepingBodies(upTo:)`` cuts any.
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
    /// Not in the middle of a character, if it is text.
    fileprivate mutating func cut(to limit: Int) {
        guard count > limit else { return }
        var end = limit
        while end > max(0, limit - 3), bytes[end] & 0xC0 == 0x80 { end -= 1 }
        // A copy: a slice would keep all of it.
        self = ByteString(Array(bytes[..<end]))
    }
}
