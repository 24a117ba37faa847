// In the place of web-platform-tests' resources/testharnessreport.js: what came of the tests, as one
// line for run.py.
// One of them follows twenty redirects several times over, which needs 12 s in Chromium, too.
setup({ output: false, timeout_multiplier: 4 });
add_completion_callback((tests, status) => {
  console.log(
    "\x01wpt " +
      JSON.stringify({
        status: status.status,
        message: status.message,
        tests: tests.map(({ name, status, message }) => ({ name, status, message })),
      })
  );
});
