internal import CICU
internal import WebOrigin

/// Unicode IDNA Compatibility Processing (UTS 46), as ICU does it.
///
/// ICU is opened at the first host that is not ASCII: linking it would cost every start of the
/// program a few milliseconds.
package enum ICU {
    /// The major version of the ICU that is opened; `nil` where there is none. Opens it.
    package static var majorVersion: Int? { idna.map { Int($0.handle.major_version) } }

    /// Unicode ToASCII with CheckBidi and CheckJoiners, non-transitional.
    ///
    /// https://url.spec.whatwg.org/#concept-domain-to-ascii and
    /// https://www.unicode.org/reports/tr46/#ToASCII
    static func toASCII(_ domain: String) throws(HostProblem) -> [UInt8] {
        guard let idna else { throw .idnaLibraryMissing }
        guard domain.utf8.count <= longestDomain else { throw .idnaTooLong(limit: longestDomain) }
        let input = domain.utf8.map { CChar(bitPattern: $0) }
        guard let inputLength = Int32(exactly: input.count) else { throw .idna([]) }
        // Punycode is seldom longer than UTF-8; where it is, ICU says by how much.
        var capacity = inputLength + 64
        while true {
            var output = [CChar](repeating: 0, count: Int(capacity))
            var errors: UInt32 = 0
            let length = crumb_idna_to_ascii(
                idna.handle,
                input,
                inputLength,
                &output,
                capacity,
                &errors
            )
            guard length >= 0 else { throw .idna([]) }
            // CheckHyphens and VerifyDnsLength are false: ICU checks both all the same.
            let failures = IDNAErrors(rawValue: errors).subtracting(.unchecked)
            guard failures.isEmpty else { throw .idna(failures) }
            if length <= capacity {
                return output.prefix(Int(length)).map { UInt8(bitPattern: $0) }
            }
            capacity = length
        }
    }

    /// The longest domain, in UTF-8, that ICU is given.
    ///
    /// The standard has no such limit, but ICU's time grows with the square of the length: it would
    /// be busy for seconds with a hostile megabyte. No name in the DNS has more than 253 bytes.
    private static let longestDomain = 16_384

    /// An open `UIDNA`, which ICU documents as immutable and usable from many threads at once.
    private struct Handle: @unchecked Sendable {
        let handle: crumb_idna
    }

    private static let idna: Handle? = {
        var handle = crumb_idna()
        return crumb_idna_open(&handle) ? Handle(handle: handle) : nil
    }()
}
