// The look of a printed plan: A4, calm, with room to write. Nothing depends on colour,
// and what is filled is drawn, so that printers which leave backgrounds out lose none.

enum PlanPageStyle {
  static let css = """
    @page { size: A4; margin: 15mm 16mm 14mm; }
    :root { --ink: #1d2327; --soft: #4d5761; --line: #c9c5ba; --sign: #00595c; --wash: #f4f1e9; }
    * { box-sizing: border-box; }
    html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
    body { margin: 0 auto; max-width: 178mm; padding: 8mm 0; color: var(--ink); background: #fff;
      font: 10.5pt/1.42 "Gill Sans", "Gill Sans MT", "Gill Sans Nova", Seravek, Calibri, Carlito,
        "Segoe UI", "Noto Sans", "Liberation Sans", Arial, sans-serif; }
    @media print { body { padding: 0; max-width: none; } }
    h1, h2, h3, h4, p, ul { margin: 0; }
    ul { padding: 0; list-style: none; }
    li, h1, h3, .said, .what, .who, small { overflow-wrap: anywhere; white-space: pre-wrap; tab-size: 6; }
    header { display: flex; justify-content: space-between; align-items: flex-end; gap: 8mm;
      border-bottom: 1.2pt solid var(--sign); padding-bottom: 3mm; margin-bottom: 5mm; }
    h1 { font-size: 29pt; line-height: 1.1; font-weight: 600; letter-spacing: -.01em;
      color: var(--sign); margin-bottom: 2mm; }
    .standing { color: var(--soft); }
    .changed { margin-top: 1mm; font-weight: 600; }
    .signpost { flex: none; width: 29mm; margin-bottom: -3.2mm; }
    .signpost .post, .signpost .plank { fill: #fff; stroke: var(--sign); stroke-width: 2.2;
      stroke-linejoin: round; }
    .signpost .ground { fill: none; stroke: var(--sign); stroke-width: 2; stroke-linecap: round; }
    .signpost text, .arm text { font-weight: 700; text-anchor: middle; fill: var(--sign); font-size: 14px; }
    h2 { font-size: 9.5pt; font-weight: 700; letter-spacing: .09em; text-transform: uppercase;
      color: var(--sign); margin-bottom: 2.5mm; break-after: avoid; }
    .part { margin-bottom: 5.5mm; }
    .columns { columns: 2; column-gap: 9mm; }
    .columns:has(> .section:only-child) { columns: auto; }
    .section { break-inside: avoid; margin-bottom: 3.2mm; }
    .section h3 { font-size: 10pt; font-weight: 700; color: var(--soft); break-after: avoid; }
    .section li { padding-inline-start: 1em; position: relative; }
    .section li::before { content: "–"; position: absolute; inset-inline-start: 0; color: var(--line); }
    .lead li { font-size: 12.5pt; line-height: 1.35; }
    .lead .says { font-size: .72em; font-weight: 400; }
    .says { font-size: .82em; font-style: italic; color: var(--soft); white-space: nowrap; }
    .says::before { content: "— "; }
    .goal { display: flex; gap: 5mm; break-inside: avoid; padding: 3.2mm 0 3.4mm;
      border-top: .5pt solid var(--line); }
    .goal:has(> .body > .long) { break-inside: auto; }
    .goal h3, .score, .goal .said, .facts, .stages h4 { break-after: avoid; }
    .goals > .goal:first-of-type { border-top: 0; padding-top: 0; }
    .sign { flex: none; width: 15mm; }
    .arm { width: 14mm; display: block; }
    .arm path { fill: var(--sign); stroke: var(--sign); stroke-width: 2; stroke-linejoin: round; }
    .arm text { fill: #fff; font-size: 18px; }
    .body { flex: 1; min-width: 0; }
    .goal h3 { font-size: 13.5pt; line-height: 1.28; font-weight: 600; }
    .goal h3.long { font-size: 10.5pt; line-height: 1.42; font-weight: 400; }
    .label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .score { display: flex; align-items: center; gap: 2.2mm; margin-top: 1.2mm; }
    .dots { display: inline-flex; gap: .7mm; }
    .dots svg { width: 3.3mm; height: 3.3mm; }
    .dots circle { fill: #fff; stroke: var(--sign); stroke-width: 1.4; }
    .dots circle.on { fill: var(--sign); }
    .was, .facts, .said { color: var(--soft); }
    .said { margin-top: .6mm; }
    .facts { font-size: .92em; margin-top: .6mm; }
    .trace { width: 20mm; height: 7mm; color: var(--sign); }
    .steps { margin-top: 1.8mm; }
    .steps li { display: grid; grid-template-columns: 5.4mm 1fr 34mm 34mm; column-gap: 2mm;
      align-items: baseline; padding: .9mm 0; break-inside: avoid; white-space: normal; }
    .box { width: 3.7mm; height: 3.7mm; align-self: start; margin-top: .75mm; fill: none;
      stroke: var(--ink); stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }
    .box path { stroke: var(--sign); stroke-width: 2.2; }
    .who, .when { color: var(--soft); }
    .when { text-align: right; }
    .notes { grid-column: 2 / -1; }
    small { display: block; font-size: .86em; color: var(--soft); }
    .refused .what { color: var(--soft); }
    .services, .outcomes { margin-top: 1.6mm; }
    .services > span, .outcomes > span { color: var(--soft); }
    .services b { font-weight: 600; }
    .services b:not(:last-child)::after { content: ","; }
    .outcomes li { padding-left: 3.6mm; }
    .stages { margin-top: 2.4mm; }
    .stages h4 { font-size: .92em; font-weight: 700; color: var(--soft); margin-bottom: 1mm; }
    .stage { gap: 3mm; padding: 1.6mm 0; border-top: 0; }
    .stage .sign { width: 10mm; }
    .stage .arm { width: 10mm; }
    .stage .arm path { fill: #fff; }
    .stage .arm text { fill: var(--sign); font-size: 15px; }
    .stage h3 { font-size: 11pt; }
    .stage .steps li { grid-template-columns: 5.4mm 1fr 28mm 34mm; }
    .safety { border: 1.2pt solid var(--sign); border-radius: 2.5mm; padding: 4mm 5mm 3.5mm;
      break-inside: avoid; }
    .safety .lead li { font-weight: 600; }
    .around { font-size: .95em; break-inside: avoid; }
    .nothing { font-size: 13pt; color: var(--soft); padding: 12mm 0; }
    footer { border-top: .5pt solid var(--line); padding-top: 2mm; font-size: 8.5pt;
      color: var(--soft); }

    .large { font-size: 18pt; line-height: 1.45; }
    .large h1 { font-size: 34pt; }
    .large h2 { font-size: 20pt; letter-spacing: .02em; text-transform: none; }
    .large h3, .large .section h3, .large .goal h3.long { font-size: 18pt; }
    .large .section h3 { color: var(--ink); }
    .large .goal h3 { font-size: 22pt; }
    .large .columns { columns: auto; }
    .large .lead li { font-size: 20pt; }
    .large .says, .large small, .large .facts, .large footer { font-size: 18pt; font-style: normal; }
    .large .says { white-space: normal; display: block; }
    .large .standing, .large .was, .large .said, .large .facts, .large .who, .large .when, .large small,
    .large .says, .large footer, .large .services > span { color: var(--ink); }
    .large .sign { width: 20mm; } .large .arm { width: 19mm; }
    .large .goal { display: block; break-inside: auto; }
    .large .goal .sign { margin-bottom: 2mm; break-after: avoid; }
    .large .dots svg { width: 6mm; height: 6mm; }
    .large .score { flex-wrap: wrap; } .large .trace { display: none; }
    .large .steps li { display: block; padding: 1.6mm 0 1.6mm 9mm; position: relative; }
    .large .steps li > span { display: block; text-align: left; }
    .large .box { position: absolute; left: 0; top: 2.3mm; width: 6mm; height: 6mm; margin: 0; }
    .large .signpost { display: none; }
    .large .safety { break-inside: auto; -webkit-box-decoration-break: clone;
      box-decoration-break: clone; }

    .young { font-size: 11.5pt; --sign: #6a3a8c; }
    .young h1 { font-size: 36pt; }
    .young .part { margin-bottom: 4.5mm; }
    .young h2 { font-size: 17pt; letter-spacing: 0; text-transform: none; }
    .young .section h3 { font-size: 12.5pt; color: var(--ink); }
    .young .lead li { font-size: 15pt; }
    .young .sign { width: 22mm; }
    .young .picture { display: block; width: 19mm; height: 19mm; border: 1.6pt solid var(--sign);
      border-radius: 50%; padding: 3.2mm; color: var(--sign); }
    .young .picture svg { display: block; width: 100%; height: 100%; }
    .young .stage .sign { width: 12mm; }
    .young .goal h3 { font-size: 17pt; }
    .young .goal h3.long { font-size: 12pt; }
    .young .stage h3 { font-size: 13pt; }
    .young .dots svg { width: 5.2mm; height: 5.2mm; }
    .young .steps li { grid-template-columns: 6.4mm 1fr 30mm 36mm; padding: .9mm 0; }
    .young .box { width: 4.6mm; height: 4.6mm; }
    .young .safety { border-radius: 5mm; }
    """
}
