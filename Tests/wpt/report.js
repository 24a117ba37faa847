// In the place of web-platform-tests' resources/testharnessreport.js: what came of the tests, as one
// line for run.py.
setup({ output: false });
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
