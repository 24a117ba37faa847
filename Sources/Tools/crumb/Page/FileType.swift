/// A file's type, as a browser determines it without a server.
enum FileType {
    /// The MIME type, by the file name's extension, and otherwise by the first bytes.
    ///
    /// https://mimesniff.spec.whatwg.org/#rules-for-identifying-an-unknown-mime-type
    static func of(_ path: String, _ contents: [UInt8]) -> String {
        let name = path.split(separator: "/").last ?? ""
        if let dot = name.lastIndex(of: "."), dot != name.startIndex,
            let type = byExtension[name[name.index(after: dot)...].lowercased()]
        {
            return type
        }
        let beginning = contents.prefix(512)
        let text = String(decoding: beginning, as: UTF8.self).lowercased()
            .drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        let isMarkup = ["<!doctype html", "<html", "<head", "<body", "<script", "<!--"]
            .contains { text.hasPrefix($0) }
        if isMarkup { return "text/html" }
        return beginning.contains(where: isBinary) ? "application/octet-stream" : "text/plain"
    }

    /// https://mimesniff.spec.whatwg.org/#binary-data-byte
    private static func isBinary(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x08, 0x0B, 0x0E...0x1A, 0x1C...0x1F: true
        default: false
        }
    }

    private static let byExtension = [
        "html": "text/html", "htm": "text/html", "shtml": "text/html",
        "xhtml": "application/xhtml+xml", "xht": "application/xhtml+xml", "xml": "text/xml",
        "svg": "image/svg+xml", "css": "text/css", "txt": "text/plain", "csv": "text/csv",
        "js": "text/javascript", "mjs": "text/javascript", "cjs": "text/javascript",
        "json": "application/json", "map": "application/json",
        "webmanifest": "application/manifest+json", "wasm": "application/wasm",
        "pdf": "application/pdf", "png": "image/png", "apng": "image/apng", "gif": "image/gif",
        "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp", "avif": "image/avif",
        "ico": "image/x-icon", "bmp": "image/bmp", "woff": "font/woff", "woff2": "font/woff2",
        "ttf": "font/ttf", "otf": "font/otf", "mp3": "audio/mpeg", "ogg": "audio/ogg",
        "oga": "audio/ogg", "wav": "audio/wav", "flac": "audio/flac", "m4a": "audio/x-m4a",
        "mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm", "ogv": "video/ogg",
        "vtt": "text/vtt",
    ]
}
