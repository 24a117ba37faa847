/// Limits that keep a small file from becoming a large value: aliases multiply, brackets nest.
package enum ReadingLimits {
    package static let bytes = 4 << 20
    /// The maximum nesting depth of collections.
    package static let depth = 64
    /// The maximum number of values, counting those behind an alias each time.
    package static let nodes = 100_000
}
