internal import CCrypto
internal import Infra

/// Decrypts the values of Chrome's cookies where the key is known to everybody.
///
/// On Linux without a keyring (and for `--password-store=basic`) the key is made of a fixed password:
/// such a value begins with `v10`. With a keyring it begins with `v11`, and the password is there.
/// macOS writes `v10` as well, with a password of its keychain, Windows `v10` and `v20` with keys of
/// its own. Since version 24 of the database the plaintext begins with the SHA-256 of the cookie's
/// domain, which tells a value that was moved to another row.
///
/// https://source.chromium.org/chromium/chromium/src/+/main:components/os_crypt/sync/os_crypt_linux.cc
struct OSCryptValues {
    private let beginsWithHash: Bool
    /// `nil` where nothing is encrypted, and where OpenSSL cannot be loaded.
    private let cipher: Cipher?

    init(version: Int64, isEncrypted: Bool) {
        beginsWithHash = version >= 24
        cipher = isEncrypted ? Cipher() : nil
    }

    /// `domain`: as the row has it, with its dot.
    func decrypted(
        _ value: ByteString,
        of domain: ByteString
    ) throws(CookieEntryRefusal) -> ByteString {
        switch String(decoding: value.bytes.prefix(3), as: UTF8.self) {
        case "v10": break
        case "v11": throw .encrypted(.keyring)
        case "v20": throw .encrypted(.windows)
        // Windows' DPAPI has no such prefix.
        default: throw .encrypted(.otherSystem)
        }
        guard let cipher else { throw .encrypted(.noOpenSSL) }
        let text = Array(value.bytes.dropFirst(3))
        for key in cipher.keys {
            guard let plain = cipher.decrypt(text, with: key) else { continue }
            guard beginsWithHash else { return ByteString(plain) }
            let hash = cipher.hash(of: domain.bytes)
            // The wrong key's padding fits once in 256 times.
            if plain.starts(with: hash) { return ByteString(Array(plain.dropFirst(hash.count))) }
        }
        throw .encrypted(.otherSystem)
    }
}

/// OpenSSL's, with Chrome's parameters.
private struct Cipher {
    private let crypto: crumb_crypto
    /// The fixed password's, and that of the empty one, which a bug of Chrome's once took.
    let keys: [[UInt8]]

    private static let blockSize = 16
    private static let initialVector = [UInt8](repeating: 0x20, count: blockSize)
    private static let salt = Array("saltysalt".utf8)

    init?() {
        var crypto = crumb_crypto()
        guard crumb_crypto_open(&crypto) else { return nil }
        self.crypto = crypto
        keys = ["peanuts", ""].compactMap { Self.key(of: $0, crypto) }
    }

    private static func key(of password: String, _ crypto: crumb_crypto) -> [UInt8]? {
        var key = [UInt8](repeating: 0, count: Int(crumb_crypto_key_size))
        let isMade = crumb_crypto_derive_key(
            crypto,
            password,
            Int32(password.utf8.count),
            salt,
            Int32(salt.count),
            &key
        )
        return isMade ? key : nil
    }

    /// `nil` where the key is not the one.
    func decrypt(_ text: [UInt8], with key: [UInt8]) -> [UInt8]? {
        guard !text.isEmpty, text.count.isMultiple(of: Self.blockSize) else { return nil }
        var plain = [UInt8](repeating: 0, count: text.count + Self.blockSize)
        let count = crumb_crypto_decrypt(
            crypto,
            key,
            Self.initialVector,
            text,
            Int32(text.count),
            &plain
        )
        return count < 0 ? nil : Array(plain[..<Int(count)])
    }

    func hash(of bytes: [UInt8]) -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: Int(crumb_crypto_hash_size))
        crumb_crypto_hash(crypto, bytes, bytes.count, &hash)
        return hash
    }
}
