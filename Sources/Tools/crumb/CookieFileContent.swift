internal import CookieFiles
internal import Glibc

/// The bytes of a cookie file, and for a database also those of the log beside it.
struct CookieFileContent {
    var bytes: [UInt8]
    /// Changes that a browser has written but not moved into the database yet.
    var log: [UInt8] = []

    /// Reads a database as it was at one moment, without a lock, which would affect a running
    /// browser.
    init(of path: String) throws(File.Failure) {
        for _ in 0..<5 {
            let before = Self.states(path)
            bytes = try File.read(path, limit: .cookieFile)
            guard path != "-", CookieFile.isDatabase(bytes) else { return }
            let log = path + "-wal"
            self.log =
                File.exists(log) ? try File.read(log, limit: .cookieFile) : []
            if Self.states(path) == before { return }
        }
        throw File.Failure(description: "it keeps changing; close the browser and try again")
    }

    /// The state of both files, to detect whether they were written to.
    private static func states(_ path: String) -> [Int] {
        [path, path + "-wal"].flatMap { path in
            var state = stat()
            guard stat(path, &state) == 0 else { return [-1] }
            return [Int(state.st_size), state.st_mtim.tv_sec, state.st_mtim.tv_nsec]
        }
    }
}
