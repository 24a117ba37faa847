internal import CPublicSuffix
internal import Glibc
internal import Synchronization
internal import WebOrigin

extension PublicSuffixListError {
    var isMissingFile: Bool {
        guard case .unreadable(_, let reason) = self else { return false }
        return [ENOENT, ENOTDIR].contains { reason == String(cString: strerror($0)) }
    }

    /// What the last call on `path` failed with.
    static func lastError(of path: String) -> PublicSuffixListError {
        .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
}

/// Owns a list that libpsl has loaded, which nothing changes afterwards.
final class LoadedList: @unchecked Sendable {
    let list: OpaquePointer

    /// A list is a quarter of a mebibyte; whatever is longer than this is none.
    private static let sizeLimit = 16 << 20

    convenience init(contentsOfFile path: String) throws(PublicSuffixListError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .lastError(of: path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size <= Self.sizeLimit, let file = fdopen(descriptor, "r")
        else {
            close(descriptor)
            throw .unreadable(
                path: path,
                reason: "it is not a regular file of at most \(Self.sizeLimit >> 20) MiB"
            )
        }
        defer { fclose(file) }
        try self.init(reading: file, path: path)
    }

    convenience init(parsing bytes: [UInt8], path: String) throws(PublicSuffixListError) {
        guard !bytes.isEmpty else { throw .noRules(path: path) }
        var bytes = bytes
        let file = bytes.withUnsafeMutableBytes { fmemopen($0.baseAddress, $0.count, "r") }
        guard let file else { throw .lastError(of: path) }
        defer {
            fclose(file)
            // The file reads from them.
            withExtendedLifetime(bytes) {}
        }
        try self.init(reading: file, path: path)
    }

    private init(reading file: UnsafeMutablePointer<FILE>, path: String)
        throws(PublicSuffixListError)
    {
        errno = 0
        let loaded = psl_load_fp(file)
        guard ferror(file) == 0 else {
            psl_free(loaded)
            throw .lastError(of: path)
        }
        // Of a DAFSA libpsl does not count the rules: it says -1.
        guard let loaded, psl_suffix_count(loaded) != 0 else {
            psl_free(loaded)
            throw .noRules(path: path)
        }
        list = loaded
    }

    deinit { psl_free(list) }
}

/// A list that is read from its file at the first question.
///
/// Reading the text takes longer than crumb's start, and requests to addresses and to localhost
/// never ask.
final class LazyList: Sendable {
    private enum State {
        case unread(path: String)
        case read(LoadedList)
        case failed
    }

    private let state: Mutex<(list: State, problem: PublicSuffixListError?)>

    /// `problem`: what is wrong with another file, which might have been newer.
    init(path: String, problem: PublicSuffixListError?) {
        state = Mutex((.unread(path: path), problem))
    }

    init(failing problem: PublicSuffixListError) {
        state = Mutex((.failed, problem))
    }

    /// `nil` where the file cannot be read; ``problem`` says why.
    var list: OpaquePointer? {
        let loaded: LoadedList? = state.withLock { state in
            switch state.list {
            case .read(let loaded): return loaded
            case .failed: return nil
            case .unread(let path):
                do throws(PublicSuffixListError) {
                    let loaded = try LoadedList(contentsOfFile: path)
                    state.list = .read(loaded)
                    return loaded
                } catch {
                    state = (.failed, error)
                    return nil
                }
            }
        }
        // It stays in the state, and so as long as this object.
        return loaded?.list
    }

    var hasFailed: Bool {
        state.withLock { state in
            if case .failed = state.list { true } else { false }
        }
    }

    var problem: PublicSuffixListError? { state.withLock { $0.problem } }
}
