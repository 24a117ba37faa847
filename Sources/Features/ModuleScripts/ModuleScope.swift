/// The scopes of a module, and which names are looked up in them.
struct ModuleScopes {
    /// The module's own is the first one.
    private(set) var parents: [Int] = [-1]
    private var names: [Set<String>] = [[]]
    /// Where `var` declares: a function's body, or the module.
    private var isVariableScope: [Bool] = [true]
    private(set) var current = 0
    private(set) var references: [ModuleReference] = []

    var count: Int { parents.count }

    mutating func enter(forVariables: Bool = false) {
        parents.append(current)
        names.append([])
        isVariableScope.append(forVariables)
        current = parents.count - 1
    }

    mutating func leave() { current = parents[current] }

    mutating func declare(_ name: String) { names[current].insert(name) }

    /// Whether the name is the module's.
    mutating func declareVariable(_ name: String) -> Bool {
        var scope = current
        while !isVariableScope[scope] { scope = parents[scope] }
        names[scope].insert(name)
        return scope == 0
    }

    func isDeclaredByModule(_ name: String) -> Bool { names[0].contains(name) }

    mutating func refer(_ reference: ModuleReference) -> Int {
        var reference = reference
        reference.scope = current
        references.append(reference)
        return references.count - 1
    }

    mutating func update(_ index: Int, _ change: (inout ModuleReference) -> Void) {
        change(&references[index])
    }

    /// What was taken for an expression is an arrow function's parameters: what is in it belongs to the
    /// scope that has just been entered, and `bindings` are its names.
    mutating func adopt(references first: Int, scopes firstScope: Int, bindings: [Int]) {
        let new = current
        let outer = parents[new]
        for scope in firstScope..<new where parents[scope] == outer { parents[scope] = new }
        for index in first..<references.count where references[index].scope == outer {
            references[index].scope = new
        }
        for index in bindings {
            names[new].insert(references[index].name)
            references[index].isBinding = true
        }
    }

    /// Whether nothing between the reference and the module has the name.
    func reachesModule(_ reference: ModuleReference) -> Bool {
        guard !reference.isBinding else { return false }
        var scope = reference.scope
        while scope > 0 {
            if names[scope].contains(reference.name) { return false }
            scope = parents[scope]
        }
        return true
    }
}

/// A name that stands for a value.
struct ModuleReference {
    var name: String
    var start: Int
    var end: Int
    /// `f()` and f`…`: what is called so has no `this`.
    var isCall = false
    /// `{ name }`
    var isShorthand = false
    /// `arguments` outside of functions.
    var isModuleArguments = false
    /// The semicolon before it is one that is not written.
    var followsOmittedSemicolon = false
    /// What is evaluated where this is `eval`, called directly.
    var evaluated: ModuleParser.FirstArgument?
    /// Whether it stays as it is written: called directly with nothing that could be rewritten.
    var isKept = false
    var scope = 0
    var isBinding = false
}

/// What an expression can be besides a value: the target of an assignment, or a parameter.
indirect enum ModuleCover {
    case identifier(Int)
    case pattern([ModuleCover])
    case parenthesized([ModuleCover])
    /// `async(…)`
    case asyncCall([ModuleCover])
    case other

    /// The references that become names, where this becomes parameters.
    var bindings: [Int] {
        switch self {
        case .identifier(let index): [index]
        case .pattern(let parts): parts.flatMap(\.bindings)
        case .parenthesized, .asyncCall, .other: []
        }
    }
}
