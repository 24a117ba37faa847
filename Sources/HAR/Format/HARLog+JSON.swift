internal import HTTP
internal import Infra
package import JSON
internal import Report

// Every member that HAR 1.2 requires, in DevTools' order; sizes and times that are not known are -1,
// as the format has it.

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
        let milliseconds = JSONValue.decimal(Double(durationMicroseconds) / 1000)
        var members: [JSONValue.Member] = []
        func add(_ key: String, _ value: JSONValue?) {
            if let value { members.append(JSONValue.Member(key, value)) }
        }
        add("_fromCache", fromCache.map { .string($0) })
        // DevTools reads no null here.
        add("_initiator", initiator.map(\.json))
        add("_resourceType", resourceType.map { .string($0) })
        add("cache", .object([]))
        add("pageref", pageref.map { .string($0) })
        add("request", request.json)
        add("response", response.json)
        add("startedDateTime", .string(started.iso8601))
        add("time", milliseconds)
        add(
            "timings",
            .object([
                "blocked": unknown, "dns": unknown, "ssl": unknown, "connect": unknown,
                "send": .integer(0), "wait": milliseconds, "receive": .integer(0),
            ])
        )
        add("_crumb", verdicts)
        return .object(members)
    }
}

extension HARInitiator {
    fileprivate var json: JSONValue {
        var members = [JSONValue.Member("type", .string(type))]
        if let url { members.append(JSONValue.Member("url", .string(url))) }
        return .object(members)
    }
}

extension HARRequest {
    fileprivate var json: JSONValue {
        var members = [
            JSONValue.Member("method", .string(method)),
            JSONValue.Member("url", .string(url)),
            JSONValue.Member("httpVersion", .string(httpVersion)),
            JSONValue.Member("headers", headers.harJSON),
            JSONValue.Member("queryString", .pairs(FormURLEncoded.pairs(inQueryOf: url))),
            JSONValue.Member("cookies", .array(cookies.map(\.json))),
            JSONValue.Member("headersSize", unknown),
            JSONValue.Member("bodySize", .integer(postData?.text.utf8.count ?? 0)),
        ]
        if let postData { members.append(JSONValue.Member("postData", postData.json)) }
        return .object(members)
    }
}

extension HARPostData {
    fileprivate var json: JSONValue {
        var members = [
            JSONValue.Member("mimeType", .string(mimeType)),
            JSONValue.Member("text", .string(text)),
        ]
        if mimeType.asciiLowercased.hasPrefix("application/x-www-form-urlencoded") {
            members.append(JSONValue.Member("params", .pairs(FormURLEncoded.pairs(of: text))))
        }
        return .object(members)
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
            // What came over the wire is known only where no coding was undone.
            "bodySize": headers.contains("Content-Encoding")
                ? unknown : .integer(content.size),
            "_error": .optional(error) { .string($0) },
        ])
    }
}

extension HARContent {
    fileprivate var json: JSONValue {
        var members = [
            JSONValue.Member("size", .integer(size)),
            JSONValue.Member("mimeType", .string(mimeType)),
        ]
        if let body, !body.isEmpty {
            if let text = body.utf8Validated {
                members.append(JSONValue.Member("text", .string(text)))
            } else {
                members.append(JSONValue.Member("text", .string(body.base64Encoded)))
                members.append(JSONValue.Member("encoding", "base64"))
            }
        }
        return .object(members)
    }
}

extension HARCookie {
    fileprivate var json: JSONValue {
        var members = [
            JSONValue.Member("name", .string(name)),
            JSONValue.Member("value", .string(value)),
        ]
        if let path { members.append(JSONValue.Member("path", .string(path))) }
        if let domain { members.append(JSONValue.Member("domain", .string(domain))) }
        // A session cookie's is null, as in DevTools' files.
        members.append(
            JSONValue.Member("expires", .optional(expires) { .string($0.iso8601) })
        )
        members.append(JSONValue.Member("httpOnly", .bool(isHTTPOnly)))
        members.append(JSONValue.Member("secure", .bool(isSecure)))
        if let sameSite { members.append(JSONValue.Member("sameSite", .string(sameSite))) }
        return .object(members)
    }
}

extension HeaderList {
    /// As a page's `Headers` shows values: one character a byte.
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
