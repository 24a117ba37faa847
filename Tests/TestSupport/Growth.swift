import Glibc

/// How many times as long the work takes for an input that is `factor` times as large as `size`.
///
/// Measured in this thread's own processor time, the best of three: what else the machine does at
/// that moment is not in it. Work that looks at everything once comes to about `factor`, work that
/// looks at everything again for each part to its square.
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
