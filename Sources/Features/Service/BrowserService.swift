package import BrowserJSON
internal import Explanations

/// The methods of one running browser, by their names.
package struct BrowserService: RPCHandler {
    package let methods: [ServiceMethod]
    private let translate: @Sendable (any Error) -> RPCError

    /// `methods`: besides those that are about the service itself; `translate`: what is said of an error
    /// that is not an `RPCError`.
    package init(
        _ methods: [ServiceMethod],
        version: String,
        translate: @escaping @Sendable (any Error) -> RPCError
    ) {
        self.translate = translate
        let described = methods + [Self.cancellation]
        self.methods =
            methods + [
                ServiceMethod(
                    "rpc.discover",
                    "Describe every method, as an OpenRPC document.",
                    result: "An OpenRPC 1.3 document.",
                    isReading: true
                ) { _, _ in
                    OpenRPC(described, version: version).document
                }
            ]
    }

    /// For the description: it is done before any method is looked up.
    package static let cancellation = ServiceMethod(
        "$/cancel",
        "Stop a request that runs, which is answered with error \(RPCError.Code.cancelled.rawValue).",
        parameters: [
            .init("id", .object(["type": .strings(["string", "number"])]), "The request's id.")
                .required()
        ],
        result: "null, where it was not sent as a notification."
    ) { _, _ in .null }

    package let repliesToCanceled = true
    package let acceptsBatches = true

    package func cancelledID(_ request: RPCRequest) -> JSONValue? {
        guard ["$/cancel", "$/cancelRequest"].contains(request.method) else { return nil }
        let params = request.params.value
        return params.elements?.first ?? params["id"]
    }

    package func isBarrier(_ request: RPCRequest) -> Bool {
        methods.first { $0.name == request.method }?.isBarrier ?? false
    }

    package func answer(_ call: RPCCall) async throws(RPCError) -> JSONValue {
        let method = try method(call.request.method)
        let params = try RPCParams(call.request.params, of: method)
        do {
            return try await method.perform(call, params)
        } catch let error as RPCError {
            throw error
        } catch {
            throw translate(error)
        }
    }

    private func method(_ name: String) throws(RPCError) -> ServiceMethod {
        if let method = methods.first(where: { $0.name == name }) { return method }
        let names = methods.map(\.name)
        let hint =
            suggestion(for: name, among: names).map { "did you mean \($0)?" }
            ?? "rpc.discover lists the methods"
        throw RPCError(.methodNotFound, "there is no method \"\(name)\": \(hint)")
    }
}
