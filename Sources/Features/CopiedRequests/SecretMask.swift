internal import Infra

/// Hides cookies and credentials in a copied text before a line of it is shown in a message.
///
/// Every character becomes one other, so that carets stay where they belong.
enum SecretMask {
    /// What stands before a secret; it ends with the quote, or with the line.
    private static let openings: [[UInt8]] = [
        "cookie: ", "cookie\": \"", "cookie\":\"", "cookie:", "-b '", "-b $'", "-b \"",
        "--cookie '", "--cookie $'", "--cookie \"", "authorization: ", "authorization\": \"",
        "authorization\":\"", "authorization:", "-u '", "-u \"", "--user '", "--user \"", "-b ^\"",
        "\"cookie\"=\"", "\"authorization\"=\"",
        "-h ^\"cookie: ", "-h ^\"authorization: ",
    ].map { Array($0.utf8) }

    static func masking(_ bytes: [UInt8]) -> [UInt8] {
        let lower = bytes.map(\.asciiLowercased)
        var masked = bytes
        var index = 0
        while index < lower.count {
            let opening = openings.first { lower[index...].starts(with: $0) }
            guard let opening else {
                index += 1
                continue
            }
            index += opening.count
            while index < masked.count,
                !"'\"\n\r".utf8.contains(bytes[index])
                    || bytes[index - 1] == UInt8(ascii: "\\")
            {
                // Only the first byte of a character counts as a column.
                masked[index] = masked[index] & 0xC0 == 0x80 ? 0x7F : UInt8(ascii: "*")
                index += 1
            }
        }
        return masked.filter { $0 != 0x7F }
    }
}
