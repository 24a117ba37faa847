import BrowserInfra
import WebOrigin

@testable import BrowserCookies

/// A jar at a fixed moment, and the URL of the requests and responses unless a test passes another.
struct TestJar {
    static let start = Moment(secondsSinceEpoch: 1_793_491_200)

    var jar: CookieJar
    var policy: CookiePolicy
    var url: String
    var now = start

    init(
        _ url: String = "https://app.example.com/api/login",
        policy: CookiePolicy = .chrome,
        jar: CookieJar = CookieJar(suffixes: .builtin)
    ) {
        self.jar = jar
        self.policy = policy
        self.url = url
    }

    static func context(
        _ url: String,
        access: CookieContext.Access = .network,
        level: SameSiteContext.Level = .strict,
        schemeless: SameSiteContext.Level? = nil,
        isTopLevelNavigation: Bool = false,
        topLevelSite: String? = nil
    ) throws -> CookieContext {
        let url = try WebURL(parsing: url)
        let site = Site(of: url.origin, suffixes: .builtin).serialized
        let isThirdParty = topLevelSite.map { $0 != site } ?? false
        return CookieContext(
            url: url,
            access: access,
            sameSite: SameSiteContext(level: level, schemelessLevel: schemeless ?? level),
            isTopLevelNavigation: isTopLevelNavigation,
            partitionKey: Cookie.PartitionKey(
                topLevelSite: topLevelSite ?? site,
                hasCrossSiteAncestor: isThirdParty
            ),
            isThirdParty: isThirdParty
        )
    }

    @discardableResult
    mutating func store(
        _ line: ByteString,
        date: Moment? = nil,
        in context: CookieContext? = nil
    ) throws -> SetCookieVerdict {
        try jar.store(
            line,
            responseDate: date,
            in: context ?? Self.context(url),
            policy: policy,
            now: now
        )
    }

    mutating func verdicts(in context: CookieContext? = nil) throws -> [CookieVerdict] {
        try jar.cookies(for: context ?? Self.context(url), policy: policy, now: now)
    }

    mutating func header(in context: CookieContext? = nil) throws -> String? {
        try verdicts(in: context).cookieHeader?.utf8Decoded
    }

    mutating func names() throws -> [String] {
        jar.allCookies(at: now).map(\.name.utf8Decoded)
    }
}

extension SetCookieVerdict {
    var codes: [String] { refusals.map(\.code) }
}

extension CookieVerdict {
    var codes: [String] { exclusions.map(\.code) }
}
