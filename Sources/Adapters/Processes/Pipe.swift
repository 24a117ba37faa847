internal import Glibc

/// Both ends of a pipe, which started programs do not inherit.
package struct Pipe: Sendable {
    package let readEnd: Int32
    package let writeEnd: Int32

    package init() throws(LaunchFailure) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw LaunchFailure("pipe", errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    package func close() {
        Glibc.close(readEnd)
        Glibc.close(writeEnd)
    }
}
