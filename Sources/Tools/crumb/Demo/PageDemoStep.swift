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
            title: "The page is opened",
            acts: [.open(page)],
            endings: [
                DemoEnding(
                    "What counts from now on is where the page was opened: its origin is "
                        + "http://127.0.0.1:5500, and its buttons call another one."
                ) { $0.call == nil && $0.message == "Press a button." }
            ]
        ),
        PageDemoStep(
            title: "A click on \"Set Cookie\"",
            acts: [.click("Set Cookie")],
            endings: [
                DemoEnding(
                    "Another port is another origin, so CORS applies; but it is the same site, "
                        + "so SameSite has nothing against the cookie. Secure is fine on 127.0.0.1."
                ) { isSet($0) && $0.call?.effects == [.created] },
                DemoEnding(
                    "The page shows what the server answered. Neither of them knows that the "
                        + "browser did not keep the cookie: no page can see that, and the reason is "
                        + "above."
                ) { isSet($0) && $0.call?.effects == [.rejected] },
            ]
        ),
        PageDemoStep(
            title: "A click on \"Get Cookie\"",
            acts: [.click("Get Cookie")],
            endings: [
                DemoEnding(
                    "The browser adds the cookie, the page's code never touches it: it knows the "
                        + "token only because the server tells it."
                ) { isThere($0) },
                DemoEnding("Nothing was stored, so nothing is sent. " + noToken) { isMissing($0) },
            ]
        ),
        PageDemoStep(
            title: "document.cookie, in the page's console",
            acts: [.read("document.cookie")],
            endings: [
                DemoEnding(
                    "The cookie is in the jar and was just sent, and script reads nothing: that is "
                        + "HttpOnly, and keeps a login from code that was smuggled into the page."
                ) { $0.value == "\"\"" && $0.jar.contains(where: \.isHTTPOnly) },
                DemoEnding(
                    "The jar is empty. Had the cookie been stored, HttpOnly would hide it from "
                        + "script all the same."
                ) { $0.value == "\"\"" && $0.jar.isEmpty },
            ]
        ),
        PageDemoStep(
            title: "A click on \"Delete Cookie\"",
            acts: [.click("Delete Cookie")],
            endings: [
                DemoEnding(
                    "Deleting is setting: the same name, domain and path, with an expiry in the past."
                ) { isDeleted($0) && $0.call?.effects == [.deleted] },
                DemoEnding(
                    "Deleting is setting with an expiry in the past; here there was nothing to "
                        + "delete, and the page says the same."
                ) { isDeleted($0) && $0.jar.isEmpty },
            ]
        ),
        PageDemoStep(
            title: "… and once more on \"Get Cookie\"",
            acts: [.click("Get Cookie")],
            endings: [DemoEnding("The cookie is gone. " + noToken) { isMissing($0) }]
        ),
        PageDemoStep(
            title: "The same page, opened as localhost: \"Set Cookie\"",
            acts: [.open(samePageAsLocalhost), .click("Set Cookie")],
            endings: [
                DemoEnding(
                    "The page shows the very same words, and no cookie was stored. localhost and "
                        + "127.0.0.1 are two sites: CORS lets the page read the answer, but a "
                        + "cookie without SameSite=None is not stored across sites. Use one name "
                        + "for both."
                ) { isSet($0) && $0.call?.effects == [.rejected] },
                DemoEnding(
                    "localhost and 127.0.0.1 are two sites. This browser stores the cookie for "
                        + "this pair of them alone, in a partition; others store none. Use one "
                        + "name for both."
                ) { isSet($0) && $0.call?.effects == [.created] },
            ]
        ),
        PageDemoStep(
            title: "… and \"Get Cookie\"",
            acts: [.click("Get Cookie")],
            endings: [
                DemoEnding(
                    "The login looked fine and was not, and nothing that the page can read says so. "
                        + "Where a cookie is missing, look at the host names first."
                ) { isMissing($0) },
                DemoEnding("The cookie of the partition; the page at 127.0.0.1 does not have it.") {
                    isThere($0)
                },
            ]
        ),
        PageDemoStep(
            title: "The page opened with a double click: \"Set Cookie\"",
            acts: [.open(pageAsFile), .click("Set Cookie")],
            endings: [
                DemoEnding(
                    "A file has no origin: it sends Origin: null, which no server should allow. fetch() "
                        + "throws, and the page's catch shows its own words. Serve the page over "
                        + "http, also while developing."
                ) {
                    $0.message == "The cookie could not be set."
                        && $0.call?.errorCode == "MissingAllowOriginHeader"
                }
            ]
        ),
    ]

    private static let noToken =
        "The server answers 404, which is still an answer that the page reads: there is no token in "
        + "it, hence \"undefined\"."

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
