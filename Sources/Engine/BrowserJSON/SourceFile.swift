/// A location in a file, for an error or a failure to point at.
package struct Place: Hashable, Sendable {
    /// The line number, starting at 1.
    package var line: Int
    /// The column in code points, starting at 1.
    package var column: Int
    /// The number of code points that the caret underlines, all on that line; at least 1.
    package var length: Int

    package init(line: Int, column: Int, length: Int = 1) {
        self.line = line
        self.column = column
        self.length = max(1, length)
    }
}

/// The contents of a file, for displaying its lines.
package struct SourceFile: Hashable, Sendable {
    /// The characters that end a line, which must be the same as in the parser that counts them.
    package enum LineBreaks {
        case lineFeeds
        /// The line breaks that libyaml recognizes.
        case yaml

        /// The size in bytes of the line break that begins at `place`; 0 if there is none. (Only
        /// YAML has U+000D, U+0085, U+2028 and U+2029.)
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

        /// It works on bytes: examining each `Character` of a file would take longer than reading
        /// the file.
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
    /// The lines, without line breaks.
    package private(set) var lines: [String]
    /// The number of the first line in ``lines``.
    private let firstLine: Int
    /// The column of the first character of that line.
    package let firstColumn: Int

    package init(path: String, text: String, lineBreaks: LineBreaks = .lineFeeds) {
        self.path = path
        lines = lineBreaks.split(text)
        firstLine = 1
        firstColumn = 1
    }

    /// Creates an excerpt of a large file around a location: its line or, if that is long, a part
    /// of it.
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
        // Columns are counted in code points.
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

    /// Returns the file with the lines of the given numbers replaced by lines of the same length.
    package func replacingLines(_ replacements: [Int: String]) -> SourceFile {
        var file = self
        for (number, line) in replacements where lines.indices.contains(number - firstLine) {
            file.lines[number - firstLine] = line
        }
        return file
    }

    /// Returns `path:line:column`, which editors and terminals turn into a link.
    package func location(of place: Place) -> String {
        "\(path):\(place.line):\(place.column)"
    }

    /// Returns a line; empty beyond the end of the file, where an error about something missing may
    /// point.
    package func line(_ number: Int) -> String {
        lines.indices.contains(number - firstLine) ? lines[number - firstLine] : ""
    }
}

/// An unusable part of a file, described in one sentence that says what to write instead.
package struct FileProblem: Error, Hashable, Sendable {
    /// `nil` if the problem concerns the whole file: it cannot be read, or is empty.
    package var place: Place?
    package var message: String

    package init(_ message: String, at place: Place?) {
        self.place = place
        self.message = message
    }
}

/// All problems of one file, in the order of its lines.
package struct InvalidFile: Error, Hashable, Sendable {
    package var source: SourceFile
    package var problems: [FileProblem]

    package init(source: SourceFile, problems: [FileProblem]) {
        self.source = source
        self.problems = problems
    }
}
