extension URLFailure {
    /// One sentence for the user: what is wrong and, if it is clear, what to write instead.
    package var sentence: String {
        switch self {
        case .missingScheme(let input):
            MissingSchemeHint(for: input)?.sentence
                ?? "\(input.withoutUserinfo.quoted) is not an absolute URL, and there is no base URL to resolve it against;"
                + " write an absolute URL, such as http://localhost:5000/."
        case .missingHost(let input):
            "\(input.withoutUserinfo.quoted) has no host; write one after the slashes, for example"
                + " http://localhost:5000/."
        case .invalidHost(let host, let problem):
            "\(host.quoted) is not a valid host: \(problem.clause)."
        case .invalidPort(let port):
            "\(port.quoted) is not a valid port; write a number from 0 to 65535, as in"
                + " http://localhost:5000/, or omit the colon."
        case .unescapedUserinfo:
            "the username or password before the @ contains a character that ends it; write / as %2F,"
                + " ? as %3F, # as %23 and @ as %40."
        }
    }
}

extension HostProblem {
    /// What is wrong, as a clause to follow a colon, without a full stop.
    package var clause: String {
        switch self {
        case .empty:
            "it is empty after processing"
        case .unclosedBracket:
            "an IPv6 address that begins with [ must end with ]"
        case .ipv6(let problem):
            problem.clause
        case .ipv4TooManyParts(let count):
            "its last part is a number, so it must be an IPv4 address, but it has \(count) parts"
                + ", and at most four are allowed"
        case .ipv4PartNotANumber(let part):
            "its last part is a number, so it must be an IPv4 address, but \(part.quoted) is not"
                + " a number"
        case .ipv4PartOutOfRange(let part):
            "it must be an IPv4 address, but \(part.quoted) is too large"
        case .forbiddenCodePoint(let scalar):
            "it contains \(String(scalar).quoted), which is not allowed in hosts"
        case .notUTF8:
            "it is not valid UTF-8 after percent-decoding"
        case .idna(let errors):
            "it is not a valid internationalized domain name (\(errors.clause))"
        case .idnaTooLong(let limit):
            "it is not ASCII and is longer than \(limit) bytes"
        case .idnaLibraryMissing:
            "names that are not ASCII need ICU (libicuuc), which is not installed: install it"
                + " (apt-get install '^libicu[0-9]+$'), or write the name in its ASCII form (xn--…)"
        }
    }
}

extension IPv6Problem {
    /// What is wrong, as a clause to follow a colon, without a full stop.
    package var clause: String {
        switch self {
        case .loneColon: "an IPv6 address cannot begin or end with a single colon"
        case .secondCompression: "an IPv6 address can contain :: only once"
        case .tooManyPieces: "an IPv6 address has eight pieces, and this one has more"
        case .tooFewPieces: "an IPv6 address has eight pieces, and this one has fewer without ::"
        case .invalidCodePoint("%"):
            "an IPv6 address in a URL cannot have a zone; omit % and what follows it"
        case .invalidCodePoint(let scalar):
            "an IPv6 address cannot contain \(String(scalar).quoted) there"
        case .embeddedIPv4:
            "the IPv4 address at its end is not four decimal numbers from 0 to 255"
        }
    }
}

extension IDNAErrors {
    /// The errors that were found, in the terms of UTS 46, separated by commas.
    fileprivate var clause: String {
        let words: [(IDNAErrors, String)] = [
            (.leadingCombiningMark, "a label begins with a combining mark"),
            (.disallowed, "it contains a disallowed character"),
            (.punycode, "a label that begins with xn-- is not valid Punycode"),
            (.labelHasDot, "a label contains a dot"),
            (.invalidACELabel, "the label after xn-- is not valid"),
            (.bidi, "it mixes writing directions"),
            (.contextJ, "a joiner is in a position where it is not allowed"),
        ]
        let found = words.filter { contains($0.0) }.map(\.1)
        return found.isEmpty ? "it cannot be processed" : found.joined(separator: ", ")
    }
}

extension String {
    /// The string in quotation marks, cut off after 80 code points, with those escaped that could
    /// forge or hide text.
    var quoted: String {
        var output = "\""
        for scalar in unicodeScalars.prefix(80) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
                .unassigned:
                output += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            default:
                output.unicodeScalars.append(scalar)
            }
        }
        return output + (unicodeScalars.dropFirst(80).isEmpty ? "\"" : "…\"")
    }
}
