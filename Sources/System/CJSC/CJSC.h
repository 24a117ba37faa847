#pragma once

#if !__has_include(<JavaScriptCore/JavaScript.h>)
#error "crumb-js needs JavaScriptCore: apt-get install libjavascriptcoregtk-4.1-dev (or build without it: CRUMB_JS=0)"
#endif
#include <JavaScriptCore/JavaScript.h>

// These functions are exported to all programs, but declared only in WebKit's private headers.
// Their signatures have not changed since 2012 and 2019.

// Reports memory that an object holds outside the garbage collector's heap, so that it is collected
// sooner.
JS_EXPORT void JSReportExtraMemoryCost(JSContextRef context, size_t size);

// `function` is called with a promise and its reason, when the microtasks have run and nothing has
// handled the rejection.
JS_EXPORT void JSGlobalContextSetUnhandledRejectionCallback(
    JSGlobalContextRef context, JSObjectRef function, JSValueRef *exception);

// A function that is called from JavaScript does not hold the lock unless it acquires it.
JS_EXPORT void JSLock(JSContextRef context);
JS_EXPORT void JSUnlock(JSContextRef context);

// Does early what the outermost call into JavaScriptCore does when it returns, so that microtasks
// run after each script and each listener. The symbol is a C++ method,
// `JSC::VM::drainMicrotasks()`, and a group is a VM; if a later WebKit no longer has it, microtasks
// run at the end of the task.
extern void crumb_js_vm_drain_microtasks(JSContextGroupRef group)
    __asm__("_ZN3JSC2VM15drainMicrotasksEv") __attribute__((weak));
static inline bool crumb_js_drains_microtasks(void) { return crumb_js_vm_drain_microtasks != 0; }
static inline void crumb_js_drain_microtasks(JSContextRef context) {
    if (!crumb_js_vm_drain_microtasks) return;
    JSLock(context);
    crumb_js_vm_drain_microtasks(JSContextGetGroup(context));
    JSUnlock(context);
}

// Set and return a property that scripts do not see, of an object whose class the embedder defined.
JS_EXPORT bool JSObjectSetPrivateProperty(
    JSContextRef context, JSObjectRef object, JSStringRef name, JSValueRef value);
JS_EXPORT JSValueRef JSObjectGetPrivateProperty(
    JSContextRef context, JSObjectRef object, JSStringRef name);

// Returns the global context of the realm that an object was created in.
JS_EXPORT JSGlobalContextRef JSObjectGetGlobalContext(JSObjectRef object);

// From jsc/JSCOptions.h, which needs GLib's headers. Must be called before the first virtual
// machine is created. Returns false if there is no such option.
JS_EXPORT int jsc_options_set_size(const char *option, size_t value);
