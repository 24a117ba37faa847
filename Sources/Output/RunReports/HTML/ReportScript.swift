/// The page's script. Without it everything can be read, opened and filtered by failures. It adds a
/// filter by text, a button that opens everything, and links that open their targets.
enum ReportScript {
    static let source: StaticString = """
        (() => {
          const all = selector => [...document.querySelectorAll(selector)];
          const search = document.getElementById("search");
          const unfold = document.getElementById("unfold");
          search.hidden = unfold.hidden = false;

          let texts;
          search.addEventListener("input", () => {
            texts ??= all(".step").map(step => [step, step.textContent.toLowerCase()]);
            const words = search.value.toLowerCase().split(/\\s+/).filter(word => word);
            for (const [step, text] of texts) {
              step.classList.toggle("unfound", !words.every(word => text.includes(word)));
            }
            for (const run of all(".run")) {
              const steps = [...run.querySelectorAll(".step")];
              const isFound = steps.some(step => !step.classList.contains("unfound"));
              run.classList.toggle("unfound", words.length > 0 && !isFound);
              if (words.length > 0 && isFound) run.open = true;
            }
            for (const file of all(".file")) {
              file.classList.toggle("unfound", !file.querySelector(".run:not(.unfound)"));
            }
          });

          unfold.addEventListener("click", () => {
            const isOpening = unfold.textContent === "Open all";
            for (const one of all(".run, .step, .exchange")) one.open = isOpening;
            unfold.textContent = isOpening ? "Close all" : "Open all";
          });

          const follow = () => {
            if (location.hash === "#failed") document.getElementById("show-failed").checked = true;
            const target = location.hash && document.getElementById(location.hash.slice(1));
            if (!target) return;
            for (let one = target; one; one = one.parentElement) {
              if (one.tagName === "DETAILS") one.open = true;
            }
            target.scrollIntoView();
          };
          addEventListener("hashchange", follow);
          follow();
        })();
        """
}
