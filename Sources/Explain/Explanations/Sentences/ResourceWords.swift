package import BrowserFetch

extension ResourceKind {
    /// As a sentence names it.
    package var shownCode: String {
        code.replacing("=URL", with: "").replacing("URL", with: "…")
    }

    /// What helps where only the page's own origin counts.
    var sameOriginFix: String {
        switch self {
        case .track:
            "Write crossorigin on the video element and answer with CORS headers, or serve the file "
                + "from there."
        case .svgUse: "Serve the file from there, or put the drawing into the page."
        case _ where isWorker:
            "Serve the script from there, or start a worker of the page's own that imports it."
        default: "Serve it from there."
        }
    }
}
