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
        guard let file = fopen(path, "re") else { throw .lastError(of: path) }
        defer { fclose(file) }
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
