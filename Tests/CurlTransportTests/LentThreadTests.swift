import BrowserFetch
import CurlTransport
import Foundation
import Synchronization
import Testing

/// What a transport does on a thread that is lent to it.
@Suite(.timeLimit(.minutes(1))) struct LentThreadTests {
    private func server() throws -> RawServer {
        try RawServer { connection in
            while connection.readRequest() != nil {
                connection.write("HTTP/1.1 204 No Content\r\n\r\n")
            }
        }
    }

    @Test func requestsRunOnIt() async throws {
        let server = try server()
        defer { server.stop() }
        let host = LentThread()
        let transport = try makeTransport(on: host)
        for _ in 1...3 {
            let response = try await transport.send(get("http://127.0.0.1:\(server.port)/"))
            #expect(response.status == 204)
        }
        #expect(host.guests == 1)
        #expect(server.accepted == 1)
        transport.close()
        host.end()
    }

    @Test func aSecondTransportHasAThreadOfItsOwn() async throws {
        let server = try server()
        defer { server.stop() }
        let host = LentThread()
        let transports = try [makeTransport(on: host), makeTransport(on: host)]
        for transport in transports {
            let response = try await transport.send(get("http://127.0.0.1:\(server.port)/"))
            #expect(response.status == 204)
        }
        #expect(host.guests == 1)
        for transport in transports { transport.close() }
        host.end()
    }

    @Test func whatIsTakenBackIsLentAgain() async throws {
        let server = try server()
        defer { server.stop() }
        let host = LentThread()
        for count in 1...3 {
            let transport = try makeTransport(on: host)
            _ = try await transport.send(get("http://127.0.0.1:\(server.port)/"))
            transport.close()
            #expect(host.guests == count)
        }
        host.end()
    }

    @Test func aRequestIsCancelledFromAnotherThread() async throws {
        let arrivals = AsyncStream<Void>.makeStream()
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            arrivals.continuation.yield()
            connection.waitUntilClosed()
        }
        defer { server.stop() }
        let host = LentThread()
        let transport = try makeTransport(on: host)
        let task = Task {
            await failure(of: transport, try get("http://127.0.0.1:\(server.port)/"))
        }
        for await _ in arrivals.stream { break }
        task.cancel()
        #expect(try await task.value == .cancelled)
        transport.close()
        host.end()
    }
}

/// A thread that has nothing else to do.
private final class LentThread: TransferHost {
    private struct State {
        var guest: (any TransferGuest)?
        var guests = 0
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
                let (guest, isOver) = state.withLock { ($0.guest, $0.isOver) }
                if isOver { return }
                guard let guest else { continue }
                while guest.advance() { _ = guest.wait(alsoFor: []) }
                state.withLock { $0.guest = nil }
                left.signal()
            }
        }
        thread.start()
    }

    /// How many it was lent to.
    var guests: Int { state.withLock { $0.guests } }

    var isCurrent: Bool { state.withLock { $0.thread == pthread_self() } }

    func lend(to guest: any TransferGuest) -> Bool {
        let isFree = state.withLock { state in
            guard state.guest == nil else { return false }
            state.guest = guest
            state.guests += 1
            return true
        }
        if isFree { news.signal() }
        return isFree
    }

    func takeBack(from guest: any TransferGuest) {
        guest.wake()
        left.wait()
    }

    func end() {
        state.withLock { $0.isOver = true }
        news.signal()
    }
}
