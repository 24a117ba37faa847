/// The JSON Schema of scenario files, which lets editors complete and validate them.
package enum ScenarioSchema {
    /// The schema's `$id`, by which editors and validators identify it.
    package static let id = "https://crumb.invalid/crumb-scenario.schema.json"

    /// The schema as text that ends in a line break.
    package static var text: String {
        String(decoding: PackageResources.crumb_scenario_schema_json, as: UTF8.self)
    }
}
