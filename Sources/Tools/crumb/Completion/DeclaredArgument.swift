internal import ArgumentParser
internal import BrowserJSON

/// An option or operand, as its command declares it.
struct DeclaredArgument {
    enum Values {
        case none
        case list([String])
        /// A comma-separated list.
        case joinedList([String])
        case files(endings: [String])
        case directories
        case profiles
        case cookies
    }

    var isOperand: Bool
    var isRepeating: Bool
    /// The spellings with their dashes.
    var spellings: [String]
    var description: String
    var values: Values

    static func all(of command: any ParsableCommand.Type) -> [DeclaredArgument] {
        let document = JSONReader.value(of: Array(command._dumpHelp().utf8)) ?? .null
        let arguments = document["command"]["arguments"].elements ?? []
        return arguments.filter { $0["shouldDisplay"].isTrue }.map { DeclaredArgument($0) }
    }

    private init(_ json: JSONValue) {
        isOperand = json["kind"].string == "positional"
        isRepeating = json["isRepeating"].isTrue
        spellings = (json["names"].elements ?? []).map { name in
            (name["kind"].string == "long" ? "--" : "-") + (name["name"].string ?? "")
        }
        description = json["abstract"].string?.split(separator: "\n").joined(separator: " ") ?? ""
        values = Self.values(json, of: spellings)
    }

    private static func values(_ json: JSONValue, of spellings: [String]) -> Values {
        let kind = json["completionKind"]
        if case .object = kind["custom"] {
            return spellings.contains("--profile") ? .profiles : .cookies
        }
        if case .object = kind["directory"] { return .directories }
        if case .object = kind["file"] {
            return .files(endings: texts(kind["file"]["extensions"]))
        }
        let list = kind["list"]["values"].elements ?? json["allValues"].elements ?? []
        guard !list.isEmpty else { return .none }
        let isJoined = ["--browser", "--columns"].contains { spellings.contains($0) }
        return isJoined ? .joinedList(texts(.array(list))) : .list(texts(.array(list)))
    }

    private static func texts(_ json: JSONValue) -> [String] {
        (json.elements ?? []).compactMap(\.string)
    }
}

extension CompletionKind {
    /// Names from a profile: ``Completer`` finds them, not ArgumentParser's scripts.
    static var ownNames: CompletionKind { .custom { _, _, _ in [] } }
}
