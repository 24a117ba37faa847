import Foundation

/// What HAR 1.2 requires of every member, and what DevTools' importer additionally requires.
///
/// http://www.softwareishard.com/blog/har-12-spec/
struct HARRequirements {
    private(set) var problems: [String] = []

    indirect enum Kind: Sendable {
        case string, moment, bool, null
        /// A number of at least the minimum; -1 means unknown.
        case number(from: Double)
        case array(Kind)
        case object(required: [String: Kind], optional: [String: Kind] = [:])
        case either(Kind, Kind)
    }

    static func problems(of data: Data) throws -> [String] {
        var requirements = HARRequirements()
        requirements.check(try JSONSerialization.jsonObject(with: data), root, at: "")
        return requirements.problems
    }

    private static let pair = Kind.object(required: ["name": .string, "value": .string])

    private static let cookie = Kind.object(
        required: ["name": .string, "value": .string],
        optional: [
            "path": .string, "domain": .string, "expires": .either(.moment, .null),
            "httpOnly": .bool, "secure": .bool, "sameSite": .string,
        ]
    )

    private static let request = Kind.object(
        required: [
            "method": .string, "url": .string, "httpVersion": .string,
            "cookies": .array(cookie), "headers": .array(pair), "queryString": .array(pair),
            "headersSize": .number(from: -1), "bodySize": .number(from: -1),
        ],
        optional: [
            "postData": .object(
                required: ["mimeType": .string, "text": .string],
                optional: ["params": .array(pair)]
            )
        ]
    )

    private static let response = Kind.object(
        required: [
            "status": .number(from: 0), "statusText": .string, "httpVersion": .string,
            "cookies": .array(cookie), "headers": .array(pair), "redirectURL": .string,
            "headersSize": .number(from: -1), "bodySize": .number(from: -1),
            "content": .object(
                required: ["size": .number(from: 0), "mimeType": .string],
                optional: ["text": .string, "encoding": .string]
            ),
        ],
        optional: ["_error": .either(.string, .null)]
    )

    private static let timings = Kind.object(
        required: [
            "send": .number(from: 0), "wait": .number(from: 0), "receive": .number(from: 0),
        ],
        optional: [
            "blocked": .number(from: -1), "dns": .number(from: -1),
            "connect": .number(from: -1), "ssl": .number(from: -1),
        ]
    )

    private static let root = Kind.object(required: [
        "log": .object(required: [
            "version": .string,
            "creator": .object(required: ["name": .string, "version": .string]),
            "pages": .array(
                .object(required: [
                    "startedDateTime": .moment, "id": .string, "title": .string,
                    "pageTimings": .object(
                        required: [:],
                        optional: [
                            "onContentLoad": .number(from: -1), "onLoad": .number(from: -1),
                        ]
                    ),
                ])
            ),
            "entries": .array(
                .object(
                    required: [
                        "startedDateTime": .moment, "time": .number(from: 0), "request": request,
                        "response": response, "cache": .object(required: [:]),
                        "timings": timings,
                    ],
                    optional: [
                        "pageref": .string, "_resourceType": .string, "_fromCache": .string,
                        // Must not be null, or DevTools rejects the whole file.
                        "_initiator": .object(
                            required: ["type": .string],
                            optional: ["url": .string]
                        ),
                    ]
                )
            ),
        ])
    ])

    private mutating func check(_ value: Any, _ kind: Kind, at path: String) {
        switch kind {
        case .string: expect(value is String, "\(path) is no text")
        case .bool: expect(value is Bool, "\(path) is neither true nor false")
        case .null: expect(value is NSNull, "\(path) is not null")
        case .moment:
            let format = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/
            let isMoment = (value as? String)?.wholeMatch(of: format) != nil
            expect(isMoment, "\(path) is no moment in ISO 8601")
        case .number(let minimum):
            expect((value as? Double).map { $0 >= minimum } ?? false, "\(path) is no number")
        case .either(let one, let other):
            var attempt = HARRequirements()
            attempt.check(value, one, at: path)
            if !attempt.problems.isEmpty { check(value, other, at: path) }
        case .array(let element):
            guard let elements = value as? [Any] else {
                return expect(false, "\(path) is no list")
            }
            for (index, one) in elements.enumerated() {
                check(one, element, at: "\(path)[\(index)]")
            }
        case .object(let required, let optional):
            guard let members = value as? [String: Any] else {
                return expect(false, "\(path) is no object")
            }
            for (name, kind) in required {
                guard let member = members[name] else {
                    problems.append("\(path).\(name) is missing")
                    continue
                }
                check(member, kind, at: "\(path).\(name)")
            }
            for (name, kind) in optional {
                if let member = members[name] { check(member, kind, at: "\(path).\(name)") }
            }
        }
    }

    private mutating func expect(_ isMet: Bool, _ problem: String) {
        if !isMet { problems.append(problem) }
    }
}
