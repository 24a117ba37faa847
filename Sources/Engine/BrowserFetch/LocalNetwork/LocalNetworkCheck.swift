internal import WebOrigin

extension Browser {
    /// Refuses what is known to lead where the page may not reach, before anything is sent.
    ///
    /// https://wicg.github.io/local-network-access/#local-network-access-check
    func checkLocalNetwork(_ params: FetchParams) throws(FetchFailure) {
        let url = params.request.currentURL
        guard let space = transport.knownAddressSpace(of: url, policy.localNetwork.addressBlocks),
            let refusal = try refusal(of: space, params)
        else { return }
        throw .localNetwork(refusal)
    }

    /// What a connection must not lead to, where only that shows where a name leads.
    func connectionRules(_ params: FetchParams) throws(FetchFailure) -> ConnectionRules {
        var rules = ConnectionRules(blocks: policy.localNetwork.addressBlocks)
        let declared = declaredSpace(params)
        for space in [AddressSpace.loopback, .local, .public] {
            let reason = try reason(against: space, params, declared: declared)
            if reason != nil { rules.refused.insert(space) }
        }
        return rules
    }

    /// Why the request may not reach that space; `nil` where it may.
    func refusal(
        of space: AddressSpace,
        _ params: FetchParams
    ) throws(FetchFailure) -> LocalNetworkRefusal? {
        let reason = try reason(against: space, params, declared: declaredSpace(params))
        guard let reason else { return nil }
        return LocalNetworkRefusal(url: params.request.currentURL, space: space, reason: reason)
    }

    /// `declared`: the space that it must be.
    private func reason(
        against space: AddressSpace,
        _ params: FetchParams,
        declared: AddressSpace?
    ) throws(FetchFailure) -> LocalNetworkRefusal.Reason? {
        let request = params.request
        // If the target IP address space is not null, the address has to be in it.
        if let declared, declared != space { return .otherSpace(declared: declared) }
        guard let client = params.client, isChecked(request, to: space, from: client),
            let name = space.permission
        else { return nil }
        // If the origin is trustworthy and the current URL's own, there is nothing to ask.
        let url = request.currentURL
        if client.origin.isPotentiallyTrustworthy, url.origin.isSameOrigin(as: client.origin) {
            return nil
        }
        // If the client is not a secure context, then return a network error.
        if policy.localNetwork.insecureClients == .refused, !client.isSecureContext {
            return .insecureClient
        }
        try reading(try loadPermissions())
        return reason(against: name, client, in: request.target)
    }

    /// Whether the request goes where it is not as public as the page that makes it.
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

    /// A page where the network says that it is, if nothing else has said so.
    package nonisolated func located(_ page: Page) -> Page {
        guard page.addressSpace == nil else { return page }
        var page = page
        page.addressSpace = transport.pageAddressSpace(
            at: page.url,
            policy.localNetwork.addressBlocks
        )
        return page
    }

    /// Where a page is; `nil` where it is wherever its requests go.
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

    /// The space that a request says to lead to, or has to lead to, because it is not secure where
    /// that is needed.
    private func declaredSpace(_ params: FetchParams) -> AddressSpace? {
        guard policy.localNetwork.targetAddressSpace == .obeyed else { return nil }
        if let declared = params.request.targetAddressSpace { return declared }
        let isRelaxed =
            !params.request.isTopLevelNavigation
            && !params.request.currentURL.isPotentiallyTrustworthy
            && isKnownToBeLocal(params.request) && restrictsMixedContent(params.environment)
        return isRelaxed ? .local : nil
    }

    /// Whether it is seen without a connection that the request leads to the user's network, so that
    /// it may be made over http.
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
    /// Where its response came from; without one, where its host is known to be.
    func knownAddressSpace(_ blocks: AddressBlocks) -> AddressSpace? {
        if let addressSpace { return addressSpace == .unknown ? .public : addressSpace }
        let url = selfURL
        if url.scheme == "file" { return .loopback }
        guard let host = url.host, url.isHTTP else { return nil }
        if let space = blocks.space(of: host) { return space }
        // Names of a network's own lead to where what is asked for is.
        let isPrivate = ["test", "internal", "local"].contains {
            host.serialized.split(separator: ".").last == $0[...]
        }
        return isPrivate ? nil : .public
    }
}
