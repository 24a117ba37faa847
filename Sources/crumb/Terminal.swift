internal import Glibc
internal import Report

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

    /// The columns of the terminal behind a descriptor; 80 where there is none.
    func width(of descriptor: Int32) -> Int {
        var size = winsize()
        if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            return Int(size.ws_col)
        }
        return Environment["COLUMNS"].flatMap { Int($0) } ?? 80
    }

    func printOutput(_ layout: Layout) {
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

    func write(_ text: String, to descriptor: Int32) {
        write(Array(text.utf8), to: descriptor)
    }

    func write(_ bytes: [UInt8], to descriptor: Int32) {
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let count = Glibc.write(
                    descriptor,
                    buffer.baseAddress?.advanced(by: offset),
                    buffer.count - offset
                )
                if count < 0, errno == EINTR { continue }
                // A reader that has gone away (`| head`) is no error of ours.
                guard count > 0 else { return }
                offset += count
            }
        }
    }
}

enum Environment {
    static subscript(name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
