internal import Glibc

/// A terminal of 50 lines for a program; it does not echo, and passes bytes on unchanged.
package struct Pseudoterminal: Sendable {
    /// The master side.
    package let descriptor: Int32
    /// The path of the side for the program.
    package let path: String

    package init(columns: Int) throws(LaunchFailure) {
        // Not posix_openpt, which is missing from Glibc's module.
        descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (lock, number): (Int32, UInt32) = (0, 0)
        // TIOCSPTLCK and TIOCGPTN, macros that Swift cannot import.
        guard descriptor >= 0, ioctl(descriptor, 0x4004_5431, &lock) == 0,
            ioctl(descriptor, 0x8004_5430, &number) == 0
        else { throw LaunchFailure("/dev/ptmx", errno) }
        path = "/dev/pts/\(number)"
        var size = winsize(ws_row: 50, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
        var settings = termios()
        tcgetattr(descriptor, &settings)
        settings.c_oflag &= ~tcflag_t(OPOST)
        settings.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(descriptor, TCSANOW, &settings)
    }

    /// The standard streams of a program that runs on it.
    package var streams: [Launch.Stream] {
        [.file(path, flags: O_RDWR), .descriptor(0), .descriptor(0)]
    }
}
