internal import BrowserFetch
internal import BrowserJSON
internal import Explanations

/// Reads what moves the tab and the frames in it.
extension ActionReader {
    func visit(_ node: Node, _ fields: inout FieldReader) -> VisitAction {
        var action = VisitAction()
        let via = fields.take("via").flatMap {
            values.choice($0, "via", of: NavigationTrigger.self)
        }
        action.settings = settings(via ?? .typed, &fields)
        if action.settings.trigger.kind == nil {
            if !isTrue(node) {
                values.problems.add(
                    "via: \(action.settings.trigger.rawValue) is about the tab's own page: write "
                        + "visit: true",
                    at: node.place
                )
            }
        } else if isTrue(node) {
            values.problems.add(
                "visit is a URL, or true with via: reload, browser-reload, back or forward",
                at: node.place
            )
        } else {
            action.url = values.template(node, "visit") ?? Template("", at: node.place)
        }
        (action.method, action.body) = submission(
            &fields,
            isForm: action.settings.trigger == .form
        )
        action.referrerPolicy = referrerPolicy(&fields)
        if action.settings.isNoReferrer { action.referrerPolicy = .noReferrer }
        action.frame = frame(&fields)
        return action
    }

    private func isTrue(_ node: Node) -> Bool {
        if case .scalar(.bool(true), _) = node.content { true } else { false }
    }

    private func settings(
        _ trigger: NavigationTrigger,
        _ fields: inout FieldReader
    ) -> NavigationSettings {
        let settings = NavigationSettings(
            trigger,
            target: fields.take("target").flatMap { values.text($0, "target") },
            rel: fields.take("rel").flatMap { values.text($0, "rel") },
            userActivation: fields.take("user-activation").flatMap {
                values.bool($0, "user-activation")
            }
        )
        do throws(NavigationSettings.Mistake) {
            try settings.check()
        } catch {
            let place = fields.keyPlace(error.key)
            values.problems.add(error.sentence { $0 == "via" ? "via:" : $0 }, at: place)
        }
        return settings
    }

    /// Method and body of a form.
    private func submission(
        _ fields: inout FieldReader,
        isForm: Bool
    ) -> (method: String, body: RequestBody?) {
        let body = body(&fields, json: false)
        let node = fields.take("method")
        let method =
            node.flatMap { values.word($0, "method", among: ["GET", "POST"]) }
            ?? (body == nil ? "GET" : "POST")
        if method == "POST", !isForm {
            values.problems.add(
                "only a form sends POST: add via: form",
                at: node?.place ?? fields.keyPlace("body")
            )
        }
        return (method, body)
    }

    // MARK: Frames

    func frameStep(_ node: Node, _ fields: inout FieldReader) -> (Step.Action, ExpectationSubject)? {
        guard let name = values.text(node, "frame") else { return nil }
        var action = FrameAction(name: name)
        if name.isEmpty || name.hasPrefix("_") || name.contains("/") {
            values.problems.add(
                "frame is the new frame's name, as in: has it later: without /, and no _ before it; "
                    + "src: is its URL",
                at: node.place
            )
        }
        action.content = content(&fields)
        let settings = frame(&fields)
        action.path = settings.path ?? .tab
        let sandbox = settings.sandbox ?? (settings.isSandboxed ? SandboxFlags(parsing: "") : nil)
        action.attributes = FrameAttributes(
            sandbox: sandbox,
            isCredentialless: fields.take("credentialless").flatMap {
                values.bool($0, "credentialless")
            } ?? false,
            referrerPolicy: referrerPolicy(&fields),
            allow: fields.take("allow").flatMap { values.text($0, "allow") },
            requiredPolicy: fields.take("csp").flatMap { values.text($0, "csp") }
        )
        if settings.ancestors != nil {
            values.problems.add(
                "a frame is inserted into the page in the tab: in: names the frame there",
                at: fields.keyPlace("in-frame-of")
            )
        }
        values.framePaths.insert(action.path.appending(name).text)
        // What is there without a request has nothing to judge.
        guard case .url = action.content else { return (.frame(action), .nothing) }
        return (.frame(action), .request)
    }

