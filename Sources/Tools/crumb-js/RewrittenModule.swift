internal import BrowserJSON
internal import ModuleScripts

/// A module in the form that the web layer expects (web/modules): a generator's code and its
/// metadata.
///
/// The generator stops after its first step, when its functions exist and it has passed `init` a
/// reader for each binding; the second step evaluates the module.
struct RewrittenModule {
    /// `nil` if the text is not a valid module.
    var code: [UInt8]?
    var told: JSONValue

    init(_ source: [UInt8]) {
        // A byte order mark is not part of the text.
        let source = source.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(source.dropFirst(3)) : source
        var places = TextPlaces(source)
        do throws(ModuleSyntaxError) {
            let record = try ModuleRecord(rewriting: source)
            let head = Self.head(of: record)
            let tail = record.evaluates ? "\n})()})" : "\n})"
            code = Array(head.utf8) + record.body + Array(tail.utf8)
            told = Self.json(record, head: head, &places)
        } catch {
            let place = places.place(of: error.offset)
            told = .object([
                "message": .string(error.message), "line": .integer(place.line),
                "column": .integer(place.column),
            ])
        }
    }

    private static func head(of record: ModuleRecord) -> String {
        let readers = Set(
            record.exports.compactMap { export in
                if case .local(_, let binding) = export { return binding }
                return nil
            }
        ).sorted().map { "\(JSONValue.string($0).lineText):()=>\($0)" }
        let defaultFunction = record.namesDefaultFunction ? ",\(record.defaultBinding)" : ""
        let names = "(\(record.own),\(record.imported)){"
        let generator = "\(record.hasTopLevelAwait ? "async " : "")function*"
        // Code passed to eval() uses the original names of imports, which the module's own text no
        // longer does.
        let start =
            record.evaluates
            ? "(function\(names)with(\(record.imported))return(\(generator)(){"
            : "(\(generator)\(names)"
        return start
            + "\"use strict\";\(record.own).init({\(readers.joined(separator: ","))}\(defaultFunction));yield;"
    }

    private static func json(
        _ record: ModuleRecord,
        head: String,
        _ places: inout TextPlaces
    ) -> JSONValue {
        var requests: [JSONValue] = []
        for request in record.requests {
            let attributes = request.attributes.map { JSONValue.Member($0.key, .string($0.value)) }
            let place = places.place(of: request.offset)
            requests.append(
                .object([
                    "specifier": .string(request.specifier), "attributes": .object(attributes),
                    "line": .integer(place.line), "column": .integer(place.column),
                ])
            )
        }
        var imports: [JSONValue] = []
        for entry in record.imports {
            let place = places.place(of: entry.offset)
            imports.append(
                .object([
                    "request": .integer(entry.request),
                    "name": .optional(entry.name) { .string($0) }, "local": .string(entry.local),
                    "line": .integer(place.line), "column": .integer(place.column),
                ])
            )
        }
        let exports = record.exports.map { json($0, &places) }
        let columns = ModuleColumns(record.edits, headLength: head.utf16.count, &places)
        return .object([
            "isAsync": .bool(record.hasTopLevelAwait), "requests": .array(requests),
            "imports": .array(imports), "exports": .array(exports),
            "columns": columns.json,
        ])
    }

    private static func json(
        _ export: ModuleRecord.Export,
        _ places: inout TextPlaces
    ) -> JSONValue {
        switch export {
        case .local(let name, let binding):
            return .object(["name": .string(name), "binding": .string(binding)])
        case .indirect(let name, let request, let imported, let offset):
            let place = places.place(of: offset)
            return .object([
                "name": .string(name), "request": .integer(request),
                "imported": .optional(imported) { .string($0) },
                "line": .integer(place.line), "column": .integer(place.column),
            ])
        case .star(let request): return .object(["request": .integer(request)])
        }
    }
}

/// How far positions in the rewritten text have moved to the right, from a column in a line on.
struct ModuleColumns {
    private var shifts: [(line: Int, column: Int, delta: Int)] = []

    /// Lines, columns and the amounts to subtract.
    var text: String { json.lineText }

    fileprivate var json: JSONValue {
        .array(
            shifts.map { shift in
                .array([.integer(shift.line), .integer(shift.column), .integer(shift.delta)])
            }
        )
    }

    /// For a classic script; empty if no edit changes a length.
    init(of edits: [ModuleRecord.Edit], in source: [UInt8]) {
        var places = TextPlaces(source)
        let isLonger = edits.contains { $0.start == $0.end || $0.text.contains(":") }
        self.init(isLonger ? edits : [], headLength: 0, &places)
    }

    fileprivate init(
        _ edits: [ModuleRecord.Edit],
        headLength: Int,
        _ places: inout TextPlaces
    ) {
        shifts = [(1, headLength, headLength)]
        var (line, delta) = (1, headLength)
        for edit in edits {
            let start = places.place(of: edit.start)
            if start.line != line { (line, delta) = (start.line, 0) }
            let end = places.place(of: edit.end)
            let text = edit.text.split(separator: "\n", omittingEmptySubsequences: false)
            let lastLength = text.last?.utf16.count ?? 0
            if end.line != line {
                (line, delta) = (end.line, lastLength - (end.column - 1))
            } else {
                delta += lastLength - (end.column - start.column)
            }
            shifts.append((line, end.column - 1 + delta, delta))
        }
    }
}

/// Line and column numbers of a text, starting at 1; columns count UTF-16 code units.
private struct TextPlaces {
    private let text: [UInt8]
    private var at = 0
    private var line = 1
    private var column = 1

    init(_ text: [UInt8]) { self.text = text }

    /// Fast if offsets increase.
    mutating func place(of offset: Int) -> (line: Int, column: Int) {
        if offset < at { (at, line, column) = (0, 1, 1) }
        while at < min(offset, text.count) {
            switch text[at] {
            case 0x0A: (line, column) = (line + 1, 1)
            case 0x0D where at + 1 >= text.count || text[at + 1] != 0x0A:
                (line, column) = (line + 1, 1)
            case 0x80..<0xC0: break
            case 0xF0...: column += 2
            default: column += 1
            }
            at += 1
        }
        return (line, column)
    }
}
