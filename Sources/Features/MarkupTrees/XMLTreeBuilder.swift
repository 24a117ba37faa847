internal import CExpat

/// The handlers that expat calls while parsing.
final class XMLTreeBuilder {
    private(set) var words: [Int32] = []
    private(set) var text: [UInt16] = []
    private(set) var names: [String] = []
    private var indexes: [String: Int32] = [:]
    /// Text not yet added: expat reports it line by line.
    private var characters: [UInt8] = []
    private var isCDATA = false
    /// Namespace declarations for the next element: prefix and name.
    private var declarations: [(prefix: String?, name: String)] = []

    /// The separator between the parts of a name.
    private static let separator: CChar = 1
    private static let xmlns = "http://www.w3.org/2000/xmlns/"

    /// Parses the text. Returns the error; `nil` when there is none.
    func parse(_ bytes: [UInt8]) -> String? {
        guard let parser = XML_ParserCreateNS("UTF-8", Self.separator) else {
            return "out of memory"
        }
        defer { XML_ParserFree(parser) }
        XML_SetReturnNSTriplet(parser, 1)
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        setHandlers(of: parser)
        let status = bytes.withUnsafeBytes {
            XML_Parse(
                parser,
                $0.bindMemory(to: CChar.self).baseAddress,
                Int32(truncatingIfNeeded: bytes.count),
                1
            )
        }
        flush()
        guard status != XML_STATUS_OK else { return nil }
        let message = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? ""
        let line = XML_GetCurrentLineNumber(parser)
        return
            "error on line \(line) at column \(XML_GetCurrentColumnNumber(parser) + 1): \(message)"
    }

    private func setHandlers(of parser: XML_Parser) {
        XML_SetElementHandler(
            parser,
            { builder, name, attributes in
                XMLTreeBuilder.of(builder)?.begin(name, attributes)
            },
            { builder, _ in
                guard let builder = XMLTreeBuilder.of(builder) else { return }
                builder.flush()
                builder.words.append(XMLTree.Kind.end.rawValue)
            }
        )
        XML_SetCharacterDataHandler(parser) { builder, text, count in
            guard let text, let builder = XMLTreeBuilder.of(builder) else { return }
            builder.characters.append(
                contentsOf: UnsafeRawBufferPointer(start: text, count: Int(count))
            )
        }
        XML_SetCdataSectionHandler(
            parser,
            { builder in
                XMLTreeBuilder.of(builder)?.flush()
                XMLTreeBuilder.of(builder)?.isCDATA = true
            },
            { builder in
                XMLTreeBuilder.of(builder)?.flush()
                XMLTreeBuilder.of(builder)?.isCDATA = false
            }
        )
        XML_SetCommentHandler(parser) { builder, text in
            XMLTreeBuilder.of(builder)?.add(.comment, text)
        }
        XML_SetProcessingInstructionHandler(parser) { builder, target, data in
            XMLTreeBuilder.of(builder)?.add(.instruction, target, data)
        }
        XML_SetStartDoctypeDeclHandler(parser) { builder, name, system, publicName, _ in
            XMLTreeBuilder.of(builder)?.add(.doctype, name, publicName, system)
        }
        XML_SetStartNamespaceDeclHandler(parser) { builder, prefix, name in
            XMLTreeBuilder.of(builder)?.declarations.append(
                (prefix.map { String(cString: $0) }, name.map { String(cString: $0) } ?? "")
            )
        }
    }

    private static func of(_ pointer: UnsafeMutableRawPointer?) -> XMLTreeBuilder? {
        pointer.map { Unmanaged<XMLTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
    }

    private func begin(
        _ name: UnsafePointer<CChar>?,
        _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    ) {
        flush()
        words.append(XMLTree.Kind.element.rawValue)
        addName(name)
        let place = words.count
        words.append(0)
        for (prefix, name) in declarations {
            words += [
                index(of: Self.xmlns), prefix == nil ? -1 : index(of: "xmlns"),
                index(of: prefix ?? "xmlns"),
            ]
            addText(Array(name.utf8))
        }
        var count = declarations.count
        declarations = []
        var next = attributes
        while let pair = next, let name = pair.pointee {
            addName(name)
            addText(pair[1])
            count += 1
            next = pair + 2
        }
        words[place] = Int32(count)
    }

    /// Adds a name: `namespace separator local name separator prefix`, where the parts other than
    /// the local name are optional.
    private func addName(_ name: UnsafePointer<CChar>?) {
        guard let name else { return }
        let parts = String(cString: name).split(
            separator: "\u{1}",
            omittingEmptySubsequences: false
        )
        .map(String.init)
        if parts.count == 1 {
            words += [-1, -1, index(of: parts[0])]
        } else {
            words += [
                index(of: parts[0]), parts.count > 2 ? index(of: parts[2]) : -1,
                index(of: parts[1]),
            ]
        }
    }

    private func add(_ kind: XMLTree.Kind, _ texts: UnsafePointer<CChar>?...) {
        flush()
        words.append(kind.rawValue)
        for text in texts { addText(text) }
    }

    private func flush() {
        guard !characters.isEmpty || isCDATA else { return }
        words.append((isCDATA ? XMLTree.Kind.cdata : .text).rawValue)
        addText(characters)
        characters = []
    }

    private func addText(_ text: UnsafePointer<CChar>?) {
        addText(text.map { Array(String(cString: $0).utf8) } ?? [])
    }

    private func addText(_ bytes: [UInt8]) {
        words.append(Int32(truncatingIfNeeded: text.count))
        let start = text.count
        text.append(contentsOf: String(decoding: bytes, as: UTF8.self).utf16)
        words.append(Int32(truncatingIfNeeded: text.count - start))
    }

    private func index(of name: String) -> Int32 {
        if let index = indexes[name] { return index }
        let index = Int32(truncatingIfNeeded: names.count)
        names.append(name)
        indexes[name] = index
        return index
    }
}
