internal import BrowserInfra
internal import Fuzzing
internal import Glibc

/// Whether four times the input takes about four times as long.
///
/// Each piece is repeated up to 32 KiB and 128 KiB: a parser that rescans everything for every
/// piece takes sixteen times as long.
enum Growth {
    private static let (small, large) = (32 << 10, 128 << 10)
    /// The time in seconds below which the clock and the first allocations dominate.
    private static let ignored = 0.2
    private static let allowed = 9.0

    /// A line for each piece whose time grows faster.
    static func all(of target: FuzzTarget) -> [String] {
        target.pieces.compactMap { piece in
            guard !piece.isEmpty else { return nil }
            // The time limit of a single input, after which it counts as endless.
            alarm(20)
            let long = seconds(target, piece, large)
            guard long > ignored else { return nil }
            let short = seconds(target, piece, small)
            guard long / short > allowed else { return nil }
            let known = target.knownToGrow[piece].map { "known: \($0): " } ?? "growth "
            return
                known
                + "\(Corpus.line(piece)) takes \(decimal(short * 1000)) ms for \(small >> 10) KiB, "
                + "\(decimal(long * 1000)) ms for \(large >> 10) KiB"
        }
    }

    private static func seconds(_ target: FuzzTarget, _ piece: ByteString, _ size: Int) -> Double {
        let input = ByteString(
            Array(repeatElement(piece.bytes, count: size / piece.count).joined())
        )
        let passed = stopwatch()
        _ = target.brokenClaim(for: input)
        return passed()
    }
}
