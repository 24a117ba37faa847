/// The pages that a program which has a SQLite database open has written but not yet moved into the
/// database file.
///
/// https://www.sqlite.org/fileformat2.html#the_write_ahead_log
struct WriteAheadLog {
    /// The byte order of the words in checksums.
    private enum Words {
        case bigEndian, littleEndian
    }

    private static let headerSize = 32
    private static let frameHeaderSize = 24

    private let bytes: [UInt8]
    private let words: Words
    private let pageSize: Int

    /// Reads the log's header; `nil` when the log has no valid content.
    init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        guard bytes.count > Self.headerSize else { return nil }
        switch bytes.bigEndianWord(at: 0) {
        case 0x377F_0682: words = .littleEndian
        case 0x377F_0683: words = .bigEndian
        default: return nil
        }
        pageSize = Int(bytes.bigEndianWord(at: 8))
        guard pageSize >= 512, pageSize <= 65536, pageSize.nonzeroBitCount == 1,
            checksum(of: 0..<24, after: (0, 0)) == sum(at: 24)
        else { return nil }
    }

    /// Writes the pages of every committed transaction to their places in the image.
    ///
    /// Stops at the first frame that is damaged or does not belong to this log: the rest is from an
    /// earlier use of the file, or was still being written.
    func apply(to image: inout [UInt8], limit: Int) {
        var pending: [(page: Int, content: Range<Int>)] = []
        var sum = sum(at: 24)
        var start = Self.headerSize
        while start + Self.frameHeaderSize + pageSize <= bytes.count {
            let content = start + Self.frameHeaderSize..<start + Self.frameHeaderSize + pageSize
            // The salts must be those of the log's header.
            guard bytes[start + 8..<start + 16].elementsEqual(bytes[16..<24]) else { return }
            sum = checksum(of: start..<start + 8, after: sum)
            sum = checksum(of: content, after: sum)
            guard sum == self.sum(at: start + 16) else { return }
            pending.append((Int(bytes.bigEndianWord(at: start)), content))
            // The last frame of a transaction has the number of pages that the database has after
            // it.
            let pageCount = Int(bytes.bigEndianWord(at: start + 4))
            if pageCount > 0 {
                guard pageCount * pageSize <= limit else { return }
                commit(pending, pageCount: pageCount, to: &image)
                pending = []
            }
            start = content.upperBound
        }
    }

    private func commit(
        _ pages: [(page: Int, content: Range<Int>)],
        pageCount: Int,
        to image: inout [UInt8]
    ) {
        let size = pageCount * pageSize
        if image.count < size {
            image += Array(repeating: 0, count: size - image.count)
        } else {
            image.removeLast(image.count - size)
        }
        for (page, content) in pages where (1...pageCount).contains(page) {
            image.replaceSubrange((page - 1) * pageSize..<page * pageSize, with: bytes[content])
        }
    }

    private func sum(at index: Int) -> (UInt32, UInt32) {
        (bytes.bigEndianWord(at: index), bytes.bigEndianWord(at: index + 4))
    }

    /// https://www.sqlite.org/fileformat2.html#checksum_algorithm
    private func checksum(
        of range: Range<Int>,
        after start: (UInt32, UInt32)
    ) -> (UInt32, UInt32) {
        var (first, second) = start
        for index in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
            first &+= word(at: index) &+ second
            second &+= word(at: index + 4) &+ first
        }
        return (first, second)
    }

    private func word(at index: Int) -> UInt32 {
        let word = bytes.bigEndianWord(at: index)
        return words == .bigEndian ? word : word.byteSwapped
    }
}

extension [UInt8] {
    fileprivate func bigEndianWord(at index: Int) -> UInt32 {
        self[index..<index + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
