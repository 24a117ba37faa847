// What is said of a HAR file, in one place.

extension CredentialsEvidence {
    /// `nil` where there is nothing to say.
    package var sentence: String? {
        switch self {
        case .immaterial, .cookiesSent, .storedLater: nil
        case .commandLine: "credentials as given with --credentials"
        case .allowedByServer:
            "credentials \"include\": no cookies were sent, but the server allows credentials"
        case .noneSent:
            "credentials \"same-origin\": the jar had cookies for it, and none were sent"
        case .wasHidden:
            "credentials \"include\": without them, its response would not have been hidden"
        case .notAllowed:
            "credentials \"same-origin\": no cookies were sent, and the server does not allow "
                + "credentials"
        }
    }
}

extension ReplayDifference {
    package var sentence: String {
        switch self {
        case .onlyBrowserSent(let cookie, isInJar: true):
            "the browser sent \(cookie), which crumb would not send"
        case .onlyBrowserSent(let cookie, isInJar: false):
            "the browser sent \(cookie), which is not in crumb's jar: by these rules it was not "
                + "stored, or has expired"
        case .onlyCrumbSends(let cookie):
            "crumb would send \(cookie), which the browser did not"
        case .onlyCrumbBlocks: "the browser let the page have the response"
        case .onlyBrowserFailed("net::ERR_BLOCKED_BY_ORB", _):
            "the browser blocked the body (net::ERR_BLOCKED_BY_ORB): it withholds bodies from "
                + "elements unless they are images, scripts and the like, which crumb does not "
                + "check"
        case .onlyBrowserFailed("net::ERR_BLOCKED_BY_CLIENT", _):
            "the browser blocked it (net::ERR_BLOCKED_BY_CLIENT): an extension did"
        case .onlyBrowserFailed(let error, status: 0):
            "the browser says \(error), and the file has no response and no reason: CORS, a preflight, "
                + "mixed content, a policy of the page (CSP) and an extension all look like this; the "
                + "browser's console names it"
        case .onlyBrowserFailed(let error, _):
            "the browser says \(error), and no rule of cookies or CORS is the reason: a policy of "
                + "the page (CSP), an extension, or something that the file leaves out"
        }
    }

    package var name: String {
        switch self {
        case .onlyBrowserSent: "OnlyBrowserSent"
        case .onlyCrumbSends: "OnlyCrumbSends"
        case .onlyCrumbBlocks: "OnlyCrumbBlocks"
        case .onlyBrowserFailed: "OnlyBrowserFailed"
        }
    }

    /// The cookie or the error that it is about.
    package var subject: String? {
        switch self {
        case .onlyBrowserSent(let cookie, _), .onlyCrumbSends(let cookie): cookie
        case .onlyCrumbBlocks: nil
        case .onlyBrowserFailed(let error, _): error
        }
    }
}

extension SkipReason {
    package var sentence: String {
        switch self {
        case .notHTTP(let scheme): "\(scheme): URLs have neither cookies nor CORS"
        case .webSocket: "WebSockets are not replayed"
        case .serviceWorker: "a service worker of the page answered it"
        case .pushed: "the server pushed it, and no page asked"
        case .browserExtension: "an extension of the browser answered it"
        case .invalidURL: "its URL cannot be parsed"
        case .unknownPage: "the file does not say which page asked: add --from PAGE"
        }
    }
}
