// The same for workers (parts.js): without workers, not even the list of these parts is loaded.
"use strict";

const { part } = web;

part("workers/launch.js", { web: "isWorkerScript letWorkerGo startWorker", messages: "worker" });
part("workers/worker.js", { web: "hearWorkerError", interfaces: "Worker" });
part("workers/dedicated-scope.js", { web: "beginDedicated" });
part("service-workers/registrations.js", {
  web: "registrationFor serviceWorkerFor serviceWorkers",
  interfaces: "ServiceWorker ServiceWorkerRegistration",
});
part("service-workers/jobs.js", { web: "clientHasGone registerServiceWorker tryActivate unregisterServiceWorker updateServiceWorker" });
part("service-workers/container.js", { web: "receiveFromWorker serviceWorkerContainer", interfaces: "ServiceWorkerContainer" });
part("service-workers/cookie-subscriptions.js", { web: "makeCookieStoreManager", interfaces: "CookieStoreManager" });
part("service-workers/interception.js", { web: "startThroughWorker" });
part("cache-storage.js", { interfaces: "Cache CacheStorage", attributes: "caches" });
part("service-workers/scope.js", { web: "beginService" });
