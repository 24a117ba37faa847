/// The imports and exports of a module, and its text as the body of a function.
///
/// https://tc39.es/ecma262/#sec-source-text-module-records
package struct ModuleRecord: Hashable, Sendable {
    /// A module that this one requests; requests with the same specifier and attributes are one.
    package struct Request: Hashable, Sendable {
        package var specifier: String
        package var attributes: [Attribute]
        /// The byte offset of the first request.
        package var offset: Int
    }

    package struct Attribute: Hashable, Sendable {
        package var key: String
        package var value: String
    }

    /// https://tc39.es/ecma262/#importentry-record
    package struct Import: Hashable, Sendable {
        /// The index in ``ModuleRecord/requests``.
        package var request: Int
        /// The imported name; `nil` for all of them, as a namespace.
        package var name: String?
        package var local: String
        package var offset: Int
    }

    /// https://tc39.es/ecma262/#exportentry-record
    package enum Export: Hashable, Sendable {
        /// A binding of this module.
        case local(name: String, binding: String)
        /// A binding of another module; `imported` is `nil` for its namespace.
        case indirect(name: String, request: Int, imported: String?, offset: Int)
        case star(request: Int)
    }

    package var requests: [Request] = []
    package var imports: [Import] = []
    package var exports: [Export] = []
    package var hasTopLevelAwait = false
    /// Whether it evaluates text that can access the module's names, which requires ``imported``
    /// around it.
    package var evaluates = false
    /// Names that do not otherwise occur in the text: the object with the module's own functions,
    /// the object with its imports, and the binding of an unnamed default export.
    package var own = ""
    package var imported = ""
    package var defaultBinding = ""
    /// Whether the default export is an anonymous function declaration, whose name is "default".
    package var namesDefaultFunction = false
    /// The rewritten text, with the same line breaks as the original; equal to it when there is
    /// nothing to rewrite.
    package var body: [UInt8] = []
    package var edits: [Edit] = []

    /// A difference between the original text and the body.
    package struct Edit: Hashable, Sendable {
        /// The bytes of the module's text that are replaced.
        package var start: Int
        package var end: Int
        package var text: String
    }
}
