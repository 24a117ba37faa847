import BrowserFetch
import BrowserHTTP
import BrowserInfra
import CurlTransport
import Foundation
import Synchronization
import TestSupport
import Testing

/// Timeouts, cancellation, and concurrent requests of one transport.
@Suite(.timeLimit(.minutes(Patience.factor))) struct TimeTests {
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

    /// Starts a server that accepts requests but never completes a response; `requests` yields once
    /// for each request.
    private func silentServer(
        saying start: String = ""
    ) throws -> (server: RawServer, requests: AsyncStream<Void>, closed: AsyncStream<Void>) {
        let requests = AsyncStream<Void>.makeStream()
        let closed = AsyncStream<Void>.makeStream()
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write(start)
            requests.continuation.yield()
            connection.waitUntilClosed()
            closed.continuation.yield()
        }
        return (server, requests.stream, closed.stream)
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\nX-A",
    ])
    func aStalledResponseExceedsTheMaximumTime(_ start: String) async throws {
        let (server, _, _) = try silentServer(saying: start)
        defer { server.stop() }
        let error = await failure(
            of: try makeTransport { $0.maxTime = 0.2 },
            try get("http://127.0.0.1:\(server.port)/")
        )
        guard case .timeout(let detail) = error else {
            Issue.record("not a time-out: \(String(describing: error))")
            return
        }
        #expect(detail.hasPrefix("no complete response within 0.2 s: "))
    }

    /// The TLS handshake is part of connecting.
    @Test func aStalledHandshakeExceedsTheConnectTimeout() async throws {
        let server = try RawServer { $0.waitUntilClosed() }
        defer { server.stop() }
        let error = await failure(
            of: try makeTransport { $0.connectTimeout = 0.2 },
            try get("https://127.0.0.1:\(server.port)/")
        )
        guard case .timeout(let detail) = error else {
            Issue.record("not a time-out: \(String(describing: error))")
            return
        }
        #expect(detail.hasPrefix("not connected within 0.2 s: "))
    }

    @Test func cancelingEndsARequestWithinATenthOfASecond() async throws {
        let (server, requests, closed) = try silentServer()
        defer { server.stop() }
        let transport = try makeTransport()
        var arrivals = requests.makeAsyncIterator()
        var ends = closed.makeAsyncIterator()
        var best = Duration.seconds(1000)
        // The best of three, because the machine may be busy for a moment.
        for _ in 1...3 {
            let request = try get("http://127.0.0.1:\(server.port)/")
            let task = Task { await failure(of: transport, request) }
            await arrivals.next()
            let elapsed = await ContinuousClock().measure {
                task.cancel()
                #expect(await task.value == .cancelled)
            }
            best = min(best, elapsed)
            // The connection is closed too, or this would wait forever.
            await ends.next()
        }
        #expect(best < .milliseconds(100))
    }

    @Test func aCanceledTaskGetsNoResponse() async throws {
        let (server, _, _) = try silentServer()
        defer { server.stop() }
        let transport = try makeTransport()
        let request = try get("http://127.0.0.1:\(server.port)/")
        let (gate, opener) = AsyncStream<Void>.makeStream()
        let task = Task {
            for await _ in gate {}
            return await failure(of: transport, request)
        }
        task.cancel()
        opener.finish()
        #expect(await task.value == .cancelled)
    }

    /// Whichever comes first, a request ends exactly once (a continuation would trap).
    @Test func cancellationMayRaceWithTheResponse() async throws {
        let server = try RawServer(answering: Self.ok)
        defer { server.stop() }
        let transport = try makeTransport()
        let request = try get("http://127.0.0.1:\(server.port)/")
        await withTaskGroup { group in
            for index in 0..<200 {
                group.addTask {
                    let task = Task { await failure(of: transport, request) }
                    for _ in 0..<(index % 20) { await Task.yield() }
                    task.cancel()
                    let error = await task.value
                    #expect(error == nil || error == .cancelled)
                }
            }
        }
    }

    @Test func connectionsAreReused() async throws {
        let server = try RawServer(answering: Self.ok)
        defer { server.stop() }
        let transport = try makeTransport()
        for _ in 1...5 {
            _ = try await transport.send(get("http://127.0.0.1:\(server.port)/"))
        }
        #expect(server.requests.count == 5)
        #expect(server.accepted == 1)
    }

    @Test func connectionsClosedByTheServerAreReplaced() async throws {
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write(Self.ok)
        }
        defer { server.stop() }
        let transport = try makeTransport()
        for _ in 1...5 {
            let response = try await transport.send(get("http://127.0.0.1:\(server.port)/"))
            #expect(response.status == 200)
        }
        #expect(server.accepted == 5)
    }

    /// The server only responds when all six requests have arrived, as many as a browser makes to
    /// one host.
    @Test func requestsRunInParallel() async throws {
        let count = 6
        let waiting = Mutex(0)
        let everybody = DispatchSemaphore(value: 0)
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            let isLast = waiting.withLock { waiting in
                waiting += 1
                return waiting == count
            }
            if isLast { for _ in 1...count { everybody.signal() } }
            everybody.wait()
            connection.write(Self.ok)
        }
        defer { server.stop() }
        let transport = try makeTransport()
        let request = try get("http://127.0.0.1:\(server.port)/")
        try await withThrowingTaskGroup { group in
            for _ in 1...count {
                group.addTask { try await transport.send(request).status }
            }
            for try await status in group { #expect(status == 200) }
        }
        #expect(server.accepted == count)
    }

    /// The seventh request waits for a connection, which does not count as time to connect.
    @Test func moreThanSixRequestsWaitForAConnection() async throws {
        let open = Mutex((now: 0, most: 0))
        let server = try RawServer { connection in
            while connection.readRequest() != nil {
                open.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                usleep(100_000)
                open.withLock { $0.now -= 1 }
                connection.write(Self.ok)
            }
        }
        defer { server.stop() }
        let transport = try makeTransport { $0.connectTimeout = 0.25 * Double(Patience.factor) }
        let request = try get("http://127.0.0.1:\(server.port)/")
        try await withThrowingTaskGroup { group in
            for _ in 1...60 { group.addTask { try await transport.send(request).status } }
            for try await status in group { #expect(status == 200) }
        }
        #expect(server.accepted == 6)
        #expect(open.withLock(\.most) <= 6)
    }

    @Test func theTotalNumberOfConnectionsIsLimited() async throws {
        let servers = try (1...3).map { _ in try RawServer(answering: Self.ok) }
        defer { servers.forEach { $0.stop() } }
        let transport = try makeTransport { $0.maxConnections = 2 }
        let requests = try servers.map { try get("http://127.0.0.1:\($0.port)/") }
        try await withThrowingTaskGroup { group in
            for index in 0..<30 {
                group.addTask { try await transport.send(requests[index % 3]).status }
            }
            for try await status in group { #expect(status == 200) }
        }
        #expect(servers.map(\.requests.count) == [10, 10, 10])
    }

    /// Chromium's privacy mode: a shared connection would reveal who the client is.
    @Test func requestsWithoutCredentialsUseSeparateConnections() async throws {
        let server = try RawServer(answering: Self.ok)
        defer { server.stop() }
        let transport = try makeTransport()
        let with = try get("http://127.0.0.1:\(server.port)/with")
        var without = with
        without.includesCredentials = false
        for _ in 1...3 {
            _ = try await transport.send(with)
            _ = try await transport.send(without)
        }
        #expect(server.requests.count == 6)
        #expect(server.accepted == 2)
    }

    /// A shared clock limits the total time of all requests.
    @Test func requestsThatShareAClockShareTheMaximumTime() async throws {
        let server = try RawServer { connection in
            while connection.readRequest() != nil {
                usleep(150_000)
                connection.write(Self.ok)
            }
        }
        defer { server.stop() }
        let transport = try makeTransport { $0.maxTime = 0.4 }
        let request = try get("http://127.0.0.1:\(server.port)/")
        let answers = await RequestClock.$current.withValue(RequestClock()) {
            var answers = 0
            for _ in 1...10 where await failure(of: transport, request) == nil { answers += 1 }
            let late = await failure(of: transport, request)
            guard case .timeout(let detail) = late else {
                Issue.record("not a time-out: \(String(describing: late))")
                return answers
            }
            #expect(detail.hasPrefix("no complete response within 0.4 s: "))
            return answers
        }
        #expect(answers < 4)
        // The time starts again with another clock, and for every request without one.
        await RequestClock.$current.withValue(RequestClock()) {
            #expect(await failure(of: transport, request) == nil)
        }
        #expect(await failure(of: transport, request) == nil)
    }

    @Test func closingCancelsRequestsAndRejectsNewOnes() async throws {
        let (server, requests, _) = try silentServer()
        defer { server.stop() }
        let transport = try makeTransport()
        let request = try get("http://127.0.0.1:\(server.port)/")
        let task = Task { await failure(of: transport, request) }
        var arrivals = requests.makeAsyncIterator()
        await arrivals.next()
        transport.close()
        transport.close()
        #expect(await task.value == .cancelled)
        let late = await failure(of: transport, request)
        #expect(late == .network(code: nil, detail: "the transport is closed"))
    }

    @Test func connectionsCloseWithTheTransport() async throws {
        let (server, _, closed) = try silentServer(saying: Self.ok)
        defer { server.stop() }
        var ends = closed.makeAsyncIterator()
        for _ in 1...20 {
            _ = try await makeTransport().send(get("http://127.0.0.1:\(server.port)/"))
            await ends.next()
        }
        #expect(server.accepted == 20)
    }
}
