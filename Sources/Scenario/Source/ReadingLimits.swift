/// What keeps a small file from becoming a large value: aliases multiply, brackets nest.
enum ReadingLimits {
    static let bytes = 4 << 20
    /// Collections inside each other.
    static let depth = 64
    /// Values in all, those behind an alias counted again each time.
    static let nodes = 100_000
}
