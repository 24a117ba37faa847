internal import BrowserInfra
internal import Glibc

/// Ends the process if it exceeds its memory limit.
///
/// JavaScriptCore reserves gigabytes of address space and aborts under a small `ulimit -v`, so this
/// watches resident memory instead.
enum MemoryWatch {
    /// The exit status that reports the exceeded limit.
    static let status: Int32 = 9

    /// `limit`: in bytes.
    static func start(limitFrom limit: String?) {
        let limit = limit.flatMap { Int($0) } ?? .max
        let parent = getppid()
        let thread = startSystemThread {
            while true {
                // A script in an infinite loop must not outlive its browser.
                if getppid() != parent { _exit(0) }
                if let resident = residentBytes(), resident > limit { _exit(status) }
                usleep(20_000)
            }
        }
        if let thread { pthread_detach(thread) }
    }

    /// The second number in /proc/self/statm, which is in pages.
    private static func residentBytes() -> Int? {
        let descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 128)
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return nil }
        let words = String(decoding: buffer[..<count], as: UTF8.self).split(separator: " ")
        return words.count > 1 ? Int(words[1]).map { $0 * sysconf(Int32(_SC_PAGESIZE)) } : nil
    }
}
