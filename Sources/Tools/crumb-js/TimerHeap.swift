internal import BrowserInfra

/// Timers, earliest first; those due at the same time are in the order in which they were
/// set.
struct TimerHeap {
    /// Identifies a timer of a document.
    struct Key: Hashable {
        var document: Int
        var id: Int
    }

    private struct Entry {
        var due: Double
        var sequence: UInt64
        var key: Key

        func comes(before other: Entry) -> Bool {
            (due, sequence) < (other.due, other.sequence)
        }
    }

    private var entries: [Entry] = []
    private var cancelled: Set<UInt64> = []
    /// Pending timers, with the number of their heap entry.
    private var live: [Key: UInt64] = [:]
    /// Timers that keep the page from being quiet.
    private var holding: Set<Key> = []
    private var sequence: UInt64 = 0

    /// Whether any timer keeps the page from being quiet.
    var hold: Bool { !holding.isEmpty }

    /// When the next timer is due, in milliseconds of the loop's clock.
    mutating func nextDue() -> Double? {
        dropCancelled()
        return entries.first?.due
    }

    /// `holds`: whether the page is not quiet before the timer fires.
    mutating func add(_ key: Key, due: Double, holds: Bool) {
        remove(key)
        sequence += 1
        live[key] = sequence
        if holds { holding.insert(key) }
        entries.append(Entry(due: due, sequence: sequence, key: key))
        var child = entries.count - 1
        while child > 0, entries[child].comes(before: entries[(child - 1) / 2]) {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func remove(_ key: Key) {
        guard let entry = live.removeValue(forKey: key) else { return }
        cancelled.insert(entry)
        holding.remove(key)
    }

    /// Removes all timers of a discarded document.
    mutating func removeAll(of document: Int) {
        for key in live.keys where key.document == document { remove(key) }
    }

    /// Removes and returns the first timer if it is due.
    mutating func takeDue(at now: Double) -> Key? {
        dropCancelled()
        guard let first = entries.first, first.due <= now else { return nil }
        removeFirst()
        live[first.key] = nil
        holding.remove(first.key)
        return first.key
    }

    private mutating func dropCancelled() {
        while let first = entries.first, cancelled.remove(first.sequence) != nil { removeFirst() }
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
