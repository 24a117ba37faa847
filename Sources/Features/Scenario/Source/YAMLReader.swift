internal import BrowserJSON
internal import CYAML

/// Reads a YAML 1.2 document with the core schema, from libyaml's events, which include places.
///
/// https://yaml.org/spec/1.2.2/
struct YAMLReader {
    private let source: SourceFile
    private var parser = yaml_parser_t()
    private var anchors: [String: Anchored] = [:]
    private var nodeCount = 0
    private var depth = 0
    /// The latest line from which something was read, and its length in Unicode scalars.
    private var latestLine = (number: 0, count: 0)

    private struct Anchored {
        var node: Node
        var nodeCount: Int
    }

    static func read(_ bytes: [UInt8], source: SourceFile) throws(FileProblem) -> Node {
        var reader = YAMLReader(source: source)
        return try reader.readDocument(bytes)
    }

    private init(source: SourceFile) {
        self.source = source
    }

    private mutating func readDocument(_ bytes: [UInt8]) throws(FileProblem) -> Node {
        guard yaml_parser_initialize(&parser) == 1 else {
            throw FileProblem("there is not enough memory to read it", at: nil)
        }
        defer { yaml_parser_delete(&parser) }
        // libyaml reads from the buffer until the parser is deleted.
        let result: Result<Node, FileProblem> = bytes.withUnsafeBufferPointer { buffer in
            yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
            return Result { () throws(FileProblem) in try stream() }
        }
        return try result.get()
    }

    private mutating func stream() throws(FileProblem) -> Node {
        _ = try next()  // the start of the stream
        guard try next().type == YAML_DOCUMENT_START_EVENT else {
            throw FileProblem("it is empty; a scenario needs at least steps:", at: nil)
        }
        let node = try node(from: try next())
        _ = try next()  // the end of the document
        let end = try next()
        if end.type != YAML_STREAM_END_EVENT {
            throw FileProblem(
                "a file contains one scenario; a second document begins here",
                at: end.place
            )
        }
        return node
    }

    private mutating func node(from event: Event) throws(FileProblem) -> Node {
        nodeCount += 1
        if nodeCount > ReadingLimits.nodes {
            throw FileProblem(
                "the file has more than \(ReadingLimits.nodes) values",
                at: event.place
            )
        }
        let before = nodeCount
        let node: Node
        switch event.type {
        case YAML_ALIAS_EVENT: return try alias(event)
        case YAML_SEQUENCE_START_EVENT: node = try sequence(event)
        case YAML_MAPPING_START_EVENT: node = try mapping(event)
        default: node = try scalar(event)
        }
        if let anchor = event.anchor {
            anchors[anchor] = Anchored(node: node, nodeCount: nodeCount - before + 1)
        }
        return node
    }

    private mutating func alias(_ event: Event) throws(FileProblem) -> Node {
        let name = event.anchor ?? ""
        guard let anchored = anchors[name] else {
            throw FileProblem(
                "the alias *\(name) has no anchor &\(name) before it",
                at: event.place
            )
        }
        nodeCount += anchored.nodeCount
        if nodeCount > ReadingLimits.nodes {
            throw FileProblem(
                "with its aliases expanded, the file has more than \(ReadingLimits.nodes) values",
                at: event.place
            )
        }
        return anchored.node
    }

    private func scalar(_ event: Event) throws(FileProblem) -> Node {
        let value: JSONValue
        switch event.tag {
        case nil where event.isPlain: value = coreSchemaValue(ofPlain: event.text)
        case nil, "!", "tag:yaml.org,2002:str": value = .string(event.text)
        case let tag?:
            value = coreSchemaValue(ofPlain: event.text)
            guard Self.coreTags.contains(tag) else { throw unknownTag(tag, event) }
        }
        return Node(content: .scalar(value, text: event.text), place: event.place)
    }

    private static let coreTags = ["null", "bool", "int", "float"].map { "tag:yaml.org,2002:" + $0 }

    private func unknownTag(_ tag: String, _ event: Event) -> FileProblem {
        FileProblem("scenarios do not support the tag \(tag)", at: event.place)
    }

    private mutating func sequence(_ event: Event) throws(FileProblem) -> Node {
        if let tag = event.tag, tag != "!", tag != "tag:yaml.org,2002:seq" {
            throw unknownTag(tag, event)
        }
        try descend(event)
        defer { depth -= 1 }
        var elements: [Node] = []
        while true {
            let event = try next()
            if event.type == YAML_SEQUENCE_END_EVENT { break }
            elements.append(try node(from: event))
        }
        return Node(content: .sequence(elements), place: event.place)
    }

    private mutating func mapping(_ event: Event) throws(FileProblem) -> Node {
        if let tag = event.tag, tag != "!", tag != "tag:yaml.org,2002:map" {
            throw unknownTag(tag, event)
        }
        try descend(event)
        defer { depth -= 1 }
        var entries: [Node.Entry] = []
        while true {
            let event = try next()
            if event.type == YAML_MAPPING_END_EVENT { break }
            let key = try node(from: event)
            guard case .scalar(_, let text) = key.content else {
                throw FileProblem(
                    event.type == YAML_MAPPING_START_EVENT
                        ? "a value that begins with {{ must be quoted: \"{{name}}/path\""
                        : "a key must be text",
                    at: event.place
                )
            }
            let value = try node(from: try next())
            entries.append(Node.Entry(key: text, keyPlace: event.place, value: value))
        }
        return Node(content: .mapping(entries), place: event.place)
    }

