/// The identity of the partition of a credentialless frame and everything inside it: equal only to
/// itself.
///
/// https://wicg.github.io/anonymous-iframe/#credentialless-iframe
package struct CredentiallessNonce: Hashable, Sendable {
    /// A random number that no other partition has.
    package let id = UInt64.random(in: .min ... .max)

    package init() {}
}
