internal import BrowserFetch
package import BrowserJSON

/// A problem, with its fix in words and as code.
package struct Advice: Hashable, Sendable {
    /// The code of the reason it concerns.
    package var code: String
    /// The problem and its fix, in one or more sentences.
    package var text: String
    /// The fixes as code, in the order in which they are shown: by framework, then those that the page
    /// can make.
    package var fixes: [Fix]
    /// The cookies that it concerns, by their lines and exclusions; empty if it is not about particular
    /// cookies.
    package var cookies: Set<CookieMention> = []
    /// Whether it is about the locations of page and API, or about the page's call, and so fixes all
    /// cookies.
    package var isForAllCookies = false
    /// The part of the server that must change, so that two entries about the same part can become one
    /// change.
    package var topic = Topic.other

    /// The part of the server that a fix changes.
    package enum Topic: Hashable, Sendable {
        /// The pages that the server allows.
        case consent
        /// The pages that the server allows, if preflights do not reach the code that decides it.
        case consentBeforeLogin
        /// The attributes of the cookies with this name.
        case cookie(String)
        case other
    }

    /// The browsers in which it is needed; empty if there was only one browser.
    package var browsers: [String] = []

    /// A cookie in a report.
    package enum CookieMention: Hashable, Sendable {
        /// The line with this index in the response to a request; preflights do not count.
        case line(request: Int, index: Int)
        case stored(name: String)
    }

    /// A fix as code, for a framework or for the page.
    package struct Fix: Hashable, Sendable {
        /// A framework's name, ``page``, ``axios``, ``jQuery`` or ``xhr``.
        package var framework: String
        package var code: String

        package init(_ framework: String, _ code: String) {
            self.framework = framework
            self.code = code
        }

        /// The page's own script, or the way it is served.
        package static let page = "page"
        package static let axios = "axios"
        package static let jQuery = "jquery"
        package static let xhr = "xhr"

        /// The fixes that a page can make, whatever the server's framework.
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

    /// Creates advice with one of crumb's own codes.
    package init(
        code: AdviceCode,
        text: String,
        fixes: [Fix],
        cookies: Set<CookieMention> = []
    ) {
        self.init(code: code.rawValue, text: text, fixes: fixes, cookies: cookies)
    }

    /// Returns the fixes to show for a server that is written with `framework`: all that apply, or only
    /// the first.
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
