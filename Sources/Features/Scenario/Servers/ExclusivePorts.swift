/// Makes runs whose servers listen on the same port wait for each other.
actor ExclusivePorts {
    private var held: Set<String> = []
    private var waiting: [(keys: Set<String>, continuation: CheckedContinuation<Void, Never>)] = []

    /// Acquires all ports at once, so that runs cannot deadlock.
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
