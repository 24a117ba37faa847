internal import BrowserInfra
internal import Fuzzing
internal import Glibc

/// The function that libFuzzer calls with each input; an environment variable names the target,
/// because the arguments are libFuzzer's.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = ByteString(Array(UnsafeBufferPointer(start: bytes, count: count)))
    if let broken = target.brokenClaim(for: input) {
        fatalError("\(broken): \(Corpus.line(input))")
    }
    return 0
}

private let target: FuzzTarget = {
    let name = getenv("CRUMB_FUZZ").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
        let names = FuzzTarget.all.map(\.name).joined(separator: ", ")
        fatalError("CRUMB_FUZZ names one of \(names)")
    }
    return target
}()
