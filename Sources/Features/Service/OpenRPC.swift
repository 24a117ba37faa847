package import BrowserJSON

/// The machine-readable description of the methods.
///
/// https://spec.open-rpc.org/
package struct OpenRPC {
    private let methods: [ServiceMethod]
    private let version: String

    package init(_ methods: [ServiceMethod], version: String) {
        self.methods = methods
        self.version = version
    }

    package var document: JSONValue {
        .object([
            "openrpc": "1.3.2",
            "info": .object([
                "title": "crumb serve",
                "description": .string(Self.description),
                "version": .string(version),
            ]),
            "methods": .array(methods.map(\.json)),
            "components": .object([
                "errors": .object(
                    RPCError.Code.allCases.map { code in
                        JSONValue.Member(
                            "\(code)",
                            .object([
                                "code": .integer(code.rawValue), "message": .string(code.meaning),
                            ])
                        )
                    }
                )
            ]),
        ])
    }

    private static let description = """
        One running browser over stdio: JSON-RPC 2.0, one message a line. Requests run at the same \
        time, as in Promise.all; one that moves the tab or writes the jar is waited for by those that \
        come later. Params may be a list, too: the URL, then an object with the rest. Progress is \
        told by $/progress notifications: { id, value }.
        """
}

extension ServiceMethod {
    fileprivate var json: JSONValue {
        .object([
            "name": .string(name),
            "summary": .string(summary),
            "paramStructure": "either",
            "params": .array(
                parameters.map { parameter in
                    .object([
                        "name": .string(parameter.name),
                        "summary": .string(parameter.summary),
                        "required": .bool(parameter.isRequired),
                        "schema": parameter.schema,
                    ])
                }
            ),
            "result": .object([
                "name": "result",
                "summary": .string(result),
                "schema": .bool(true),
            ]),
            "errors": .array(
                [RPCError.Code.invalidParams, .notDone, .profileFailed, .cancelled].map {
                    .object(["$ref": .string("#/components/errors/\($0)")])
                }
            ),
        ])
    }
}
