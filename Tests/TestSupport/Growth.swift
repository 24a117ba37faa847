import Glibc

/// Returns how many times as long `work` takes when its input grows from `size` to `factor` times
/// `size`.
///
/// The measure is the best of three runs in this thread's own processor time, so other load on the
/// machine is not counted. The result is about `factor` for linear work, and about its square for
/// quadratic work.
package func growth<Input>(
    of factor: Int,
    from size: Int,
    input: (Int) throws -> Input,
    _ work: (Input) throws -> Void
) rethrows -> Double {
    func best(_ size: Int) throws -> Double {
        let input = try input(size)
        var best = Double.infinity
        for _ in 1...3 {
            let start = processorSeconds()
            try work(input)
            best = min(best, processorSeconds() - start)
        }
        return best
    }
    return try best(size * factor) / best(size)
}

private func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
