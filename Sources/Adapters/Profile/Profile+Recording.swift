extension Profile {
    /// What ``keep(recordedValues:)`` was given last.
    package func recordedValues() throws(ProfileError) -> String? {
        try state(.recordedValues, of: nil)
    }

    /// Keeps what a recording has to know of the answers before, as whoever records writes it.
    package func keep(recordedValues text: String) throws(ProfileError) {
        _ = try commit(
            ProfileChanges(state: [StateChange(.recordedValues, of: nil, to: text)])
        )
    }
}
