internal import BrowserInfra

extension FetchReport {
    /// Returns the report, rejected if the response's body does not match `integrity`.
    ///
    /// https://w3c.github.io/webappsec-subresource-integrity/#does-response-match-metadatalist
    func checked(against integrity: String) -> FetchReport {
        guard !integrity.isEmpty, case .fulfilled(let response) = outcome, let url else {
            return self
        }
        var report = self
        let metadata = IntegrityMetadata(parsing: integrity)
        report.warnings += metadata.mistakes.map { .integrityMistake($0) }
        if let failure = metadata.failure(
            of: response.body ?? ByteString(),
            isEligible: !response.isOpaque
        ) {
            report.outcome = .rejected(.integrity(url: url, failure))
        }
        return report
    }
}
