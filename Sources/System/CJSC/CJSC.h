#pragma once

#if !__has_include(<JavaScriptCore/JavaScript.h>)
#error "crumb-js needs JavaScriptCore: apt-get install libjavascriptcoregtk-4.1-dev (or build without it: CRUMB_JS=0)"
#endif
#include <JavaScriptCore/JavaScript.h>

// Exported for every program, with headers that are WebKit's own: the signatures have stood since
// 2012 and 2019.

// Of memory that an object keeps and the collector knows nothing of; it collects the sooner.
JS_EXPORT void JSReportExtraMemoryCost(JSContextRef context, size_t size);

// `function` is called with a promise and its reason, when the microtasks have run and nobody has
// taken the rejection.
JS_EXPORT void JSGlobalContextSetUnhandledRejectionCallback(
    JSGlobalContextRef context, JSObjectRef function, JSValueRef *exception);
