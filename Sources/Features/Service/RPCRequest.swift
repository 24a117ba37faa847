package import BrowserJSON
internal import Explanations

/// A call, or a notification, which has no reply.
///
/// https://www.jsonrpc.org/specification#request_object
package struct RPCRequest: Hashable, Sendable {
    /// A string, a number or null; `nil` for a notification.
    package var id: JSONValue?
    package var method: String
    /// An object or an array; an empty object if there were none.
    package var params: Node

    init(_ node: Node) throws(Invalid) {
        guard case .mapping(let entries) = node.content else {
            throw Invalid("a request must be an object, not \(node.kind)")
        }
        func member(_ name: String) -> Node? { entries.last { $0.key == name }?.value }
        let id = member("id")?.value
        // A reply cannot use an invalid ID.
        switch id {
        case nil, .null?, .string?, .integer?: self.id = id
        case .number(let number)? where number.isFinite: self.id = id
        case .number?, .bool?, .array?, .object?:
            throw Invalid("id is text, a number or null, not \(member("id")?.kind ?? "")")
        }
        guard member("jsonrpc")?.value == "2.0" else {
            throw Invalid(#"a request needs "jsonrpc": "2.0""#, id: id)
        }
        guard let method = member("method")?.value.string else {
            throw Invalid("a request needs a method, which must be a string", id: id)
        }
        self.method = method
        params = member("params") ?? Node(content: .mapping([]), place: node.place)
        if case .scalar = params.content {
            throw Invalid("params must be an object or an array, not \(params.kind)", id: id)
        }
    }

    /// JSON that is not a request.
    struct Invalid: Error {
        var error: RPCError
        var id: JSONValue

        init(_ message: String, id: JSONValue? = nil) {
            error = RPCError(.invalidRequest, message)
            self.id = id ?? .null
        }
    }
}

/// The contents of a line.
enum RPCLine {
    case single(Result<RPCRequest, RPCRequest.Invalid>)
    case batch([Result<RPCRequest, RPCRequest.Invalid>])

    /// The maximum number of requests in a batch.
    static let largestBatch = 1000
    /// The maximum number of values in a line, including those of a body to send.
    private static let largestLine = 500_000

    init(_ bytes: [UInt8]) throws(RPCError) {
        let node: Node
        do throws(FileProblem) {
            node = try JSONReader.read(bytes, nodeLimit: Self.largestLine)
        } catch {
            let place = error.place.map { " (column \($0.column))" } ?? ""
            throw RPCError(.parseError, error.message + place)
        }
        guard case .sequence(let elements) = node.content else {
            self = .single(Self.request(node))
            return
        }
        guard !elements.isEmpty else {
            throw RPCError(.invalidRequest, "a batch must not be empty")
        }
        guard elements.count <= Self.largestBatch else {
            throw RPCError(
                .invalidRequest,
                "a batch can have at most \(Self.largestBatch) requests, not \(elements.count)"
            )
        }
        self = .batch(elements.map(Self.request))
    }

    private static func request(_ node: Node) -> Result<RPCRequest, RPCRequest.Invalid> {
        do throws(RPCRequest.Invalid) {
            return .success(try RPCRequest(node))
        } catch {
            return .failure(error)
        }
    }
}

/// Outgoing messages.
enum RPCMessage {
    static func result(_ value: JSONValue, id: JSONValue) -> JSONValue {
        .object(["jsonrpc": "2.0", "id": id, "result": value])
    }

    static func error(_ error: RPCError, id: JSONValue) -> JSONValue {
        .object(["jsonrpc": "2.0", "id": id, "error": error.json])
    }

    static func notification(_ method: String, _ params: JSONValue) -> JSONValue {
        .object(["jsonrpc": "2.0", "method": .string(method), "params": params])
    }
}
