/// What is read from this machine in place of the network.
package protocol LocalFiles: Sendable {
    /// What is there for a URL, and its MIME type; `nil` where the network is asked.
    func file(for url: String) -> (bytes: [UInt8], type: String)?
}

/// Everything comes from the network.
package struct NoLocalFiles: LocalFiles {
    package init() {}

    package func file(for url: String) -> (bytes: [UInt8], type: String)? { nil }
}
