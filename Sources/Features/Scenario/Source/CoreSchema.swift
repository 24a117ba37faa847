internal import BrowserInfra
internal import BrowserJSON

/// The value of a plain scalar. In the core schema, `no`, `on` and `2026-01-01` are text.
///
/// https://yaml.org/spec/1.2.2/#1032-tag-resolution
func coreSchemaValue(ofPlain text: String) -> JSONValue {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    case ".nan", ".NaN", ".NAN": return .number(.nan)
    default: break
    }
    if text.hasPrefix("0o"), let octal = unsigned(text.dropFirst(2), radix: 8) { return octal }
    if text.hasPrefix("0x"), let hexadecimal = unsigned(text.dropFirst(2), radix: 16) {
        return hexadecimal
    }
    let isNegative = text.hasPrefix("-")
    let digits = isNegative || text.hasPrefix("+") ? text.dropFirst() : text[...]
    if [".inf", ".Inf", ".INF"].contains(digits) {
        return .number(isNegative ? -.infinity : .infinity)
    }
    guard isDecimal(digits) else { return .string(text) }
    if digits.utf8.allSatisfy(\.isASCIIDigit), let integer = Int64(text) {
        return .integer(integer)
    }
    // YAML accepts `1.` and `.5` as numbers; Swift does not.
    var swift = String(digits)
    if swift.hasPrefix(".") { swift = "0" + swift }
    if let dot = swift.firstIndex(of: ".") {
        let next = swift.index(after: dot)
        if next == swift.endIndex || !swift[next].isNumber { swift.insert("0", at: next) }
    }
    guard let number = Double(swift) else { return .string(text) }
    return .number(isNegative ? -number : number)
}

private func unsigned(_ digits: Substring, radix: Int) -> JSONValue? {
    guard digits.utf8.allSatisfy(\.isASCIIAlphanumeric) else { return nil }
    return Int64(digits, radix: radix).map { .integer($0) }
}

/// `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
private func isDecimal(_ text: Substring) -> Bool {
    var rest = Array(text.utf8)[...]
    func takeDigits() -> Int {
        let digits = rest.prefix(while: \.isASCIIDigit)
        rest = rest.dropFirst(digits.count)
        return digits.count
    }
    let whole = takeDigits()
    if rest.first == UInt8(ascii: ".") {
        rest = rest.dropFirst()
        let fraction = takeDigits()
        guard whole > 0 || fraction > 0 else { return false }
    } else if whole == 0 {
        return false
    }
    if let letter = rest.first, letter.asciiLowercased == UInt8(ascii: "e") {
        rest = rest.dropFirst()
        if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            rest = rest.dropFirst()
        }
        guard takeDigits() > 0 else { return false }
    }
    return rest.isEmpty
}
