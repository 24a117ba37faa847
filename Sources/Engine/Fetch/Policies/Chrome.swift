internal import CORS
internal import Cookies
internal import HTTP
internal import Infra

extension BrowserPolicy {
    /// Chrome 156, as recorded.
    package static let chrome = BrowserPolicy(
        name: "chrome",
        title: "Chrome",
        cookies: .chrome,
        cors: .chrome,
        headers: .chrome,
        fetch: .chrome,
        scriptErrors: .chrome,
        nativeReasons: [:],
        evidence: .recorded
    )
}

extension FetchPolicy {
    package static let chrome: FetchPolicy = {
        var policy = FetchPolicy.standard
        policy.corpTreatsAddressesAsSameSite = false
        policy.modeCheck = .beforeBlocking
        policy.insecureForms = .blocked
        policy.referrerDowngrade = .byScheme
        policy.redirectedReferrer = .fromThePreviousHop
        policy.originHiding = .inNavigations
        policy.redirectedOrigin = .null
        policy.elementOrigin = .always
        policy.postNavigationCache = .noCache
        policy.conditionalRequestCache = .noCache
        policy.rangeHeader = .normalized
        policy.preflightInheritsCacheMode = true
        policy.emptyLocation = .none
        policy.severalLocations = .refused
        policy.unsafeRedirectSchemes = [
            "about", "blob", "chrome", "chrome-untrusted", "data", "devtools", "file", "filesystem",
        ]
        policy.dataDocumentCookies = .refused
        return policy
    }()
}

extension RequestHeaderPolicy {
    package static let chrome: RequestHeaderPolicy = {
        var policy = RequestHeaderPolicy.standard
        policy.userAgent =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
            + "Chrome/156.0.0.0 Safari/537.36"
        policy.acceptDocument =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,"
            + "image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
        policy.acceptImage =
            "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"
        policy.clientHints = [
            Header(
                name: "sec-ch-ua",
                value: #""Not:A-Brand";v="8", "Chromium";v="156", "Google Chrome";v="156""#
            ),
            Header(name: "sec-ch-ua-mobile", value: "?0"),
            Header(name: "sec-ch-ua-platform", value: #""Linux""#),
        ]
        policy.scriptMaySetUserAgent = false
        policy.storageAccessHeader = .withRequests
        policy.preflightSendsFetchModeEverywhere = true
        policy.preflightFetchSite = .ofTheCurrentURL
        policy.sendsFetchUserForFrames = true
        return policy
    }()
}

extension ScriptErrorWording {
    package static let chrome = ScriptErrorWording(
        networkError: "Failed to fetch",
        prefix: "Failed to execute 'fetch' on 'Window': ",
        invalidURL: "Failed to parse URL from {url}",
        urlHasCredentials:
            "Request cannot be constructed from a URL that includes credentials: {url}",
        invalidMethod: "'{method}' is not a valid HTTP method.",
        forbiddenMethod: "'{method}' HTTP method is unsupported.",
        methodNotAllowedInNoCORS: "'{method}' is unsupported in no-cors mode.",
        bodyWithGetOrHead: "Request with GET/HEAD method cannot have body.",
        invalidHeaderName: "Invalid name",
        invalidHeaderValue: "Invalid value",
        navigateMode:
            "Cannot construct a Request with a RequestInit whose mode member is set as 'navigate'.",
        notInEnumeration:
            "Failed to read the '{member}' property from 'RequestInit': The provided value '{value}' "
            + "is not a valid enum value of type {type}.",
        notAByteString:
            "Failed to read the 'headers' property from 'RequestInit': String contains non ISO-8859-1 "
            + "code point.",
        onlyIfCachedOutsideSameOrigin: "'only-if-cached' can be set only with 'same-origin' mode",
        cookieGetterPrefix: "Failed to read the 'cookie' property from 'Document': ",
        cookieSetterPrefix: "Failed to set the 'cookie' property on 'Document': ",
        cookiesOfSandbox: "The document is sandboxed and lacks the 'allow-same-origin' flag.",
        cookiesOfDataURL: "Cookies are disabled inside 'data:' URLs."
    )
}
