/// Lets runs whose servers listen on the same port take turns.
actor ExclusivePorts {
    private var held: Set<String> = []
    private var waiting: [(keys: Set<String>, continuation: CheckedContinuation<Void, Never>)] = []

    /// All at once, so that no two runs can wait for each other.
    func acquire(_ keys: Set<String>) async {
        if held.isDisjoint(with: keys) {
            held.formUnion(keys)
            return
        }
        await withCheckedContinuation { waiting.append((keys, $0)) }
    }

    func release(_ keys: Set<String>) {
        held.subtract(keys)
        waiting.removeAll { waiter in
            guard held.isDisjoint(with: waiter.keys) else { return false }
            held.formUnion(waiter.keys)
            waiter.continuation.resume()
            return true
        }
    }
}
