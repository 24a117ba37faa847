package import BrowserJSON

/// A condition that must hold after a step, and its place in the file.
package struct Expectation: Hashable, Sendable {
    /// The place of the value, which a failure underlines.
    package var place: Place
    /// Counted from 1; `nil` is the last exchange that is not a preflight.
    var exchange: Int?
    var kind: Kind

    indirect enum Kind: Hashable, Sendable {
        // Expectations of a request.
        case outcome(Outcome)
        case reason(ValuePattern)
        case status(ValuePattern)
        case type(ValuePattern)
        case headers([Named<ValuePattern>])
        case json(ValuePattern)
        case text(ValuePattern)
        case contains([Template])
        /// The code of a body that failed after the headers arrived.
        case bodyError(ValuePattern)
        /// Exactly these cookies.
        case sent([Named<ValuePattern>])
        case notSent([Named<[String]>])
        case stored([Named<ValuePattern>])
        case rejected([Named<[String]>])
        /// The value returned by `navigator.sendBeacon()`.
        case returned(Bool)
        /// The code in a WebSocket's close event.
        case closeCode(ValuePattern)
        /// The WebSocket's subprotocol.
        case subprotocol(ValuePattern)
        case preflight(Bool)
        case exchanges(ValuePattern)
        case console([Template])
        // Expectations of `document.cookie`.
        case value(ValuePattern)
        /// The name of the error with which the promise of `cookieStore` rejects.
        case error(ValuePattern)
        // Expectations of the jar.
        case count(ValuePattern)
        case names([Template])
        case cookie(name: String, ValuePattern)
        // Expectations of a page whose scripts run.
        case url(ValuePattern)
        case title(ValuePattern)
        case visible([ExpectedTarget])
        /// All errors that the page does not catch.
        case errors([Template])
        /// Requests in this order.
        case requests([ExpectedRequest])
    }

    /// Product page, section 5.
    enum Outcome: String, Hashable, Sendable, CaseIterable {
        case visible, opaque, blocked, failed
    }
}

/// A target that is expected to be visible on a page, or not.
struct ExpectedTarget: Hashable, Sendable {
    var target: Template
    var isVisible: Bool
}

struct Named<Wrapped: Hashable & Sendable>: Hashable, Sendable {
    var name: String
    /// The place of the target's name.
    var place: Place
    var value: Wrapped
}

/// A pattern to compare a value with: a literal, matchers, or a list or mapping of patterns.
struct ValuePattern: Hashable, Sendable {
    var place: Place
    var content: Content

    indirect enum Content: Hashable, Sendable {
        case scalar(JSONValue)
        case text(Template)
        case array([ValuePattern])
        /// A subset: additional members are allowed.
        case object([Named<ValuePattern>])
        /// All of the matchers must match.
        case matchers([Matcher])
    }
}

enum Matcher: Hashable, Sendable {
    /// Matches anywhere in the text, unless the expression is anchored.
    case matches(String)
    case exists(Bool)
    case lessThan(Double)
    case greaterThan(Double)

    /// The names as written in files.
    static let names = ["matches", "exists", "lessThan", "greaterThan"]
}
