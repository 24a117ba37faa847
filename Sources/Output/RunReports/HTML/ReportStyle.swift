/// The page's style sheet: plain, with color only where it means something.
enum ReportStyle {
    static let source: StaticString = """
        :root {
          color-scheme: light dark;
          --page: #fff; --panel: #f6f8fa; --line: #dde1e6; --text: #1f2328; --dim: #59636e;
          --link: #0b57d0; --good: #1a7f37; --bad: #b3261e; --caution: #8a5a00;
          --bad-panel: #fdf0ef; --caution-panel: #fff6e0; --bar: #7ba7ee; --preflight: #b79be0;
          --mono: ui-monospace, SFMono-Regular, "Cascadia Mono", Menlo, Consolas,
            "DejaVu Sans Mono", monospace;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #1b1c1f; --panel: #232529; --line: #383b41; --text: #e3e5e8; --dim: #9ba2ab;
            --link: #8ab4f8; --good: #6cc98a; --bad: #f28b82; --caution: #f2c26b;
            --bad-panel: #35211f; --caution-panel: #332a18; --bar: #5b86cc; --preflight: #8f74bd;
          }
        }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body {
          margin: 0 auto; max-width: 1240px; padding: 28px 24px 48px;
          background: var(--page); color: var(--text);
          font: 13px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
        }
        h1, h2, h3, h4, p, ol, ul, dl, dd, pre { margin: 0; }
        code, pre, .text, .line, .headers dd, .name, .console { font-family: var(--mono); font-size: 12px; }
        code, td, dd, .name, .title, .message { overflow-wrap: anywhere; }
        td, dd, code, .title { unicode-bidi: isolate; }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; }
        a { color: var(--link); text-decoration: none; }
        a:hover { text-decoration: underline; }
        summary { cursor: pointer; }
        summary:focus-visible, a:focus-visible, label:focus-visible, button:focus-visible,
        input:focus-visible { outline: 2px solid var(--link); outline-offset: 1px; }
        .good { color: var(--good); } .bad { color: var(--bad); }
        .caution { color: var(--caution); } .faint { color: var(--dim); }
        .offscreen { position: absolute; opacity: 0; pointer-events: none; }
        .unfound { display: none !important; }

        .brand { color: var(--dim); font: 600 12px/1 var(--mono); letter-spacing: .02em; }
        h1 { font-size: 24px; line-height: 1.3; font-weight: 600; margin: 8px 0 2px; letter-spacing: -.01em; }
        .facts { color: var(--dim); display: flex; flex-wrap: wrap; column-gap: 8px; }
        .facts span:not(:last-child)::after { content: "·"; margin-left: 8px; }
        .tools { display: flex; flex-wrap: wrap; gap: 6px; margin: 18px 0 8px; align-items: center; }
        .tools label, .tools button, .tools input {
          font: inherit; color: var(--dim); border: 1px solid var(--line); border-radius: 6px;
          background: var(--page); padding: 3px 10px;
        }
        .tools label, .tools button { cursor: pointer; user-select: none; }
        .tools label:hover, .tools button:hover { background: var(--panel); }
        .tools input { flex: 1 1 180px; min-width: 0; color: var(--text); }
        #show-all:checked ~ header .all, #show-failed:checked ~ header .failed {
          background: var(--panel); color: var(--text); border-color: var(--dim);
        }
        #show-all:focus-visible ~ header .all, #show-failed:focus-visible ~ header .failed {
          outline: 2px solid var(--link);
        }
        #show-failed:checked ~ main :is(.file, .run):not(.failed) { display: none; }
        #show-failed:checked ~ main .run.failed .step.passed { display: none; }

        .failures { border: 1px solid var(--line); border-left: 3px solid var(--bad); border-radius: 6px; padding: 10px 14px; margin: 14px 0 8px; }
        .failures h2 { font-size: 13px; color: var(--bad); }
        .failures ol { padding: 0; list-style: none; }
        .failures li { padding: 3px 0; display: flex; flex-wrap: wrap; column-gap: 10px; }
        .failures li a { display: contents; }
        .failures .browser { display: inline; color: var(--dim); }
        .failures .step { color: var(--text); }

        .file { margin-top: 26px; }
        .file > h2 { font-size: 14px; font-weight: 600; display: flex; flex-wrap: wrap; gap: 2px 12px; align-items: baseline; margin-bottom: 8px; }
        .file > h2 code { font-size: 13px; }
        .file > h2 .name { font: inherit; font-weight: 400; color: var(--dim); }
        .run { border: 1px solid var(--line); border-radius: 6px; margin-top: 6px; overflow: clip; }
        .run > summary {
          display: grid; grid-template-columns: 20px auto 1fr auto; gap: 10px; align-items: baseline;
          background: var(--panel); padding: 6px 12px; list-style: none;
        }
        .run > summary::-webkit-details-marker, .step > summary::-webkit-details-marker,
        .exchange > summary::-webkit-details-marker { display: none; }
        .run[open] > summary { border-bottom: 1px solid var(--line); }
        .run > summary .browser { font-weight: 600; }
        .what, .time { color: var(--dim); }
        .time { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
        .glyph { text-align: center; color: var(--dim); }
        .passed > summary > .glyph, .passed .glyph { color: var(--good); }
        .failed > summary > .glyph, td.failed .glyph { color: var(--bad); font-weight: 700; }
        .idle > summary > .glyph, .idle .glyph { color: var(--dim); }

        .step > summary {
          display: grid; grid-template-columns: 20px minmax(0, 1fr) minmax(0, 220px) 64px 180px;
          gap: 10px; align-items: center; padding: 4px 12px; list-style: none;
        }
        .step + .step > summary, .step[open] + .step > summary { border-top: 1px solid var(--line); }
        .step > summary:hover, .exchange > summary:hover { background: var(--panel); }
        .step.failed > summary { background: var(--bad-panel); }
        .step.idle > summary .title { color: var(--dim); }
        .step.passed > summary .bad { color: var(--caution); }
        .result { font: 12px/1.5 var(--mono); overflow-wrap: anywhere; }
        .waterfall { width: 100%; height: 12px; display: block; background: var(--panel); border-radius: 2px; }
        .waterfall rect { fill: var(--bar); }
        .waterfall .preflight { fill: var(--preflight); }
        .legend { color: var(--dim); font-size: 12px; }
        .legend .bar { display: inline-block; width: 18px; height: 6px; border-radius: 2px; background: var(--bar); margin: 0 6px 1px 0; }
        .legend .preflight { background: var(--preflight); margin-left: 14px; }
        .run > .more { padding: 8px 12px 10px 42px; }
        .step > .body { padding: 8px 12px 12px 42px; border-top: 1px solid var(--line); }
        .step > .body > * + * { margin-top: 8px; }
        .body .step { border: 1px solid var(--line); border-radius: 6px; }
        .request > code:first-child { font-weight: 600; }
        .chips { display: inline-flex; flex-wrap: wrap; gap: 4px; margin-left: 6px; vertical-align: middle; }
        .chip { font: 11px/1.5 system-ui, sans-serif; color: var(--dim); border: 1px solid var(--line); border-radius: 10px; padding: 0 7px; white-space: nowrap; }
        .note, .place { color: var(--dim); }
        .place { font-size: 12px; }

        .exchanges { border: 1px solid var(--line); border-radius: 6px; overflow: clip; }
        .exchange > summary {
          display: grid; grid-template-columns: 18px minmax(0, 1fr) auto auto auto 64px 180px; gap: 10px;
          align-items: center; padding: 4px 10px; list-style: none;
        }
        .exchange + .exchange { border-top: 1px solid var(--line); }
        .exchange.failed > summary .name { color: var(--bad); }
        .exchange > .body { padding: 4px 12px 12px 38px; border-top: 1px solid var(--line); background: var(--page); }
        .number, .kind, .cookies { color: var(--dim); }
        .kind { font-style: italic; }
        .status { font-family: var(--mono); font-size: 12px; }
        .part { margin-top: 8px; }
        .good + code, code + code { margin-left: 10px; }
        h4 { font-size: 11px; font-weight: 600; color: var(--dim); text-transform: uppercase; letter-spacing: .04em; margin-bottom: 3px; }
        h4 .chip { margin-left: 8px; text-transform: none; letter-spacing: 0; font-weight: 400; }

        table { border-collapse: collapse; width: 100%; }
        th { text-align: left; font-weight: 500; color: var(--dim); font-size: 12px; }
        th, td { padding: 3px 12px 3px 0; vertical-align: top; border-bottom: 1px solid var(--line); }
        tbody tr:last-child > * { border-bottom: 0; }
        td.verdict { white-space: nowrap; width: 1%; }
        td.text { min-width: 84px; }
        .key { font-weight: 600; }
        td.why { width: 45%; }
        td.why p + p { margin-top: 2px; }
        .reason { background: var(--caution-panel); color: var(--caution); border-radius: 4px; padding: 0 5px; }
        .remedy { color: var(--dim); }
        .remedy::before { content: "→ "; }
        .more > summary { color: var(--dim); padding: 2px 0; width: fit-content; }
        .more > summary:hover { color: var(--text); }
        .more > pre, .response, .told, .excerpt, .diff { background: var(--panel); border-radius: 6px; padding: 8px 10px; margin-top: 4px; }
        .headers { display: grid; grid-template-columns: minmax(120px, max-content) 1fr; gap: 1px 14px; font-size: 12px; }
        .headers dt { color: var(--dim); overflow-wrap: anywhere; }
        .outcome > * + * { margin-top: 6px; }
        .console { list-style: none; padding: 0; }
        .console li { background: var(--bad-panel); color: var(--bad); border-radius: 4px; padding: 4px 8px; overflow-wrap: anywhere; }
        .console li + li { margin-top: 2px; }
        .fix { border-left: 3px solid var(--good); padding-left: 10px; }
        .fix h4 { color: var(--good); }

        .run > .failure { padding: 10px 12px 10px 42px; border-bottom: 1px solid var(--line); }
        .failure + .failure { margin-top: 12px; }
        .failure p { display: flex; flex-wrap: wrap; gap: 2px 10px; align-items: baseline; }
        .failure p > code { color: var(--dim); }
        .excerpt { white-space: pre; overflow-x: auto; }
        .failure .excerpt { border-radius: 6px 6px 0 0; }
        .failure .excerpt:last-child, .failure .excerpt:has(+ .why) { border-radius: 6px; }
        .failure .excerpt + .diff { margin-top: 1px; border-radius: 0 0 6px 6px; }
        .failure .why { margin-top: 4px; }
        .diff > * { display: block; }
        .diff > del:first-of-type::after, .diff > ins:first-of-type::after {
          content: "expected"; float: right; color: var(--dim); font: 12px/1.5 system-ui, sans-serif;
        }
        .diff > ins:first-of-type::after { content: "actual"; }
        del, ins { text-decoration: none; }
        del { color: var(--bad); } ins { color: var(--good); }
        .why { padding-left: 18px; }
        td.why { padding-left: 0; }

        .scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
        .comparison th, .comparison td { padding: 4px 12px; }
        .comparison tbody th { color: var(--text); font-weight: 400; max-width: 420px; overflow-wrap: anywhere; }
        .comparison .fact { display: inline-block; margin-left: 8px; overflow-wrap: anywhere; }
        .comparison .fact + .fact { color: var(--dim); }
        .comparison .differs { background: var(--caution-panel); }
        .comparison .differs th::after { content: "differs"; color: var(--caution); font-size: 11px; margin-left: 8px; display: inline-block; white-space: nowrap; }
        footer { margin-top: 36px; color: var(--dim); font-size: 12px; }

        @media (max-width: 720px) {
          body { padding: 16px 12px 32px; font-size: 14px; }
          h1 { font-size: 21px; }
          .step > summary { grid-template-columns: 18px minmax(0, 1fr) auto; gap: 2px 8px; padding: 8px 10px; }
          .step > summary .result { grid-column: 2; }
          .step > summary .time { grid-column: 3; grid-row: 1; }
          .step > summary .waterfall { grid-column: 2 / 4; height: 8px; }
          .step > .body { padding: 8px 10px 12px; }
          .exchange > summary { grid-template-columns: 16px minmax(0, 1fr) auto; gap: 2px 8px; padding: 8px; }
          .exchange > summary > :is(.kind, .cookies) { grid-column: 2; }
          .exchange > summary > .kind:empty, .exchange > summary > .cookies:empty, .result:empty { display: none; }
          .exchange > summary .status { grid-column: 3; grid-row: 1; }
          .exchange > summary .time { grid-column: 3; grid-row: 2; }
          .exchange > summary .waterfall { grid-column: 2 / 4; height: 8px; }
          .exchange > .body { padding: 4px 8px 10px; }
          .chips { display: flex; margin: 4px 0 0; }
          .chip { white-space: normal; }
          table:not(.comparison) thead { display: none; }
          table:not(.comparison) tr { display: block; padding: 6px 0; border-bottom: 1px solid var(--line); }
          table:not(.comparison) tr:last-child { border-bottom: 0; }
          table:not(.comparison) td { display: block; width: auto; border: 0; padding: 1px 0; }
          table:not(.comparison) td[data-label]:not(.why) { display: grid; grid-template-columns: 84px minmax(0, 1fr); }
          table:not(.comparison) td:empty { display: none !important; }
          table:not(.comparison) td[data-label]::before { content: attr(data-label); color: var(--dim); font: 12px/1.6 system-ui, sans-serif; }
          td.why[data-label]::before { display: none !important; }
          .headers { display: block; }
          .headers dd { margin-bottom: 4px; }
          .comparison { table-layout: fixed; }
          .comparison th, .comparison td { padding: 4px 8px; font-size: 12px; }
          .comparison .fact { display: block; margin-left: 0; }
        }
        @media print {
          .tools { display: none; }
          .run { break-inside: avoid; }
        }
        """
}
