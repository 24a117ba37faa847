internal import Explanations
internal import WebOrigin

// How a server on the developer's machine serves https.

extension Framework {
    /// How each framework's development server serves https at the port of `url`. Empty unless the host
    /// is one that ``tlsCertificate`` makes a certificate for: elsewhere that is up to the hosting.
    static func tlsFixes(serving url: WebURL) -> [Advice.Fix] {
        guard let host = url.host?.serialized, certified.contains(host) else { return [] }
        let port = url.port ?? 443
        return fixes { framework in
            switch framework {
            case .flask:
                "app.run(port=\(port), ssl_context=(\"localhost.pem\", \"localhost-key.pem\"))"
            case .fastapi:
                "uvicorn main:app --port \(port) --ssl-certfile localhost.pem "
                    + "--ssl-keyfile localhost-key.pem"
            case .django:
                "python manage.py runserver_plus \(port) --cert-file localhost.pem "
                    + "--key-file localhost-key.pem"
            case .express:
                "https.createServer({cert: fs.readFileSync(\"localhost.pem\"), "
                    + "key: fs.readFileSync(\"localhost-key.pem\")}, app).listen(\(port));"
            case .spring:
                "server.ssl.certificate=file:localhost.pem\n"
                    + "server.ssl.certificate-private-key=file:localhost-key.pem"
            case .rails:
                "rails server -b \"ssl://localhost:\(port)?cert=localhost.pem&key=localhost-key.pem\""
            case .nginx:
                "listen \(port) ssl;\nssl_certificate localhost.pem;\n"
                    + "ssl_certificate_key localhost-key.pem;"
            case .aspnet:
                "dotnet dev-certs https --trust\ndotnet run --urls https://localhost:\(port)"
            // `php artisan serve` has no TLS.
            case .laravel: nil
            case .go:
                "http.ListenAndServeTLS(\":\(port)\", \"localhost.pem\", \"localhost-key.pem\", handler)"
            case .caddy:
                "https://\(host):\(port)  # the site's address; Caddy makes the certificate"
            }
        }
    }

    private static let certified: Set<String> = ["localhost", "127.0.0.1", "[::1]"]

    /// Makes and trusts the certificate that ``tlsFixes(serving:)`` names, with mkcert.
    static let tlsCertificate =
        "mkcert -install && mkcert -cert-file localhost.pem -key-file localhost-key.pem localhost "
        + "127.0.0.1 ::1"
}
