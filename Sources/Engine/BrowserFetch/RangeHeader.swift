internal import BrowserHTTP
internal import BrowserInfra

extension Browser {
    /// Normalizes `Range` as a cache does that parses a single range and serializes it again:
    /// `bytes = 0-1` is sent as `bytes=0-1`.
    ///
    /// https://www.rfc-editor.org/rfc/rfc9110#section-14.1.1
    func normalizeRange(_ headers: inout HeaderList) {
        guard policy.fetch.rangeHeader == .normalized, let value = headers.get("Range") else {
            return
        }
        let text = String(value.isomorphicDecoded.filter { $0 != " " && $0 != "\t" })
        let parts = text.asciiLowercased.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "bytes" else { return }
        let ends = parts[1].split(separator: "-", omittingEmptySubsequences: false)
        let areNumbers = ends.allSatisfy { $0.utf8.allSatisfy(\.isASCIIDigit) }
        guard ends.count == 2, areNumbers, !(ends[0].isEmpty && ends[1].isEmpty) else { return }
        headers.set("Range", ByteString(utf8: "bytes=\(parts[1])"))
    }
}
