import BrowserInfra
import Foundation
import TestSupport

/// What a real browser was made to do; `fixtures/browsers/cases.jsonl` has one case per line.
struct RecordedCase: Decodable, Sendable {
    struct Step: Decodable, Sendable {
        enum Kind: String, Decodable {
            case fetch, xhr, documentCookie, navigate, subresource, wait
            case websocket, eventsource, beacon, cookieStore, storage
            case frame, frameNavigate
            case element, worker, `import`, storageAccess
        }

        /// Lines for `document.cookie`, or items for localStorage and sessionStorage.
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
        /// "sandbox", "data", or the URL of a page; for a `frameNavigate`, the frame that is
        /// navigated.
        var frame: String?
        /// The path of the frame that the step runs in: "outer/inner".
        var `in`: String?
        /// The name of a new frame, which loads `url`, `srcdoc` or a Blob with the content of
        /// `blob`, or is blank.
        var name: String?
        var srcdoc: String?
        var blob: String?
        /// The attributes of the frame, link or form: name and value.
        var attrs: [[String]]?
        var target: String?
        /// The features passed to `window.open()`.
        var features: String?
        /// The number of navigations that follow on their own.
        var hops: Int?
        /// Whether the recorder only waits for the request.
        var download: Bool?
        /// The tag of an element that is inserted, with `attrs`.
        var tag: String?
        /// The text of a style sheet.
        var text: String?
        /// Whether the element is clicked.
        var click: Bool?
        /// The call of `storageAccess`: "query" and others.
        var call: String?
        var serve: [String: ServedAnswers]?
        /// Whether the next step follows at once, and its requests are those of both.
        var nowait: Bool?

        /// The type of a worker, "module" or absent; `shared` says whether it is a SharedWorker.
        var type: String?
        var shared: Bool?

        var keepalive: Bool?
        var priority: String?
        var integrity: String?
        var duplex: String?
        var targetAddressSpace: String?
        /// The abort signal: "aborted", "reason" or "timeout".
        var signal: String?
        /// Whether the request is made twice at once.
        var twice: Bool?

        /// One subprotocol or several.
        var protocols: RecordedValue?

        /// The names of further events.
        var events: [String]?
        /// The step ends after `errors` error events, after `messages` messages, or after `limit`
        /// milliseconds.
        var errors: Int?
        var messages: Int?
        var limit: Double?

        var data: RecordedBody?
        /// Further beacons of the same turn of the event loop.
        var more: [Beacon]?

        /// The calls, each with its method and arguments.
        var ops: [[RecordedValue]]?
        /// Whether the page listens for change events.
        var watch: Bool?
    }

    struct Beacon: Decodable, Sendable {
        var url: String
        var data: RecordedBody?
    }

    /// The settings that the browser was started with.
    struct BrowserSettings: Decodable, Sendable {
        var blockThirdParty: Bool?
        /// Content settings saved in Chromium's preferences.
        var siteSettings: [RecordedSiteSetting]?
    }

    var id: String
    var family: String
    var page: String
    var browser: BrowserSettings?
    /// Whether steps run with user activation; if absent, they do.
    var activation: Bool?
    /// Permissions set through the DevTools protocol, or in Firefox's permission manager.
    var permissions: [RecordedPermission]?
    /// Permissions that are only set in Firefox.
    var firefoxPermissions: [RecordedPermission]?
    /// The rules of the server before the page is opened.
    var serve: [String: ServedAnswers]?
    var steps: [Step]

    /// The opening of the page, which is step 0 of the truth.
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

/// The responses of the server at one path: to OPTIONS, and to every other method.
struct ServedAnswers: Codable, Sendable {
    var main: ServedResponses?
    var options: ServedResponses?
    /// The response to a handshake, which succeeds.
    var websocket: ServedResponse?

    /// The responses with their date placeholders replaced.
    func dated(_ now: Moment) -> ServedAnswers {
        ServedAnswers(
            main: main?.dated(now),
            options: options?.dated(now),
            websocket: websocket
        )
    }
}

/// One response to every request, or a sequence of responses, the last of which is repeated.
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

