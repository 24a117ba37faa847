internal import CPublicSuffix
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#endif

/// Why a file is not a public suffix list.
package enum PublicSuffixListError: Error, Hashable, Sendable {
    case unreadable(path: String, reason: String)
    case noRules(path: String)

    /// One sentence for the user.
    package var sentence: String {
        switch self {
        case .unreadable(let path, let reason):
            "Cannot read the public suffix list \(path): \(reason)."
        case .noRules(let path):
            "\(path) has no public suffix rules; get a list from "
                + "https://publicsuffix.org/list/public_suffix_list.dat."
        }
    }

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

    init(contentsOfFile path: String) throws(PublicSuffixListError) {
        var bytes = try Self.bytes(of: path)
        let loaded = bytes.withUnsafeMutableBytes { buffer -> OpaquePointer? in
            guard !buffer.isEmpty, let file = fmemopen(buffer.baseAddress, buffer.count, "r")
            else { return nil }
            defer { fclose(file) }
            return psl_load_fp(file)
        }
        // Of a DAFSA libpsl does not count the rules: it says -1.
        guard let loaded, psl_suffix_count(loaded) != 0 else {
            psl_free(loaded)
            throw .noRules(path: path)
        }
        list = loaded
    }

    deinit { psl_free(list) }

    /// Fifty times what the list has.
    private static let largest = 16 << 20

    /// libpsl itself would read a device for ever.
    private static func bytes(of path: String) throws(PublicSuffixListError) -> [UInt8] {
        // Without O_NONBLOCK opening a named pipe waits for somebody who writes.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .lastError(of: path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0,
            fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK) == 0
        else { throw .lastError(of: path) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        var count = 1
        while count > 0 {
            guard bytes.count <= largest, status.st_size <= largest else {
                throw .unreadable(
                    path: path,
                    reason: "it is larger than \(largest >> 20) MiB, the most that a public suffix "
                        + "list may have"
                )
            }
            count = read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { throw .lastError(of: path) }
            bytes += buffer[..<count]
        }
        return bytes
    }
}

/// A list that is read from its file at the first question.
///
/// Reading the text takes longer than crumb's start, and requests to addresses and to localhost
/// never ask.
final class PostponedList: Sendable {
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
