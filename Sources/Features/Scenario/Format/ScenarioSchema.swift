/// The JSON Schema of scenario files, with which editors complete and check them.
package enum ScenarioSchema {
    /// As text that ends in a line break.
    package static var text: String {
        String(decoding: PackageResources.crumb_scenario_schema_json, as: UTF8.self)
    }
}
