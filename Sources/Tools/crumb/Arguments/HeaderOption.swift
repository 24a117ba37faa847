internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra

enum HeaderOption {
    /// `Name: value`, `Name:` or, as in curl, `Name;` for an empty value; and what `fetch()` has
    /// against it, if it has more than bytes in it.
    static func parse(_ text: String) throws(UsageError) -> (Header, WebIDLError?) {
        let end = text.lastIndex(of: ";").flatMap { text[$0...] == ";" ? $0 : nil }
        let separator = text.firstIndex(of: ":") ?? end.flatMap { text.contains(" ") ? nil : $0 }
        guard let separator, separator != text.startIndex else {
            // What stands behind the name may be a secret.
            let name = text.prefix { $0 != " " }
            let rest = name.count < text.count ? " …" : ""
            throw UsageError(
                "-H \"\(name)\(rest)\" is not a header: write it as -H \"Name: value\""
            )
        }
        let name = String(text[..<separator])
        let value = text[text.index(after: separator)...].drop { $0 == " " || $0 == "\t" }
        if let bytes = ByteString(isomorphicEncoding: String(value)) {
            return (Header(name: name, value: bytes), nil)
        }
        let scalars = Array(value.unicodeScalars)
        let index = scalars.firstIndex { $0.value > 0xFF } ?? 0
        return (
            Header(name: name, value: ByteString(utf8: String(value))),
            .notAByteString(header: name, index: index, character: scalars[index])
        )
    }
}
