/// The identity of the partition of a credentialless frame and everything inside it: equal only to
/// itself.
///
/// https://wicg.github.io/anonymous-iframe/#credentialless-iframe
package struct CredentiallessNonce: Hashable, Sendable {
    private let value = UInt64.random(in: .min ... .max)

    package init() {}
}
