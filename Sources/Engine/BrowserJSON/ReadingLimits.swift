/// What keeps a small file from becoming a large value: aliases multiply, brackets nest.
package enum ReadingLimits {
    package static let bytes = 4 << 20
    /// Collections inside each other.
    package static let depth = 64
    /// Values in all, those behind an alias counted again each time.
    package static let nodes = 100_000
}