    /// The response to request number `index` since the rule was programmed.
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

/// A response; if all members are absent: 200, no headers, and the body "ok".
struct ServedResponse: Codable, Sendable {
    struct WebSocket: Codable, Sendable {
        /// A value to send instead of the correct `Sec-WebSocket-Accept`.
        var accept: String?
        /// Whether the headers of a handshake are missing.
        var bare: Bool?
        var `protocol`: String?
        var messages: [String]?
        /// The code and reason to close with; without them the connection is cut.
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
    /// How many seconds the connection stays open after the body.
    var hold: Double?
    var ws: WebSocket?
}

/// What the browser did: `fixtures/browsers/<browser>.jsonl`.
struct RecordedTruth: Decodable, Sendable {
    /// One step; step 0 is the opening of the page.
    struct Step: Decodable, Sendable {
        var outcome: Outcome
        var requests: [Request]?
        /// Absent: as after the previous step.
        var jar: [JarCookie]?
        /// Absent: as after the previous step.
        var documentCookie: String?
        /// Every cookie that was considered, with the codes of those that were not sent.
        var sent: [SentCookie]?
        /// The codes for each line that was not stored.
        var stored: [[String]]?
        var failures: [Failure]?
        var console: [String]?
        /// Internal redirects: from, to and the reason.
        var internalRedirects: [[String]]?
        /// Whether the effects of the step are only recorded with the next one.
        var nowait: Bool?
    }

    struct Request: Decodable, Sendable {
        /// Absent: the URL that the step requests.
        var url: String?
        /// Absent: GET.
        var method: String?
        /// Sec-Fetch-Site, -Mode, -Dest and -User; `-` for a header that is absent.
        var fetch: String?
        var headers: [String: String]?
        /// Headers that the page set.
        var other: [[String]]?
        /// The body, cut off after its first 200 characters.
        var body: String?
        var bodyLength: Int?
    }

    struct Outcome: Decodable, Sendable {
        var result: String
        var type: String?
        var status: Int?
        var redirected: Bool?
        /// Absent: the URL that the step requests.
        var url: String?
        var headers: [[String]]?
        var body: String?
        var name: String?
        var message: String?
        /// Absent: the URL that the step requests.
        var location: String?
        /// Whether the page was restored from the back/forward cache and not loaded.
        var bfcache: Bool?
        var cookie: String?
        /// Why the body could not be read.
        var bodyError: String?
        /// The return value of a beacon, or of several requests at once.
        var returned: RecordedValue?
        var value: RecordedValue?
        /// The names that a module exports.
        var keys: [String]?

        // Members of a WebSocket.
        var opened: Bool?
        var `protocol`: String?
        var messages: RecordedValue?
        var error: RecordedValue?
        var closeCode: Int?
        var closeReason: String?
        var wasClean: Bool?
        /// Whether an error event fired, but no close event.
        var timeout: Bool?

        // Members of an EventSource.
        var log: RecordedValue?
        var ended: String?
        var readyState: Int?

        // Members of a CookieStore.
        var ops: RecordedValue?
        var changes: RecordedValue?

        // Members of localStorage and sessionStorage.
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
        /// Absent: the URL that the step requests.
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
    /// The truth without artifacts of how Firefox's jar was read: nsICookie returns names as bytes
    /// (values and paths as UTF-8), and still lists an expired cookie until another one overwrites
    /// it.
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

/// Returns the records of one file, in the file's order.
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
        // `~` stands for the folder that all paths of the case start with.
        let id = line.dropFirst(#"{"id":""#.utf8.count).prefix { $0 != "\"" }
        // A string with a lone surrogate, which Swift cannot represent, reaches the DOM as U+FFFD.
        var full = line.replacing("~", with: variant.folder(of: id)).replacing(
            #"\ud800"#,
            with: "\u{FFFD}"
        )
        for (old, new) in variant.substitutions { full = full.replacing(old, with: new) }
        return try decoder.decode(type, from: Data(full.utf8))
    }
}
