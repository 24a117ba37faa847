internal import Infra

/// What is to be done later, the earliest first; what is due at the same moment, in the order in which
/// it was asked for.
struct TimerHeap {
    private struct Entry {
        var due: Double
        var sequence: UInt64
        var id: Int

        func comes(before other: Entry) -> Bool {
            (due, sequence) < (other.due, other.sequence)
        }
    }

    private var entries: [Entry] = []
    private var cancelled: Set<Int> = []
    private var live: Set<Int> = []
    private var sequence: UInt64 = 0

    /// How many are to come.
    var count: Int { live.count }

    /// When the next one is due, in milliseconds of the loop's clock.
    mutating func nextDue() -> Double? {
        dropCancelled()
        return entries.first?.due
    }

    mutating func add(_ id: Int, due: Double) {
        sequence += 1
        live.insert(id)
        entries.append(Entry(due: due, sequence: sequence, id: id))
        var child = entries.count - 1
        while child > 0, entries[child].comes(before: entries[(child - 1) / 2]) {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func remove(_ id: Int) {
        if live.remove(id) != nil { cancelled.insert(id) }
    }

    /// Takes the first one out, if it is due.
    mutating func takeDue(at now: Double) -> Int? {
        dropCancelled()
        guard let first = entries.first, first.due <= now else { return nil }
        removeFirst()
        live.remove(first.id)
        return first.id
    }

    private mutating func dropCancelled() {
        while let first = entries.first, cancelled.remove(first.id) != nil { removeFirst() }
    }

    private mutating func removeFirst() {
        entries.swapAt(0, entries.count - 1)
        entries.removeLast()
        var parent = 0
        while true {
            let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < entries.count }
            guard let least = children.min(by: { entries[$0].comes(before: entries[$1]) }),
                entries[least].comes(before: entries[parent])
            else { return }
            entries.swapAt(parent, least)
            parent = least
        }
    }
}
