internal import BrowserCookies
internal import BrowserFetch

/// One thing that the demo shows.
struct DemoStep: Sendable {
    var title: String
    /// The page's URL.
    var page: String
    var path: String
    var credentials: CredentialsMode = .include
    /// How far in the future it happens, in seconds.
    var secondsLater: Int64 = 0
    /// What to take away from it.
    var lesson: String
    /// What a browser does here; anything else is a bug of crumb's, and the demo says so.
    var expected: @Sendable (FetchReport) -> Bool

    static let all: [DemoStep] = [
        DemoStep(
            title: "The button \"Set Cookie\"",
            page: "http://127.0.0.1:5500/app.html",
            path: "/set-cookie",
            lesson: "Another port is another origin, so CORS has its say; but it is the same site, "
                + "so SameSite has nothing against the cookie. Secure is fine on 127.0.0.1.",
            expected: { $0.status == 200 && $0.effects == [.created] }
        ),
        DemoStep(
            title: "The button \"Get Cookie\"",
            page: "http://127.0.0.1:5500/app.html",
            path: "/get-cookie",
            lesson: "The browser adds the cookie, the page never touches it. Strict and Lax would "
                + "have gone along too: ports do not matter to sites.",
            expected: { $0.status == 200 && $0.sentCount == 1 }
        ),
        DemoStep(
            title: "61 seconds later",
            page: "http://127.0.0.1:5500/app.html",
            path: "/get-cookie",
            secondsLater: 61,
            lesson: "The cookie had expires = one minute: the browser dropped it, nobody was told. "
                + "(A status of 404 is still an answer that the page reads.)",
            expected: { $0.status == 404 && $0.sentCount == 0 }
        ),
        DemoStep(
            title: "Set it again …",
            page: "http://127.0.0.1:5500/app.html",
            path: "/set-cookie",
            lesson:
                "Each Set-Cookie starts the minute anew. (Back in the present: --now is for one step alone.)",
            expected: { $0.status == 200 && $0.storedCount == 1 }
        ),
        DemoStep(
            title: "… and the button \"Delete Cookie\"",
            page: "http://127.0.0.1:5500/app.html",
            path: "/delete-cookie",
            lesson:
                "Deleting is setting: the same name, domain and path, with an expiry in the past.",
            expected: { $0.status == 200 && $0.effects == [.deleted] }
        ),
        DemoStep(
            title: "The same page, opened as localhost",
            page: "http://localhost:5500/app.html",
            path: "/set-cookie",
            lesson:
                "localhost and 127.0.0.1 are two sites. CORS lets the page read the answer, but "
                + "a cookie without SameSite=None is not stored across sites: the login looks fine "
                + "and is not. Use one name for both.",
            expected: { $0.status == 200 && $0.effects == [.rejected] }
        ),
        DemoStep(
            title: "A page that the server does not allow",
            page: "http://127.0.0.1:8080/",
            path: "/set-cookie",
            lesson: "CORS hides the answer, it does not stop the request: the server did its work, "
                + "and the cookie was stored.",
            expected: { $0.errorCode == "MissingAllowOriginHeader" && $0.effects == [.created] }
        ),
        DemoStep(
            title: "credentials left out",
            page: "http://127.0.0.1:5500/app.html",
            path: "/get-cookie",
            credentials: .sameOrigin,
            lesson: "fetch() includes credentials only to its own origin unless it is told "
                + "{credentials: \"include\"}: the cookie is in the jar and stays there.",
            expected: { $0.status == 404 && $0.exchanges.last?.includesCredentials == false }
        ),
        DemoStep(
            title: "The page opened with a double click",
            page: "file:///home/me/app.html",
            path: "/set-cookie",
            lesson:
                "A file has no origin: it asks as null, which no server should allow. Serve the "
                + "page over http, also while developing.",
            expected: { $0.errorCode == "MissingAllowOriginHeader" && $0.effects == [.rejected] }
        ),
    ]
}
