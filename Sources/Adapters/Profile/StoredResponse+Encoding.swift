internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra

extension StoredResponse {
    private static let version: ByteString = "1"

    /// The response as stored in a profile: lines (neither names nor values contain line breaks),
    /// then the body.
    var encoded: ByteString {
        var bytes: [UInt8] = []
        func put(_ line: ByteString) { bytes += line.bytes + [0x0A] }
        put(Self.version)
        put(ByteString(Array("\(status) ".utf8) + statusText.bytes))
        put(ByteString(utf8: String(requestTime.microsecondsSinceEpoch)))
        put(ByteString(utf8: String(responseTime.microsecondsSinceEpoch)))
        for (name, value) in varying.sorted(by: { $0.key < $1.key }) {
            put(ByteString(Array(name.utf8) + (value.map { [0x3A] + $0.bytes } ?? [])))
        }
        put("")
        for header in headers.headers {
            put(ByteString(Array(header.name.utf8) + [0x3A] + header.value.bytes))
        }
        put("")
        return ByteString(bytes + body.bytes)
    }

    /// `nil` if another version of crumb wrote the response and it cannot be read.
    init?(encoded: ByteString) {
        var rest = encoded.bytes[...]
        func line() -> ByteString? {
            guard let end = rest.firstIndex(of: 0x0A) else { return nil }
            defer { rest = rest[(end + 1)...] }
            return ByteString(Array(rest[..<end]))
        }
        func fields() -> [(name: String, value: ByteString?)]? {
            var fields: [(name: String, value: ByteString?)] = []
            while let field = line() {
                if field.isEmpty { return fields }
                let parts = field.bytes.split(
                    separator: 0x3A,
                    maxSplits: 1,
                    omittingEmptySubsequences: false
                )
                fields.append(
                    (
                        String(decoding: parts[0], as: UTF8.self),
                        parts.count == 2 ? ByteString(Array(parts[1])) : nil
                    )
                )
            }
            return nil
        }
        guard line() == Self.version, let statusLine = line(),
            let status = Int(statusLine.utf8Decoded.prefix { $0 != " " }),
            let requestTime = line().flatMap({ Int64($0.utf8Decoded) }),
            let responseTime = line().flatMap({ Int64($0.utf8Decoded) }),
            let varying = fields(), let headers = fields()
        else { return nil }
        self.init(
            status: status,
            statusText: ByteString(Array(statusLine.bytes.drop { $0 != 0x20 }.dropFirst())),
            headers: HeaderList(
                headers.map { Header(name: $0.name, value: $0.value ?? ByteString()) }
            ),
            body: ByteString(Array(rest)),
            varying: Dictionary(
                varying.map { ($0.name, $0.value) },
                uniquingKeysWith: { first, _ in first }
            ),
            requestTime: Moment(microsecondsSinceEpoch: requestTime),
            responseTime: Moment(microsecondsSinceEpoch: responseTime)
        )
    }
}
