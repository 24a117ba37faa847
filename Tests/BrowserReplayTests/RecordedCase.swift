import BrowserInfra
import Foundation
import TestSupport

/// What a real browser was made to do: `fixtures/browsers/cases.jsonl`, one a line.
struct RecordedCase: Decodable, Sendable {
    struct Step: Decodable, Sendable {
        enum Kind: String, Decodable {
            case fetch, xhr, documentCookie, navigate, subresource, wait
            case websocket, eventsource, beacon, cookieStore, storage
            case frame, frameNavigate
            case element, worker, `import`, storageAccess
        }

        /// Lines for `document.cookie`, or items for the storages.
        enum Setting: Decodable {
            case lines([String])
            case items([String: String])

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let lines = try? container.decode([String].self) {
                    self = .lines(lines)
                } else {
                    self = .items(try container.decode([String: String].self))
                }
            }
        }

        var kind: Kind
        var url: String?
        var method: String?
        var headers: [[String]]?
        var body: RecordedBody?
        var credentials: String?
        var mode: String?
        var redirect: String?
        var referrerPolicy: String?
        var referrer: String?
        var cache: String?
        var withCredentials: Bool?
        var set: Setting?
        var how: String?
        var element: String?
        var crossorigin: String?
        var referrerpolicy: String?
        var sandbox: String?
        var seconds: Double?
        /// "sandbox", "data", or the URL of a page; of a `frameNavigate`, the frame that moves.
        var frame: String?
        /// The frame that the step runs in: "outer/inner".
        var `in`: String?
        /// Of a new frame; it has that URL, or that source, or that of a Blob, or is blank.
        var name: String?
        var srcdoc: String?
        var blob: String?
        /// Of the frame, link or form: name and value.
        var attrs: [[String]]?
        var target: String?
        /// Of `window.open()`.
        var features: String?
        /// How many navigations follow by themselves.
        var hops: Int?
        /// Whether only the request is waited for.
        var download: Bool?
        /// Of an element that is inserted, with `attrs`.
        var tag: String?
        /// Of a style sheet.
        var text: String?
        /// Whether it is clicked.
        var click: Bool?
        /// Of `storageAccess`: "query" and more.
        var call: String?
        var serve: [String: ServedAnswers]?
        /// Whether the next step follows at once, and its requests are those of both.
        var nowait: Bool?

        /// Of a worker: "module", and whether it is a SharedWorker.
        var type: String?
        var shared: Bool?

        var keepalive: Bool?
        var priority: String?
        var integrity: String?
        var duplex: String?
        var targetAddressSpace: String?
        /// "aborted", "reason", "timeout".
        var signal: String?
        /// Whether it is made twice at once.
        var twice: Bool?

        /// One or several.
        var protocols: RecordedValue?

        /// The names of further events.
        var events: [String]?
        /// The step ends at that error event, or at that message, or after so many milliseconds.
        var errors: Int?
        var messages: Int?
        var limit: Double?

        var data: RecordedBody?
        /// Further beacons of the same turn.
        var more: [Beacon]?

        /// Method and arguments.
        var ops: [[RecordedValue]]?
        /// Whether change events are listened for.
        var watch: Bool?
    }

    struct Beacon: Decodable, Sendable {
        var url: String
        var data: RecordedBody?
    }

    /// What the browser was started with.
    struct ScenarioContext: Decodable, Sendable {
        var blockThirdParty: Bool?
        /// Saved in Chromium's settings.
        var siteSettings: [RecordedSiteSetting]?
    }

    var id: String
    var family: String
    var page: String
    var browser: ScenarioContext?
    /// Whether steps run with user activation; absent: they do.
    var activation: Bool?
    /// Over DevTools' protocol, or in Firefox's permission manager.
    var permissions: [RecordedPermission]?
    /// In Firefox's alone.
    var firefoxPermissions: [RecordedPermission]?
    /// What the server says before the page is opened.
    var serve: [String: ServedAnswers]?
    var steps: [Step]

    /// The page's opening, which is step 0 of the truth.
    var opening: Step {
        let html = ServedResponse(
            headers: [["Content-Type", "text/html; charset=utf-8"]],
            body: "{{page}}"
        )
        let path = page.split(separator: "/", maxSplits: 2).last ?? ""
        let query = path.firstIndex { $0 == "?" || $0 == "#" } ?? path.endIndex
        return Step(
            kind: .navigate,
            url: page,
            how: "typed",
            serve: ["/\(path[..<query])": ServedAnswers(main: .one(html))].merging(serve ?? [:]) {
                $1
            }
        )
    }
}

