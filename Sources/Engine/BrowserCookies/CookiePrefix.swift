internal import BrowserInfra

/// A cookie name prefix, which guarantees how the cookie was set.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.4 has the first
/// two, https://datatracker.ietf.org/doc/draft-ietf-httpbis-layered-cookies/ has all four.
package enum CookiePrefix: String, Hashable, Sendable, CaseIterable {
    case secure = "__Secure-"
    case host = "__Host-"
    case http = "__Http-"
    case hostHTTP = "__Host-Http-"

    /// The prefixes that a browser enforces.
    package struct Recognized: OptionSet, Hashable, Sendable {
        package var rawValue: UInt8

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        package static let secure = Recognized(rawValue: 1)
        package static let host = Recognized(rawValue: 2)
        package static let http = Recognized(rawValue: 4)
        package static let hostHTTP = Recognized(rawValue: 8)

        /// The prefixes as they appear in cookie names.
        package var names: [String] {
            CookiePrefix.allCases.filter { contains($0.flag) }.map(\.rawValue)
        }
    }

    /// A condition that a cookie with the prefix can fail to meet.
    package enum Requirement: Hashable, Sendable {
        case secureAttribute
        case secureConnection
        case httpOnlyAttribute
        case noDomainAttribute
        case rootPath
    }

    /// The prefix that `text` begins with, ignoring case.
    init?(of text: ArraySlice<UInt8>, among recognized: Recognized) {
        // Nearly every cookie returns here.
        guard text.first == UInt8(ascii: "_") else { return nil }
        // `__Host-` is a prefix of `__Host-Http-`, so the longer one is tried first.
        for prefix in [CookiePrefix.hostHTTP, .host, .http, .secure]
        where recognized.contains(prefix.flag) && prefix.begins(text) {
            self = prefix
            return
        }
        return nil
    }

    fileprivate var flag: Recognized {
        switch self {
        case .secure: .secure
        case .host: .host
        case .http: .http
        case .hostHTTP: .hostHTTP
        }
    }

    private func begins(_ text: ArraySlice<UInt8>) -> Bool {
        let name = rawValue.utf8
        guard text.count >= name.count else { return false }
        return text.prefix(name.count).elementsEqual(name) {
            $0.asciiLowercased == $1.asciiLowercased
        }
    }

    /// The conditions that a cookie with this prefix must meet.
    var requirements: [Requirement] {
        switch self {
        case .secure:
            [.secureAttribute, .secureConnection]
        case .host:
            [.secureAttribute, .secureConnection, .noDomainAttribute, .rootPath]
        case .http:
            [.secureAttribute, .secureConnection, .httpOnlyAttribute]
        case .hostHTTP:
            [
                .secureAttribute, .secureConnection, .httpOnlyAttribute, .noDomainAttribute,
                .rootPath,
            ]
        }
    }
}
