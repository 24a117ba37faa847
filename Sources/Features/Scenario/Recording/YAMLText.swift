internal import BrowserInfra
internal import BrowserJSON

extension JSONValue {
    /// The value as YAML on one line; parsing it yields the same value.
    var yaml: String {
        switch self {
        case .null, .bool, .integer, .number: json
        case .string(let text): text.isPlainYAML ? text : text.yamlQuoted
        case .array(let elements): "[" + elements.map(\.yaml).joined(separator: ", ") + "]"
        case .object(let members):
            members.isEmpty
                ? "{}" : "{ " + members.map(\.yaml).joined(separator: ", ") + " }"
        }
    }

    /// The nesting depth of lists and mappings.
    var depth: Int {
        switch self {
        case .null, .bool, .integer, .number, .string: 0
        case .array(let elements): 1 + (elements.map(\.depth).max() ?? 0)
        case .object(let members): 1 + (members.map(\.value.depth).max() ?? 0)
        }
    }
}

extension JSONValue.Member {
    /// The text as a key. A key of more than 1,024 characters needs an explicit question mark.
    ///
    /// https://yaml.org/spec/1.2.2/#742-flow-mappings
    fileprivate var yaml: String {
        let key = JSONValue.string(name).yaml
        let mark = key.unicodeScalars.count > 1000 ? "? " : ""
        return "\(mark)\(key): \(value.yaml)"
    }
}

extension String {
    /// The text between double quotes. Escapes characters that YAML does not print, those that
    /// older parsers treat as line breaks or byte order marks, and those that would control a
    /// terminal showing the file.
    ///
    /// Not the same as JSON: libyaml does not support surrogate pairs.
    ///
    /// https://yaml.org/spec/1.2.2/#57-escaped-characters
    package var yamlQuoted: String {
        var output = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case _ where scalar.isTerminalControl || !scalar.isPrintableInYAML:
                let digits = String(scalar.value, radix: 16)
                let (letter, width) = scalar.value > 0xFFFF ? ("U", 8) : ("u", 4)
                output +=
                    "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output + "\""
    }

    /// Whether the text means the same without quotes, even inside braces.
    fileprivate var isPlainYAML: Bool {
        guard let first = utf8.first, first.isASCIIAlpha || "/_".utf8.contains(first),
            last != ":", coreSchemaValue(ofPlain: self) == .string(self)
        else { return false }
        return utf8.allSatisfy { $0.isASCIIAlphanumeric || "/_-.:=?&+%;".utf8.contains($0) }
            && !contains("::")
    }
}

extension Unicode.Scalar {
    /// https://yaml.org/spec/1.2.2/#51-character-set
    fileprivate var isPrintableInYAML: Bool {
        switch value {
        case 0x20..<0x7F, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: true
        default: false
        }
    }
}
