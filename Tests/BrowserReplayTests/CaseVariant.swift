/// A recorded case with other names in it. What a browser does then follows from the recording: the
/// hosts keep their relations, the texts their lengths, the headers their order.
///
/// A rule that was learned holds for a variant as well; one that was made for a case does not.
struct CaseVariant: Sendable {
    var name: String
    /// What is replaced, wherever it stands as a whole word.
    fileprivate var words: [String: String]
    /// Makes the folder that stands for `~`, from the case's id.
    fileprivate var folder: @Sendable (Substring) -> String

    static let recorded = CaseVariant(name: "recorded", words: [:], folder: { "/k/\($0)" })

    static let variants = [
        CaseVariant(
            name: "other hosts, paths and names",
            words: [
                "shop.test": "mart.test", "SHOP.TEST": "MART.TEST", "SHOP.test": "MART.test",
                "Shop.Test": "Mart.Test", "evil.test": "grim.test", "third.test": "fifth.test",
                "example.co.uk": "sampler.co.uk", "other.co.uk": "basis.co.uk",
                "alice.github.io": "carol.github.io", "bob.github.io": "dan.github.io",
                "app.localhost": "web.localhost", "127.0.0.2": "127.0.0.7", "sid": "uid",
                "user_token": "auth_token",
            ],
            folder: { "/k/\(String($0.reversed()))" }
        ),
        CaseVariant(
            name: "other ports, values and headers",
            words: [
                "18080": "28080", "18081": "28081", "18443": "28443", "18444": "28444",
                "abc123": "xyz789", "X-A": "X-0", "X-a": "X-0", "x-a": "x-0", "Bearer": "Carrier",
            ],
            folder: { "/k/\($0)" }
        ),
    ]

    /// Rewrites one line of a file of cases or truths.
    func applied(to line: Substring) -> String {
        let id = line.dropFirst(#"{"id":""#.utf8.count).prefix { $0 != "\"" }
        let full = String(line.replacing("~", with: folder(id)))
        guard !words.isEmpty else { return full }
        return replacingWords(in: full)
    }

    private func replacingWords(in text: String) -> String {
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        let byFirst = Dictionary(grouping: words.map { (Array($0.utf8), Array($1.utf8)) }) {
            $0.0.first ?? 0
        }
        var index = 0
        while index < bytes.count {
            let match = byFirst[bytes[index]]?.first { word, _ in
                index + word.count <= bytes.count
                    && bytes[index..<(index + word.count)].elementsEqual(word)
                    && !continuesWord(bytes, before: index)
                    && !continuesWord(bytes, at: index + word.count)
            }
            if let (word, replacement) = match {
                output += replacement
                index += word.count
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private func continuesWord(_ bytes: [UInt8], before index: Int) -> Bool {
        index > 0 && isPartOfWord(bytes[index - 1])
    }

    private func continuesWord(_ bytes: [UInt8], at index: Int) -> Bool {
        index < bytes.count && isPartOfWord(bytes[index])
    }

    private func isPartOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
