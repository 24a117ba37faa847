internal import CGumbo

/// A document or fragment parsed by gumbo, in a form for transfer to JavaScript: numbers, and the
/// text in which these are offsets. `web/dom/parse.js` reads it.
///
/// https://html.spec.whatwg.org/#parsing
package struct MarkupTree {
    /// The first number of a node in `words`. Offsets in the source are in UTF-16 code units.
    enum Kind: Int32 {
        /// namespace (0 HTML, 1 SVG, 2 MathML), name, start of its tag in the source or -1, number
        /// of attributes, and for each: namespace (0 none, 1 XLink, 2 XML, 3 XMLNS), name, offset
        /// and length of its value.
        case element = 1
        /// The end of an element: the end of its end tag in the source, or -1.
        case end = 2
        /// start in the source, offset and length.
        case text = 3
        case comment = 4
        /// offset and length of name, public identifier, system identifier.
        case doctype = 5
    }

    /// The numbers. The first is 0 (no quirks), 1 (quirks) or 2 (limited quirks).
    package private(set) var words: [Int32] = []
    package private(set) var text: [UInt16] = []
    /// The names of elements and attributes.
    package private(set) var names: [String] = []
    private var indexes: [String: Int32] = [:]
    private let source: MarkupSource

    /// Parses a document or a fragment.
    ///
    /// `context`: the element whose content a fragment will be.
    package init(
        parsing units: UnsafeBufferPointer<UInt16>,
        context: (name: String, namespace: Int)? = nil,
        isScripting: Bool = false
    ) {
        source = MarkupSource(units, isScripting: isScripting)
        let arena = MarkupArena()
        var options = kGumboDefaultOptions
        options.allocator = { arena, size in
            arena.map { Unmanaged<MarkupArena>.fromOpaque($0).takeUnretainedValue() }?.allocate(
                size
            )
        }
        options.deallocator = { _, _ in }
        options.userdata = Unmanaged.passUnretained(arena).toOpaque()
        options.max_errors = 0
        if let context {
            let isRaw = isScripting && context.namespace == 0 && context.name == "noscript"
            options.fragment_context = gumbo_tag_enum(isRaw ? "noframes" : context.name)
            options.fragment_namespace = GumboNamespaceEnum(UInt32(context.namespace))
        }
        withExtendedLifetime(arena) {
            source.bytes.withUnsafeBytes { bytes in
                let start = bytes.bindMemory(to: CChar.self).baseAddress
                // An empty array may not have an address.
                let empty: StaticString = ""
                let text =
                    start ?? UnsafeRawPointer(empty.utf8Start).assumingMemoryBound(to: CChar.self)
                guard let output = gumbo_parse_with_options(&options, text, bytes.count) else {
                    return
                }
                let document = output.pointee.document.pointee.v.document
                // For a fragment, gumbo leaves this field uninitialized.
                let mode = context == nil ? document.doc_type_quirks_mode.rawValue : 0
                words.append(Int32(truncatingIfNeeded: mode))
                if context == nil {
                    if document.has_doctype { addDoctype(document) }
                    addNodes(document.children, from: text)
                } else if let root = output.pointee.root {
                    addNodes(root.pointee.v.element.children, from: text)
                }
            }
        }
    }

    /// Adds the nodes depth first, without recursion: the nesting depth is unlimited.
    private mutating func addNodes(_ children: GumboVector, from start: UnsafePointer<CChar>) {
        var open: [(children: GumboVector, next: Int, end: Int32)] = [(children, 0, -1)]
        while var level = open.popLast() {
            guard level.next < Int(level.children.length) else {
                if !open.isEmpty { add(.end, level.end) }
                continue
            }
            let node = level.children.data[level.next]?.assumingMemoryBound(to: GumboNode.self)
            level.next += 1
            open.append(level)
            guard let node else { continue }
            switch node.pointee.type {
            case GUMBO_NODE_ELEMENT, GUMBO_NODE_TEMPLATE:
                let element = node.pointee.v.element
                addElement(element, from: start)
                open.append((element.children, 0, end(of: element, from: start)))
            case GUMBO_NODE_COMMENT: addText(.comment, node.pointee.v.text)
            default: addText(.text, node.pointee.v.text)
            }
        }
    }

    private func end(of element: GumboElement, from start: UnsafePointer<CChar>) -> Int32 {
        let tag = element.original_end_tag
        guard let data = tag.data, tag.length > 0 else { return -1 }
        return source.offset(ofByte: data - start + Int(tag.length))
    }

    private mutating func addElement(_ element: GumboElement, from start: UnsafePointer<CChar>) {
        let tag = element.original_tag
        let place = tag.length > 0 ? tag.data.map { source.offset(ofByte: $0 - start) } : nil
        add(
            .element,
            Int32(element.tag_namespace.rawValue),
            index(of: name(of: element)),
            place ?? -1,
            Int32(element.attributes.length)
        )
        for position in 0..<Int(element.attributes.length) {
            guard
                let attribute = element.attributes.data[position]?
                    .assumingMemoryBound(to: GumboAttribute.self).pointee
            else { continue }
            let (offset, count) = append(attribute.value)
            words += [
                Int32(attribute.attr_namespace.rawValue),
                index(of: String(cString: attribute.name)),
                offset, count,
            ]
        }
    }

    private func name(of element: GumboElement) -> String {
        var piece = element.original_tag
        gumbo_tag_from_original_text(&piece)
        let written = UnsafeRawBufferPointer(start: piece.data, count: Int(piece.length))
        if element.tag == GUMBO_TAG_NOFRAMES, source.isNoscript(written) { return "noscript" }
        if element.tag_namespace == GUMBO_NAMESPACE_SVG, piece.data != nil,
            let name = gumbo_normalize_svg_tagname(&piece)
        {
            return String(cString: name)
        }
        if element.tag != GUMBO_TAG_UNKNOWN {
            return String(cString: gumbo_normalized_tagname(element.tag))
        }
        return String(
            decoding: written.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 },
            as: UTF8.self
        )
    }

    private mutating func addDoctype(_ document: GumboDocument) {
        add(.doctype)
        for text in [document.name, document.public_identifier, document.system_identifier] {
            let (offset, count) = append(text)
            words += [offset, count]
        }
    }

    private mutating func addText(_ kind: Kind, _ node: GumboText) {
        let (offset, count) = append(node.text)
        let start = Int(node.start_pos.offset)
        add(kind, source.offset(ofByte: start), offset, count)
    }

    private mutating func add(_ kind: Kind, _ values: Int32...) {
        words.append(kind.rawValue)
        words += values
    }

    private mutating func index(of name: String) -> Int32 {
        if let index = indexes[name] { return index }
        let index = Int32(names.count)
        names.append(name)
        indexes[name] = index
        return index
    }

    /// Appends to `text`, and returns the offset and length.
    private mutating func append(_ string: UnsafePointer<CChar>?) -> (Int32, Int32) {
        let offset = text.count
        guard let string else { return (Int32(offset), 0) }
        let bytes = UnsafeBufferPointer(
            start: UnsafeRawPointer(string).assumingMemoryBound(to: UInt8.self),
            count: string.withMemoryRebound(to: CChar.self, capacity: 1) { length(of: $0) }
        )
        if let revealed = source.revealed(bytes) {
            text.append(contentsOf: String(decoding: revealed, as: UTF8.self).utf16)
        } else if bytes.allSatisfy({ $0 < 0x80 }) {
            text.append(contentsOf: bytes.lazy.map { UInt16($0) })
        } else {
            text.append(contentsOf: String(decoding: bytes, as: UTF8.self).utf16)
        }
        return (Int32(offset), Int32(text.count - offset))
    }

    private func length(of string: UnsafePointer<CChar>) -> Int {
        var count = 0
        while string[count] != 0 { count += 1 }
        return count
    }
}
