extension Unicode.Scalar {
    /// Whether a terminal might act on it, or show the text around it in another order.
    ///
    /// C0, DEL and C1 controls, line and paragraph separators, the bidirectional controls, and what
    /// is not seen at all.
    package var isTerminalControl: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x2028, 0x2029: true
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        case 0x00AD, 0x200B, 0x2060...0x2064: true
        case 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
        default: false
        }
    }
}
