internal import CICU
internal import WebOrigin

/// Unicode IDNA Compatibility Processing (UTS 46) by ICU.
///
/// ICU is opened for the first host that is not ASCII: linking it would add a few milliseconds to
/// every start of the program.
package enum ICU {
    /// The major version of ICU, which this opens; `nil` if there is none.
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
        // Punycode is seldom longer than UTF-8; if it is, ICU returns the required length.
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
            // CheckHyphens and VerifyDnsLength are false, but ICU checks both anyway.
            let failures = IDNAErrors(rawValue: errors).subtracting(.unchecked)
            guard failures.isEmpty else { throw .idna(failures) }
            if length <= capacity {
                return output.prefix(Int(length)).map { UInt8(bitPattern: $0) }
            }
            capacity = length
        }
    }

    /// The length of the longest domain, in UTF-8, that is passed to ICU.
    ///
    /// The standard has no such limit, but ICU's running time is quadratic: a malicious megabyte
    /// would keep it busy for seconds. No DNS name has more than 253 bytes.
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