    private mutating func descend(_ event: Event) throws(FileProblem) {
        depth += 1
        guard depth <= ReadingLimits.depth else {
            throw FileProblem(
                "more than \(ReadingLimits.depth) levels deep",
                at: event.place
            )
        }
    }

    // MARK: Events

    /// The parts of a `yaml_event_t` that are used, copied.
    private struct Event {
        var type: yaml_event_type_t
        var place: Place
        var anchor: String?
        var tag: String?
        var text = ""
        var isPlain = false
    }

    private mutating func next() throws(FileProblem) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(&parser, &event) == 1 else { throw syntaxProblem() }
        defer { yaml_event_delete(&event) }
        var result = Event(
            type: event.type,
            place: place(from: event.start_mark, to: event.end_mark)
        )
        switch event.type {
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            result.anchor = string(scalar.anchor)
            result.tag = string(scalar.tag)
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            result.text = String(decoding: bytes, as: UTF8.self)
            result.isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
        case YAML_ALIAS_EVENT:
            result.anchor = string(event.data.alias.anchor)
        case YAML_SEQUENCE_START_EVENT:
            result.anchor = string(event.data.sequence_start.anchor)
            result.tag = string(event.data.sequence_start.tag)
        case YAML_MAPPING_START_EVENT:
            result.anchor = string(event.data.mapping_start.anchor)
            result.tag = string(event.data.mapping_start.tag)
        default: break
        }
        return result
    }

    private func string(_ characters: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        characters.map { String(decodingCString: $0, as: UTF8.self) }
    }

    private mutating func place(from start: yaml_mark_t, to end: yaml_mark_t) -> Place {
        let line = Int(start.line) + 1
        let column = Int(start.column) + 1
        // For a range of several lines, only the first is underlined.
        if latestLine.number != line {
            latestLine = (line, source.line(line).unicodeScalars.count)
        }
        let rest = latestLine.count - Int(start.column)
        let length = end.line == start.line ? Int(end.column) - Int(start.column) : rest
        return Place(line: line, column: column, length: max(1, min(length, max(1, rest))))
    }

    /// The message for a line whose indentation matches no line above it.
    private func indentationMessage(_ words: String) -> String? {
        guard words.hasPrefix("did not find expected") else { return nil }
        let number = Int(parser.problem_mark.line) + 1
        guard let (indentation, _) = Self.columns(of: source.line(number)) else { return nil }
        let isElement = source.line(number).dropFirst(indentation).hasPrefix("-")
        var neighbour: Int?
        for above in (1..<number).reversed().prefix(Self.lookback) {
            guard let (dash, content) = Self.columns(of: source.line(above)) else { continue }
            // List elements align with list elements, and keys with keys.
            if isElement, dash == content { continue }
            let column = isElement ? dash : content
            if column == indentation { return nil }
            let distance = abs(column - indentation)
            if neighbour.map({ distance < abs($0 - indentation) }) ?? true { neighbour = column }
        }
        return neighbour.map {
            "this is not valid YAML: line \(number) is indented by \(indentation), its neighbors by \($0)"
        }
    }

    /// How many lines above a mistake are considered.
    private static let lookback = 30

    /// The indentation of a line, and the column of its content after any dashes; `nil` if the line
    /// is blank or a comment.
    private static func columns(of line: String) -> (dash: Int, content: Int)? {
        let dash = line.prefix { $0 == " " }.count
        let content = line.prefix { $0 == " " || $0 == "-" }.count
        guard content < line.count, !line.dropFirst(content).hasPrefix("#") else { return nil }
        return (dash, content)
    }

    /// The mistake in libyaml's words, except for the most common one, which has its own message.
    private mutating func syntaxProblem() -> FileProblem {
        let words = parser.problem.map { String(cString: $0) } ?? "unknown error"
        if parser.error == YAML_READER_ERROR {
            return FileProblem("it is not UTF-8: \(words) (byte \(parser.problem_offset))", at: nil)
        }
        var problem = FileProblem(
            "this is not valid YAML: \(words)",
            at: place(from: parser.problem_mark, to: parser.problem_mark)
        )
        if let message = indentationMessage(words) { problem.message = message }
        let line = source.line(Int(parser.problem_mark.line) + 1)
        if let unquoted = line.firstRange(of: ": {{") {
            let column = line.unicodeScalars.distance(
                from: line.startIndex,
                to: unquoted.lowerBound
            )
            problem.message =
                "a value that begins with {{ must be quoted: \"{{name}}/path\""
            problem.place?.column = column + 3
        } else if line.contains("\t") {
            problem.message += " (YAML must be indented with spaces, and this line has a tab)"
        }
        return problem
    }
}
