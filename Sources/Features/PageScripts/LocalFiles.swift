/// Local files that are loaded in place of network resources.
package protocol LocalFiles: Sendable {
    /// The contents and the MIME type for a URL; `nil` to load it from the network.
    func file(for url: String) -> (bytes: [UInt8], type: String)?
}

/// Loads everything from the network.
package struct NoLocalFiles: LocalFiles {
    package init() {}

    package func file(for url: String) -> (bytes: [UInt8], type: String)? { nil }
}
