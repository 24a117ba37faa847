/// The members of `crumb.report/1` that the tests read.
struct PrintedReport: Decodable, Sendable {
    struct Request: Decodable, Sendable {
        var url: String
        var mode: String
        var redirect: String
    }

    struct Exchange: Decodable, Sendable {
        /// `nil` if there was no response.
        var status: Int?
        var kind: String
        var cookies: [PrintedVerdict]
        var setCookies: [PrintedVerdict]
        var cors: CORS?
        var requestHeaders: [[String]]

        /// Whether the request was a download from the start.
        var isDownload: Bool {
            requestHeaders.contains(["Sec-Fetch-Mode", "navigate"])
                && requestHeaders.contains(["Sec-Fetch-Dest", "empty"])
        }
    }

    struct CORS: Decodable, Sendable {
        var error: String?
        var parameter: String?
    }

    struct Outcome: Decodable, Sendable {
        var response: Response?
        var error: Failure?
        var beacon: Beacon?
        var webSocket: WebSocket?
    }

    struct Beacon: Decodable, Sendable {
        var returned: Bool
    }

    struct Message: Decodable, Sendable {
        var text: String?
        var base64: String?
    }

    struct WebSocket: Decodable, Sendable {
        /// `nil` if the constructor threw.
        var url: String?
        var `protocol`: String
        var opened: Bool
        var messages: [Message]
        var closeCode: Int?
        var closeReason: String
        var wasClean: Bool

        var lines: [String] {
            [opened ? "open" : "error", url ?? "", "protocol \(`protocol`)"]
                + messages.map { "message \($0.text ?? "\($0.base64 ?? "") in base64")" }
                + [
                    closeCode.map { "close \($0) \(closeReason) \(wasClean)" } ?? "no close event"
                ]
        }
    }

    struct Response: Decodable, Sendable {
        var type: String
        var status: Int
        var url: String
        var redirected: Bool
        var headers: [[String]]
        var body: String?
        var bodyBase64: String?
    }

    struct Failure: Decodable, Sendable {
        var name: String
        var message: String
        var code: String
    }

    var initiator: String
    var request: Request
    var exchanges: [Exchange]
    var preflightCache: String
    var violationReports: [ViolationReport]

    struct ViolationReport: Decodable, Sendable {
        var exchanges: [Exchange]
    }
    var outcome: Outcome
    /// The event that fires at the element.
    var event: String?
    /// The URL of the document that the navigation led to.
    var document: String?
    var console: [String]
    /// The redirects that the browser made internally.
    var internalRedirects: [InternalRedirect]

    struct InternalRedirect: Decodable, Sendable {
        var from: String
        var to: String
        var reason: String
    }
}

/// The verdict on a stored cookie that was considered, or on a Set-Cookie line.
struct PrintedVerdict: Decodable, Sendable {
    var name: String?
    var domain: String?
    var hostOnly: Bool?
    var path: String?
    var blockedReasons: [String]
}

/// The JSON that `document-cookie --json` prints.
struct PrintedScriptCookies: Decodable, Sendable {
    struct Failure: Decodable, Sendable {
        var name: String
    }

    var value: String?
    var error: Failure?
}

/// A cookie as `cookies list --json` prints it.
struct PrintedCookie: Decodable, Sendable {
    struct Key: Decodable, Sendable {
        var topLevelSite: String
        var hasCrossSiteAncestor: Bool
    }

    var name: String
    var value: String
    var domain: String
    var hostOnly: Bool
    var path: String
    var expires: String?
    var httpOnly: Bool
    var secure: Bool
    var sameSite: String?
    var partitionKey: Key?
}
