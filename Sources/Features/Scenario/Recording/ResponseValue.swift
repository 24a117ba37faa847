internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON

/// A value that a server seems to have made up for one answer (a token, an identifier), which a later
/// request may send back.
struct ResponseValue: Hashable, Sendable {
    /// As a scenario's `capture` has it: a JSON Pointer into the body.
    var origin: String
    /// A name for a variable, after the member that has it.
    var variable: String
    var value: String

    /// What the page found in the body of `report`'s response.
    static func all(in report: FetchReport) -> [ResponseValue] {
        guard case .fulfilled(let response) = report.outcome, !response.isOpaque,
            response.bodyError == nil, let body = response.body,
            body.count <= maxBytes, let json = JSONReader.value(of: body.bytes)
        else { return [] }
        var values: [ResponseValue] = []
        collect(json, at: "", named: "value", into: &values)
        return values
    }

    private static let maxBytes = 1 << 20
    private static let maxValues = 32

    private static func collect(
        _ json: JSONValue,
        at pointer: String,
        named name: String,
        into values: inout [ResponseValue]
    ) {
        guard values.count < maxValues else { return }
        switch json {
        case .string(let text) where looksMadeUp(text, name: name):
            values.append(
                ResponseValue(
                    origin: pointer,
                    variable: Template.variableName(like: name),
                    value: text
                )
            )
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                collect(element, at: "\(pointer)/\(index)", named: name, into: &values)
            }
        case .object(let members):
            for member in members {
                // RFC 6901, section 3.
                let escaped = member.name.replacing("~", with: "~0").replacing("/", with: "~1")
                collect(
                    member.value,
                    at: "\(pointer)/\(escaped)",
                    named: member.name,
                    into: &values
                )
            }
        case .string, .null, .bool, .integer, .number: break
        }
    }

    /// A word that is called a token, or that is long and mixes digits with letters.
    private static func looksMadeUp(_ text: String, name: String) -> Bool {
        guard text.utf8.allSatisfy(\.isTokenByte) else { return false }
        let name = name.lowercased()
        if text.utf8.count >= 4, ["token", "csrf", "xsrf", "jwt"].contains(where: name.contains) {
            return true
        }
        return text.mixesDigitsWithLetters
    }
}

extension UInt8 {
    /// Of base64 in both alphabets, of hexadecimal numbers, UUIDs and JSON Web Tokens.
    fileprivate var isTokenByte: Bool {
        isASCIIAlphanumeric || "._~+/=-".utf8.contains(self)
    }
}

extension String {
    /// Without what is another one in each run: ports, and what a server makes up.
    package var withoutRunSpecificValues: String {
        replacingTokens { $0.mixesDigitsWithLetters ? "" : nil }.withoutPorts
    }

    /// Without the digits behind each colon.
    private var withoutPorts: String {
        var text = ""
        var isPort = false
        for character in self {
            isPort = character == ":" || isPort && character.isASCII && character.isNumber
            if !isPort || character == ":" { text.append(character) }
        }
        return text
    }

    fileprivate var mixesDigitsWithLetters: Bool {
        utf8.count >= 12 && utf8.contains(where: \.isASCIIDigit)
            && utf8.contains(where: \.isASCIIAlpha)
    }

    /// With what `replacement` has for each word that a token may be; a word is tried whole, then
    /// without what `/` and `=` part in a URL or a form.
    func replacingTokens(_ replacement: (String) -> String?) -> String {
        replacingRuns(of: \.isTokenByte) { run in
            replacement(run)
                ?? run.replacingRuns(of: { $0.isTokenByte && $0 != 0x2F && $0 != 0x3D }, replacement)
        }
    }

    private func replacingRuns(
        of isMember: (UInt8) -> Bool,
        _ replacement: (String) -> String?
    ) -> String {
        var result = ""
        var rest = utf8[...]
        while !rest.isEmpty {
            let run = rest.prefix(while: isMember)
            if run.isEmpty {
                let others = rest.prefix { !isMember($0) }
                result += String(Substring(others))
                rest = rest[others.endIndex...]
            } else {
                let word = String(Substring(run))
                result += replacement(word) ?? word
                rest = rest[run.endIndex...]
            }
        }
        return result
    }
}
