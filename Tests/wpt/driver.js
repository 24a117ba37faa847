// In the place of web-platform-tests' resources/testdriver-vendor.js: what a browser's driver does for
// the tests, by what a page can do itself. run.py puts in the port.
test_driver_internal.in_automation = true;

// https://w3c.github.io/webdriver/#delete-all-cookies
test_driver_internal.delete_all_cookies = async () => {
  const host = location.hostname;
  await fetch(`https://${host}:HTTPS_PORT/common/blank.html?pipe=header(Clear-Site-Data,%22cookies%22)`, {
    mode: "no-cors",
    credentials: "include",
    cache: "no-store",
  });
};

test_driver_internal.click = async (element) => element.click();
test_driver_internal.set_test_context = () => {};
