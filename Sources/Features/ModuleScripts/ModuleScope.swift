/// The scopes of a module, and the names that are looked up in them.
struct ModuleScopes {
    /// The parent of each scope; the first one is the module's own.
    private(set) var parents: [Int] = [-1]
    private var names: [Set<String>] = [[]]
    /// Whether `var` declares in the scope: a function's body, or the module.
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

    /// Declares a variable, and returns whether it belongs to the module.
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

    /// Moves an apparent expression, which turned out to be an arrow function's parameters, into
    /// the scope that was just entered; `bindings` are the names that it declares.
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

    /// Whether no scope between the reference and the module declares the name.
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

/// A name that refers to a value.
struct ModuleReference {
    var name: String
    var start: Int
    var end: Int
    /// Whether it is called, as in `f()` or f`…`, so that `this` is undefined.
    var isCall = false
    /// Whether it is a shorthand property, as in `{ name }`.
    var isShorthand = false
    /// Whether it is `arguments` outside of functions.
    var isModuleArguments = false
    /// Whether an omitted semicolon precedes it.
    var followsOmittedSemicolon = false
    /// The argument to evaluate, if this is a direct call of `eval`.
    var evaluated: ModuleParser.FirstArgument?
    /// Whether it remains as it is written: a direct call with nothing to rewrite.
    var isKept = false
    var scope = 0
    var isBinding = false
}

/// The roles that an expression can have besides that of a value: an assignment target, or a
/// parameter.
indirect enum ModuleCover {
    case identifier(Int)
    case pattern([ModuleCover])
    case parenthesized([ModuleCover])
    /// `async(…)`
    case asyncCall([ModuleCover])
    case other

    /// The references that become bindings if this turns out to be parameters.
    var bindings: [Int] {
        switch self {
        case .identifier(let index): [index]
        case .pattern(let parts): parts.flatMap(\.bindings)
        case .parenthesized, .asyncCall, .other: []
        }
    }
}
