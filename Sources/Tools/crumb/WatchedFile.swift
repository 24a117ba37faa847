internal import Glibc

/// Detects cheaply whether a profile's file has been written since the last check.
///
/// SQLite counts the transactions in bytes 24 to 27 of the file. (Closing the file here would
/// release this process's own SQLite locks on it, but between two checks there are none.)
///
/// https://www.sqlite.org/fileformat2.html#file_change_counter
struct WatchedFile {
    private struct State: Equatable {
        var inode: UInt
        var counter: UInt32
    }

    let path: String
    private var last: State?

    init(path: String) {
        self.path = path
    }

    mutating func hasChanged() -> Bool {
        let state = Self.state(of: path)
        defer { last = state }
        return state != last
    }

    private static func state(of path: String) -> State? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        var counter: UInt32 = 0
        guard fstat(descriptor, &status) == 0, pread(descriptor, &counter, 4, 24) == 4 else {
            return nil
        }
        return State(inode: UInt(status.st_ino), counter: counter)
    }
}
