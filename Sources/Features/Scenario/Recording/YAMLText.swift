internal import BrowserInfra
internal import BrowserJSON

extension JSONValue {
    /// As YAML writes it on one line; the reader reads the same value again.
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

    /// How many lists and mappings are inside each other.
    var depth: Int {
        switch self {
        case .null, .bool, .integer, .number, .string: 0
        case .array(let elements): 1 + (elements.map(\.depth).max() ?? 0)
        case .object(let members): 1 + (members.map(\.value.depth).max() ?? 0)
        }
    }
}

extension JSONValue.Member {
    /// A key of more than 1,024 characters is none unless a question mark says so.
    ///
    /// https://yaml.org/spec/1.2.2/#742-flow-mappings
    fileprivate var yaml: String {
        let key = JSONValue.string(name).yaml
        let mark = key.unicodeScalars.count > 1000 ? "? " : ""
        return "\(mark)\(key): \(value.yaml)"
    }
}

extension String {
    /// Between double quotes, with an escape for what YAML does not print, what older readers take for
    /// a line break or a byte order mark, and what would drive a terminal that shows the file.
    ///
    /// Not as JSON: libyaml knows no surrogate pairs.
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

    /// Whether it is the same text without quotes, also between braces.
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
