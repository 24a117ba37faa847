import Foundation

/// A new certificate authority and server certificate, made by `fixtures/tls/make-ca` and removed
/// with this value. The script lists the names that the certificate is valid for.
package struct TestCertificates: Sendable {
    private let directory: TemporaryDirectory

    /// The path to pass to `--cacert`.
    package var authority: String { directory.path(of: "ca.pem") }
    package var serverCertificate: String { directory.path(of: "server.pem") }
    package var serverKey: String { directory.path(of: "server.key") }

    package init() async throws {
        directory = try TemporaryDirectory()
        let script = fixtureURL("tls/make-ca").path(percentEncoded: false)
        let result = try await run(script, [directory.path])
        guard result.exitCode == 0 else {
            throw ProcessFailure(command: script, what: result.errorOutput)
        }
    }
}
