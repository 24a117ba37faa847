internal import BrowserDigests
internal import BrowserInfra
internal import CCrypto

/// Sets libcrypto as the ``DigestFunction``: the function that `CDigests` declares, which is called
/// once, before the first digest.
@_cdecl("crumb_install_digests")
func installSystemDigests() {
    DigestFunction.install { algorithm, bytes in
        var digest = [UInt8](repeating: 0, count: algorithm.length)
        switch algorithm {
        case .sha1: _ = SHA1(bytes.bytes, bytes.count, &digest)
        case .sha256: _ = SHA256(bytes.bytes, bytes.count, &digest)
        case .sha384: _ = SHA384(bytes.bytes, bytes.count, &digest)
        case .sha512: _ = SHA512(bytes.bytes, bytes.count, &digest)
        }
        return ByteString(digest)
    }
}
