internal import BrowserFetch
package import BrowserJSON

/// A problem and what to change, as code.
package struct Advice: Hashable, Sendable {
    /// The reason that it is about.
    package var code: String
    package var text: String
    /// By framework, then what the page can do, in the order in which they are shown.
    package var fixes: [Fix]
    /// Which cookies it is about, by their lines and exclusions; empty for what is not one cookie's.
    package var cookies: Set<CookieMention> = []
    /// Whether it is about where page and API are, or how the page asks, and lets all cookies through.
    package var isForAllCookies = false
    /// What the server has to change, so that two entries on the same can be one change.
    package var topic = Topic.other

    package enum Topic: Hashable, Sendable {
        /// What the server lets pages do.
        case consent
        /// The same, where preflights do not get through to it.
        case consentBeforeLogin
        /// How it sets the cookies of this name.
        case cookie(String)
        case other
    }

    /// In which browsers it is needed; empty where only one was asked.
    package var browsers: [String] = []

    /// One cookie of a report.
    package enum CookieMention: Hashable, Sendable {
        /// The line with this index in the answer of a request, preflights not counted.
        case line(request: Int, index: Int)
        case stored(name: String)
    }

    package struct Fix: Hashable, Sendable {
        /// A framework's name, or ``page`` or ``axios``.
        package var framework: String
        package var code: String

        package init(_ framework: String, _ code: String) {
            self.framework = framework
            self.code = code
        }

        /// The page's own script, or how it is served.
        package static let page = "page"
        package static let axios = "axios"
        package static let jQuery = "jquery"
        package static let xhr = "xhr"

        /// What a page can do, in any framework.
        static let ofPages = [page, axios, jQuery, xhr]
    }

    package init(
        code: String,
        text: String,
        fixes: [Fix],
        cookies: Set<CookieMention> = []
    ) {
        self.code = code
        self.text = text
        self.fixes = fixes
        self.cookies = cookies
    }

    /// Under a code of crumb's own.
    package init(
        code: AdviceCode,
        text: String,
        fixes: [Fix],
        cookies: Set<CookieMention> = []
    ) {
        self.init(code: code.rawValue, text: text, fixes: fixes, cookies: cookies)
    }

    /// What to show to somebody whose server is written with `framework`; all that he can use, or
    /// the first only.
    package func fixes(for framework: Framework, all isAll: Bool) -> [Fix] {
        let usable = fixes.filter {
            $0.framework == framework.rawValue || Fix.ofPages.contains($0.framework)
        }
        return isAll ? usable : Array(usable.prefix(1))
    }

    package var json: JSONValue {
        .object([
            "code": .string(code),
            "text": .string(text),
            "fix": fixesJSON,
        ])
    }

    /// The code by framework.
    package var fixesJSON: JSONValue {
        .object(fixes.map { JSONValue.Member($0.framework, .string($0.code)) })
    }
}
