/// A place in a file: where something stands, for an error or a failure to point at.
package struct Place: Hashable, Sendable {
    /// From 1.
    package var line: Int
    /// From 1, in code points.
    package var column: Int
    /// The code points that the caret underlines, all of them on that line; at least 1.
    package var length: Int

    package init(line: Int, column: Int, length: Int = 1) {
        self.line = line
        self.column = column
        self.length = max(1, length)
    }
}

/// A file as it was read, to show its lines again.
package struct SourceFile: Hashable, Sendable {
    /// What ends a line: the same as to the reader that counts them.
    package enum LineBreaks {
        case lineFeeds
        /// As libyaml counts them.
        case yaml

        /// How many bytes the line break has that begins there; 0 where none does. (One that is only
        /// YAML's is U+000D, U+0085, U+2028 or U+2029.)
        fileprivate func length(at place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
            func follows(_ byte: UInt8, _ distance: Int) -> Bool {
                place + distance < bytes.count && bytes[place + distance] == byte
            }
            switch bytes[place] {
            case 0x0A: return 1
            case 0x0D: return follows(0x0A, 1) ? 2 : self == .yaml ? 1 : 0
            case 0xC2 where self == .yaml: return follows(0x85, 1) ? 2 : 0
            case 0xE2 where self == .yaml:
                return follows(0x80, 1) && (follows(0xA8, 2) || follows(0xA9, 2)) ? 3 : 0
            default: return 0
            }
        }

        /// In bytes: a file's characters are as many as its bytes, and looking at each as a
        /// `Character` takes longer than reading the file.
        fileprivate func split(_ text: String) -> [String] {
            var text = text
            return text.withUTF8 { bytes in
                var lines: [String] = []
                var (start, place) = (0, 0)
                while place < bytes.count {
                    let length = length(at: place, in: bytes)
                    if length > 0 {
                        lines.append(String(decoding: bytes[start..<place], as: UTF8.self))
                        start = place + length
                    }
                    place += max(1, length)
                }
                lines.append(String(decoding: bytes[start...], as: UTF8.self))
                return lines
            }
        }
    }

    package let path: String
    /// Without line breaks.
    package private(set) var lines: [String]
    /// The number of the first of these.
    private let firstLine: Int
    /// The column of the first character of the first of these.
    package let firstColumn: Int

    package init(path: String, text: String, lineBreaks: LineBreaks = .lineFeeds) {
        self.path = path
        lines = lineBreaks.split(text)
        firstLine = 1
        firstColumn = 1
    }

    /// Of a large file only what stands around a place: its line, and of a long one a part.
    package init(path: String, bytes: [UInt8], around place: Place?) {
        self.path = path
        guard let place else {
            (lines, firstLine, firstColumn) = ([], 1, 1)
            return
        }
        var rest = bytes[...]
        for _ in 1..<max(place.line, 1) {
            rest = rest.drop { $0 != 0x0A }.dropFirst()
        }
        if place.line == 1, rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        // Columns are code points.
        let context = 100
        var skipped = 0
        while skipped < place.column - 1 - context, let byte = rest.first, byte != 0x0A {
            rest = rest.dropFirst().drop { $0 & 0xC0 == 0x80 }
            skipped += 1
        }
        let line = rest.prefix(12 * context).prefix { $0 != 0x0A && $0 != 0x0D }
        lines = [String(decoding: line, as: UTF8.self)]
        firstLine = place.line
        firstColumn = skipped + 1
    }

    /// The same with other lines, by their numbers; each as long as the one that it replaces.
    package func replacingLines(_ replacements: [Int: String]) -> SourceFile {
        var file = self
        for (number, line) in replacements where lines.indices.contains(number - firstLine) {
            file.lines[number - firstLine] = line
        }
        return file
    }

    /// `path:line:column`, which editors and terminals make a link of.
    package func location(of place: Place) -> String {
        "\(path):\(place.line):\(place.column)"
    }

    /// Empty beyond the end of the file, where an error about something missing may point.
    package func line(_ number: Int) -> String {
        lines.indices.contains(number - firstLine) ? lines[number - firstLine] : ""
    }
}

/// Something in a file that cannot be used, said in one sentence with what to write instead.
package struct FileProblem: Error, Hashable, Sendable {
    /// `nil` where the file as a whole is meant: it cannot be read, or is empty.
    package var place: Place?
    package var message: String

    package init(_ message: String, at place: Place?) {
        self.place = place
        self.message = message
    }
}

/// Every mistake of one file, in the order of its lines.
package struct InvalidFile: Error, Hashable, Sendable {
    package var source: SourceFile
    package var problems: [FileProblem]

    package init(source: SourceFile, problems: [FileProblem]) {
        self.source = source
        self.problems = problems
    }
}
