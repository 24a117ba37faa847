extension Sequence where Element: Hashable {
    /// Returns each distinct element once, at the position where it first appears.
    @inlinable
    package func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
