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

/// A scenario file as it was read, to show its lines again.
package struct SourceFile: Hashable, Sendable {
    package let path: String
    /// Without line breaks.
    package let lines: [String]

    package init(path: String, text: String) {
        self.path = path
        lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    }

    /// `path:line:column`, which editors and terminals make a link of.
    package func location(of place: Place) -> String {
        "\(path):\(place.line):\(place.column)"
    }

    /// Empty beyond the end of the file, where an error about something missing may point.
    package func line(_ number: Int) -> String {
        lines.indices.contains(number - 1) ? lines[number - 1] : ""
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
