internal import HTTP
internal import Infra
internal import JSON

/// Reads what DevTools' *Copy as fetch* and *Copy as fetch (Node.js)* write: one call of `fetch()`
/// with literals.
///
/// The grammar is that of the literals alone. Nothing is evaluated: a name, an operator or a
/// template is refused where it stands.
///
/// https://tc39.es/ecma262/#sec-object-initializer
struct FetchCall {
    static func read(_ bytes: [UInt8]) throws(FileProblem) -> CopiedCall {
        var call = FetchCall(reader: ScriptReader(bytes))
        return try call.call()
    }

    private var reader: ScriptReader

    private init(reader: ScriptReader) {
        self.reader = reader
    }

    // MARK: The call

    private mutating func call() throws(FileProblem) -> CopiedCall {
        try reader.skipSpace()
        if reader.cursor.isAtEnd {
            throw FileProblem("it is empty: a call of fetch() is expected", at: nil)
        }
        _ = reader.cursor.take("await ")
        try reader.skipSpace()
        if reader.cursor.starts(with: "curl ") {
            throw reader.problem("this is no script but a curl command: read it with --as-curl")
        }
        guard reader.cursor.take("fetch") else {
            throw reader.problem("this is no call of fetch(): choose Copy as fetch in DevTools")
        }
        try reader.skipSpace()
        try reader.expect("(", "an opening parenthesis")
        try reader.skipSpace()
        let urlMark = reader.cursor.mark
        guard case .string(let url) = try reader.literal() else {
            throw FileProblem(
                "the URL has to be a text in quotes",
                at: reader.cursor.place(from: urlMark)
            )
        }
        var call = CopiedCall(url: url)
        try reader.skipSpace()
        if reader.cursor.take(",") {
            try reader.skipSpace()
            if reader.cursor.next != UInt8(ascii: ")") {
                let mark = reader.cursor.mark
                guard case .object(let members) = try reader.literal() else {
                    throw FileProblem(
                        "fetch() takes an object of options here",
                        at: reader.cursor.place(from: mark)
                    )
                }
                for member in members { try apply(member, to: &call) }
                try reader.skipSpace()
                _ = reader.cursor.take(",")
                try reader.skipSpace()
            }
        }
        try reader.expect(")", "a closing parenthesis")
        try reader.skipSpace()
        _ = reader.cursor.take(";")
        try reader.skipSpace()
        guard reader.cursor.isAtEnd else {
            throw reader.problem(
                "there is more behind the call: one request at a time, and no other code"
            )
        }
        return call
    }

    private func apply(_ member: ScriptReader.Member, to call: inout CopiedCall) throws(FileProblem)
    {
        switch member.name {
        case "method": call.method = try string(member)
        case "headers": call.headers = try headers(member)
        case "body":
            guard let text = try string(member) else { break }
            call.body = ByteString(utf8: text)
            call.bodyContentType = "text/plain;charset=UTF-8"
        case "mode":
            call.mode = try string(
                member,
                of: ["cors", "no-cors", "same-origin", "navigate", "websocket"]
            )
        case "credentials":
            call.credentials = try string(member, of: ["omit", "same-origin", "include"])
        case "redirect": call.redirect = try string(member, of: ["follow", "error", "manual"])
        case "cache":
            call.cache = try string(
                member,
                of: [
                    "default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached",
                ]
            )
        case "referrer": call.referrer = try string(member)
        case "referrerPolicy": call.referrerPolicy = try string(member)
        // They change nothing that goes over the wire here.
        case "integrity", "keepalive", "priority", "duplex", "signal", "window": break
        default:
            throw FileProblem("fetch() has no option \"\(member.name)\"", at: member.place)
        }
    }

    /// `nil` for `null` and `undefined`, which are as if it were not there.
    private func string(
        _ member: ScriptReader.Member,
        of choices: [String] = []
    ) throws(FileProblem) -> String? {
        switch member.value {
        case .string(let text):
            guard choices.isEmpty || choices.contains(text) else {
                throw FileProblem(
                    "\"\(member.name)\" is one of \(choices.joined(separator: ", "))",
                    at: member.valuePlace
                )
            }
            return text
        case .word("null"), .word("undefined"): return nil
        case .word, .object:
            throw FileProblem("\"\(member.name)\" has to be a text or null", at: member.valuePlace)
        }
    }

    private func headers(_ member: ScriptReader.Member) throws(FileProblem) -> [Header] {
        switch member.value {
        case .word("null"), .word("undefined"): return []
        case .word, .string:
            throw FileProblem("\"headers\" has to be an object", at: member.valuePlace)
        case .object(let members):
            var headers: [Header] = []
            for header in members {
                guard let text = try string(header) else { continue }
                guard let value = ByteString(isomorphicEncoding: text) else {
                    throw FileProblem(
                        "a header's value is bytes, and this one has a character above U+00FF",
                        at: header.valuePlace
                    )
                }
                headers.append(Header(name: header.name, value: value))
            }
            return headers
        }
    }
}
