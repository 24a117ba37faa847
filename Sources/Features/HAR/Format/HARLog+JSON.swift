internal import BrowserHTTP
internal import BrowserInfra
package import BrowserJSON

// Writes every member that HAR 1.2 requires, in DevTools' order; unknown sizes and times are -1, as
// the format specifies.

extension HARLog {
    package var json: JSONValue {
        .object([
            "log": .object([
                "version": "1.2",
                "creator": .object([
                    "name": .string(creator.name), "version": .string(creator.version),
                ]),
                "pages": .array(pages.map(\.json)),
                "entries": .array(entries.map(\.json)),
            ])
        ])
    }
}

private let unknown = JSONValue.integer(-1)

extension HARPage {
    fileprivate var json: JSONValue {
        .object([
            "startedDateTime": .string(started.iso8601),
            "id": .string(id),
            "title": .string(title),
            "pageTimings": .object(["onContentLoad": unknown, "onLoad": unknown]),
        ])
    }
}

extension HAREntry {
    fileprivate var json: JSONValue {
        let time = JSONValue.milliseconds(microseconds: durationMicroseconds)
        // DevTools does not accept null here.
        return .object(leavingOutNil: [
            "_fromCache": fromCache.map { .string($0) },
            "_initiator": initiator.map(\.json),
            "_resourceType": resourceType.map { .string($0) },
            "cache": .object([]),
            "pageref": pageref.map { .string($0) },
            "request": request.json,
            "response": response.json,
            "startedDateTime": .string(started.iso8601),
            "time": time,
            "timings": .object([
                "blocked": unknown, "dns": unknown, "ssl": unknown, "connect": unknown,
                "send": .integer(0), "wait": time, "receive": .integer(0),
            ]),
            "_crumb": verdicts,
        ])
    }
}

extension HARInitiator {
    fileprivate var json: JSONValue {
        .object(leavingOutNil: ["type": .string(type), "url": url.map { .string($0) }])
    }
}

extension HARRequest {
    fileprivate var json: JSONValue {
        .object(leavingOutNil: [
            "method": .string(method),
            "url": .string(url),
            "httpVersion": .string(httpVersion),
            "headers": headers.harJSON,
            "queryString": .pairs(FormURLEncoded.pairs(inQueryOf: url)),
            "cookies": .array(cookies.map(\.json)),
            "headersSize": unknown,
            "bodySize": .integer(postData?.text.utf8.count ?? 0),
            "postData": postData.map(\.json),
        ])
    }
}

extension HARPostData {
    fileprivate var json: JSONValue {
        let isForm = mimeType.asciiLowercased.hasPrefix("application/x-www-form-urlencoded")
        return .object(leavingOutNil: [
            "mimeType": .string(mimeType),
            "text": .string(text),
            "params": isForm ? .pairs(FormURLEncoded.pairs(of: text)) : nil,
        ])
    }
}

extension HARResponse {
    fileprivate var json: JSONValue {
        .object([
            "status": .integer(status),
            "statusText": .string(statusText),
            "httpVersion": .string(httpVersion),
            "headers": headers.harJSON,
            "cookies": .array(cookies.map(\.json)),
            "content": content.json,
            "redirectURL": .string(redirectURL),
            "headersSize": unknown,
            // The transferred size is only known when no content coding was undone.
            "bodySize": headers.contains("Content-Encoding")
                ? unknown : .integer(content.size),
            "_error": .optional(error) { .string($0) },
        ])
    }
}

extension HARContent {
    fileprivate var json: JSONValue {
        let body = body.flatMap { $0.isEmpty ? nil : $0 }
        let text = body?.utf8Validated
        return .object(leavingOutNil: [
            "size": .integer(size),
            "mimeType": .string(mimeType),
            "text": body.map { .string(text ?? $0.base64Encoded) },
            "encoding": body == nil || text != nil ? nil : "base64",
            "comment": isCut ? .string("cut after \(body?.count ?? 0) bytes") : nil,
        ])
    }
}

extension HARCookie {
    fileprivate var json: JSONValue {
        .object(leavingOutNil: [
            "name": .string(name),
            "value": .string(value),
            "path": path.map { .string($0) },
            "domain": domain.map { .string($0) },
            // The expiry of a session cookie is null, as in DevTools' files.
            "expires": .optional(expires) { .string($0.iso8601) },
            "httpOnly": .bool(isHTTPOnly),
            "secure": .bool(isSecure),
            "sameSite": sameSite.map { .string($0) },
        ])
    }
}

extension HeaderList {
    /// The value as in a page's `Headers`: one character per byte.
    fileprivate var harJSON: JSONValue {
        .pairs(headers.map { ($0.name, $0.value.isomorphicDecoded) })
    }
}

extension JSONValue {
    fileprivate static func pairs(_ pairs: [(name: String, value: String)]) -> JSONValue {
        .array(
            pairs.map { .object(["name": .string($0.name), "value": .string($0.value)]) }
        )
    }
}
