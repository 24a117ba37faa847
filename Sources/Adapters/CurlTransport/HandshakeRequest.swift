internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin
internal import WebSocketFraming

/// The bytes of a WebSocket's handshake.
///
/// https://www.rfc-editor.org/rfc/rfc6455#section-4.1
struct HandshakeRequest {
    let bytes: [UInt8]

    init(_ request: HTTPRequest, key: HandshakeKey) throws(TransportError) {
        // What may not go out at all is decided in one place.
        try RequestHeaderBlock.check(request.headers)
        let url = request.url.strippingCredentialsAndFragment()
        let target = url.serializedPath + (url.query.map { "?\($0)" } ?? "")
        let port = url.port.map { ":\($0)" } ?? ""
        var bytes = Array("\(request.method) \(target) HTTP/1.1\r\n".utf8)
        bytes += "Host: \(url.host?.serialized ?? "")\(port)\r\n".utf8
        for header in request.headers.headers {
            bytes += "\(header.name): ".utf8
            bytes += header.value.bytes
            bytes += "\r\n".utf8
        }
        bytes += "Sec-WebSocket-Key: \(key.value)\r\n\r\n".utf8
        self.bytes = bytes
    }
}

/// The answer to a handshake, put together from the pieces in which it comes.
struct HandshakeResponse {
    private(set) var head = ResponseHead()
    /// What came behind the head: frames.
    private(set) var rest: [UInt8] = []
    private(set) var isComplete = false
    private var line: [UInt8] = []
    private var bytes = 0
    private var isFirstLine = true
    private let limit: Int

    init(maxHeaderBytes: Int) { limit = maxHeaderBytes }

    var hasBegun: Bool { bytes > 0 }

    mutating func append(_ piece: [UInt8]) throws(TransportError) {
        for (index, byte) in piece.enumerated() {
            bytes += 1
            guard bytes <= limit else { throw .headersTooLarge(limit: limit) }
            line.append(byte)
            guard byte == UInt8(ascii: "\n") else {
                if isFirstLine, !isPlausible { throw Self.notHTTP }
                continue
            }
            if isFirstLine, !isPlausible || line.count < 5 { throw Self.notHTTP }
            isFirstLine = false
            let isEnd = line == [0x0A] || line == [0x0D, 0x0A]
            head.receive(line: line)
            line.removeAll(keepingCapacity: true)
            guard isEnd else { continue }
            // 100 and 103 are followed by another one; behind 101 it is no longer HTTP.
            if head.status == 101 || head.isComplete {
                isComplete = true
                rest = Array(piece[(index + 1)...])
                return
            }
            isFirstLine = true
        }
    }

    private var isPlausible: Bool { zip(line, "HTTP/".utf8).allSatisfy { $0 == $1 } }

    private static let notHTTP = TransportError.network(
        code: nil,
        detail: "what answered the handshake does not speak HTTP/1.1"
    )
}
