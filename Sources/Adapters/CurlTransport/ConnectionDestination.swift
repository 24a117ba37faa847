package import BrowserFetch
package import WebOrigin

/// Where the connection of a request leads, and where it must not.
struct ConnectionDestination {
    let url: WebURL
    let rules: ConnectionRules
    let settings: CurlTransportSettings

    init(_ request: HTTPRequest, _ settings: CurlTransportSettings) {
        url = request.url
        rules = request.connectionRules
        self.settings = settings
    }

    /// `nil` where no connection has to be looked at. A proxy's says nothing of where it leads.
    init?(limiting request: HTTPRequest, _ settings: CurlTransportSettings) {
        guard Self.isLimited(request, settings) else { return nil }
        self.init(request, settings)
    }

    static func isLimited(_ request: HTTPRequest, _ settings: CurlTransportSettings) -> Bool {
        !request.connectionRules.refused.isEmpty && settings.proxy == nil
    }

    /// The space of an address as libcurl writes it; `nil` where it does not say.
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

    /// The space of the address, if that is one where the request must not lead.
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
    /// Where a URL leads, as the settings, its address or its name say.
    package func knownAddressSpace(of url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        guard let host = url.host else { return nil }
        if let space = addressSpaces[host.serialized] { return space }
        let entry = resolve.last { $0.covers(url) }
        if let address = entry?.addresses.first,
            let host = try? Host(parsing: address.contains(":") ? "[\(address)]" : address)
        {
            return blocks.space(of: host)
        }
        // Whoever says where to connect to says that it is not where the name leads.
        return connectTo.isEmpty ? blocks.space(of: host) : nil
    }

    /// Where a page's host is, as the settings say; `nil` where they do not.
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
