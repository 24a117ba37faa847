internal import Glibc
internal import Terminal

/// Where output goes, and how wide and colourful it may be.
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

    /// The columns of the terminal behind a descriptor; where there is none, `$COLUMNS`, or 80.
    func width(of descriptor: Int32) -> Int {
        tableWidth(of: descriptor) ?? 80
    }

    /// The same, but for tables there is no default: in a pipe nothing has to fit.
    func tableWidth(of descriptor: Int32) -> Int? {
        var size = winsize()
        if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 {
            return size.ws_col > 0 ? Int(size.ws_col) : 80
        }
        return Environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    }

    /// Whether anybody still reads it: the other end of a pipe may be closed (`| head -3`).
    func isRead(_ descriptor: Int32) -> Bool {
        var state = pollfd(fd: descriptor, events: 0, revents: 0)
        return poll(&state, 1, 0) <= 0 || Int32(state.revents) & POLLERR == 0
    }

    /// Whether all of it was written.
    @discardableResult
    func printOutput(_ layout: Layout) -> Bool {
        write(
            layout.rendered(
                width: width(of: STDOUT_FILENO),
                inColor: isColored(isOutputTerminal)
            ),
            to: STDOUT_FILENO
        )
    }

    func printError(_ layout: Layout) {
        write(
            layout.rendered(width: width(of: STDERR_FILENO), inColor: isColored(isErrorTerminal)),
            to: STDERR_FILENO
        )
    }

    /// A sentence beside the explanation.
    func printNote(_ sentence: String) {
        var layout = Layout()
        if isOutputTerminal {
            layout.row("note", StyledText(escaping: sentence), indentation: 0)
        } else {
            layout.verbatim(
                StyledText("crumb: ", .faint) + StyledText(escaping: sentence),
                indentation: 0
            )
        }
        printError(layout)
    }

    @discardableResult
    func write(_ text: String, to descriptor: Int32) -> Bool {
        write(Array(text.utf8), to: descriptor)
    }

    /// Whether all of it was written: a reader that has gone away (`| head`) is no error of ours.
    @discardableResult
    func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let count = Glibc.write(
                    descriptor,
                    buffer.baseAddress?.advanced(by: offset),
                    buffer.count - offset
                )
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                offset += count
            }
            return true
        }
    }
}

enum Environment {
    static subscript(name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
