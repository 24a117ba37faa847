internal import BrowserCookies
internal import BrowserFetch

/// A step of the demo.
struct DemoStep: Sendable {
    var title: String
    /// The page's URL.
    var page: String
    var path: String
    var credentials: CredentialsMode = .include
    /// The time of the step, in seconds from now.
    var secondsLater: Int64 = 0
    /// The outcomes in browsers; any other one is a bug in crumb, which the demo reports.
    var endings: [DemoEnding<FetchReport>]

    func lesson(_ report: FetchReport) -> String? { endings.first { $0.isSeen(report) }?.lesson }

    static let all: [DemoStep] = [
        DemoStep(
            title: "The button \"Set Cookie\"",
            page: "http://127.0.0.1:5500/app.html",
            path: "/set-cookie",
            endings: [
                DemoEnding(
                    "Another port is another origin, so CORS applies; but it is the same site, "
                        + "so SameSite does not block the cookie. Secure is allowed on 127.0.0.1."
                ) { $0.status == 200 && $0.effects == [.created] },
                DemoEnding(
                    "Another port is another origin, so CORS applies, and it is the same site. "
                        + "But this browser only accepts Secure cookies over https, even on this machine, "
                        + "too."
                ) { $0.status == 200 && $0.effects == [.rejected] },
            ]
        ),
        DemoStep(
            title: "The button \"Get Cookie\"",
            page: "http://127.0.0.1:5500/app.html",
            path: "/get-cookie",
            endings: [
                DemoEnding(
                    "The browser adds the cookie; the page never touches it. Strict and Lax "
                        + "cookies would have been sent too: ports do not matter to sites."
                ) { $0.status == 200 && $0.sentCount == 1 },
                DemoEnding(
                    "Nothing was stored, so nothing is sent. (A status of 404 is still a response "
                        + "that the page can read.)"
                ) { $0.status == 404 && $0.sentCount == 0 },
            ]
        ),
        DemoStep(
            title: "61 seconds later",
            page: "http://127.0.0.1:5500/app.html",
            path: "/get-cookie",
            secondsLater: 61,
            endings: [
                DemoEnding(
                    "The cookie expired after a minute: the browser deleted it silently. (A "
                        + "status of 404 is still a response that the page can read.)"
                ) { $0.status == 404 && $0.sentCount == 0 }
            ]
        ),
        DemoStep(
            title: "Set it again …",
            page: "http://127.0.0.1:5500/app.html",
            path: "/set-cookie",
            endings: [
                DemoEnding(
                    "The last step only pretended that 61 seconds had passed, so the cookie is still "
                        + "there. Each Set-Cookie restarts the minute."
                ) { $0.status == 200 && $0.storedCount == 1 },
                DemoEnding(
                    "Rejected as before. (The last step only pretended that 61 seconds had passed.)"
                ) { $0.status == 200 && $0.effects == [.rejected] },
            ]
        ),
        DemoStep(
            title: "… and the button \"Delete Cookie\"",
            page: "http://127.0.0.1:5500/app.html",
            path: "/delete-cookie",
            endings: [
                DemoEnding(
                    "Deleting is setting: the same name, domain and path, with an expiry in the past."
                ) { $0.status == 200 && $0.effects == [.deleted] },
                DemoEnding(
                    "Deleting is setting with an expiry in the past; here there was nothing to "
                        + "delete."
                ) { $0.status == 200 && $0.storedCount == 0 },
            ]
        ),
        DemoStep(
            title: "The same page, opened as localhost",
            page: "http://localhost:5500/app.html",
            path: "/set-cookie",
            endings: [
                DemoEnding(
                    "localhost and 127.0.0.1 are two sites. CORS lets the page read the response, but "
                        + "a cookie without SameSite=None is not stored across sites: the login "
                        + "looks fine and is not. Use one name for both."
                ) { $0.status == 200 && $0.effects == [.rejected] },
                DemoEnding(
                    "localhost and 127.0.0.1 are two sites. This browser stores the cookie only for "
                        + "this pair of sites, in a partition; others do not store it. Use one "
                        + "name for both."
                ) { $0.status == 200 && $0.effects == [.created] },
            ]
        ),
        DemoStep(
            title: "A page that the server does not allow",
            page: "http://127.0.0.1:8080/",
            path: "/set-cookie",
            endings: [
                DemoEnding(
                    "CORS hides the response; it does not stop the request: the server did its "
                        + "work, and the cookie was stored."
                ) { isHidden($0) && $0.effects == [.created] },
                DemoEnding(
                    "CORS hides the response; it does not stop the request: the server did its work."
                ) { isHidden($0) && $0.effects == [.rejected] },
            ]
        ),
        DemoStep(
            title: "Without credentials",
            page: "http://127.0.0.1:5500/app.html",
            path: "/get-cookie",
            credentials: .sameOrigin,
            endings: [
                DemoEnding(
                    "fetch() only includes credentials for its own origin, unless it is called with "
                        + "{credentials: \"include\"}: the cookie in the jar is not sent."
                ) { $0.status == 404 && $0.exchanges.last?.includesCredentials == false }
            ]
        ),
        DemoStep(
            title: "The page opened with a double click",
            page: "file:///home/me/app.html",
            path: "/set-cookie",
            endings: [
                DemoEnding(
                    "A file has an opaque origin: it sends Origin: null, which no server should allow. "
                        + "Serve the page over http during development too."
                ) { isHidden($0) }
            ]
        ),
    ]

    private static func isHidden(_ report: FetchReport) -> Bool {
        report.errorCode == "MissingAllowOriginHeader"
    }
}
