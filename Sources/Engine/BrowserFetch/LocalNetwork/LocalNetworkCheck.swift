internal import WebOrigin

extension Browser {
    /// Blocks a request to an address space that the page may not access, if the space is known
    /// before anything is sent.
    ///
    /// https://wicg.github.io/local-network-access/#local-network-access-check
    func checkLocalNetwork(_ params: FetchParams) throws(FetchFailure) {
        let url = params.request.currentURL
        guard let space = transport.knownAddressSpace(of: url, policy.localNetwork.addressBlocks),
            let refusal = try refusal(of: space, params)
        else { return }
        throw .localNetwork(refusal)
    }

    /// Returns the spaces that the connection must not lead to, for names whose address space is
    /// only known once they are resolved.
    func connectionRules(_ params: FetchParams) throws(FetchFailure) -> ConnectionRules {
        var rules = ConnectionRules(blocks: policy.localNetwork.addressBlocks)
        let declared = declaredSpace(params)
        for space in [AddressSpace.loopback, .local, .public] {
            let reason = try reason(against: space, params, declared: declared)
            if reason != nil { rules.refused.insert(space) }
        }
        return rules
    }

    /// Returns the reason why the request may not access that space; `nil` if it may.
    func refusal(
        of space: AddressSpace,
        _ params: FetchParams
    ) throws(FetchFailure) -> LocalNetworkRefusal? {
        let reason = try reason(against: space, params, declared: declaredSpace(params))
        guard let reason else { return nil }
        return LocalNetworkRefusal(url: params.request.currentURL, space: space, reason: reason)
    }

    /// `declared` is the request's target IP address space, if it has one.
    private func reason(
        against space: AddressSpace,
        _ params: FetchParams,
        declared: AddressSpace?
    ) throws(FetchFailure) -> LocalNetworkRefusal.Reason? {
        let request = params.request
        // If the target IP address space is not null, the address must be in it.
        if let declared, declared != space { return .otherSpace(declared: declared) }
        guard let client = params.client, isChecked(request, to: space, from: client),
            let name = space.permission
        else { return nil }
        // If the origin is trustworthy and same-origin with the current URL, no permission is
        // needed.
        let url = request.currentURL
        if client.origin.isPotentiallyTrustworthy, url.origin.isSameOrigin(as: client.origin) {
            return nil
        }
        // If the client is not a secure context, return a network error.
        if policy.localNetwork.insecureClients == .refused, !client.isSecureContext {
            return .insecureClient
        }
        try reading(try loadPermissions())
        return reason(against: name, client, in: request.target)
    }

    /// Whether the request leads to a space that is less public than that of the page.
    private func isChecked(
        _ request: Request,
        to space: AddressSpace,
        from client: Page
    ) -> Bool {
        if request.isTopLevelNavigation { return false }
        if request.mode == .webSocket, !policy.localNetwork.checksWebSockets { return false }
        let own = addressSpace(of: client)
        switch policy.localNetwork.localNetworkChecks {
        case .none: return false
        case .ofPublicPages: return own == .public
        case .ofLessPublicTargets:
            return own == .public || (own == .local && space == .loopback)
        }
    }

    /// Returns the page with the address space that the transport knows for it, if none is set yet.
    package nonisolated func located(_ page: Page) -> Page {
        guard page.addressSpace == nil else { return page }
        var page = page
        page.addressSpace = transport.pageAddressSpace(
            at: page.url,
            policy.localNetwork.addressBlocks
        )
        return page
    }

    /// The address space of a page; `nil` if it counts as being in the same space as the targets of
    /// its requests.
    func addressSpace(of page: Page) -> AddressSpace? {
        if policy.localNetwork.treatAsPublicAddress == .obeyed,
            page.contentSecurityPolicies.contains(where: {
                $0.directive("treat-as-public-address") != nil
            })
        {
            return .public
        }
        return page.knownAddressSpace(policy.localNetwork.addressBlocks)
    }

    private func reason(
        against name: PermissionName,
        _ client: Page,
        in target: NavigationTarget?
    ) -> LocalNetworkRefusal.Reason? {
        let rules = policy.localNetwork
        if rules.permissionOwner == .topLevelOrFrame {
            switch permissions[.init(name: name, origin: client.origin.serialized)]?.state {
            case .granted: return nil
            case .denied: return .denied
            case .prompt, nil: break
            }
        }
        let entry = permissions[.init(name: name, origin: client.top.origin.serialized)]
        if entry?.passesPolicies != true, !mayRequestPermission(for: name, client, in: target) {
            return .permissionsPolicy
        }
        return switch entry?.state {
        case .granted: nil
        case .denied: .denied
        case .prompt, nil: .undecided
        }
    }

    private func mayRequestPermission(
        for name: PermissionName,
        _ client: Page,
        in target: NavigationTarget?
    ) -> Bool {
        let rules = policy.localNetwork
        switch rules.framePermissions {
        case .byHeadersAndAttribute:
            return client.allows(name, combinedName: rules.knowsCombinedName)
        case .byAttribute:
            if let target, let parent = target.ancestors.last {
                return parent.delegates(name, to: target.container)
            }
            return client.isAllowedByAttributes(name)
        }
    }

    /// The space that the page declared for the request, or that the target must be in because the
    /// request is exempt from mixed content blocking.
    private func declaredSpace(_ params: FetchParams) -> AddressSpace? {
        guard policy.localNetwork.targetAddressSpace == .obeyed else { return nil }
        if let declared = params.request.targetAddressSpace { return declared }
        let isRelaxed =
            !params.request.isTopLevelNavigation
            && !params.request.currentURL.isPotentiallyTrustworthy
            && isKnownToBeLocal(params.request) && restrictsMixedContent(params.environment)
        return isRelaxed ? .local : nil
    }

    /// Whether it is known without a connection that the request leads to the user's network, so
    /// that it may use http.
    ///
    /// https://wicg.github.io/local-network-access/#mixed-content-lna
    func isKnownToBeLocal(_ request: Request) -> Bool {
        guard policy.localNetwork.localMixedContent == .allowed,
            let host = request.currentURL.host
        else { return false }
        if request.targetAddressSpace == .local || request.targetAddressSpace == .loopback {
            return true
        }
        return host.isMulticastName || policy.localNetwork.addressBlocks.space(of: host) == .local
    }
}

extension Page {
    /// The space of the server it was loaded from, or else that of its host, if known.
    func knownAddressSpace(_ blocks: AddressBlocks) -> AddressSpace? {
        if let addressSpace { return addressSpace == .unknown ? .public : addressSpace }
        let url = selfURL
        if url.scheme == "file" { return .loopback }
        guard let host = url.host, url.isHTTP else { return nil }
        if let space = blocks.space(of: host) { return space }
        // Names that are private to a network count as being in the same space as the target.
        let isPrivate = ["test", "internal", "local"].contains {
            host.serialized.split(separator: ".").last == $0[...]
        }
        return isPrivate ? nil : .public
    }
}
