package import Foundation

/// The package's own folder, found from where this file was compiled.
package let packageURL = URL(filePath: #filePath)
    .deletingLastPathComponent()  // TestSupport
    .deletingLastPathComponent()  // Tests
    .deletingLastPathComponent()

/// A file or folder under `fixtures/`.
package func fixtureURL(_ path: String) -> URL {
    packageURL.appending(path: "fixtures").appending(path: path)
}

/// The path of an executable of this package, which SwiftPM builds into the test bundle's folder.
package func builtExecutable(_ name: String) throws -> String {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(filePath: tests).deletingLastPathComponent().appending(path: name)
        .path(percentEncoded: false)
}
