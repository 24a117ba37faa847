internal import BrowserFetch
internal import BrowserInfra
package import BrowserJSON

extension LoggedReport {
    /// HAR 1.2 for several reports, in order: an entry for each exchange, without bodies and secret
    /// values.
    ///
    /// http://www.softwareishard.com/blog/har-12-spec/
    ///
    /// `version`: the version of crumb.
    package static func har(_ reports: [LoggedReport], version: String) -> JSONValue {
        .object([
            "log": .object([
                "version": "1.2",
                "creator": .object(["name": "crumb", "version": .string(version)]),
                "entries": .array(reports.flatMap(\.harEntries)),
            ])
        ])
    }

    private var harEntries: [JSONValue] {
        (json["exchanges"].elements ?? []).map { exchange in
            let duration = exchange["durationMs"] == .null ? .integer(0) : exchange["durationMs"]
            return .object([
                "startedDateTime": .string(entry.began.iso8601),
                "time": duration,
                "request": request(exchange),
                "response": response(exchange),
                "cache": .object([]),
                "timings": .object(["send": .integer(0), "wait": duration, "receive": .integer(0)]),
                "_crumb": exchange,
            ])
        }
    }

    private func request(_ exchange: JSONValue) -> JSONValue {
        .object([
            "method": exchange["method"],
            "url": exchange["url"],
            "httpVersion": "HTTP/1.1",
            "cookies": .array([]),
            "headers": headers(exchange["requestHeaders"]),
            "queryString": .array([]),
            "headersSize": .integer(-1),
            "bodySize": .integer(-1),
        ])
    }

    private func response(_ exchange: JSONValue) -> JSONValue {
        let location = (exchange["responseHeaders"].elements ?? []).compactMap(\.elements)
            .first { $0.first?.string?.lowercased() == "location" }
        return .object([
            "status": exchange["status"] == .null ? .integer(0) : exchange["status"],
            "statusText": "",
            "httpVersion": "HTTP/1.1",
            "cookies": .array([]),
            "headers": headers(exchange["responseHeaders"]),
            "content": .object(["size": .integer(-1), "mimeType": "x-unknown"]),
            "redirectURL": location?.last ?? "",
            "headersSize": .integer(-1),
            "bodySize": .integer(-1),
        ])
    }

    private func headers(_ headers: JSONValue) -> JSONValue {
        .array(
            (headers.elements ?? []).compactMap(\.elements).filter { $0.count == 2 }.map {
                .object(["name": $0[0], "value": $0[1]])
            }
        )
    }
}
