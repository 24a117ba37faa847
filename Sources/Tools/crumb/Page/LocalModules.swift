internal import ArgumentParser
internal import BrowserFetch
internal import PageScripts
internal import WebOrigin

/// Modules from local files: those of --map, and those below the folder of a script that is run.
struct LocalModules: LocalFiles {
    private var files: [String: String] = [:]
    private var sources: [String: [UInt8]] = [:]
    /// The URL of a local folder, which ends with a slash, and its path.
    private var folders: [(url: String, path: String)] = []
    private let baseURL: WebURL

    init(page: Page, _ map: [MappedFile]) {
        baseURL = page.baseURL
        for file in map {
            let url = try? WebURL(parsing: file.url, base: page.baseURL)
            files[url?.href ?? file.url] = file.path
        }
    }

    /// The URL of a file for the page: below the page's URL, with the file's name.
    mutating func url(ofFile path: String, _ source: [UInt8]) -> String {
        let slash = path.lastIndex(of: "/")
        let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
        let url = (try? WebURL(parsing: "./" + name, base: baseURL))?.href ?? String(name)
        sources[url] = source
        serveFolder(ofFile: path)
        return url
    }

    /// Serves the folder of a script that is a file: its imports resolve to files beside it.
    mutating func serveFolder(ofFile path: String) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let folderURL = (try? WebURL(parsing: ".", base: baseURL))?.href ?? baseURL.href
        folders.append((folderURL, folder))
    }

    func file(for url: String) -> (bytes: [UInt8], type: String)? {
        // The query and fragment are for a server.
        let path = String(url.prefix { $0 != "?" && $0 != "#" })
        if let source = sources[path] { return (source, Self.type(of: path)) }
        if let file = files[url] ?? files[path] {
            return (try? File.read(file, limit: .script)).map { ($0, Self.type(of: file)) }
        }
        for folder in folders where path.hasPrefix(folder.url) {
            let rest = String(path.dropFirst(folder.url.count)).percentDecoded
            // Nothing above the folder: a parsed URL does not contain "..", and an encoded one is
            // not valid here.
            guard let rest, !rest.isEmpty, !rest.split(separator: "/").contains(".."),
                let bytes = try? File.read(folder.path + rest, limit: .script)
            else { continue }
            return (bytes, Self.type(of: rest))
        }
        return nil
    }

    private static func type(of path: String) -> String {
        path.hasSuffix(".json") ? "application/json" : "text/javascript"
    }
}

/// `URL=FILE`; the URL's own equals signs come before the last one.
struct MappedFile: ExpressibleByArgument, Hashable, Sendable {
    var url: String
    var path: String

    init(url: String, path: String) {
        (self.url, self.path) = (url, path)
    }

    init?(argument: String) {
        guard let equals = argument.lastIndex(of: "="), equals != argument.startIndex else {
            return nil
        }
        url = String(argument[..<equals])
        path = String(argument[argument.index(after: equals)...])
        guard !path.isEmpty else { return nil }
    }
}

extension String {
    /// The text percent-decoded; `nil` when the result is not UTF-8.
    var percentDecoded: String? {
        var bytes: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
