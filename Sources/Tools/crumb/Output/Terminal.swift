internal import Glibc

/// The properties of the standard streams: their width, and whether to use color.
struct Terminal {
    let isOutputTerminal: Bool
    let isErrorTerminal: Bool
    let color: ColorChoice

    enum ColorChoice: String, CaseIterable {
        case auto, always, never
    }

    init(color: ColorChoice) {
        isOutputTerminal = isatty(STDOUT_FILENO) == 1
        isErrorTerminal = isatty(STDERR_FILENO) == 1
        self.color = color
    }

    func isColored(_ isTerminal: Bool) -> Bool {
        switch color {
        case .always: return true
        case .never: return false
        case .auto:
            // https://no-color.org: present and not empty.
            let isRefused = Environment["NO_COLOR"].map { !$0.isEmpty } ?? false
            return isTerminal && !isRefused && Environment["TERM"] != "dumb"
        }
    }

    /// The columns of the terminal that a descriptor refers to; without one, `$COLUMNS`, or 80.
    func width(of descriptor: Int32) -> Int {
        tableWidth(of: descriptor) ?? 80
    }

    /// The same, but without a default for tables: in a pipe nothing has to fit.
    func tableWidth(of descriptor: Int32) -> Int? {
        var size = winsize()
        if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 {
            return size.ws_col > 0 ? Int(size.ws_col) : 80
        }
        return Environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    }

    /// Whether the descriptor still has a reader: the other end of a pipe may be closed (`| head
    /// -3`).
    func isRead(_ descriptor: Int32) -> Bool {
        var state = pollfd(fd: descriptor, events: 0, revents: 0)
        return poll(&state, 1, 0) <= 0 || Int32(state.revents) & POLLERR == 0
    }
}

enum Environment {
    static subscript(name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
