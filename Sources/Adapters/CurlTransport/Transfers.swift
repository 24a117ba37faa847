internal import BrowserFetch
internal import CCurl

/// libcurl's multi handle and its requests in progress, all on one thread.
final class Transfers {
    let multi: MultiHandle
    private var underWay: [Transfer] = []
    private let memory = TransferCache()
    /// Created for the first request whose credentials differ from those of the very first request.
    private var share: ConnectionShare?
    private var firstHasCredentials: Bool?
    /// The result of the last sleep.
    private var status = CURLM_OK

    /// `nil` if libcurl cannot be started.
    init?(connections: Int) {
        guard globalInitialization == CURLE_OK,
            let multi = MultiHandle(connections: connections)
        else { return nil }
        self.multi = multi
    }

    /// Starts and cancels requests, reads and writes what is possible, and ends finished requests.
    func advance(
        _ submissions: [Submission],
        _ cancellations: [UInt64],
        _ resumptions: [UInt64],
        _ settings: CurlTransportSettings
    ) throws(TransportError) {
        for submission in submissions {
            let share = connections(for: submission.request)
            let transfer = Transfer(submission, settings: settings, share: share, memory: memory)
            if let transfer { start(transfer) }
        }
        for id in cancellations { cancel(id) }
        for id in resumptions { underWay.first { $0.id == id }?.easy.resume() }
        if status == CURLM_OK { status = multi.perform() }
        while let (easy, code) = multi.nextFinished() {
            finish(easy) { transfer in
                defer { if code == CURLE_OK { transfer.keepHandle() } }
                return transfer.outcome(of: code)
            }
        }
        answerEarly()
        guard status == CURLM_OK else { throw .network(code: nil, detail: describe(status)) }
    }

    /// Sleeps until there is something to do, until `curl_multi_wakeup`, or until one of the
    /// descriptors becomes readable, and returns those.
    func wait(alsoFor descriptors: [Int32]) -> [Int32] {
        var readable: [Int32] = []
        status = multi.poll(alsoFor: descriptors) { readable.append($0) }
        return readable
    }

    func finishAll(with failure: TransportError) {
        for transfer in underWay {
            finish(transfer.easy.pointer) { _ in .failure(failure) }
        }
    }

    /// Delivers the responses whose body is not needed, and continues to read a few of these
    /// bodies, so that their connections can be reused.
    private func answerEarly() {
        // There may be thousands in progress, and usually none of these.
        guard memory.early.exist else { return }
        memory.early.exist = false
        for transfer in underWay where transfer.canRespondEarly {
            transfer.finish(transfer.outcome(of: CURLE_OK))
        }
        let answered = underWay.filter { $0.hasResponded && !$0.isStreamed }
        for transfer in answered.dropLast(Self.maxUnneededBodies) {
            finish(transfer.easy.pointer) { _ in .failure(.cancelled) }
        }
    }

    /// The limit of unneeded bodies, because they occupy connections that waiting requests need.
    private static let maxUnneededBodies = 2

    /// `nil` means the connections of the multi handle.
    private func connections(for request: HTTPRequest) -> ConnectionShare? {
        let first = firstHasCredentials ?? request.includesCredentials
        firstHasCredentials = first
        if request.includesCredentials == first { return nil }
        share = share ?? ConnectionShare()
        return share
    }

    private func start(_ transfer: Transfer) {
        let status = multi.add(transfer.easy)
        guard status == CURLM_OK else {
            transfer.finish(.failure(.network(code: nil, detail: describe(status))))
            return
        }
        underWay.append(transfer)
    }

    private func cancel(_ id: UInt64) {
        guard let transfer = underWay.first(where: { $0.id == id }) else { return }
        finish(transfer.easy.pointer) { _ in .failure(.cancelled) }
    }

    private func finish(
        _ easy: UnsafeMutableRawPointer,
        with outcome: (Transfer) -> Transfer.Outcome
    ) {
        guard let index = underWay.firstIndex(where: { $0.easy.pointer == easy }) else { return }
        let transfer = underWay.remove(at: index)
        multi.remove(transfer.easy)
        transfer.end(outcome(transfer))
    }
}

/// Initialized once for the process, by the first thread that needs it.
let globalInitialization = curl_global_init(Int(CURL_GLOBAL_DEFAULT))
