internal import BrowserInfra
internal import CCrypto

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
    private let cipher = Cipher()

    init(version: Int64) {
        beginsWithHash = version >= 24
    }

    /// `domain`: as the row has it, with its dot.
    func decrypted(
        _ value: ByteString,
        of domain: ByteString
    ) throws(CookieEntryError) -> ByteString {
        switch String(decoding: value.bytes.prefix(3), as: UTF8.self) {
        case "v10": break
        case "v11": throw .encrypted(.keyring)
        case "v20": throw .encrypted(.windows)
        // Windows' DPAPI has no such prefix.
        default: throw .encrypted(.otherSystem)
        }
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

/// AES-128-CBC with Chrome's parameters.
private struct Cipher {
    /// The fixed password's, and that of the empty one, which a bug of Chrome's once took.
    let keys = ["peanuts", ""].compactMap { key(of: $0) }

    private static let keySize = 16
    private static let blockSize = 16
    private static let initialVector = [UInt8](repeating: 0x20, count: blockSize)
    private static let salt = Array("saltysalt".utf8)

    /// PBKDF2 with HMAC-SHA-1, one round.
    private static func key(of password: String) -> [UInt8]? {
        var key = [UInt8](repeating: 0, count: keySize)
        let isMade = PKCS5_PBKDF2_HMAC_SHA1(
            password,
            Int32(password.utf8.count),
            salt,
            Int32(salt.count),
            1,
            Int32(keySize),
            &key
        )
        return isMade == 1 ? key : nil
    }

    /// `nil` where the key is not the one.
    func decrypt(_ text: [UInt8], with key: [UInt8]) -> [UInt8]? {
        guard !text.isEmpty, text.count.isMultiple(of: Self.blockSize),
            let context = EVP_CIPHER_CTX_new()
        else { return nil }
        defer { EVP_CIPHER_CTX_free(context) }
        // OpenSSL asks for room for one block more than there is text.
        var plain = [UInt8](repeating: 0, count: text.count + Self.blockSize)
        var count: Int32 = 0
        var padded: Int32 = 0
        guard
            EVP_DecryptInit_ex(context, EVP_aes_128_cbc(), nil, key, Self.initialVector) == 1,
            EVP_DecryptUpdate(context, &plain, &count, text, Int32(text.count)) == 1,
            EVP_DecryptFinal_ex(context, &plain[Int(count)], &padded) == 1
        else { return nil }
        return Array(plain[..<Int(count + padded)])
    }

    func hash(of bytes: [UInt8]) -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        _ = SHA256(bytes, bytes.count, &hash)
        return hash
    }
}
