package import Foundation

/// The root folder of the package, derived from the path of this file at compile time.
package let packageURL = URL(filePath: #filePath)
    .deletingLastPathComponent()  // TestSupport
    .deletingLastPathComponent()  // Tests
    .deletingLastPathComponent()

/// The URL of a file or folder under `fixtures/`.
package func fixtureURL(_ path: String) -> URL {
    packageURL.appending(path: "fixtures").appending(path: path)
}

/// The path of an executable of this package. SwiftPM builds them into the folder of the test
/// bundle.
package func builtExecutable(_ name: String) throws -> String {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(filePath: tests).deletingLastPathComponent().appending(path: name)
        .path(percentEncoded: false)
}
