/** Paper: what is on the screen, without what only a screen can do. */
export const PRINT = `
@media print {
  :root {
    color-scheme: light;
    --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --rule: #bbb; --line: #777; --code: #fff; --mark: #fff;
    --link: #000; --pass: #14522b; --fail: #9c1c15; --warn: #6b4000; --info: #1f4a75; --skip: #444; --inconclusive: #5d2a7a; --known: #0d4a4a; --known-back: #fff;
    --fail-back: #fff; --warn-back: #fff; --info-back: #fff; --inconclusive-back: #fff;
  }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  .filters, .crumb, .siblings, .copy { display: none !important; }
  .group { content-visibility: visible; }
  .cause, .alert { border-color: var(--rule); background: #fff; }
  .result { border-inline: 0; border-bottom: 0; border-radius: 0; padding-inline: 0; }
  .heads { position: static; }
  .expectation, .reason { border: 1px solid var(--rule); }
  .move, .checks > li, .row, .cause > summary, .exchanges summary, h2, h3, h4, h5 { break-inside: avoid; }
  h2, h3, h4, h5, .heads { break-after: avoid; }
  a { text-decoration: none; }
}
`;
