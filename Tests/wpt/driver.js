// Replaces resources/testdriver-vendor.js of web-platform-tests: what a browser's driver does for the tests,
// as far as a page can do it on its own. run.py fills in the port.
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
