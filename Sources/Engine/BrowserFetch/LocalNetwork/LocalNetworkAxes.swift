package import BrowserInfra

extension LocalNetworkPolicy {
    /// Descriptions of every field.
    package static let axes: [PolicyAxis<LocalNetworkPolicy>] = [
        PolicyAxis(
            "localNetworkChecks",
            \.localNetworkChecks,
            title: "Requests to the user's network and machine",
            "Which of them need the user's permission.",
            source: "Local Network Access 2.2, a draft"
        ) {
            switch $0 {
            case .none: "{requires|require} no permission"
            case .ofPublicPages: "{requires|require} it for those of public pages"
            case .ofLessPublicTargets:
                "{requires|require} it for public pages, and from the network to this machine"
            }
        },
        PolicyAxis(
            "addressBlocks",
            \.addressBlocks,
            title: "Addresses for benchmarks and documentation",
            "Whether 198.18.0.0/15, 2001:db8::/32, 3fff::/20 and fec0::/10 are public.",
            source: "Local Network Access 2.1"
        ) { blocks in
            let (tests, texts, sites) = (
                blocks.benchmarking, blocks.documentation, blocks.siteLocal
            )
            return tests == .public && texts == .public && sites == .public
                ? "{treats|treat} them as public"
                : "{treats|treat} them as \(tests.rawValue), \(texts.rawValue), "
                    + "\(texts.rawValue) and "
                    + sites.rawValue
        },
        PolicyAxis(
            "checksWebSockets",
            \.checksWebSockets,
            title: "WebSockets to the user's network and machine",
            "Whether they need the permission too.",
            source: "Local Network Access 3.3"
        ) { $0 ? "{requires|require} it" : "{lets|let} them through" },
        PolicyAxis(
            "insecureClients",
            \.insecureClients,
            title: "http pages and the user's network",
            "Whether they can receive the permission.",
            source: "Local Network Access 2.4"
        ) { $0 == .refused ? "{blocks|block} their requests" : "{asks|ask} the user" },
        PolicyAxis(
            "permissionOwner",
            \.permissionOwner,
            title: "Owner of the network permission",
            "Which origin it is granted to.",
            source: "Local Network Access 2.3: left to the browser"
        ) {
            $0 == .topLevel
                ? "{grants|grant} it to the page in the address bar"
                : "{grants|grant} it to the page in the address bar or to the frame itself"
        },
        PolicyAxis(
            "framePermissions",
            \.framePermissions,
            title: "Frames and the user's network",
            "What determines whether a frame may request the permission.",
            source: "Permissions Policy 9.7"
        ) {
            $0 == .byHeadersAndAttribute
                ? "{checks|check} allow and Permissions-Policy" : "{checks|check} only allow"
        },
        PolicyAxis(
            "knowsCombinedName",
            \.knowsCombinedName,
            title: "local-network-access in allow and Permissions-Policy",
            "Whether it stands for local-network and loopback-network.",
            source: "Local Network Access 2.6: an earlier name"
        ) { $0 ? "{uses|use} it for both" : "{ignores|ignore} it" },
        PolicyAxis(
            "treatAsPublicAddress",
            \.treatAsPublicAddress,
            title: "treat-as-public-address in a Content-Security-Policy",
            "Whether it makes a page public.",
            source: "Local Network Access 2.5: not standard"
        ) { $0 == .obeyed ? "{obeys|obey} it" : "{ignores|ignore} it" },
        PolicyAxis(
            "targetAddressSpace",
            \.targetAddressSpace,
            title: "targetAddressSpace",
            "Whether the target must be in that address space.",
            source: "Local Network Access 3.1.2"
        ) { $0 == .obeyed ? "{blocks|block} other address spaces" : "{ignores|ignore} it" },
        PolicyAxis(
            "localMixedContent",
            \.localMixedContent,
            title: "http to the user's network from an https page",
            "Whether private addresses, names under .local and targetAddressSpace allow it.",
            source: "Local Network Access 2.5"
        ) { $0 == .allowed ? "{allows|allow} it" : "{blocks|block} it as mixed content" },
    ]
}
