package import BrowserFetch
package import WebOrigin

/// The address space to which a request's connection leads, and those to which it must not lead.
struct ConnectionDestination {
    let url: WebURL
    let rules: ConnectionRules
    let settings: CurlTransportSettings

    init(_ request: HTTPRequest, _ settings: CurlTransportSettings) {
        url = request.url
        rules = request.connectionRules
        self.settings = settings
    }

    /// `nil` if the connection need not be checked. A proxy's address does not show where the request is
    /// sent.
    init?(limiting request: HTTPRequest, _ settings: CurlTransportSettings) {
        guard Self.isLimited(request, settings) else { return nil }
        self.init(request, settings)
    }

    static func isLimited(_ request: HTTPRequest, _ settings: CurlTransportSettings) -> Bool {
        !request.connectionRules.refused.isEmpty && settings.proxy == nil
    }

    /// Returns the space of an address in libcurl's notation; `nil` if it is not an address.
    func space(
        at address: String,
        memory: TransferCache = TransferCache()
    ) -> AddressSpace? {
        if settings.proxy != nil { return nil }
        if !settings.addressSpaces.isEmpty,
            let space = settings.addressSpaces[url.host?.serialized ?? ""]
        {
            return space
        }
        return memory.host(at: address).flatMap { rules.blocks.space(of: $0) }
    }

    /// Returns the space of the address if the request must not be sent there.
    func refusedSpace(at address: String) -> AddressSpace? {
        space(at: address).flatMap { rules.refused.contains($0) ? $0 : nil }
    }
}

extension CurlTransport {
    package func knownAddressSpace(of url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        settings.knownAddressSpace(of: url, blocks)
    }

    package func pageAddressSpace(at url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        settings.addressSpace(ofPageAt: url, blocks)
    }
}

extension CurlTransportSettings {
    /// Returns the address space of a URL according to the settings, its address or its name; `nil`
    /// if they do not determine it.
    package func knownAddressSpace(of url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        guard let host = url.host else { return nil }
        if let space = addressSpaces[host.serialized] { return space }
        let entry = resolve.last { $0.covers(url) }
        if let address = entry?.addresses.first,
            let host = try? Host(parsing: address.contains(":") ? "[\(address)]" : address)
        {
            return blocks.space(of: host)
        }
        // With --connect-to, the connection does not lead where the name does.
        return connectTo.isEmpty ? blocks.space(of: host) : nil
    }

    /// Returns the address space of a page's host according to the settings; `nil` if they do not
    /// determine it.
    package func addressSpace(ofPageAt url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        guard let name = url.host?.serialized else { return nil }
        if let space = addressSpaces[name] { return space }
        guard let address = resolve.last(where: { $0.host == name })?.addresses.first,
            let host = try? Host(parsing: address.contains(":") ? "[\(address)]" : address)
        else { return nil }
        return blocks.space(of: host)
    }
}

extension ResolveEntry {
    fileprivate func covers(_ url: WebURL) -> Bool {
        (host == "*" || host == url.host?.serialized) && port == url.portOrDefault
    }
}
