internal import CYAML

/// The library that reads scenarios in YAML.
package enum LibYAML {
    /// The version that is linked: `0.2.5`.
    package static var version: String { String(cString: yaml_get_version_string()) }
}
