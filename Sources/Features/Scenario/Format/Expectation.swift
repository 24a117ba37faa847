package import BrowserJSON

/// One thing that has to be so after a step, and where the file says it.
package struct Expectation: Hashable, Sendable {
    /// Of the value, which a failure underlines.
    package var place: Place
    /// Counted from 1; `nil` is the last exchange that is no preflight.
    var exchange: Int?
    var kind: Kind

    indirect enum Kind: Hashable, Sendable {
        // Of a request.
        case outcome(Outcome)
        case reason(ValuePattern)
        case status(ValuePattern)
        case type(ValuePattern)
        case headers([Named<ValuePattern>])
        case json(ValuePattern)
        case text(ValuePattern)
        case contains([Template])
        /// The code of what the body failed with, behind headers that came.
        case bodyError(ValuePattern)
        /// Exactly these cookies.
        case sent([Named<ValuePattern>])
        case notSent([Named<[String]>])
        case stored([Named<ValuePattern>])
        case rejected([Named<[String]>])
        /// By `navigator.sendBeacon()`.
        case returned(Bool)
        /// That of a WebSocket's close event.
        case closeCode(ValuePattern)
        /// The subprotocol of a WebSocket.
        case subprotocol(ValuePattern)
        case preflight(Bool)
        case exchanges(ValuePattern)
        case console([Template])
        // Of `document.cookie`.
        case value(ValuePattern)
        /// Of `cookieStore`: the name of the error that its promise rejects with.
        case error(ValuePattern)
        // Of the jar.
        case count(ValuePattern)
        case names([Template])
        case cookie(name: String, ValuePattern)
        // Of a page whose scripts run.
        case url(ValuePattern)
        case title(ValuePattern)
        case visible([ExpectedTarget])
        /// What the page does not catch: all of it.
        case errors([Template])
        /// In this order.
        case requests([ExpectedRequest])
    }

    /// Product page, section 5.
    enum Outcome: String, Hashable, Sendable, CaseIterable {
        case visible, opaque, blocked, failed
    }
}

/// What is to be seen on a page, or not.
struct ExpectedTarget: Hashable, Sendable {
    var target: Template
    var isVisible: Bool
}

struct Named<Wrapped: Hashable & Sendable>: Hashable, Sendable {
    var name: String
    /// Of the name.
    var place: Place
    var value: Wrapped
}

/// What a value is compared with: a literal, matchers, or a list or mapping of such.
struct ValuePattern: Hashable, Sendable {
    var place: Place
    var content: Content

    indirect enum Content: Hashable, Sendable {
        case scalar(JSONValue)
        case text(Template)
        case array([ValuePattern])
        /// A subset: other members do not matter.
        case object([Named<ValuePattern>])
        /// All of them.
        case matchers([Matcher])
    }
}

enum Matcher: Hashable, Sendable {
    /// Found anywhere in the text, unless the expression has anchors.
    case matches(String)
    case exists(Bool)
    case lessThan(Double)
    case greaterThan(Double)

    /// As the file writes them.
    static let names = ["matches", "exists", "lessThan", "greaterThan"]
}
