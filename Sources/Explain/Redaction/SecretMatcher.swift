internal import BrowserInfra

/// The forms of all secrets, which are all searched for in a single pass over a text.
struct SecretMatcher: Sendable {
    private struct Needle: Sendable {
        var bytes: [UInt8]
        var name: String
        /// Whether it must match a whole word, because it is so short that it is part of many words.
        var isWord: Bool
        /// Whether it is a secret itself, and not an encoded form of one.
        var isPlain: Bool
    }

    /// The needles by their first byte; longer ones come first, because they may begin with a shorter
    /// one.
    private var matcher: [[Needle]] = Array(repeating: [], count: 256)

    /// Secrets shorter than this are only found as whole words.
    private static let wordLimit = 8

    /// Only secrets at least this long are found across line breaks.
    private static let brokenLimit = 12

    private(set) var isEmpty = true

    private struct Secret: Sendable {
        var bytes: ByteString
        var name: String
    }

    /// The secrets, in the order in which they were first seen; after `keepLatest(_:)`, in the order in
    /// which they were last seen.
    private var secrets: [Secret] = []
    private var forgets = false

    mutating func insert(_ secret: ByteString, name: String) {
        guard let first = secret.bytes.first else { return }
        if matcher[Int(first)].contains(where: { $0.isPlain && $0.bytes == secret.bytes }) {
            guard forgets, let index = secrets.lastIndex(where: { $0.bytes == secret }) else {
                return
            }
            secrets.append(secrets.remove(at: index))
            return
        }
        isEmpty = false
        secrets.append(Secret(bytes: secret, name: name))
        let isWord = secret.count < Self.wordLimit
        for form in secret.secretForms {
            guard let first = form.first else { continue }
            let isPlain = form == secret.bytes
            let bucket = matcher[Int(first)]
            if let index = bucket.firstIndex(where: { $0.bytes == form }) {
                if isPlain { matcher[Int(first)][index].isPlain = true }
                continue
            }
            let needle = Needle(bytes: form, name: name, isWord: isWord, isPlain: isPlain)
            let index = bucket.firstIndex { $0.bytes.count < form.count } ?? bucket.endIndex
            matcher[Int(first)].insert(needle, at: index)
        }
    }

    /// Discards the secrets that were not seen for longest, once there are more than twice `count`.
    mutating func keepLatest(_ count: Int) {
        forgets = true
        guard secrets.count > 2 * count else { return }
        let kept = secrets.suffix(count)
        self = SecretMatcher()
        forgets = true
        for secret in kept { insert(secret.bytes, name: secret.name) }
    }

    func replacing(in text: [UInt8], by replacement: (String) -> String) -> [UInt8] {
        let escapes = Escapes(text: text)
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            if let (needle, end) = match(in: escapes, at: index) {
                output += replacement(needle.name).utf8
                index = end
            } else {
                output.append(text[index])
                index += 1
            }
        }
        return output
    }

    /// Returns the needle that starts at `index`, plainly or with an escape, and the index after it.
    private func match(in escapes: Escapes, at index: Int) -> (Needle, end: Int)? {
        let byte = escapes.text[index]
        for needle in matcher[Int(byte)] {
            if let end = end(of: needle, in: escapes, at: index) { return (needle, end) }
        }
        var found: (Needle, end: Int)?
        _ = escapes.first(at: index) { escape in
            guard escape.first != byte else { return false }
            for needle in matcher[Int(escape.first)] {
                guard let end = end(of: needle, in: escapes, at: index) else { continue }
                found = (needle, end)
                return true
            }
            return false
        }
        return found
    }

    private func end(of needle: Needle, in escapes: Escapes, at start: Int) -> Int? {
        // A secret with a percent sign may occur as it is or escaped.
        for undoesEscapes in [false, true] {
            guard let end = end(of: needle.bytes, in: escapes, at: start, undoesEscapes) else {
                continue
            }
            guard needle.isWord else { return end }
            let isFollowed = end < escapes.text.count && escapes.text[end].isASCIIAlphanumeric
            if !isFollowed, isWordStart(escapes.text, start) { return end }
        }
        return nil
    }

    /// Returns the index after `needle`; the caller has already compared the first byte, or its escape.
    private func end(
        of needle: [UInt8],
        in escapes: Escapes,
        at start: Int,
        _ undoesEscapes: Bool
    ) -> Int? {
        let text = escapes.text
        var index = start
        var offset = 0
        while offset < needle.count {
            guard index < text.count else { return nil }
            if undoesEscapes,
                let escape = escapes.first(at: index, where: { $0.isNext(in: needle, at: offset) })
            {
                index = escape.end
                offset += escape.count
            } else if text[index] == needle[offset] {
                index += 1
                offset += 1
            } else if offset > 0, needle.count >= Self.brokenLimit,
                let next = afterLineBreak(in: escapes, at: index)
            {
                index = next
            } else {
                return nil
            }
        }
        return index
    }

    /// Returns where the text continues after a line break, as in base64 in mail and keys; the break may
    /// be escaped, and the next line indented.
    private func afterLineBreak(in escapes: Escapes, at start: Int) -> Int? {
        let text = escapes.text
        var index = start
        // The limit has room for a line break that is escaped several times.
        while index < text.count, index - start < 24 {
            if text[index].isLineBreak {
                index += 1
            } else if let escape = escapes.first(at: index, where: \.isLineBreak) {
                index = escape.end
            } else {
                break
            }
        }
        guard index > start else { return nil }
        let blanks = text[index...].prefix(80).prefix { $0 == 0x20 || $0 == 0x09 }
        return blanks.endIndex
    }

    /// Returns whether a word may start here; the end of an escape, such as the `D` of `%3D`, is not
    /// part of a word.
    private func isWordStart(_ text: [UInt8], _ start: Int) -> Bool {
        guard start > 0, text[start - 1].isASCIIAlphanumeric else { return true }
        func has(_ byte: Unicode.Scalar, at distance: Int) -> Bool {
            start >= distance && text[start - distance] == UInt8(ascii: byte)
        }
        return has("%", at: 3) || has("\\", at: 2) || has("\\", at: 6) && has("u", at: 5)
    }
}
