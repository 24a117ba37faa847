internal import BrowserInfra
internal import BrowserJSON

/// Finds the call that makes a request in a piece of a script: of `fetch()`, axios or jQuery.
///
/// What stands around it is looked at only for constants that hold literals; a program is not run.
/// One request at a time: a second call is refused.
struct ScriptCall {
    struct Argument {
        var value: LiteralValue
        var place: Place
    }

    private enum Callee {
        case fetch
        /// The method of `axios.get(…)`; `nil` for `axios(…)` and `axios.request(…)`.
        case axios(String?)
        /// The same for `$.get(…)`; `nil` for `$.ajax(…)`.
        case jQuery(String?)
    }

    static func read(_ cursor: TextCursor) throws(FileProblem) -> CopiedCall {
        var call = ScriptCall(reader: ScriptReader(cursor))
        return try call.read()
    }

    /// Whether there is such a call in it.
    static func isIn(_ text: ArraySlice<UInt8>) -> Bool {
        var scan = ScriptCall(reader: ScriptReader(TextCursor(Array(text))))
        while !scan.reader.cursor.isAtEnd {
            if (try? scan.nextCallee()) != nil { return true }
            if scan.reader.cursor.isAtEnd { return false }
        }
        return false
    }

    private var reader: ScriptReader

    private init(reader: ScriptReader) {
        self.reader = reader
    }

    private mutating func read() throws(FileProblem) -> CopiedCall {
        try reader.skipSpace()
        if reader.cursor.isAtEnd {
            throw FileProblem("it is empty: a call of fetch() is expected", at: nil)
        }
        let start = reader.cursor.place
        guard let callee = try nextCallee() else {
            throw FileProblem(
                "this is not a call of fetch(), axios or $.ajax(): choose Copy as fetch in DevTools",
                at: start
            )
        }
        let arguments = try arguments()
        var call =
            switch callee {
            case .fetch: try FetchCall.call(arguments)
            case .axios(let method): try AxiosCall.call(arguments, method: method)
            case .jQuery(let method): try JQueryCall.call(arguments, method: method)
            }
        try noteRest(in: &call)
        return call
    }

    // MARK: Around it

    /// Goes on to behind the name of the next call, and takes the constants on the way.
    private mutating func nextCallee() throws(FileProblem) -> Callee? {
        while true {
            try reader.skipSpace()
            guard let byte = reader.cursor.next else { return nil }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                _ = try reader.string(closing: byte)
                continue
            }
            guard byte.isASCIIAlpha || "_$".utf8.contains(byte) || byte >= 0x80 else {
                reader.cursor.take()
                continue
            }
            let name = reader.word()
            let afterName = reader.cursor
            try reader.skipSpace()
            if reader.cursor.next == UInt8(ascii: "("), let callee = callee(name) { return callee }
            try takeConstant(name)
            if reader.cursor.index < afterName.index { reader.cursor = afterName }
        }
    }

    private func callee(_ name: String) -> Callee? {
        let parts = name.split(separator: ".")
        switch (parts.first, parts.count) {
        case ("fetch", 1): return .fetch
        case ("window", 2), ("globalThis", 2), ("self", 2):
            return parts[1] == "fetch" ? .fetch : nil
        case ("axios", 1): return .axios(nil)
        case ("axios", 2):
            if parts[1] == "request" { return .axios(nil) }
            let methods = ["get", "delete", "head", "options", "post", "put", "patch"]
            return methods.contains(String(parts[1])) ? .axios(String(parts[1])) : nil
        case ("$", 2), ("jQuery", 2):
            switch parts[1] {
            case "ajax": return .jQuery(nil)
            case "get", "getJSON": return .jQuery("GET")
            case "post": return .jQuery("POST")
            default: return nil
            }
        default: return nil
        }
    }

    /// `name = literal`, `name.append("a", "b")`; anything else is left where it stands.
    private mutating func takeConstant(_ name: String) throws(FileProblem) {
        let before = reader.cursor
        if reader.cursor.take("=") {
            guard reader.cursor.next != UInt8(ascii: "="), reader.cursor.next != UInt8(ascii: ">")
            else { return }
            try reader.skipSpace()
            var attempt = reader
            if let value = try? attempt.value() {
                reader = attempt
                reader.constants[name] = value
            }
            return
        }
        let parts = name.split(separator: ".")
        guard parts.count == 2, ["append", "set"].contains(parts[1]),
            let constant = reader.constants[String(parts[0])]
        else { return }
        guard let arguments = try? reader.arguments(), arguments.count == 2,
            let key = arguments[0].plainText, let value = arguments[1].plainText
        else {
            reader.cursor = before
            return
        }
        let pair = (name: key, value: value)
        switch constant {
        case .headers(let pairs): reader.constants[String(parts[0])] = .headers(pairs + [pair])
        case .parameters(let pairs):
            reader.constants[String(parts[0])] = .parameters(pairs + [pair])
        case .form(let pairs): reader.constants[String(parts[0])] = .form(pairs + [pair])
        default: break
        }
    }

    private mutating func arguments() throws(FileProblem) -> [Argument] {
        try reader.expect("(", "an opening parenthesis")
        var arguments: [Argument] = []
        while true {
            try reader.skipSpace()
            if reader.cursor.take(")") { return arguments }
            if arguments.count > 1, isCallbackNext {
                try skipToClosing()
                return arguments
            }
            let mark = reader.cursor.mark
            let value = try reader.value()
            arguments.append(Argument(value: value, place: reader.cursor.place(from: mark)))
            try reader.skipSpace()
            if !reader.cursor.take(","), reader.cursor.next != UInt8(ascii: ")") {
                throw reader.problem("a closing parenthesis is missing here")
            }
        }
    }

    /// What jQuery calls with the answer.
    private var isCallbackNext: Bool {
        var ahead = reader
        let word = ahead.word()
        return word == "function" || word == "async" || ahead.cursor.next == UInt8(ascii: "(")
            || (try? ahead.skipSpace()) != nil && ahead.cursor.starts(with: "=>")
    }

    private mutating func skipToClosing() throws(FileProblem) {
        var depth = 1
        while depth > 0 {
            try reader.skipSpace()
            guard let byte = reader.cursor.next else {
                throw reader.problem("a closing parenthesis is missing here")
            }
            if "\"'".utf8.contains(byte) {
                _ = try reader.string(closing: byte)
                continue
            }
            reader.cursor.take()
            if byte == UInt8(ascii: "(") { depth += 1 }
            if byte == UInt8(ascii: ")") { depth -= 1 }
        }
    }

    /// What is done with the answer is not part of the request; another request is refused.
    private mutating func noteRest(in call: inout CopiedCall) throws(FileProblem) {
        try reader.skipSpace()
        _ = reader.cursor.take(";")
        try reader.skipSpace()
        let start = reader.cursor
        var hasCode = false
        while let byte = reader.cursor.next {
            if !byte.isASCIIWhitespace, !"})];".utf8.contains(byte) { hasCode = true }
            reader.cursor.take()
        }
        var rest = ScriptCall(reader: reader)
        rest.reader.cursor = start
        if hasCode, (try? rest.nextCallee()) ?? nil != nil {
            throw FileProblem(
                "more text follows the call: one request at a time",
                at: start.place
            )
        }
        var text = start
        if hasCode { call.leftOut.append(text.takeRest()) }
    }
}
