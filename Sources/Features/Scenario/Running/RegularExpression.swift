internal import CPCRE2
internal import Glibc

/// A regular expression of PCRE2, whose work on one text is bounded: the text is a server's.
///
/// https://www.pcre.org/current/doc/html/pcre2pattern.html
package struct RegularExpression {
    /// Why a text is none, in one line.
    struct Invalid: Error {
        var message: String
    }

    /// Which bound a text has passed; the sentence names it.
    enum LimitExceeded: Error {
        case text(bytes: Int)
        case steps
        case memory
        case time

        var sentence: String {
            switch self {
            case .text(let bytes):
                "the text has \(bytes) bytes, and matches: reads \(Limits.text >> 20) MiB; "
                    + "use contains: or json:"
            case .steps:
                "it tries more than \(Limits.steps / 1_000_000) million possibilities; "
                    + RegularExpression.remedy
            case .memory:
                "it needs more than \(Limits.heapKiB >> 10) MiB; " + RegularExpression.remedy
            case .time:
                "it takes more than \(Limits.seconds) s; " + RegularExpression.remedy
            }
        }
    }

    private enum Limits {
        /// Bytes of an expression.
        static let expression = 64 << 10
        /// Bytes of a text.
        static let text = 1 << 20
        /// From one place of the text; the number is PCRE2's own default.
        static let steps: UInt32 = 10_000_000
        static let depth: UInt32 = 1_000_000
        static let heapKiB: UInt32 = 128 << 10
        /// Of the thread's processor time, so that a busy machine changes nothing.
        static let seconds = 2
        /// Places of the text between two looks at the clock.
        static let window = 8
    }

    private static let remedy =
        "write it without repetitions inside repetitions, or make the inner ones possessive (a++)"

    private let code: Code

    init(_ source: String) throws(Invalid) {
        guard let pcre2 = Self.pcre2?.functions else {
            throw Invalid(
                message: "matches: needs \(String(cString: crumb_pcre2_soname())), which is not "
                    + "installed (apt-get install libpcre2-8-0)"
            )
        }
        let bytes = Array(source.utf8)
        guard bytes.count <= Limits.expression else {
            throw Invalid(message: "it is longer than \(Limits.expression >> 10) KiB")
        }
        var number: Int32 = 0
        var offset = 0
        let code = pcre2.compile(
            bytes,
            bytes.count,
            crumb_pcre2_compile_options(),
            &number,
            &offset,
            nil
        )
        guard let code else {
            let before = String(decoding: bytes.prefix(offset), as: UTF8.self)
            throw Invalid(
                message: "\(Self.message(number, pcre2)) (after \(before.count) characters)"
            )
        }
        self.code = Code(pointer: code, pcre2: pcre2)
    }

    /// Whether it matches anywhere in the text.
    func isFound(in text: String) throws(LimitExceeded) -> Bool {
        let subject = Array(text.utf8)
        guard subject.count <= Limits.text else { throw .text(bytes: subject.count) }
        let pcre2 = code.pcre2
        guard let context = pcre2.match_context_create(nil) else { throw .memory }
        defer { pcre2.match_context_free(context) }
        guard let data = pcre2.match_data_create(1, nil) else { throw .memory }
        defer { pcre2.match_data_free(data) }
        _ = pcre2.set_match_limit(context, Limits.steps)
        _ = pcre2.set_depth_limit(context, Limits.depth)
        _ = pcre2.set_heap_limit(context, Limits.heapKiB)
        // PCRE2 counts anew at each place of the text at which a match may begin, so that a text of
        // many of them needs a clock as well.
        let end = Self.processorSeconds + Double(Limits.seconds)
        var start = 0
        while true {
            let last = start + Limits.window
            _ = pcre2.set_offset_limit(context, last)
            let result = pcre2.match(
                code.pointer,
                subject,
                subject.count,
                start,
                UInt32(PCRE2_NO_UTF_CHECK),
                data,
                context
            )
            switch result {
            case 0...: return true
            case PCRE2_ERROR_NOMATCH: break
            case PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_NOMEMORY: throw .memory
            default: throw .steps
            }
            start = last + 1
            while start < subject.count, subject[start] & 0xC0 == 0x80 { start += 1 }
            if start > subject.count { return false }
            if Self.processorSeconds > end { throw .time }
        }
    }

    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
    }

    private static func message(_ number: Int32, _ pcre2: crumb_pcre2) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let length = pcre2.get_error_message(number, &buffer, buffer.count)
        return length > 0
            ? String(decoding: buffer.prefix(Int(length)), as: UTF8.self) : "error \(number)"
    }

    /// The library's functions, which any thread may call.
    private struct Library: @unchecked Sendable {
        let functions: crumb_pcre2
    }

    /// The version of the library, such as `10.42`; `nil` where there is none. Opens it.
    package static var libraryVersion: String? {
        guard let functions = pcre2?.functions else { return nil }
        // PCRE2 has at most 24 characters to say, such as `10.42 2022-12-11`.
        var text = [CChar](repeating: 0, count: 64)
        guard functions.config(UInt32(PCRE2_CONFIG_VERSION), &text) > 0 else { return nil }
        let version = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: version.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)
    }

    private static let pcre2: Library? = {
        var functions = crumb_pcre2()
        return crumb_pcre2_open(&functions) ? Library(functions: functions) : nil
    }()

    /// Owns what PCRE2 has compiled.
    private final class Code {
        let pointer: OpaquePointer
        let pcre2: crumb_pcre2

        init(pointer: OpaquePointer, pcre2: crumb_pcre2) {
            self.pointer = pointer
            self.pcre2 = pcre2
        }

        deinit { pcre2.code_free(pointer) }
    }
}
