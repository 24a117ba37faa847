/// What a module imports and exports, and its text as the body of a function.
///
/// https://tc39.es/ecma262/#sec-source-text-module-records
package struct ModuleRecord: Hashable, Sendable {
    /// A module that this one asks for; the same one twice is one, with one set of attributes.
    package struct Request: Hashable, Sendable {
        package var specifier: String
        package var attributes: [Attribute]
        /// Where it is asked for first, in bytes.
        package var offset: Int
    }

    package struct Attribute: Hashable, Sendable {
        package var key: String
        package var value: String
    }

    /// https://tc39.es/ecma262/#importentry-record
    package struct Import: Hashable, Sendable {
        /// Of ``ModuleRecord/requests``.
        package var request: Int
        /// `nil`: all of them, as a namespace.
        package var name: String?
        package var local: String
        package var offset: Int
    }

    /// https://tc39.es/ecma262/#exportentry-record
    package enum Export: Hashable, Sendable {
        /// A binding of this module's.
        case local(name: String, binding: String)
        /// Of another module; `imported` is `nil` for its namespace.
        case indirect(name: String, request: Int, imported: String?, offset: Int)
        case star(request: Int)
    }

    package var requests: [Request] = []
    package var imports: [Import] = []
    package var exports: [Export] = []
    package var hasTopLevelAwait = false
    /// Whether it has text evaluated that sees the module's names: it needs ``imported`` around it.
    package var evaluates = false
    /// Names that occur nowhere else in the text: the object with the module's own functions, the object
    /// with what it imports, and the binding of a default export without a name.
    package var own = ""
    package var imported = ""
    package var defaultBinding = ""
    /// Whether the default export is an anonymous function declaration, which is called "default".
    package var namesDefaultFunction = false
    /// The text; equal to the module's own where there is nothing to rewrite. It has the same lines.
    package var body: [UInt8] = []
    package var edits: [Edit] = []

    /// What is different in the body.
    package struct Edit: Hashable, Sendable {
        /// The bytes of the module's text that are replaced.
        package var start: Int
        package var end: Int
        package var text: String
    }
}
