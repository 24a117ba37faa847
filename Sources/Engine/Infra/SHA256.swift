extension ByteString {
    /// The SHA-256 digest: 32 bytes.
    ///
    /// https://csrc.nist.gov/pubs/fips/180-4/upd1/final
    package var sha256: ByteString {
        // 5.1.1. A 1 bit, zeros, and the length in bits, to a multiple of 64 bytes.
        var message = bytes
        message.append(0x80)
        while message.count % 64 != 56 { message.append(0) }
        let length = UInt64(bytes.count) * 8
        for shift in stride(from: 56, through: 0, by: -8) {
            message.append(UInt8(truncatingIfNeeded: length >> UInt64(shift)))
        }
        // 5.3.3. The initial hash value.
        var hash = initialHash
        // 6.2.2. For each block of 64 bytes:
        for start in stride(from: 0, to: message.count, by: 64) {
            compress(message[start..<(start + 64)], into: &hash)
        }
        return ByteString(
            hash.flatMap { word in
                [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
            }
        )
    }
}

private func compress(_ block: ArraySlice<UInt8>, into hash: inout [UInt32]) {
    // 1. Prepare the message schedule.
    var schedule: [UInt32] = []
    schedule.reserveCapacity(64)
    for index in stride(from: block.startIndex, to: block.endIndex, by: 4) {
        schedule.append(block[index..<(index + 4)].reduce(0) { $0 << 8 | UInt32($1) })
    }
    for index in 16..<64 {
        let (two, fifteen) = (schedule[index - 2], schedule[index - 15])
        let sigma1 = two.rotated(17) ^ two.rotated(19) ^ two >> 10
        let sigma0 = fifteen.rotated(7) ^ fifteen.rotated(18) ^ fifteen >> 3
        schedule.append(sigma1 &+ schedule[index - 7] &+ sigma0 &+ schedule[index - 16])
    }
    // 2. The eight working variables, a to h.
    var work = hash
    // 3. For each word of the schedule:
    for index in 0..<64 {
        let (a, e) = (work[0], work[4])
        let sum1 = e.rotated(6) ^ e.rotated(11) ^ e.rotated(25)
        let choice = e & work[5] ^ ~e & work[6]
        let first = work[7] &+ sum1 &+ choice &+ constants[index] &+ schedule[index]
        let sum0 = a.rotated(2) ^ a.rotated(13) ^ a.rotated(22)
        let majority = a & work[1] ^ a & work[2] ^ work[1] & work[2]
        work = [
            first &+ sum0 &+ majority, a, work[1], work[2], work[3] &+ first, e, work[5], work[6],
        ]
    }
    // 4. Add them to the hash.
    for index in 0..<8 { hash[index] &+= work[index] }
}

extension UInt32 {
    fileprivate func rotated(_ count: UInt32) -> UInt32 { self >> count | self << (32 - count) }
}

/// The first 32 bits of the fractional parts of the square roots of the first eight primes.
private let initialHash: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
]

/// 4.2.2. Those of the cube roots of the first 64 primes.
private let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
]
