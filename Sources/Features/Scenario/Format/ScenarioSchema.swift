/// The JSON Schema of scenario files, with which editors complete and check them.
package enum ScenarioSchema {
    /// Its `$id`, by which editors and validators know it.
    package static let id = "https://crumb.invalid/crumb-scenario.schema.json"

    /// As text that ends in a line break.
    package static var text: String {
        String(decoding: PackageResources.crumb_scenario_schema_json, as: UTF8.self)
    }
}