/// What the server says at one path: to OPTIONS, and to all else.
struct ServedAnswers: Codable, Sendable {
    var main: ServedResponses?
    var options: ServedResponses?
    /// To a handshake, which succeeds.
    var websocket: ServedResponse?

    /// With dates in the place of what stands for them.
    func dated(_ now: Moment) -> ServedAnswers {
        ServedAnswers(
            main: main?.dated(now),
            options: options?.dated(now),
            websocket: websocket
        )
    }
}

/// One answer to every request, or one after the other, the last of which is repeated.
enum ServedResponses: Codable, Sendable {
    case one(ServedResponse)
    case several([ServedResponse])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let several = try? container.decode([ServedResponse].self) {
            self = .several(several)
        } else {
            self = .one(try container.decode(ServedResponse.self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .one(let response): try container.encode(response)
        case .several(let responses): try container.encode(responses)
        }
    }

    /// The answer to the request number `index` since this was programmed.
    func answer(_ index: Int) -> ServedResponse {
        switch self {
        case .one(let response): response
        case .several(let responses):
            responses.isEmpty ? ServedResponse() : responses[min(index, responses.count - 1)]
        }
    }

    fileprivate func dated(_ now: Moment) -> ServedResponses {
        func dated(_ response: ServedResponse) -> ServedResponse {
            var response = response
            response.headers = response.headers?.map { header in
                header.map { expandingDates(in: $0, now: now) }
            }
            return response
        }
        switch self {
        case .one(let response): return .one(dated(response))
        case .several(let responses): return .several(responses.map(dated))
        }
    }
}

/// Absent: 200, no headers, the body "ok".
struct ServedResponse: Codable, Sendable {
    struct WebSocket: Codable, Sendable {
        /// In the place of the right `Sec-WebSocket-Accept`.
        var accept: String?
        /// Whether the headers of a handshake are missing.
        var bare: Bool?
        var `protocol`: String?
        var messages: [String]?
        /// Code and reason; without them the connection is cut.
        var close: Close?
        var isCut = false

        struct Close: Codable, Sendable {
            var code: Int
            var reason: String

            init(from decoder: any Decoder) throws {
                var container = try decoder.unkeyedContainer()
                code = try container.decode(Int.self)
                reason = container.isAtEnd ? "" : try container.decode(String.self)
            }

            func encode(to encoder: any Encoder) throws {
                var container = encoder.unkeyedContainer()
                try container.encode(code)
                try container.encode(reason)
            }
        }

        private enum Key: String, CodingKey {
            case accept, bare, `protocol`, messages, close
        }

        init() {}

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            accept = try container.decodeIfPresent(String.self, forKey: .accept)
            bare = try container.decodeIfPresent(Bool.self, forKey: .bare)
            `protocol` = try container.decodeIfPresent(String.self, forKey: .protocol)
            messages = try container.decodeIfPresent([String].self, forKey: .messages)
            close = try container.decodeIfPresent(Close.self, forKey: .close)
            isCut = container.contains(.close) && close == nil
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encodeIfPresent(accept, forKey: .accept)
            try container.encodeIfPresent(bare, forKey: .bare)
            try container.encodeIfPresent(`protocol`, forKey: .protocol)
            try container.encodeIfPresent(messages, forKey: .messages)
            if isCut { try container.encodeNil(forKey: .close) }
            try container.encodeIfPresent(close, forKey: .close)
        }
    }

    var status: Int?
    var headers: [[String]]?
    var body: String?
    var bodyB64: String?
    /// Seconds for which the connection stays open behind the body.
    var hold: Double?
    var ws: WebSocket?
}

/// What the browser did: `fixtures/browsers/<browser>.jsonl`.
struct RecordedTruth: Decodable, Sendable {
    /// The page's opening is step 0.
    struct Step: Decodable, Sendable {
        var outcome: Outcome
        var requests: [Request]?
        /// Absent: as after the step before.
        var jar: [JarCookie]?
        /// Absent: as after the step before.
        var documentCookie: String?
        /// Each cookie that was thought of, with the codes of those that were not sent.
        var sent: [SentCookie]?
        /// The codes of each line that was not stored.
        var stored: [[String]]?
        var failures: [Failure]?
        var console: [String]?
        /// From, to and the reason.
        var internalRedirects: [[String]]?
        /// What came of it is seen in the step after.
        var nowait: Bool?
    }

