internal import BrowserFetch
internal import WebOrigin

extension SandboxedNavigation {
    /// What the sandboxed document may not do, and the keyword that would allow it.
    var sentence: String {
        switch self {
        case .popup:
            "The page is sandboxed without allow-popups, so it may not open tabs: nothing was sent."
        case .top(_, needsUser: true):
            "The page is sandboxed with allow-top-navigation-by-user-activation: it may navigate "
                + "the tab around it only after a click. Nothing was sent."
        case .top(_, needsUser: false):
            "The page is sandboxed without allow-top-navigation, so it may not navigate the tab "
                + "around it: nothing was sent."
        case .otherFrame:
            "The page is sandboxed, so it may only navigate itself and the frames inside it: "
                + "nothing was sent."
        case .download:
            "The page or its frame is sandboxed without allow-downloads, so no file is saved."
        }
    }

    /// Returns the message in Chrome's console.
    func consoleMessage(_ url: WebURL, from page: Page?) -> String {
        let frame = page?.url.href ?? ""
        switch self {
        case .popup:
            return
                "Blocked opening '\(url.href)' in a new window because the request was made in a "
                + "sandboxed frame whose 'allow-popups' permission is not set."
        case .top(let top, let needsUser):
            let reason =
                needsUser
                ? "is sandboxed with the 'allow-top-navigation-by-user-activation' flag, but has no "
                    + "user activation (aka gesture). See "
                    + "\(StatusPage.url("5629582019395584"))."
                : "is sandboxed, but the flag of 'allow-top-navigation' or "
                    + "'allow-top-navigation-by-user-activation' is not set."
            return "Unsafe attempt to initiate navigation for frame with URL '\(top.href)' from "
                + "frame with URL '\(frame)'. The frame attempting navigation of the top-level "
                + "window \(reason)\n"
        case .otherFrame(let other):
            return "Unsafe attempt to initiate navigation for frame with URL '\(other.href)' from "
                + "frame with URL '\(frame)'. The frame attempting navigation is sandboxed, and is "
                + "therefore disallowed from navigating its ancestors.\n"
        case .download:
            return "Download is disallowed. The frame initiating or instantiating the download is "
                + "sandboxed, but the flag 'allow-downloads' is not set. See "
                + "\(StatusPage.url("5706745674465280")) for more details."
        }
    }
}
