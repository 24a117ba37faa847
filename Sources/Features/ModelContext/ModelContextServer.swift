package import BrowserJSON
internal import Explanations
package import Service
internal import Synchronization

/// The methods of one running browser as a server of the Model Context Protocol.
///
/// https://modelcontextprotocol.io/specification/2025-11-25
/// https://modelcontextprotocol.io/specification/2026-07-28
package final class ModelContextServer: RPCHandler {
    /// What a connection speaks, once its first request has said so.
    private enum Era {
        case undecided
        case handshake(ProtocolRevision)
        case stateless
    }

    private let tools: [ModelTool]
    private let resources: [ModelResource]
    private let templates: [ModelResourceTemplate]
    private let prompts: [ModelPrompt]
    private let info: JSONValue
    private let instructions: String
    private let translate: @Sendable (any Error) -> RPCError
    private let era = Mutex(Era.undecided)

    /// `instructions`: what a model is told about all of it; `translate`: what is said of an error that
    /// is not an `RPCError`.
    package init(
        _ methods: [ServiceMethod],
        resources: [ModelResource],
        templates: [ModelResourceTemplate],
        prompts: [ModelPrompt],
        version: String,
        instructions: String,
        translate: @escaping @Sendable (any Error) -> RPCError
    ) {
        tools = methods.map { ModelTool(method: $0) }
        self.resources = resources
        self.templates = templates
        self.prompts = prompts
        self.instructions = instructions
        self.translate = translate
        info = .object([
            "name": "crumb", "title": "crumb", "version": .string(version),
        ])
    }

    package let repliesToCanceled = false
    package let acceptsBatches = false

    package func cancelledID(_ request: RPCRequest) -> JSONValue? {
        guard request.method == "notifications/cancelled" else { return nil }
        return request.params.value["requestId"]
    }

    package func isBarrier(_ request: RPCRequest) -> Bool {
        switch request.method {
        case "initialize": true
        case "tools/call": tool(named: request.params.value["name"])?.method.isBarrier ?? false
        default: false
        }
    }

    package func answer(_ call: RPCCall) async throws(RPCError) -> JSONValue {
        let request = call.request
        // Nobody answers a notification, and there is none that changes anything.
        if request.id == nil { return .null }
        guard case .mapping = request.params.content else {
            throw RPCError(.invalidParams, "params is an object")
        }
        let params = request.params.value
        let revision = try revision(of: request.method, params)
        switch request.method {
        case "initialize": return try initialize(params)
        case "ping" where revision.hasHandshake: return .object([])
        case "server/discover" where !revision.hasHandshake:
            return complete(
                [
                    "supportedVersions": .strings(ProtocolRevision.stateless.map(\.rawValue)),
                    "capabilities": Self.capabilities,
                    "instructions": .string(instructions),
                ],
                in: revision,
                isCacheable: true
            )
        case "tools/list":
            return complete(["tools": .array(tools.map(\.json))], in: revision, isCacheable: true)
        case "tools/call":
            return complete(try await callTool(call, params), in: revision)
        case "resources/list":
            return complete(
                ["resources": .array(resources.map(\.json))],
                in: revision,
                isCacheable: true
            )
        case "resources/templates/list":
            return complete(
                ["resourceTemplates": .array(templates.map(\.json))],
                in: revision,
                isCacheable: true
            )
        case "resources/read":
            return complete(try await read(params, in: revision), in: revision, lifetime: 0)
        case "prompts/list":
            return complete(
                ["prompts": .array(prompts.map(\.json))],
                in: revision,
                isCacheable: true
            )
        case "prompts/get":
            return complete(try prompt(params), in: revision)
        default:
            throw RPCError(.methodNotFound, "there is no method \"\(request.method)\"")
        }
    }

    private static let capabilities = JSONValue.object([
        "tools": .object([]), "resources": .object([]), "prompts": .object([]),
    ])

    // MARK: Revisions

    /// The revision of a request; the first one decides whether the connection begins with a handshake.
    private func revision(
        of method: String,
        _ params: JSONValue
    ) throws(RPCError) -> ProtocolRevision {
        let isStateless =
            method != "initialize" && params["_meta"].member(MetaKey.protocolVersion) != nil
        let decided = era.withLock { era in
            if case .undecided = era, isStateless { era = .stateless }
            return era
        }
        switch decided {
        case .stateless:
            if method == "initialize" {
                throw Self.unsupported(
                    params["protocolVersion"],
                    "this connection speaks \(ProtocolRevision.july2026.rawValue), which has no handshake"
                )
            }
            return try Self.revision(inEnvelope: params["_meta"])
        case .handshake(let revision):
            guard !isStateless else {
                throw RPCError(
                    .invalidRequest,
                    "this connection began with a handshake: requests have no protocolVersion of "
                        + "their own"
                )
            }
            return revision
        case .undecided:
            guard ["initialize", "ping"].contains(method) else {
                throw RPCError(.invalidRequest, "initialize comes first")
            }
            return .latestWithHandshake
        }
    }

    private static func revision(inEnvelope meta: JSONValue) throws(RPCError) -> ProtocolRevision {
        for key in [MetaKey.protocolVersion, MetaKey.clientCapabilities]
        where meta.member(key) == nil {
            throw RPCError(.invalidParams, "params._meta has no \(key)")
        }
        guard let name = meta[MetaKey.protocolVersion].string else {
            throw RPCError(.invalidParams, "\(MetaKey.protocolVersion) is text")
        }
        guard let revision = ProtocolRevision(rawValue: name), !revision.hasHandshake else {
            throw unsupported(.string(name), "the protocol version \(name) is not supported here")
        }
        return revision
    }

    private static func unsupported(_ requested: JSONValue, _ message: String) -> RPCError {
        RPCError(
            number: ProtocolRevision.ErrorCode.unsupportedVersion,
            message,
            data: .object(leavingOutNil: [
                "supported": .strings(ProtocolRevision.stateless.map(\.rawValue)),
                "requested": requested.string.map { .string($0) },
            ])
        )
    }

    private func initialize(_ params: JSONValue) throws(RPCError) -> JSONValue {
        guard let name = params["protocolVersion"].string else {
            throw RPCError(.invalidParams, "initialize needs protocolVersion")
        }
        let asked = ProtocolRevision(rawValue: name)
        let revision = asked.flatMap { $0.hasHandshake ? $0 : nil } ?? .latestWithHandshake
        era.withLock { $0 = .handshake(revision) }
        return .object([
            "protocolVersion": .string(revision.rawValue),
            "capabilities": Self.capabilities,
            "serverInfo": info,
            "instructions": .string(instructions),
        ])
    }

    /// How long what does not change may be kept, in milliseconds.
    private static let lifetime = 3_600_000

    /// A result as the revision has it.
    private func complete(
        _ members: KeyValuePairs<String, JSONValue>,
        in revision: ProtocolRevision,
        isCacheable: Bool = false,
        lifetime: Int? = nil
    ) -> JSONValue {
        complete(
            members.map { JSONValue.Member($0.key, $0.value) },
            in: revision,
            lifetime: isCacheable ? Self.lifetime : lifetime
        )
    }

    private func complete(
        _ members: [JSONValue.Member],
        in revision: ProtocolRevision,
        lifetime: Int? = nil
    ) -> JSONValue {
        guard !revision.hasHandshake else { return .object(members) }
        var members = members
        members.append(.init("resultType", "complete"))
        if let lifetime {
            members.append(.init("ttlMs", .integer(lifetime)))
            members.append(.init("cacheScope", lifetime == 0 ? "private" : "public"))
        }
        var meta: [JSONValue.Member] = []
        if let index = members.firstIndex(where: { $0.name == "_meta" }) {
            if case .object(let own) = members.remove(at: index).value { meta = own }
        }
        members.append(.init("_meta", .object(meta + [.init(MetaKey.serverInfo, info)])))
        return .object(members)
    }

    // MARK: Tools

    private func tool(named name: JSONValue) -> ModelTool? {
        tools.first { $0.name == name.string }
    }

    private func callTool(
        _ call: RPCCall,
        _ params: JSONValue
    ) async throws(RPCError) -> [JSONValue.Member] {
        guard let name = params["name"].string else {
            throw RPCError(.invalidParams, "tools/call needs name")
        }
        guard let tool = tool(named: .string(name)) else {
            let hint = suggestion(for: name, among: tools.map(\.name))
                .map { ": did you mean \($0)?" }
            throw RPCError(.invalidParams, "there is no tool \"\(name)\"\(hint ?? "")")
        }
        do {
            let arguments = try RPCParams(call.request.arguments, of: tool.method)
            let result = try await tool.method.perform(call.withProgress, arguments)
            return Self.content(of: result)
        } catch {
            let error = error as? RPCError ?? translate(error)
            if error.code == RPCError.Code.cancelled.rawValue { throw error }
            // A model can do something about it.
            return [
                .init(
                    "content",
                    .array([.object(["type": "text", "text": .string(Self.text(of: error))])])
                ),
                .init("isError", .bool(true)),
            ]
        }
    }

    /// What went wrong on the way may be said in the words of a server.
    private static func text(of error: RPCError) -> String {
        if error.code == RPCError.Code.invalidParams.rawValue { return error.message }
        let data =
            error.data.map { [JSONValue.string(error.message), $0] } ?? [.string(error.message)]
        return "It could not be done.\n" + UntrustedText().marked(.array(data))
    }

    private static func content(of result: JSONValue) -> [JSONValue.Member] {
        // Before 2026 it has to be an object.
        let isObject = if case .object = result { true } else { false }
        let structured = isObject ? result : .object(["result": result])
        return [
            .init(
                "content",
                .array([
                    .object([
                        "type": "text", "text": .string(ToolSummary(result: result).text),
                    ]),
                    .object([
                        "type": "text", "text": .string(UntrustedText().marked(result)),
                    ]),
                ])
            ),
            .init("structuredContent", structured),
            .init("isError", .bool(false)),
            .init("_meta", .object([MetaKey.untrusted: .bool(true)])),
        ]
    }

    // MARK: Resources and prompts

    private func read(
        _ params: JSONValue,
        in revision: ProtocolRevision
    ) async throws(RPCError) -> [JSONValue.Member] {
        guard let uri = params["uri"].string else {
            throw RPCError(.invalidParams, "resources/read needs uri")
        }
        let value: JSONValue?
        do {
            value = try await read(uri)
        } catch {
            throw error as? RPCError ?? translate(error)
        }
        guard let value else {
            let message = "there is no resource \(uri)"
            guard revision.hasHandshake else { throw RPCError(.invalidParams, message) }
            throw RPCError(
                number: ProtocolRevision.ErrorCode.resourceNotFound,
                message,
                data: .object(["uri": .string(uri)])
            )
        }
        return [
            .init(
                "contents",
                .array([
                    .object([
                        "uri": .string(uri),
                        "mimeType": "text/plain",
                        "text": .string(UntrustedText().marked(value)),
                        "_meta": .object([MetaKey.untrusted: .bool(true)]),
                    ])
                ])
            )
        ]
    }

    private func read(_ uri: String) async throws -> JSONValue? {
        if let resource = resources.first(where: { $0.uri == uri }) {
            return try await resource.read()
        }
        for template in templates where uri.hasPrefix(template.prefix) {
            return try await template.read(String(uri.dropFirst(template.prefix.count)))
        }
        return nil
    }

    private func prompt(_ params: JSONValue) throws(RPCError) -> [JSONValue.Member] {
        guard let prompt = prompts.first(where: { $0.name == params["name"].string }) else {
            throw RPCError(
                .invalidParams,
                "there is no prompt \(params["name"].json): "
                    + prompts.map(\.name).joined(separator: ", ")
            )
        }
        var values: [String: String] = [:]
        for argument in prompt.arguments {
            values[argument.name] = params["arguments"][argument.name].string
            guard values[argument.name] != nil || !argument.isRequired else {
                throw RPCError(
                    .invalidParams,
                    "\(prompt.name) needs \(argument.name): \(argument.summary)"
                )
            }
        }
        return [
            .init("description", .string(prompt.summary)),
            .init(
                "messages",
                .array([
                    .object([
                        "role": "user",
                        "content": .object(["type": "text", "text": .string(prompt.text(values))]),
                    ])
                ])
            ),
        ]
    }
}

