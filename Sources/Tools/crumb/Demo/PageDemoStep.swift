internal import BrowserCookies
internal import BrowserFetch

/// A step of the demo on the tutorial's page.
struct PageDemoStep: Sendable {
    enum Act: Sendable {
        case open(String)
        /// Clicks a button with this text.
        case click(String)
        /// Evaluates code in the page's console.
        case read(String)
    }

    /// The visible result.
    struct Seen: Sendable {
        /// The message that the page shows below its buttons.
        var message = ""
        /// The value that was read, as JSON.
        var value: String?
        /// The request that its script made to the API; `nil` when there was none.
        var call: FetchReport?
        var jar: [Cookie] = []
    }

    var title: String
    var acts: [Act]
    var endings: [DemoEnding<Seen>]

    func lesson(_ seen: Seen) -> String? { endings.first { $0.isSeen(seen) }?.lesson }

    func sights(_ seen: Seen) -> [(label: String, text: String)] {
        for case .read(let code) in acts {
            return [("console", "\(code) gives \(seen.value ?? "")")]
        }
        return [("page shows", seen.message)]
    }

    /// The URLs as they are in the page.
    static let vueURL = "https://unpkg.com/vue@2/dist/vue.js"
    static let apiURL = "http://127.0.0.1:5000"

    static let page = "http://127.0.0.1:5500/app.html"
    static let samePageAsLocalhost = "http://localhost:5500/app.html"
    static let pageAsFile = "file:///home/me/app.html"
    static let pages = [page, samePageAsLocalhost, pageAsFile]

    static let all: [PageDemoStep] = [
        PageDemoStep(
            title: "Opening the page",
            acts: [.open(page)],
            endings: [
                DemoEnding(
                    "What counts from now on is where the page was opened: its origin is "
                        + "http://127.0.0.1:5500, and its buttons call another one."
                ) { $0.call == nil && $0.message == "Press a button." }
            ]
        ),
        PageDemoStep(
            title: "Clicking \"Set Cookie\"",
            acts: [.click("Set Cookie")],
            endings: [
                DemoEnding(
                    "Another port is another origin, so CORS applies; but it is the same site, "
                        + "so SameSite does not block the cookie. Secure is allowed on 127.0.0.1."
                ) { isSet($0) && $0.call?.effects == [.created] },
                DemoEnding(
                    "The page shows the server's response. Neither of them can detect that the "
                        + "browser did not store the cookie; the reason is above."
                ) { isSet($0) && $0.call?.effects == [.rejected] },
            ]
        ),
        PageDemoStep(
            title: "Clicking \"Get Cookie\"",
            acts: [.click("Get Cookie")],
            endings: [
                DemoEnding(
                    "The browser adds the cookie; the page's code never touches it, and only has "
                        + "the token because it is in the response."
                ) { isThere($0) },
                DemoEnding("Nothing was stored, so nothing is sent. " + noToken) { isMissing($0) },
            ]
        ),
        PageDemoStep(
            title: "document.cookie, in the page's console",
            acts: [.read("document.cookie")],
            endings: [
                DemoEnding(
                    "The cookie is in the jar and was just sent, but script cannot read it: it is "
                        + "HttpOnly, which protects a login from injected code."
                ) { $0.value == "\"\"" && $0.jar.contains(where: \.isHTTPOnly) },
                DemoEnding(
                    "The jar is empty. Had the cookie been stored, HttpOnly would hide it from "
                        + "script anyway."
                ) { $0.value == "\"\"" && $0.jar.isEmpty },
            ]
        ),
        PageDemoStep(
            title: "Clicking \"Delete Cookie\"",
            acts: [.click("Delete Cookie")],
            endings: [
                DemoEnding(
                    "Deleting is setting: the same name, domain and path, with an expiry in the past."
                ) { isDeleted($0) && $0.call?.effects == [.deleted] },
                DemoEnding(
                    "Deleting is setting with an expiry in the past; here there was nothing to "
                        + "delete, and the page shows the same message."
                ) { isDeleted($0) && $0.jar.isEmpty },
            ]
        ),
        PageDemoStep(
            title: "… and \"Get Cookie\" once more",
            acts: [.click("Get Cookie")],
            endings: [DemoEnding("The cookie is gone. " + noToken) { isMissing($0) }]
        ),
        PageDemoStep(
            title: "The same page, opened as localhost: \"Set Cookie\"",
            acts: [.open(samePageAsLocalhost), .click("Set Cookie")],
            endings: [
                DemoEnding(
                    "The page shows the same message, but no cookie was stored. localhost and "
                        + "127.0.0.1 are two sites: CORS lets the page read the response, but a "
                        + "cookie without SameSite=None is not stored across sites. Use one name "
                        + "for both."
                ) { isSet($0) && $0.call?.effects == [.rejected] },
                DemoEnding(
                    "localhost and 127.0.0.1 are two sites. This browser stores the cookie only for "
                        + "this pair of sites, in a partition; others do not store it. Use one "
                        + "name for both."
                ) { isSet($0) && $0.call?.effects == [.created] },
            ]
        ),
        PageDemoStep(
            title: "… and \"Get Cookie\"",
            acts: [.click("Get Cookie")],
            endings: [
                DemoEnding(
                    "The login seemed to work but did not, and nothing that the page can read shows it. "
                        + "If a cookie is missing, check the host names first."
                ) { isMissing($0) },
                DemoEnding(
                    "The partitioned cookie is sent; the page at 127.0.0.1 does not have it."
                ) {
                    isThere($0)
                },
            ]
        ),
        PageDemoStep(
            title: "The page opened with a double click: \"Set Cookie\"",
            acts: [.open(pageAsFile), .click("Set Cookie")],
            endings: [
                DemoEnding(
                    "A file has an opaque origin: it sends Origin: null, which no server should allow. "
                        + "fetch() throws, and the page's catch shows its own message. Serve the "
                        + "page over http during development too."
                ) {
                    $0.message == "The cookie could not be set."
                        && $0.call?.errorCode == "MissingAllowOriginHeader"
                }
            ]
        ),
    ]

    private static let noToken =
        "The server responds with 404, which the page can still read: the body has no token, hence "
        + "\"undefined\"."

    private static func isSet(_ seen: Seen) -> Bool {
        seen.message == "Cookie is set!" && seen.call?.status == 200
    }

    private static func isThere(_ seen: Seen) -> Bool {
        seen.message == "Cookie retrieved! (Token: abc123)" && seen.call?.sentCount == 1
    }

    private static func isMissing(_ seen: Seen) -> Bool {
        seen.message == "No cookie found! (Token: undefined)" && seen.call?.status == 404
            && seen.call?.sentCount == 0
    }

    private static func isDeleted(_ seen: Seen) -> Bool {
        seen.message == "Cookie deleted" && seen.call?.status == 200
    }
}
