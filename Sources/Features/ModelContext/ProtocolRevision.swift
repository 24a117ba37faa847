internal import BrowserJSON

/// The supported revisions of the Model Context Protocol.
///
/// https://modelcontextprotocol.io/specification/versioning
enum ProtocolRevision: String, CaseIterable {
    case june2025 = "2025-06-18"
    case november2025 = "2025-11-25"
    /// Without a handshake: every request names the client and the revision.
    case july2026 = "2026-07-28"

    var hasHandshake: Bool { self != .july2026 }

    static let withHandshake = allCases.filter(\.hasHandshake)
    static let stateless = allCases.filter { !$0.hasHandshake }
    /// The revision offered to a client that requests an unsupported one.
    static let latestWithHandshake = november2025
}

/// The names of metadata in a request or a result.
enum MetaKey {
    static let protocolVersion = "io.modelcontextprotocol/protocolVersion"
    static let clientCapabilities = "io.modelcontextprotocol/clientCapabilities"
    static let serverInfo = "io.modelcontextprotocol/serverInfo"
    static let progressToken = "progressToken"
    /// crumb's own: marks results with content from servers.
    static let untrusted = "crumb/untrusted"
}

extension ProtocolRevision {
    /// The error codes that only this protocol has.
    enum ErrorCode {
        static let unsupportedVersion = -32022
        /// The code for a missing resource until 2026.
        static let resourceNotFound = -32002
    }
}
