package import Foundation

/// A new, empty directory that is removed with its contents when the last reference is released.
package final class TemporaryDirectory: Sendable {
    package let url: URL

    package var path: String { url.path(percentEncoded: false) }

    package init() throws {
        url = FileManager.default.temporaryDirectory
            .appending(path: "crumb-tests-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(
            at: url,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
    }

    /// The path of a file in the directory; the file need not exist.
    package func path(of name: String) -> String {
        url.appending(path: name).path(percentEncoded: false)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }
}
