internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// Tells what a request was for where neither `Sec-Fetch-Dest` nor DevTools' resource type says it: in
/// files of Chrome before 2018, of proxies (Charles, mitmproxy), of WebPageTest and API clients.
///
/// What a browser accepts tells documents, images and style sheets; for the rest it accepts
/// everything, and what came back tells scripts and fonts. What a page's script alone can set or send
/// is fetch() in any case.
struct RequestKindHeuristics {
    private let entry: HAREntry
    private let headers: HeaderList

    init(_ entry: HAREntry) {
        self.entry = entry
        headers = entry.request.headers
    }

    var kind: RequestReconstruction.Kind {
        let accept = headers.get("Accept")?.isomorphicDecoded.asciiLowercased ?? ""
        if isDocument(accept) { return .navigation }
        guard canBeMadeByElement else { return .fetch }
        if accept.hasPrefix("image/") { return .element(.image) }
        if accept.hasPrefix("text/css") { return .element(.style) }
        if accept.hasPrefix("video/") { return .element(.video) }
        if accept.hasPrefix("audio/") { return .element(.audio) }
        guard accept.isEmpty || accept.contains("*/*"), !accept.contains("json") else {
            return .fetch
        }
        // A font is asked for with CORS, and then with Origin, if it is another origin's.
        if destination == .font, !headers.contains("Origin") { return .fetch }
        return destination.map { .element($0) } ?? .fetch
    }

    /// A page that nobody asked for in the file is what the address bar opened.
    private func isDocument(_ accept: String) -> Bool {
        if headers.contains("X-Requested-With") { return false }
        if headers.contains("Upgrade-Insecure-Requests") || accept.hasPrefix("text/html,") {
            return true
        }
        guard canBeMadeByElement, accept.isEmpty || accept.hasPrefix("text/html"),
            !headers.contains("Referer"), !headers.contains("Origin")
        else { return false }
        return type.hasPrefix("text/html") || type.hasPrefix("application/xhtml")
    }

    /// Of what came; empty where the file does not say.
    private var type: String {
        let type = entry.response.headers.get("Content-Type")?.isomorphicDecoded
        return (type ?? entry.response.content.mimeType).asciiLowercased
    }

    /// Elements send GET, without a body and without headers of the page's own.
    private var canBeMadeByElement: Bool {
        entry.request.method == "GET" && entry.request.postData == nil
            && !["Content-Type", "X-Requested-With", "Authorization"].contains {
                headers.contains($0)
            }
    }

    private static let byType: [(String, Destination)] = [
        ("javascript", .script), ("ecmascript", .script), ("text/css", .style), ("font", .font),
        ("image/", .image), ("video/", .video), ("audio/", .audio),
    ]

    private static let byExtension: [String: Destination] = [
        "js": .script, "mjs": .script, "css": .style, "woff": .font, "woff2": .font, "ttf": .font,
        "otf": .font, "png": .image, "jpg": .image, "jpeg": .image, "gif": .image, "svg": .image,
        "webp": .image, "avif": .image, "ico": .image, "mp4": .video, "webm": .video, "mp3": .audio,
    ]

    /// By the type of what came, and else by what the path ends in.
    private var destination: Destination? {
        if let found = Self.byType.first(where: { type.contains($0.0) }) { return found.1 }
        // What is of a type that no element takes was asked for by a script, whatever its name.
        guard
            type.isEmpty || type == "x-unknown" || type.hasPrefix("application/octet-stream")
                || type.hasPrefix("text/plain")
        else { return nil }
        guard let path = (try? WebURL(parsing: entry.request.url))?.serializedPath else {
            return nil
        }
        return path.split(separator: ".").last.flatMap { Self.byExtension[$0.lowercased()] }
    }
}
