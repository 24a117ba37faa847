import BrowserFetch
import CurlTransport
import Foundation
import Synchronization
import Testing

/// A transport that runs on a thread lent by the program.
@Suite(.timeLimit(.minutes(1))) struct LentThreadTests {
    private func server() throws -> RawServer {
        try RawServer { connection in
            while connection.readRequest() != nil {
                connection.write("HTTP/1.1 204 No Content\r\n\r\n")
            }
        }
    }

    @Test func requestsRunOnTheHostsThread() async throws {
        let server = try server()
        defer { server.stop() }
        let thread = LentThread()
        let transport = try makeTransport(on: thread)
        for _ in 1...3 {
            let response = try await transport.send(get("http://127.0.0.1:\(server.port)/"))
            #expect(response.status == 204)
        }
        #expect(thread.handlers == 1)
        #expect(server.accepted == 1)
        transport.close()
        thread.end()
    }

    @Test func aSecondTransportStartsItsOwnThread() async throws {
        let server = try server()
        defer { server.stop() }
        let thread = LentThread()
        let transports = try [makeTransport(on: thread), makeTransport(on: thread)]
        for transport in transports {
            let response = try await transport.send(get("http://127.0.0.1:\(server.port)/"))
            #expect(response.status == 204)
        }
        #expect(thread.handlers == 1)
        for transport in transports { transport.close() }
        thread.end()
    }

    @Test func aDetachedThreadIsUsedAgain() async throws {
        let server = try server()
        defer { server.stop() }
        let thread = LentThread()
        for count in 1...3 {
            let transport = try makeTransport(on: thread)
            _ = try await transport.send(get("http://127.0.0.1:\(server.port)/"))
            transport.close()
            #expect(thread.handlers == count)
        }
        thread.end()
    }

    @Test func aRequestCanBeCanceledFromAnotherThread() async throws {
        let arrivals = AsyncStream<Void>.makeStream()
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            arrivals.continuation.yield()
            connection.waitUntilClosed()
        }
        defer { server.stop() }
        let thread = LentThread()
        let transport = try makeTransport(on: thread)
        let task = Task {
            await failure(of: transport, try get("http://127.0.0.1:\(server.port)/"))
        }
        for await _ in arrivals.stream { break }
        task.cancel()
        #expect(try await task.value == .cancelled)
        transport.close()
        thread.end()
    }
}

/// A thread that has no other work.
private final class LentThread: EventLoopThread {
    private struct State {
        var handler: (any EventLoopHandler)?
        var handlers = 0
        var isOver = false
        var thread: pthread_t?
    }

    private let state = Mutex(State())
    private let news = DispatchSemaphore(value: 0)
    private let left = DispatchSemaphore(value: 0)

    init() {
        let thread = Thread { [self] in
            let thread = pthread_self()
            state.withLock { $0.thread = thread }
            while true {
                news.wait()
                let (handler, isOver) = state.withLock { ($0.handler, $0.isOver) }
                if isOver { return }
                guard let handler else { continue }
                while handler.advance() { _ = handler.wait(alsoFor: []) }
                state.withLock { $0.handler = nil }
                left.signal()
            }
        }
        thread.start()
    }

    /// The number of transports that were attached to the thread.
    var handlers: Int { state.withLock { $0.handlers } }

    var isCurrent: Bool { state.withLock { $0.thread == pthread_self() } }

    func attach(_ handler: any EventLoopHandler) -> Bool {
        let isFree = state.withLock { state in
            guard state.handler == nil else { return false }
            state.handler = handler
            state.handlers += 1
            return true
        }
        if isFree { news.signal() }
        return isFree
    }

    func detach(_ handler: any EventLoopHandler) {
        handler.wake()
        left.wait()
    }

    func end() {
        state.withLock { $0.isOver = true }
        news.signal()
    }
}
