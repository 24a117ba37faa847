internal import BrowserFetch
internal import CCurl

/// libcurl's multi handle and the requests under way on it, all on one thread.
final class Transfers {
    let multi: MultiHandle
    private var underWay: [Transfer] = []
    private let memory = TransferCache()
    /// Made for the first request whose credentials are not those of the first request.
    private var share: ConnectionShare?
    private var firstHasCredentials: Bool?
    /// What the last sleep ended with.
    private var status = CURLM_OK

    /// `nil` if libcurl cannot start.
    init?(connections: Int) {
        guard globalInitialization == CURLE_OK,
            let multi = MultiHandle(connections: connections)
        else { return nil }
        self.multi = multi
    }

    /// Starts and cancels what is asked for, reads and writes what can be, and ends what is over.
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

    /// Sleeps until there is something to do, until `curl_multi_wakeup`, or until one of these descriptors
    /// can be read: which.
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

    /// Answers those whose body nobody needs, and reads a few of these on: their connections may be of
    /// use again.
    private func answerEarly() {
        // Thousands may be under way, and mostly there are none.
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

    /// They take connections away from those who wait.
    private static let maxUnneededBodies = 2

    /// `nil` for those of the multi handle.
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

/// Once for the process, by whichever thread comes first.
let globalInitialization = curl_global_init(Int(CURL_GLOBAL_DEFAULT))
