/// Modules that are read from this machine in place of the network.
package protocol ModuleFiles: Sendable {
    /// What is there for a URL, and its MIME type; `nil` where the network is asked.
    func file(for url: String) -> (bytes: [UInt8], type: String)?
}

/// Every module comes from the network.
package struct NoModuleFiles: ModuleFiles {
    package init() {}

    package func file(for url: String) -> (bytes: [UInt8], type: String)? { nil }
}
