/// A file that must be unpacked before it can be read, detected by its first bytes.
package enum PackedFile: Hashable, Sendable {
    case zip, gzip

    /// `nil` for a file that is not packed.
    package init?(_ bytes: [UInt8]) {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            self = .zip
        } else if bytes.starts(with: [0x1F, 0x8B, 0x08]) {
            self = .gzip
        } else {
            return nil
        }
    }

    /// What the file is and what to do, without a full stop.
    package var sentence: String {
        switch self {
        case .zip: "this is a zip archive: unpack it (unzip), and pass crumb the file inside"
        case .gzip: "this is compressed with gzip: unpack it (gunzip), and pass crumb the result"
        }
    }
}
