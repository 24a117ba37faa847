internal import BrowserJSON
internal import Service

/// A method as a model sees it.
struct ModelTool: Sendable {
    let method: ServiceMethod

    /// The tool's name, without dots or capital letters, which not every host accepts.
    var name: String {
        method.name.reduce(into: "") { name, letter in
            switch letter {
            case ".": name += "_"
            case _ where letter.isUppercase: name += "_" + letter.lowercased()
            default: name.append(letter)
            }
        }
    }

    var json: JSONValue {
        .object([
            "name": .string(name),
            "title": .string(title),
            "description": .string("\(method.summary) Result: \(method.result)"),
            "inputSchema": .object([
                "type": "object",
                "properties": .object(
                    method.parameters.map { parameter in
                        JSONValue.Member(parameter.name, parameter.described)
                    }
                ),
                "required": .strings(method.parameters.filter(\.isRequired).map(\.name)),
                "additionalProperties": .bool(false),
            ]),
            "annotations": .object([
                "title": .string(title),
                "readOnlyHint": .bool(method.isReading),
                "destructiveHint": .bool(!method.isReading && isDeletion),
                "idempotentHint": .bool(method.isReading),
                "openWorldHint": .bool(!method.isReading),
            ]),
        ])
    }

    private var title: String {
        let words = name.replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    private var isDeletion: Bool {
        ["cookies.delete", "cookies.clear", "close"].contains(method.name)
    }
}

extension ServiceMethod.Parameter {
    /// The schema with its description.
    fileprivate var described: JSONValue {
        guard case .object(let members) = schema else { return schema }
        return .object(members + [JSONValue.Member("description", .string(summary))])
    }
}
