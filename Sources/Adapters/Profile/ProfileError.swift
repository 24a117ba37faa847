internal import SQLite

/// Why a profile could not be read or written.
///
/// The file is left unchanged.
package enum ProfileError: Error, Hashable, Sendable {
    /// Profile names are 1 to 64 of `A-Z a-z 0-9 . _ -` and do not start with a dot.
    case invalidName(String)
    case notADatabase(path: String)
    /// A database of another program.
    case foreignDatabase(path: String)
    /// The file was written by a newer version of crumb.
    case newerSchema(path: String, found: Int, supported: Int)
    case unreadable(path: String, detail: String)
    case unwritable(path: String, detail: String)
    /// Another process locked the profile for longer than a command waits.
    case busy(path: String)
    case corrupt(path: String, detail: String)
    /// No space left on the device.
    case full(path: String)
}

extension ProfileError: CustomStringConvertible {
    /// One line: what is wrong, where, and what to do instead.
    package var description: String {
        switch self {
        case .invalidName(let name):
            "\(name.debugDescription) is not a valid profile name: use 1 to 64 letters, digits, "
                + "dots, "
                + "underscores and hyphens, not starting with a dot"
        case .notADatabase(let path):
            "\(path) is not a crumb profile: move the file away, or use another profile"
        case .foreignDatabase(let path):
            "\(path) is a database of another program, not a crumb profile: "
                + "move the file away, or use another profile"
        case .newerSchema(let path, let found, let supported):
            "\(path) was written by a newer crumb (its format is \(found), this version supports formats up to "
                + "\(supported)): update crumb, or use another profile"
        case .unreadable(let path, let detail):
            "cannot read the profile \(path): \(detail); "
                + "check its permissions, or choose another home directory"
        case .unwritable(let path, let detail):
            "cannot write the profile \(path): \(detail); "
                + "check its permissions, or choose another home directory"
        case .busy(let path):
            "the profile \(path) is locked by another process: try again when it has ended, "
                + "or use another profile"
        case .corrupt(let path, let detail):
            "the profile \(path) is damaged (\(detail)): delete or restore the file, "
                + "or use another profile"
        case .full(let path):
            "cannot write the profile \(path): the disk is full; free some space and try again"
        }
    }
}

extension ProfileError {
    /// The operation that failed, which determines how a file system error is worded.
    enum Purpose {
        case reading, writing
    }

    init(_ error: SQLiteError, path: String, purpose: Purpose) {
        switch error.kind {
        case .notADatabase: self = .notADatabase(path: path)
        case .corrupt: self = .corrupt(path: path, detail: error.message)
        case .busy: self = .busy(path: path)
        case .full: self = .full(path: path)
        case .readOnly: self = .unwritable(path: path, detail: error.message)
        case .interrupted, .other:
            self.init(detail: error.message, path: path, purpose: purpose)
        }
    }

    init(detail: String, path: String, purpose: Purpose) {
        switch purpose {
        case .reading: self = .unreadable(path: path, detail: detail)
        case .writing: self = .unwritable(path: path, detail: detail)
        }
    }
}
