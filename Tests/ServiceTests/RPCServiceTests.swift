import BrowserJSON
import Synchronization
import Testing

@testable import Service

/// Conformance to https://www.jsonrpc.org/specification, with its own examples where it has any.
@Suite struct RPCServiceTests {
    /// Returns its params; `never` only responds when it is canceled, `fails` with an error.
    private struct Echo: RPCHandler {
        let repliesToCanceled = true
        var acceptsBatches = true

        func isBarrier(_ request: RPCRequest) -> Bool { request.method == "awaited" }

        func cancelledID(_ request: RPCRequest) -> JSONValue? {
            request.method == "$/cancel" ? request.params.value["id"] : nil
        }

        func answer(_ call: RPCCall) async throws(RPCError) -> JSONValue {
            switch call.request.method {
            case "echo", "awaited": return call.request.params.value
            case "tells":
                await call.notify("told", .integer(1))
                return .null
            case "never":
                while !Task.isCancelled { await Task.yield() }
                throw RPCError(.internalError, "nobody hears this")
            default: throw RPCError(.methodNotFound, "there is no method")
            }
        }
    }

    private static func answers(_ lines: [String], acceptsBatches: Bool = true) async -> [String] {
        let sent = Mutex<[String]>([])
        let service = RPCService(Echo(acceptsBatches: acceptsBatches)) { value in
            sent.withLock { $0.append(value.lineText) }
        }
        var splitter = LineSplitter(limit: RPCService.maximumLineLength)
        for line in splitter.lines(in: Array(lines.joined(separator: "\n").utf8 + [0x0A])) {
            await service.receive(line)
        }
        await service.finish()
        return sent.withLock { $0 }
    }

    private static func error(_ code: Int, id: String = "null") -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"error":{"code":\#(code),"#
    }

