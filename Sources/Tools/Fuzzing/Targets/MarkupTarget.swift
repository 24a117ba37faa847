internal import BrowserInfra
internal import MarkupTrees

extension FuzzTarget {
    private static let htmlPieces = [
        "<!DOCTYPE html>", "<html>", "<head>", "<body>", "</body>", "</html>", "<title>",
        "</title>",
        "<script>", "</script>", "<!--", "-->", "<noscript>", "</NOSCRIPT>", "<NoScript ",
        "<noframes>",
        "nOfRaMeS", "<table>", "<tr>", "<td>", "<caption>", "<colgroup>", "</table>",
        "<select>",
        "<option>", "<optgroup>", "<template>", "</template>", "<svg>", "<foreignObject>",
        "<math>",
        "<mtext>", "<annotation-xml encoding='text/html'>", "<![CDATA[", "]]>", "<p>", "</p>",
        "<b>",
        "<a href=x>", "</a>", "<nobr>", "<form>", "<button>", "<input type=hidden>",
        "<isindex prompt=a>",
        "<image>", "<frameset>", "<frame>", "<textarea>\n", "<plaintext>", "<style>",
        "<iframe>",
        "</br>", "<li>", "<dd>", "<ruby><rb>", "<h1>", "&amp;", "&#x80;", "&notit;", "&#0;",
        "&lt",
        "<x-a is=b>", "xlink:href='#a'", "xml:lang=a", "xmlns:x=urn:a", "<?pi ?>", "<a:b/>",
        "\u{0}",
        "\r\n", "é", "\u{1F600}", "=", "'", "\"", "/>", "<", ">",
    ]

    /// A text as an HTML document, as the content of elements, and as XML.
    static let pageHTML = FuzzTarget(
        name: "page-html",
        pieces: htmlPieces,
        // A tag that is not closed. The time of a page is limited by --timeout.
        knownToGrow: Dictionary(
            uniqueKeysWithValues: Set(htmlPieces)
                .filter { $0.hasPrefix("<") && $0.dropFirst().first?.isLetter == true }
                .map { ($0, "gumbo looks through all open elements for each") }
        )
    ) { input throws(BrokenClaim) in
        let text = Array(String(decoding: input.bytes, as: UTF8.self).utf16)
        for isScripting in [false, true] {
            try expectTree(of: text, in: nil, isScripting)
            for context in [
                "body", "table", "tr", "select", "template", "script", "noscript", "x-a",
            ] {
                try expectTree(of: text, in: (context, 0), isScripting)
            }
        }
        try expectTree(of: text, in: ("svg", 1), true)
        try expectXML(of: input.bytes)
    }

    private static func expectTree(
        of source: [UInt16],
        in context: (name: String, namespace: Int)?,
        _ isScripting: Bool
    ) throws(BrokenClaim) {
        let tree = source.withUnsafeBufferPointer {
            MarkupTree(parsing: $0, context: context, isScripting: isScripting)
        }
        let place = "in \(context?.name ?? "a document")"
        try expect((0...2).contains(tree.words.first ?? -1), "a tree begins with its mode", place)
        let reader = MarkupReader(words: tree.words, text: tree.text, names: tree.names)
        try expect(reader.isWhole(source: source.count), "a tree is whole", place)
    }

    private static func expectXML(of source: [UInt8]) throws(BrokenClaim) {
        let tree = XMLTree(parsing: source)
        let reader = MarkupReader(words: tree.words, text: tree.text, names: tree.names)
        try expect(
            reader.isWholeXML(isOpen: tree.error != nil),
            "a tree of XML is whole",
            tree.error ?? ""
        )
    }
}

/// Traverses a tree's words as the page does.
private struct MarkupReader {
    let words: [Int32]
    let text: [UInt16]
    let names: [String]

    private func word(_ index: Int) -> Int {
        words.indices.contains(index) ? Int(words[index]) : .min
    }

    private func isText(_ index: Int) -> Bool {
        let (offset, count) = (word(index), word(index + 1))
        return offset >= 0 && count >= 0 && offset + count <= text.count
    }

    private func isName(_ index: Int) -> Bool { names.indices.contains(word(index)) }

    private func isPlace(_ index: Int, of count: Int) -> Bool { (-1...count).contains(word(index)) }

    func isWhole(source count: Int) -> Bool {
        var (at, depth) = (1, 0)
        while at < words.count {
            switch word(at) {
            case 1:
                guard (0...2).contains(word(at + 1)), isName(at + 2), isPlace(at + 3, of: count),
                    word(at + 4) >= 0
                else { return false }
                let attributes = word(at + 4)
                at += 5
                for _ in 0..<attributes {
                    guard (0...3).contains(word(at)), isName(at + 1), isText(at + 2) else {
                        return false
                    }
                    at += 4
                }
                depth += 1
            case 2:
                guard isPlace(at + 1, of: count), depth > 0 else { return false }
                depth -= 1
                at += 2
            case 3, 4:
                guard isPlace(at + 1, of: count), isText(at + 2) else { return false }
                at += 4
            case 5:
                guard isText(at + 1), isText(at + 3), isText(at + 5) else { return false }
                at += 7
            default: return false
            }
        }
        return at == words.count && depth == 0
    }

    /// Whether the words are a complete XML tree.
    ///
    /// `isOpen`: whether elements may lack their end, in the part before an error.
    func isWholeXML(isOpen: Bool) -> Bool {
        var (at, depth) = (0, 0)
        while at < words.count {
            switch word(at) {
            case 1:
                let attributes = word(at + 4)
                guard isName(at + 3), attributes >= 0 else { return false }
                at += 5
                for _ in 0..<attributes {
                    guard isName(at + 2), isText(at + 3) else { return false }
                    at += 5
                }
                depth += 1
            case 2:
                guard depth > 0 else { return false }
                depth -= 1
                at += 1
            case 3, 4, 7:
                guard isText(at + 1) else { return false }
                at += 3
            case 5:
                guard isText(at + 1), isText(at + 3), isText(at + 5) else { return false }
                at += 7
            case 6:
                guard isText(at + 1), isText(at + 3) else { return false }
                at += 5
            default: return false
            }
        }
        return at == words.count && (isOpen || depth == 0)
    }
}
