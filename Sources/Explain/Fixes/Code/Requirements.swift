internal import BrowserInfra
package import Explanations

extension Framework {
    /// Returns what pasted `code` needs in addition to the framework: packages to install, and imports.
    /// Empty if there is nothing.
    package func requirements(of code: String) -> [String] {
        let own = Self.requirements[self, default: []].filter { code.contains($0.mark) }.map(\.text)
        let certificate = code.contains("localhost-key.pem") ? [Self.tlsCertificate] : []
        return (own + certificate).uniqued()
    }

    /// The requirements, each with the piece of code that needs it.
    private static let requirements: [Framework: [(mark: String, text: String)]] = [
        .flask: [
            ("CORS(", "from flask_cors import CORS (pip install flask-cors)"),
            ("request.", "from flask import request"),
        ],
        .django: [
            (
                "CORS_",
                "pip install django-cors-headers; \"corsheaders\" in INSTALLED_APPS, and "
                    + "\"corsheaders.middleware.CorsMiddleware\" first in MIDDLEWARE"
            ),
            ("*default_methods", "from corsheaders.defaults import default_methods"),
            ("*default_headers", "from corsheaders.defaults import default_headers"),
            (
                "runserver_plus",
                "pip install django-extensions Werkzeug; \"django_extensions\" in INSTALLED_APPS"
            ),
            ("patch_vary_headers(", "from django.utils.cache import patch_vary_headers"),
        ],
        .fastapi: [
            ("CORSMiddleware", "from fastapi.middleware.cors import CORSMiddleware"),
            (
                "SessionMiddleware",
                "from starlette.middleware.sessions import SessionMiddleware, in place of the "
                    + "existing one"
            ),
        ],
        .express: [
            ("cors(", "const cors = require(\"cors\") (npm install cors)"),
            (
                "https.createServer(",
                "const fs = require(\"fs\"), https = require(\"https\"); in place of app.listen()"
            ),
            ("session(", "options is what session() is called with now; replace that call"),
        ],
        .rails: [("allow do", "gem \"rack-cors\" in the Gemfile")],
        .go: [("cors.", "import \"github.com/rs/cors\"")],
    ]
}
