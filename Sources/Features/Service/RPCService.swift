package import BrowserJSON
internal import Explanations

/// Answers lines of JSON-RPC 2.0: each request in a task of its own, all at the same time.
///
/// https://www.jsonrpc.org/specification
package actor RPCService {
    /// In bytes, of one line.
    package static let maximumLineLength = 16 << 20
    /// The most requests that are under way; the next one is read when one has ended.
    package static let maximumPending = 1000
    /// The most of these that are answered at a time, as many as a browser has connections. The others
    /// wait for their turn, and can be cancelled.
    package static let maximumRunning = 256

    private let handler: any RPCHandler
    private let executor: (any TaskExecutor)?
    private let send: @Sendable (JSONValue) async -> Void
    private var running: [Int: Running] = [:]
    private var nextNumber = 0
    /// What later requests wait for.
    private var awaited: Task<Void, Never>?
    private var waiters: [CheckedContinuation<Void, Never>] = []
    private var freeTurns = maximumRunning
    private var turnWaiters: [CheckedContinuation<Void, Never>] = []

    private struct Running {
        /// `nil` for a notification.
        var id: JSONValue?
        var task: Task<Void, Never>
        /// `nil` once it is answered.
        var reply: Reply?
    }

    private typealias Reply = @Sendable (JSONValue?) async -> Void

    /// `executor`: where its tasks run; `send`: writes a line, and returns when there is room for more.
    package init(
        _ handler: any RPCHandler,
        on executor: (any TaskExecutor)? = nil,
        send: @escaping @Sendable (JSONValue) async -> Void
    ) {
        self.handler = handler
        self.executor = executor
        self.send = send
    }

    /// Begins what a line asks for; returns when the next one may be read.
    package func receive(_ line: LineSplitter.Line) async {
        switch line {
        case .tooLong:
            let size = "\(Self.maximumLineLength >> 20) MiB"
            await refuse(
                RPCError(
                    .parseError,
                    "a line has \(size) at most: send a smaller body, or end each request with a line "
                        + "break"
                )
            )
        case .text(let bytes):
            do throws(RPCError) {
                await begin(try RPCLine(bytes))
            } catch {
                await refuse(error)
            }
        }
        while running.count >= Self.maximumPending {
            await withCheckedContinuation { waiters.append($0) }
        }
    }

    /// Returns when every request has been answered.
    package func finish() async {
        while let task = running.values.first?.task { await task.value }
    }

    /// Ends what runs: nobody wants to know any more.
    package func cancelAll() {
        for request in running.values { request.task.cancel() }
    }

    private func refuse(_ error: RPCError, id: JSONValue = .null) async {
        await send(RPCMessage.error(error, id: id))
    }

    private func begin(_ line: RPCLine) async {
        switch line {
        case .single(.success(let request)):
            await begin(request) { [send] answer in
                if let answer { await send(answer) }
            }
        case .single(.failure(let invalid)): await refuse(invalid.error, id: invalid.id)
        case .batch(let requests):
            guard handler.acceptsBatches else {
                return await refuse(
                    RPCError(
                        .invalidRequest,
                        "this protocol has no batches: send one request a line"
                    )
                )
            }
            let batch = RPCBatch(count: requests.count, send: send)
            for request in requests {
                switch request {
                case .success(let request):
                    await begin(request) { await batch.add($0) }
                case .failure(let invalid):
                    await batch.add(RPCMessage.error(invalid.error, id: invalid.id))
                }
            }
        }
    }

    private func begin(_ request: RPCRequest, reply: @escaping Reply) async {
        if let id = handler.cancelledID(request) {
            await cancel(id)
            return await reply(request.id.map { RPCMessage.result(.null, id: $0) })
        }
        if let id = request.id, id != .null, running.values.contains(where: { $0.id == id }) {
            let error = RPCError(.invalidRequest, "the request with id \(id.json) is still running")
            return await reply(RPCMessage.error(error, id: id))
        }
        let number = nextNumber
        nextNumber += 1
        let before = awaited
        let task = Task(executorPreference: executor) { [weak self] in
            await before?.value
            await self?.answer(request, number)
        }
        running[number] = Running(id: request.id, task: task, reply: reply)
        if handler.isBarrier(request) { awaited = task }
    }

    private func answer(_ request: RPCRequest, _ number: Int) async {
        let call = RPCCall(request) { [send] method, params in
            // Nobody knows what to do with those of a request that is no more.
            guard !Task.isCancelled else { return }
            await send(RPCMessage.notification(method, params))
        }
        var result: Result<JSONValue, RPCError> = .failure(Self.cancelled)
        await takeTurn()
        defer { endTurn() }
        if !Task.isCancelled {
            do throws(RPCError) {
                result = .success(try await handler.answer(call))
            } catch {
                result = .failure(error)
            }
        }
        await reply(
            request.id.map { id in
                switch result {
                case .success(let value): RPCMessage.result(value, id: id)
                case .failure(let error): RPCMessage.error(error, id: id)
                }
            },
            to: number
        )
        running[number] = nil
        let waiting = waiters
        waiters = []
        for waiter in waiting { waiter.resume() }
    }

    private func takeTurn() async {
        guard freeTurns == 0 else {
            freeTurns -= 1
            return
        }
        await withCheckedContinuation { turnWaiters.append($0) }
    }

    /// It goes to whoever has waited longest.
    private func endTurn() {
        guard turnWaiters.isEmpty else { return turnWaiters.removeFirst().resume() }
        freeTurns += 1
    }

    private static let cancelled = RPCError(.cancelled, "it was cancelled")

    /// Answers once, whatever comes first.
    private func reply(_ answer: JSONValue?, to number: Int) async {
        guard let reply = running[number]?.reply else { return }
        running[number]?.reply = nil
        await reply(answer)
    }

    private func cancel(_ id: JSONValue) async {
        guard let (number, request) = running.first(where: { $0.value.id == id }) else { return }
        request.task.cancel()
        let error = RPCMessage.error(Self.cancelled, id: id)
        await reply(handler.repliesToCanceled ? error : nil, to: number)
    }
}

/// The answers of one batch, which go back together.
private actor RPCBatch {
    private var missing: Int
    private var answers: [JSONValue] = []
    private let send: @Sendable (JSONValue) async -> Void

    init(count: Int, send: @escaping @Sendable (JSONValue) async -> Void) {
        missing = count
        self.send = send
    }

    /// `nil` for a notification's.
    func add(_ answer: JSONValue?) async {
        if let answer { answers.append(answer) }
        missing -= 1
        guard missing == 0, !answers.isEmpty else { return }
        await send(.array(answers))
    }
}
