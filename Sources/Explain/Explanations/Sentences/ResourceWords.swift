package import BrowserFetch

extension ResourceKind {
    /// The kind as a sentence names it.
    package var shownCode: String {
        code.replacing("=URL", with: "").replacing("URL", with: "…")
    }

    /// The fix if only the page's own origin is allowed.
    var sameOriginFix: String {
        switch self {
        case .track:
            "Add crossorigin to the video element and respond with CORS headers, or serve the "
                + "file from that origin."
        case .svgUse: "Serve the file from that origin, or put the drawing into the page."
        case _ where isWorker:
            "Serve the script from that origin, or start a worker of the page's own that imports "
                + "it."
        default: "Serve it from that origin."
        }
    }
}