    struct Request: Decodable, Sendable {
        /// Absent: the URL that the step asks for.
        var url: String?
        /// Absent: GET.
        var method: String?
        /// Sec-Fetch-Site, -Mode, -Dest and -User; `-` for one that is not there.
        var fetch: String?
        var headers: [String: String]?
        /// Headers that the page set.
        var other: [[String]]?
        /// Its first 200 characters, where there are more.
        var body: String?
        var bodyLength: Int?
    }

    struct Outcome: Decodable, Sendable {
        var result: String
        var type: String?
        var status: Int?
        var redirected: Bool?
        /// Absent: the URL that the step asks for.
        var url: String?
        var headers: [[String]]?
        var body: String?
        var name: String?
        var message: String?
        /// Absent: the URL that the step asks for.
        var location: String?
        /// Whether the page was there still, and no load was needed.
        var bfcache: Bool?
        var cookie: String?
        /// Why the body could not be read.
        var bodyError: String?
        /// Of a beacon, or of several requests at once.
        var returned: RecordedValue?
        var value: RecordedValue?
        /// The names that a module exports.
        var keys: [String]?

        // Of a WebSocket.
        var opened: Bool?
        var `protocol`: String?
        var messages: RecordedValue?
        var error: RecordedValue?
        var closeCode: Int?
        var closeReason: String?
        var wasClean: Bool?
        /// An error event came, and no close event.
        var timeout: Bool?

        // Of an EventSource.
        var log: RecordedValue?
        var ended: String?
        var readyState: Int?

        // Of a CookieStore.
        var ops: RecordedValue?
        var changes: RecordedValue?

        // Of the storages.
        var local: RecordedValue?
        var session: RecordedValue?
    }

    struct JarCookie: Decodable, Hashable, Sendable {
        struct Key: Decodable, Hashable, Sendable {
            var topLevelSite: String
            /// Absent: the browser has no such bit.
            var hasCrossSiteAncestor: Bool?
        }

        var name: String
        var value: String
        var domain: String
        var hostOnly: Bool?
        var path: String
        /// Seconds from the end of the step; absent for a session cookie.
        var expires: Int64?
        var httpOnly: Bool?
        var secure: Bool?
        var sameSite: String
        var partitionKey: Key?
    }

    struct SentCookie: Decodable, Sendable {
        var name: String
        var domain: String
        var path: String
        var blocked: [String]?
    }

    struct Failure: Decodable, Sendable {
        /// Absent: the URL that the step asks for.
        var url: String?
        var error: String?
        var blockedReason: String?
        var cors: String?
        var parameter: String?
    }

    var id: String
    var steps: [Step]
}

extension RecordedTruth {
    /// Firefox's jar was read through nsICookie, which gives names as bytes (values and paths as
    /// UTF-8), and lists a cookie that has expired until something is written in its place.
    var withoutTheReadersMarks: RecordedTruth {
        var truth = self
        for index in truth.steps.indices {
            truth.steps[index].jar = steps[index].jar?.compactMap { cookie in
                if let expires = cookie.expires, expires < 0 { return nil }
                var cookie = cookie
                cookie.name =
                    ByteString(isomorphicEncoding: cookie.name)?.utf8Validated ?? cookie.name
                return cookie
            }
        }
        return truth
    }
}

/// The records of one file, in its order.
func loadRecords<Record: Decodable>(
    _ file: String,
    as type: Record.Type,
    variant: RecordedVariant = .asRecorded,
    where isWanted: (RecordedHeading) -> Bool = {
        !RecordedFamilies.notYetJudged.contains($0.family ?? "")
    }
) throws -> [Record] {
    let text = try String(contentsOf: fixtureURL("browsers/\(file)"), encoding: .utf8)
    let decoder = JSONDecoder()
    return try text.split(separator: "\n").compactMap { line in
        let heading = try decoder.decode(RecordedHeading.self, from: Data(line.utf8))
        guard isWanted(heading) else { return nil }
        // `~` stands for the folder that the case's paths begin with.
        let id = line.dropFirst(#"{"id":""#.utf8.count).prefix { $0 != "\"" }
        // A string with a lone surrogate, which Swift has no form for, reaches the DOM as U+FFFD.
        var full = line.replacing("~", with: variant.folder(of: id)).replacing(
            #"\ud800"#,
            with: "\u{FFFD}"
        )
        for (old, new) in variant.substitutions { full = full.replacing(old, with: new) }
        return try decoder.decode(type, from: Data(full.utf8))
    }
}
