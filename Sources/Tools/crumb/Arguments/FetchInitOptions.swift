internal import ArgumentParser
internal import BrowserFetch

// The enumerations of fetch's init, as the command line spells them. They are separate from those
// of the library, which must not depend on an argument parser.

enum ModeOption: String, ExpressibleByArgument, CaseIterable, Sendable {
    case cors
    case noCORS = "no-cors"
    case sameOrigin = "same-origin"
    case navigate

    var value: RequestMode { RequestMode(name: rawValue) ?? .cors }

    /// `navigate` is accepted, to report what `fetch()` does with it, but not offered.
    static var allValueStrings: [String] { ["cors", "no-cors", "same-origin"] }
}

enum CredentialsOption: String, ExpressibleByArgument, CaseIterable, Sendable {
    case omit
    case sameOrigin = "same-origin"
    case include

    var value: CredentialsMode { CredentialsMode(rawValue: rawValue) ?? .sameOrigin }
}

enum RedirectOption: String, ExpressibleByArgument, CaseIterable, Sendable {
    case follow, error, manual

    var value: RedirectMode { RedirectMode(rawValue: rawValue) ?? .follow }
}

enum CacheOption: String, ExpressibleByArgument, CaseIterable, Sendable {
    case `default`
    case noStore = "no-store"
    case reload
    case noCache = "no-cache"
    case forceCache = "force-cache"
    case onlyIfCached = "only-if-cached"

    var value: CacheMode { CacheMode(rawValue: rawValue) ?? .default }
}

enum APIOption: String, ExpressibleByArgument, CaseIterable, Sendable {
    case fetch, xhr

    var value: FetchRequest.API { FetchRequest.API(rawValue: rawValue) ?? .fetch }
}

/// https://wicg.github.io/local-network-access/#fetch-api
struct AddressSpaceOption: ExpressibleByArgument, Sendable {
    var value: AddressSpace

    init?(argument: String) {
        guard let value = AddressSpace(name: argument) else { return nil }
        self.value = value
    }

    static var allValueStrings: [String] { AddressSpace.scriptNames }
}

struct ReferrerPolicyOption: ExpressibleByArgument, Sendable {
    var value: ReferrerPolicy?

    init?(argument: String) {
        if argument.isEmpty {
            value = nil
        } else if let policy = ReferrerPolicy(rawValue: argument) {
            value = policy
        } else {
            return nil
        }
    }

    static var allValueStrings: [String] { ReferrerPolicy.allCases.map(\.rawValue) }
}
