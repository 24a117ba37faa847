package import BrowserInfra

/// A body as a script passes it.
///
/// https://fetch.spec.whatwg.org/#bodyinit
package enum BodyInit: Hashable, Sendable {
    case text(String)
    /// The text passed to `new URLSearchParams`.
    case urlSearchParams(String)
    case formData([Field])
    /// Form data that is already encoded, with its type.
    case encodedForm(ByteString, type: ByteString)
    /// `type` as it was passed to `new Blob`.
    case blob(ByteString, type: String)
    /// An ArrayBuffer or a view of one.
    case buffer(ByteString)
    /// A ReadableStream of these bytes.
    case stream(ByteString)

    package struct Field: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package var isStream: Bool { if case .stream = self { true } else { false } }

    /// Returns the bytes, and the `Content-Type` that they imply.
    ///
    /// https://fetch.spec.whatwg.org/#concept-bodyinit-extract
    package func extracted() -> (bytes: ByteString, type: ByteString?) {
        switch self {
        case .text(let text):
            return (ByteString(utf8: text), "text/plain;charset=UTF-8")
        case .urlSearchParams(let text):
            return (
                ByteString(utf8: urlEncodedForm(text)),
                "application/x-www-form-urlencoded;charset=UTF-8"
            )
        case .formData(let fields):
            let boundary = newBoundary()
            return (
                multipart(fields, boundary: boundary),
                ByteString(utf8: "multipart/form-data; boundary=\(boundary)")
            )
        case .encodedForm(let bytes, let type): return (bytes, type)
        case .blob(let bytes, let type):
            let normalized = blobType(type)
            return (bytes, normalized.isEmpty ? nil : ByteString(utf8: normalized))
        case .buffer(let bytes), .stream(let bytes):
            return (bytes, nil)
        }
    }
}

/// https://w3c.github.io/FileAPI/#constructorBlob, step 3
private func blobType(_ type: String) -> String {
    type.utf8.allSatisfy { (0x20...0x7E).contains($0) } ? type.asciiLowercased : ""
}

/// Parses `text` and serializes it again.
///
/// https://url.spec.whatwg.org/#urlencoded-serializing
private func urlEncodedForm(_ text: String) -> String {
    let input = text.hasPrefix("?") ? text.dropFirst() : text[...]
    return input.utf8.split(separator: UInt8(ascii: "&")).map { sequence in
        let parts = sequence.split(
            separator: UInt8(ascii: "="),
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let value = parts.count > 1 ? Array(parts[1]) : []
        return "\(formEncoded(Array(parts[0])))=\(formEncoded(value))"
    }.joined(separator: "&")
}

private func formEncoded(_ raw: [UInt8]) -> String {
    let spaced = raw.map { $0 == UInt8(ascii: "+") ? 0x20 : $0 }
    // Anything that is not UTF-8 becomes U+FFFD here.
    let text = String(decoding: percentDecoded(spaced[...]), as: UTF8.self)
    let hex = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    for byte in text.utf8 {
        switch byte {
        case 0x20: output.append(UInt8(ascii: "+"))
        case _ where byte.isASCIIAlphanumeric || "*-._".utf8.contains(byte): output.append(byte)
        default: output += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
        }
    }
    return String(decoding: output, as: UTF8.self)
}

/// https://html.spec.whatwg.org/#multipart-form-data
private func multipart(_ fields: [BodyInit.Field], boundary: String) -> ByteString {
    var text = ""
    for field in fields {
        let value = field.value.replacingLineBreaks()
        text +=
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(escaped(field.name))\"\r\n\r\n"
            + "\(value)\r\n"
    }
    return ByteString(utf8: text + "--\(boundary)--\r\n")
}

private func escaped(_ name: String) -> String {
    var output = ""
    for character in name.replacingLineBreaks().unicodeScalars {
        switch character {
        case "\n": output += "%0A"
        case "\r": output += "%0D"
        case "\"": output += "%22"
        default: output.unicodeScalars.append(character)
        }
    }
    return output
}

extension String {
    /// The text with each line break as CR LF.
    fileprivate func replacingLineBreaks() -> String {
        var output = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in unicodeScalars {
            if scalar == "\n", previous != "\r" { output.append("\r") }
            if previous == "\r", scalar != "\n" { output.append("\n") }
            output.append(scalar)
            previous = scalar
        }
        if previous == "\r" { output.append("\n") }
        return String(output)
    }
}

private func newBoundary() -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    return "----crumb" + String((0..<16).map { _ in letters.randomElement() ?? "x" })
}
