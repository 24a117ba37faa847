internal import BrowserFetch
internal import BrowserJSON
internal import Scenario
internal import Service

/// Parameters of several methods.
extension ServiceMethod.Parameter {
    static let text = JSONValue.schema(type: "string")
    static let flag = JSONValue.schema(type: "boolean")
    static let number = JSONValue.schema(type: "integer")
    static let mapping = JSONValue.schema(type: "object")

    static func words<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) -> JSONValue
    where Choice.RawValue == String {
        .schema(words: Choice.allCases.map(\.rawValue).filter { !$0.isEmpty })
    }

    /// The URL.
    ///
    /// `step`: the name of the step in a file.
    static func url(_ step: String) -> Self {
        Self("url", text, "The URL; a relative one is resolved against the page.").required()
            .also(step)
    }

    static let from = Self(
        "from",
        text,
        "The page that makes the request, for this call alone: its URL or bare origin. Without it, the page in the tab."
    )

    /// The page that makes the request.
    static let page: [Self] = [
        from,
        Self(
            "inFrameOf",
            .textsSchema,
            "The pages that contain the page as a frame, outermost first."
        ),
        Self("sandboxed", flag, "Whether the page is sandboxed: its origin is opaque."),
        Self("sandbox", text, "The sandbox keywords, such as \"allow-scripts\"."),
        Self("in", text, "The frame of the tab that makes the request, as outer/inner."),
    ]

    static let expect = Self(
        "expect",
        mapping,
        "The expected result, as in a scenario; an unmet expectation is an error."
    )

    static let method = Self("method", text, "The method (default: GET).")
    static let body = Self(
        "body",
        .object(["type": .strings(["string", "object"])]),
        "The body: text, or the fields of a form."
    )
    static let json = Self("json", .object([]), "A body to send as JSON.")
    static let referrerPolicy = Self(
        "referrerPolicy",
        words(ReferrerPolicy.self),
        "The request's referrer policy."
    )
    static let userActivation = Self(
        "userActivation",
        flag,
        "Whether there is user activation."
    )
    static let integrity = Self("integrity", text, "Subresource integrity: sha256-….")
}
