internal import BrowserFetch
internal import BrowserInfra
internal import CCurl

/// A connection that libcurl establishes, and on which the caller sends and receives bytes; used on
/// one thread only.
final class RawConnection {
    let multi: MultiHandle
    private let easy: EasyHandle
    private let collector: ResponseCollector
    private let request: HTTPRequest
    private let settings: CurlTransportSettings
    private let time: RemainingTime
    private var socket = CURL_SOCKET_BAD
    /// The bytes that have not been written to the network yet.
    private var outgoing: [UInt8] = []
    private var start = 0

    init(
        for request: HTTPRequest,
        settings: CurlTransportSettings,
        time: RemainingTime
    ) throws(TransportError) {
        (self.request, self.settings, self.time) = (request, settings, time)
        collector = ResponseCollector(
            for: request,
            settings: settings,
            use: .unused,
            stream: nil,
            early: EarlyResponses()
        )
        guard globalInitialization == CURLE_OK, let multi = MultiHandle(connections: 1),
            let easy = EasyHandle(collector: collector)
        else {
            throw .network(
                code: Int(CURLE_FAILED_INIT.rawValue),
                detail: noDescriptorIsLeft() ?? "libcurl cannot be initialized"
            )
        }
        try easy.configureConnectionOnly(for: request, settings: settings, time: time)
        let status = multi.add(easy)
        guard status == CURLM_OK else { throw .network(code: nil, detail: describe(status)) }
        self.multi = multi
        self.easy = easy
    }

    /// libcurl closes the connection when the handle is removed.
    deinit { multi.remove(easy) }

    func connect(unless isAbandoned: () -> Bool) throws(TransportError) {
        while true {
            if isAbandoned() { throw .cancelled }
            let status = multi.perform()
            if let (_, code) = multi.nextFinished() {
                guard code == CURLE_OK, let socket = easy.activeSocket else {
                    if let refusal = collector.refusedAddress {
                        throw .refusedAddress(detail: refusal)
                    }
                    throw error(code)
                }
                let destination = ConnectionDestination(request, settings)
                if let space = destination.refusedSpace(at: easy.address) {
                    throw .refusedAddressSpace(space)
                }
                self.socket = socket
                return
            }
            guard status == CURLM_OK else { throw .network(code: nil, detail: describe(status)) }
            _ = multi.poll()
        }
    }

    /// The number of bytes that ``flush()`` has to write.
    var unwritten: Int { outgoing.count - start }

    func write(_ bytes: [UInt8]) {
        outgoing += bytes
    }

    /// Writes as much as the network accepts now.
    func flush() throws(TransportError) {
        while unwritten > 0 {
            let count: Int
            do throws(CurlFailure) {
                count = try easy.send(outgoing[start...])
            } catch {
                throw self.error(error.code)
            }
            if count == 0 { return }
            start += count
        }
        (outgoing, start) = ([], 0)
    }

    /// Returns the bytes that have arrived; empty at the end of the connection, `nil` if there are
    /// none.
    func read() throws(TransportError) -> [UInt8]? {
        do throws(CurlFailure) {
            return try easy.receive()
        } catch {
            throw self.error(error.code)
        }
    }

    /// Sleeps until something can be read or written, or until the thread is woken.
    func wait(until end: ContinuousClock.Instant?, reads: Bool = true) {
        // Without a deadline, the length of the sleep does not matter.
        let rest = end.map { ContinuousClock.now.duration(to: $0) / .milliseconds(1) } ?? 60_000
        let milliseconds = Int(min(60_000, max(0, rest.rounded(.up))))
        multi.poll(socket, reads: reads, writes: unwritten > 0, milliseconds: milliseconds)
    }

    private func error(_ code: CURLcode) -> TransportError {
        TransportError(
            code,
            text: easy.errorText,
            request: request,
            settings: settings,
            time: time,
            isConnected: false,
            socketError: easy.socketError,
            collector: collector
        )
    }
}