extension RPCRequest {
    /// What a tool is called with.
    fileprivate var arguments: Node {
        guard case .mapping(let members) = params.content,
            let node = members.last(where: { $0.key == "arguments" })?.value, node.value != .null
        else { return Node(content: .mapping([]), place: params.place) }
        return node
    }
}

extension RPCCall {
    /// Progress goes to the token that the client has given, if it has given one.
    fileprivate var withProgress: RPCCall {
        let token = request.params.value["_meta"][MetaKey.progressToken]
        let count = ProgressCount()
        return RPCCall(request) { [notify] method, params in
            guard token != .null, method == "$/progress" else { return }
            // Without a stream's messages, which are a server's.
            let limit = params["value"].member("limit")
            await notify(
                "notifications/progress",
                .object(leavingOutNil: [
                    "progressToken": token,
                    "progress": .integer(count.next()),
                    "total": limit,
                    "message": limit.map { _ in "requests that went out" },
                ])
            )
        }
    }
}

/// Progress has to grow.
private final class ProgressCount: Sendable {
    private let count = Atomic(0)

    func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}

extension ModelResource {
    fileprivate var json: JSONValue {
        .object([
            "uri": .string(uri), "name": .string(name), "title": .string(title),
            "description": .string(summary), "mimeType": "text/plain",
        ])
    }
}

extension ModelResourceTemplate {
    fileprivate var json: JSONValue {
        .object([
            "uriTemplate": .string("\(prefix){\(variable)}"), "name": .string(name),
            "title": .string(title), "description": .string(summary), "mimeType": "text/plain",
        ])
    }
}

extension ModelPrompt {
    fileprivate var json: JSONValue {
        .object([
            "name": .string(name), "title": .string(title), "description": .string(summary),
            "arguments": .array(
                arguments.map { argument in
                    .object([
                        "name": .string(argument.name),
                        "description": .string(argument.summary),
                        "required": .bool(argument.isRequired),
                    ])
                }
            ),
        ])
    }
}
