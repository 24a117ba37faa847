extension URLFailure {
    /// One sentence for the user: what is wrong and, if it is clear, what to write instead.
    package var sentence: String {
        switch self {
        case .missingScheme(let input):
            MissingSchemeHint(for: input)?.sentence
                ?? "\(input.withoutUserinfo.quoted) is not a whole URL, and there is none to resolve it against;"
                + " write one such as http://localhost:5000/."
        case .missingHost(let input):
            "\(input.withoutUserinfo.quoted) has no host; write one after the slashes, such as"
                + " http://localhost:5000/."
        case .invalidHost(let host, let problem):
            "\(host.quoted) is not a host: \(problem.clause)."
        case .invalidPort(let port):
            "\(port.quoted) is not a port; write a number from 0 to 65535, such as"
                + " http://localhost:5000/, or no colon."
        case .unescapedUserinfo:
            "the username or password before the @ has a character that ends it; write / as %2F,"
                + " ? as %3F, # as %23 and @ as %40."
        }
    }
}

extension HostProblem {
    /// What is wrong, as a clause to follow a colon, without a full stop.
    package var clause: String {
        switch self {
        case .empty:
            "nothing is left of it"
        case .unclosedBracket:
            "an IPv6 address that begins with [ must end with ]"
        case .ipv6(let problem):
            problem.clause
        case .ipv4TooManyParts(let count):
            "its last part is a number, so it must be an IPv4 address, but it has \(count) parts"
                + " instead of four"
        case .ipv4PartNotANumber(let part):
            "its last part is a number, so it must be an IPv4 address, but \(part.quoted) is not"
                + " a number"
        case .ipv4PartOutOfRange(let part):
            "it must be an IPv4 address, but \(part.quoted) is too large"
        case .forbiddenCodePoint(let scalar):
            "it contains \(String(scalar).quoted), which no host may"
        case .notUTF8:
            "percent-decoded, it is not UTF-8"
        case .idna(let errors):
            "it is not an internationalized domain name (\(errors.clause))"
        case .idnaTooLong(let limit):
            "it is not ASCII and longer than \(limit) bytes"
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
        case .loneColon: "an IPv6 address neither begins nor ends with a single colon"
        case .secondCompression: "an IPv6 address has :: once at most"
        case .tooManyPieces: "an IPv6 address has eight pieces, and this one has more"
        case .tooFewPieces: "an IPv6 address has eight pieces, and this one has fewer and no ::"
        case .invalidCodePoint("%"):
            "a URL's IPv6 address has no zone; leave out % and what follows it"
        case .invalidCodePoint(let scalar):
            "an IPv6 address does not contain \(String(scalar).quoted) there"
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
            (.punycode, "a label that begins with xn-- is not Punycode"),
            (.labelHasDot, "a label has a dot within"),
            (.invalidACELabel, "the label behind an xn-- is not valid"),
            (.bidi, "it mixes writing directions"),
            (.contextJ, "a joiner stands where it may not"),
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
