extension Profile {
    /// Returns the text that was last passed to ``keep(recordedValues:)``.
    package func recordedValues() throws(ProfileError) -> String? {
        try state(.recordedValues, of: nil)
    }

    /// Stores what a recording must know of earlier responses, in the recorder's own format.
    package func keep(recordedValues text: String) throws(ProfileError) {
        _ = try commit(
            ProfileChanges(state: [StateChange(.recordedValues, of: nil, to: text)])
        )
    }
}