    private func content(_ fields: inout FieldReader) -> FrameAction.Content {
        var contents: [(key: String, content: FrameAction.Content)] = []
        if let src = fields.take("src").flatMap({ values.template($0, "src") }) {
            contents.append(("src", .url(src)))
        }
        // Its text is of no interest: nothing runs in it.
        if fields.take("srcdoc") != nil { contents.append(("srcdoc", .srcdoc)) }
        if let blob = fields.take("blob"), values.bool(blob, "blob") == true {
            contents.append(("blob", .blob))
        }
        for other in contents.dropFirst() {
            values.problems.add(
                "a frame shows one thing: \(contents[0].key) or \(other.key)",
                at: fields.keyPlace(other.key)
            )
        }
        return contents.first?.content ?? .blank
    }

    func navigateFrame(_ node: Node, _ fields: inout FieldReader) -> NavigateFrameAction? {
        guard let path = path(node, "navigate-frame") else { return nil }
        var action = NavigateFrameAction(path: path)
        let via = fields.take("via").flatMap {
            values.choice($0, "via", of: NavigateFrameAction.Manner.self)
        }
        action.trigger = via ?? .src
        action.url = fields.take("to").flatMap { values.template($0, "to") }
        if action.trigger == .reload, fields.has("to") {
            values.problems.add("a reload has no other URL", at: fields.keyPlace("to"))
        } else if action.trigger != .reload, !fields.has("to") {
            values.problems.add(
                "navigate-frame has to:, the URL that the frame shows then",
                at: node.place
            )
        }
        action.mover = action.trigger == .src ? .parent : .frame
        if let by = fields.take("by"),
            let mover = values.choice(by, "by", of: NavigateFrameAction.Mover.self)
        {
            action.mover = mover
            let isFixed = [.src, .meta, .reload].contains(action.trigger)
            if isFixed, mover != (action.trigger == .src ? .parent : .frame) {
                values.problems.add(
                    action.trigger == .src
                        ? "src is its parent's to set: leave out by"
                        : "\(action.trigger.rawValue) is the frame's own doing: leave out by",
                    at: by.place
                )
            }
        }
        (action.method, action.body) = submission(&fields, isForm: action.trigger == .form)
        action.referrerPolicy = referrerPolicy(&fields)
        action.userActivation = fields.take("user-activation").flatMap {
            values.bool($0, "user-activation")
        }
        return action
    }

    // MARK: Where the page is

    func frame(_ fields: inout FieldReader) -> FrameSettings {
        let settings = FrameSettings(
            ancestors: fields.take("in-frame-of").map { values.templates($0, "in-frame-of") },
            isSandboxed: fields.take("sandboxed").flatMap { values.bool($0, "sandboxed") } ?? false,
            sandbox: fields.take("sandbox").flatMap(sandbox),
            path: fields.take("in").flatMap { path($0, "in") }
        )
        if settings.path != nil, settings.ancestors != nil {
            values.problems.add(
                "in names a frame of the tab, and in-frame-of says what is around another: use one "
                    + "of them",
                at: fields.keyPlace("in-frame-of")
            )
        }
        if settings.sandbox != nil, settings.isSandboxed {
            values.problems.add(
                "sandboxed is sandbox without keywords: use one of them",
                at: fields.keyPlace("sandboxed")
            )
        }
        return settings
    }

    private func sandbox(_ node: Node) -> SandboxFlags? {
        guard let text = values.text(node, "sandbox") else { return nil }
        if let mistake = SandboxFlags.mistake(in: text) {
            values.problems.add(mistake, at: node.place)
        }
        return SandboxFlags(parsing: text)
    }

    /// `outer/inner`, of frames that steps before have made.
    private func path(_ node: Node, _ what: String) -> FramePath? {
        guard let text = values.text(node, what) else { return nil }
        if !values.framePaths.contains(text) {
            let near = suggestion(for: text, among: values.framePaths.sorted())
            values.problems.add(
                "there is no frame \"\(text)\" here: "
                    + (near.map { "did you mean \($0)?" }
                        ?? (values.framePaths.isEmpty
                            ? "a step frame: makes one"
                            : "there is " + values.framePaths.sorted().joined(separator: ", "))),
                at: node.place
            )
        }
        return FramePath(text)
    }
}

extension NavigationSettings.Mistake {
    /// The key that it is about.
    fileprivate var key: String {
        switch self {
        case .noTarget, .unknownTarget, .newTabByLocation: "target"
        case .noRel, .unknownRel: "rel"
        case .userAlready: "user-activation"
        }
    }
}
