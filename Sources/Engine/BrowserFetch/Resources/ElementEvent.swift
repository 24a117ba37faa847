internal import BrowserHTTP
internal import BrowserInfra

/// The event that an element receives after requesting a subresource.
package enum ElementEvent: String, Hashable, Sendable {
    case load, error
}

extension FetchReport {
    /// The event that fires at the element; `nil` if no element made the request, and for a frame
    /// that was blocked without an event, as in some browsers.
    package var elementEvent: ElementEvent? {
        let event = loadingEvent
        guard let resource else { return event }
        return switch BrowserPolicy.named(browser).resources[resource].events {
        case .loadAndError: event
        case .load: event == .load ? .load : nil
        case .none: nil
        }
    }

    /// The kind of element or feature that made the request; `nil` if none did.
    package var resource: ResourceKind? {
        if case .load(let load) = asked { load.kind } else { nil }
    }

    private var loadingEvent: ElementEvent? {
        switch (initiator, outcome) {
        case (.element, .fulfilled(let response)) where response.bodyError != nil: .error
        case (.element(let destination), .fulfilled):
            (elementResponse ?? exchanges.last?.response)
                .map { $0.isUsable(as: destination) ? .load : .error } ?? .load
        case (.element, .rejected): .error
        // An error page is a document too: a frame's load event does not distinguish the two.
        // Recorded in Chromium: its document stays at `readyState` "loading", without an event.
        case (.navigation, _) where destination == .document: nil
        case (.navigation, .fulfilled(let response)) where response.bodyError != nil: nil
        case (.navigation, .fulfilled): .load
        case (.navigation, .rejected(.mixedContent)):
            BrowserPolicy.named(browser).fetch.blockedFrameFiresError ? .error : nil
        case (.navigation, .rejected(let failure)):
            BrowserPolicy.named(browser).navigation.firesLoad(failure.frameRefusal) ? .load : nil
        case (.fetch, _), (.xhr, _), (.webSocket, _), (.eventSource, _), (.beacon, _): nil
        }
    }
}

extension HTTPResponse {
    /// Whether an element can use the response, as far as this is known without running or
    /// rendering it.
    fileprivate func isUsable(as destination: Destination) -> Bool {
        switch destination {
        case .script: isScript
        case .style: Status.isOK(status) && mimeType?.essence == "text/css"
        // Any status: an image is rendered if it can be.
        case .image: isImage
        case .fetch, .audio, .document, .embed, .font, .frame, .iframe, .json, .manifest,
            .object, .report, .serviceworker, .sharedworker, .track, .video, .worker:
            Status.isOK(status)
        }
    }

    /// https://html.spec.whatwg.org/#fetch-a-classic-script
    private var isScript: Bool {
        // If the status is not an ok status, the script is null.
        guard Status.isOK(status) else { return false }
        // https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type?
        let type = mimeType
        if let type, ["audio", "image", "video"].contains(type.type) || type.essence == "text/csv" {
            return false
        }
        // https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff?
        let options = headers.get("X-Content-Type-Options")?.decodedAndSplit.first
        guard options?.asciiLowercased == "nosniff" else { return true }
        return type.map { javaScriptTypes.contains($0.essence) } ?? false
    }

    /// Whether the first bytes are those of an image, whatever the type; but an SVG image must have
    /// its type.
    ///
    /// https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern
    private var isImage: Bool {
        if mimeType?.essence == "image/svg+xml" { return !body.isEmpty }
        return imageSignatures.contains { offset, signature in
            body.bytes.dropFirst(offset).starts(with: signature)
        }
    }

    private var mimeType: MIMEType? {
        headers.values(of: "Content-Type").last.flatMap { MIMEType(parsing: $0) }
    }
}

private let imageSignatures: [(Int, [UInt8])] = [
    (0, Array("GIF87a".utf8)), (0, Array("GIF89a".utf8)), (0, [0xFF, 0xD8, 0xFF]),
    (0, [0x89] + Array("PNG\r\n".utf8) + [0x1A, 0x0A]), (8, Array("WEBPVP".utf8)),
    (0, Array("BM".utf8)), (0, [0, 0, 1, 0]), (0, [0, 0, 2, 0]), (4, Array("ftypavif".utf8)),
]

/// https://mimesniff.spec.whatwg.org/#javascript-mime-type
private let javaScriptTypes: Set<String> = [
    "application/ecmascript", "application/javascript", "application/x-ecmascript",
    "application/x-javascript", "text/ecmascript", "text/javascript", "text/javascript1.0",
    "text/javascript1.1", "text/javascript1.2", "text/javascript1.3", "text/javascript1.4",
    "text/javascript1.5", "text/jscript", "text/livescript", "text/x-ecmascript",
    "text/x-javascript",
]