    private static func result(_ value: String, id: String) -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"result":\#(value)}"#
    }

    @Test(arguments: [
        (#"{"jsonrpc":"2.0","method":"echo","params":[42,23],"id":1}"#, result("[42,23]", id: "1")),
        (
            #"{"jsonrpc":"2.0","method":"echo","params":{"a":null},"id":"x"}"#,
            result(#"{"a":null}"#, id: #""x""#)
        ),
        (#"{"jsonrpc":"2.0","method":"echo","id":null}"#, result("{}", id: "null")),
        (#"{"jsonrpc":"2.0","method":"foobar","id":"1"}"#, error(-32601, id: #""1""#)),
        (#"{"jsonrpc":"2.0","method":"foobar,"params":"bar","baz]"#, error(-32700)),
        (#"{"jsonrpc":"2.0","method":1,"params":"bar"}"#, error(-32600)),
        (#"{"jsonrpc":"2.0","method":"echo","params":"bar","id":7}"#, error(-32600, id: "7")),
        (#"{"jsonrpc":"1.0","method":"echo","id":7}"#, error(-32600, id: "7")),
        (#"{"method":"echo","id":7}"#, error(-32600, id: "7")),
        (#"{"jsonrpc":"2.0","method":"echo","id":[1]}"#, error(-32600)),
        (#"{"jsonrpc":"2.0","method":"echo","id":true}"#, error(-32600)),
        (#"{"jsonrpc":"2.0","method":"echo","id":1e400}"#, error(-32600)),
        (
            #"[{"jsonrpc":"2.0","method":"sum","params":[1,2,4],"id":"1"},{"jsonrpc":"2.0","method""#,
            error(-32700)
        ),
        ("[]", error(-32600)), ("7", error(-32600)), ("\u{0}", error(-32700)),
        ("[1]", "[" + error(-32600)),
        (String(repeating: "[", count: 100_000), error(-32700)),
        ("[" + Array(repeating: "1", count: 1001).joined(separator: ",") + "]", error(-32600)),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"$/cancel","params":{"id":99}}"#,
            result("null", id: "1")
        ),
    ])
    func everyLineGetsOneResponse(_ line: String, _ answer: String) async {
        let answers = await Self.answers([line])
        #expect(answers.count == 1)
        #expect(answers.first?.hasPrefix(answer) == true, "\(answers)")
    }

    @Test(arguments: [
        #"{"jsonrpc":"2.0","method":"echo","params":[1]}"#, #"{"jsonrpc":"2.0","method":"foobar"}"#,
        #"[{"jsonrpc":"2.0","method":"echo"},{"jsonrpc":"2.0","method":"foobar"}]"#, "", " \r",
        #"{"jsonrpc":"2.0","method":"$/cancel","params":{"id":99}}"#,
    ])
    func notificationsGetNoResponse(_ line: String) async {
        #expect(await Self.answers([line]) == [])
    }

    @Test func aBatchGetsOneResponse() async throws {
        let answers = await Self.answers([
            #"[{"jsonrpc":"2.0","method":"echo","params":[1],"id":1},{"jsonrpc":"2.0","method":"echo"},"#
                + #"{"foo":"boo"},{"jsonrpc":"2.0","method":"echo","params":[2],"id":2}]"#
        ])
        #expect(answers.count == 1)
        let elements = JSONReader.value(of: Array(answers[0].utf8))?.elements ?? []
        #expect(Set(elements.map { $0["id"].json }) == ["1", "2", "null"])
    }

    @Test func batchesAreRejectedWhereUnsupported() async {
        let answers = await Self.answers(["[1]"], acceptsBatches: false)
        #expect(answers.first?.hasPrefix(Self.error(-32600)) == true)
    }

    @Test func canceledRequestsAreAnsweredAtOnceAndOnlyOnce() async {
        let answers = await Self.answers([
            #"{"jsonrpc":"2.0","method":"never","id":1}"#,
            #"{"jsonrpc":"2.0","method":"$/cancel","params":{"id":1}}"#,
        ])
        #expect(answers.count == 1)
        #expect(answers.first?.hasPrefix(Self.error(-32800, id: "1")) == true)
    }

    /// In a batch too, which is answered when its last request is.
    @Test func canceledRequestsInABatchAreAnsweredInIt() async {
        let answers = await Self.answers([
            #"[{"jsonrpc":"2.0","method":"never","id":1},{"jsonrpc":"2.0","method":"echo","id":2}]"#,
            #"{"jsonrpc":"2.0","method":"$/cancel","params":{"id":1}}"#,
        ])
        #expect(answers.count == 1)
        #expect(answers.first?.contains("-32800") == true)
    }

    @Test func anIDInUseIsRejected() async {
        let answers = await Self.answers([
            #"{"jsonrpc":"2.0","method":"never","id":1}"#,
            #"{"jsonrpc":"2.0","method":"echo","id":1}"#,
            #"{"jsonrpc":"2.0","method":"$/cancel","params":{"id":1}}"#,
        ])
        #expect(answers.map { $0.hasPrefix(Self.error(-32600, id: "1")) } == [true, false])
    }

    /// Requests beyond the concurrency limit wait, and none is lost.
    @Test func manyRequestsAreAllAnswered() async {
        let lines = (0..<3000).map { #"{"jsonrpc":"2.0","method":"echo","id":\#($0)}"# }
        #expect(Set(await Self.answers(lines)).count == 3000)
    }

    /// Canceling still works when every slot is taken by a request that never ends.
    @Test func waitingRequestsCanBeCanceled() async {
        let count = RPCService.maximumRunning + 1
        let answers = await Self.answers(
            (0..<count).map { #"{"jsonrpc":"2.0","method":"never","id":\#($0)}"# }
                + (0..<count).reversed().map {
                    #"{"jsonrpc":"2.0","method":"$/cancel","params":{"id":\#($0)}}"#
                }
        )
        #expect(answers.count == count)
        #expect(answers.allSatisfy { $0.contains("-32800") })
    }

    /// A request that is awaited completes before a later one begins.
    @Test func awaitedRequestsCompleteFirst() async {
        let answers = await Self.answers([
            #"{"jsonrpc":"2.0","method":"awaited","id":1}"#,
            #"[{"jsonrpc":"2.0","method":"echo","id":2}]"#,
            #"{"jsonrpc":"2.0","method":"awaited","id":3}"#,
        ])
        #expect(answers.first == Self.result("{}", id: "1"))
        #expect(answers.count == 3)
    }

    @Test func aLineThatIsTooLongIsReportedAndTheNextOneAnswered() async {
        let answers = await Self.answers([
            String(repeating: "x", count: RPCService.maximumLineLength + 1),
            #"{"jsonrpc":"2.0","method":"tells","id":1}"#,
        ])
        #expect(answers.first?.contains("16 MiB") == true)
        #expect(
            Array(answers.dropFirst()) == [
                #"{"jsonrpc":"2.0","method":"told","params":1}"#, Self.result("null", id: "1"),
            ]
        )
    }
}
