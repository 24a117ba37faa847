internal import BrowserJSON

/// The revisions of the Model Context Protocol that are spoken.
///
/// https://modelcontextprotocol.io/specification/versioning
enum ProtocolRevision: String, CaseIterable {
    case june2025 = "2025-06-18"
    case november2025 = "2025-11-25"
    /// Without a handshake: every request says who asks, and in which revision.
    case july2026 = "2026-07-28"

    var hasHandshake: Bool { self != .july2026 }

    static let withHandshake = allCases.filter(\.hasHandshake)
    static let stateless = allCases.filter { !$0.hasHandshake }
    /// What a client that asks for another one is offered.
    static let latestWithHandshake = november2025
}

/// The names of what is said beside a request or a result.
enum MetaKey {
    static let protocolVersion = "io.modelcontextprotocol/protocolVersion"
    static let clientCapabilities = "io.modelcontextprotocol/clientCapabilities"
    static let serverInfo = "io.modelcontextprotocol/serverInfo"
    static let progressToken = "progressToken"
    /// crumb's own: what servers sent is in it.
    static let untrusted = "crumb/untrusted"
}

extension ProtocolRevision {
    /// The codes of errors that only this protocol has.
    enum ErrorCode {
        static let unsupportedVersion = -32022
        /// Until 2026 a resource that is not there had one of its own.
        static let resourceNotFound = -32002
    }
}
