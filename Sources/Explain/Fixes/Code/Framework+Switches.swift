internal import Explanations

// Settings that take a single line.

extension Framework {
    /// The setting of a router that redirects to the same path with a slash.
    static var strictSlashFixes: [Advice.Fix] {
        fixes { framework in
            switch framework {
            case .flask: "app.url_map.strict_slashes = False"
            case .fastapi: "app = FastAPI(redirect_slashes=False)"
            case .django: "APPEND_SLASH = False"
            case .express, .spring, .rails, .nginx, .aspnet, .laravel, .go, .caddy: nil
            }
        }
    }

    /// The setting that makes a server behind a TLS-terminating proxy use https in its redirects.
    static var forwardedProtoFixes: [Advice.Fix] {
        fixes { framework in
            switch framework {
            case .flask:
                "from werkzeug.middleware.proxy_fix import ProxyFix\n"
                    + "app.wsgi_app = ProxyFix(app.wsgi_app, x_proto=1, x_host=1)"
            case .express: "app.set(\"trust proxy\", \"loopback\")"
            case .django: "SECURE_PROXY_SSL_HEADER = (\"HTTP_X_FORWARDED_PROTO\", \"https\")"
            case .fastapi: "uvicorn main:app --proxy-headers --forwarded-allow-ips 127.0.0.1"
            case .spring: "server.forward-headers-strategy=framework"
            case .rails: "config.assume_ssl = true"
            case .nginx: "proxy_set_header X-Forwarded-Proto $scheme;"
            case .aspnet:
                "app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = "
                    + "ForwardedHeaders.XForwardedProto });"
            case .laravel: "$middleware->trustProxies(at: \"127.0.0.1\");"
            case .go:
                "if r.Header.Get(\"X-Forwarded-Proto\") == \"https\" { r.URL.Scheme = \"https\" }"
            case .caddy: "reverse_proxy 127.0.0.1:8000  # sends X-Forwarded-Proto on its own"
            }
        }
    }
}
