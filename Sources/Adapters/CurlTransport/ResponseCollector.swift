internal import Fetch
internal import Infra

/// What has come of one response, within its limits.
///
/// libcurl's callbacks fill it; it lives as long as the easy handle that knows it.
final class ResponseCollector {
    private(set) var head = ResponseHead()
    private(set) var body: [UInt8] = []
    /// The limit that was passed, if one was: then libcurl is told to stop.
    private(set) var overflow: TransportError?
    private(set) var headerBytes = 0
    private let maxHeaderBytes: Int
    private let maxBodyBytes: Int

    init(maxHeaderBytes: Int, maxBodyBytes: Int) {
        self.maxHeaderBytes = maxHeaderBytes
        self.maxBodyBytes = maxBodyBytes
    }

    /// Takes one header line; false if that is too much.
    func receive(headerLine: UnsafeRawBufferPointer) -> Bool {
        headerBytes += headerLine.count
        guard headerBytes <= maxHeaderBytes else {
            overflow = .headersTooLarge(limit: maxHeaderBytes)
            return false
        }
        head.receive(line: headerLine)
        return true
    }

    /// Takes a piece of the decoded body; false if that is too much.
    func receive(bodyBytes: UnsafeRawBufferPointer) -> Bool {
        guard bodyBytes.count <= maxBodyBytes - body.count else {
            overflow = .bodyTooLarge(limit: maxBodyBytes)
            body = []
            return false
        }
        body.append(contentsOf: bodyBytes)
        return true
    }
}
