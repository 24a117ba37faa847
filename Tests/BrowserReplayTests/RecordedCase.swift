import Foundation
import Infra
import TestSupport

/// What a real browser was made to do: `fixtures/browsers/cases.jsonl`, one a line.
struct RecordedCase: Decodable, Sendable {
    struct Step: Decodable, Sendable {
        enum Kind: String, Decodable {
            case fetch, xhr, documentCookie, navigate, subresource, wait
        }

        var kind: Kind
        var url: String?
        var method: String?
        var headers: [[String]]?
        var body: String?
        var credentials: String?
        var mode: String?
        var redirect: String?
        var referrerPolicy: String?
        var referrer: String?
        var cache: String?
        var withCredentials: Bool?
        var set: [String]?
        var how: String?
        var element: String?
        var crossorigin: String?
        var referrerpolicy: String?
        var sandbox: String?
        var seconds: Double?
        /// "sandbox", "data", or the URL of a page.
        var frame: String?
        var serve: [String: ServedAnswers]?
    }

    var id: String
    var family: String
    var page: String
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
            serve: ["/\(path[..<query])": ServedAnswers(main: html)]
        )
    }
}

/// What the server says at one path: to OPTIONS, and to all else.
struct ServedAnswers: Codable, Sendable {
    var main: ServedResponse?
    var options: ServedResponse?

    /// With dates in the place of what stands for them.
    func dated(_ now: Moment) -> ServedAnswers {
        func dated(_ response: ServedResponse?) -> ServedResponse? {
            guard var response else { return nil }
            response.headers = response.headers?.map { header in
                header.map { expandingDates(in: $0, now: now) }
            }
            return response
        }
        return ServedAnswers(main: dated(main), options: dated(options))
    }
}

/// Absent: 200, no headers, the body "ok".
struct ServedResponse: Codable, Sendable {
    var status: Int?
    var headers: [[String]]?
    var body: String?
    var bodyB64: String?
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
        var body: String?
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
        var cookie: String?
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
    variant: RecordedVariant = .asRecorded
) throws -> [Record] {
    let text = try String(contentsOf: fixtureURL("browsers/\(file)"), encoding: .utf8)
    let decoder = JSONDecoder()
    return try text.split(separator: "\n").map { line in
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
