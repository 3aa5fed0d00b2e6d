// The records of the page, and the matrices at a single shape instead of the worst of all.

const told = JSON.parse(document.getElementById("cells").textContent);
const records = told.records.map((row, place) => ({
  place, ...Object.fromEntries(told.fields.map((field, at) => [field, told.strings[row[at]]])),
}));
const rungs = Object.keys(told.codes);
const quantityOf = Object.fromEntries(
  Object.entries(told.quantities).flatMap(([quantity, questions]) => questions.map((each) => [each, quantity])));

// quantity, loss, dtype, device, regime, implementation: the address of a cell
function addressOf(record) {
  const { loss, dtype, device, regime, implementation } = record;
  return [quantityOf[record.question], loss, dtype, device, regime, implementation].join("/");
}

const byAddress = Map.groupBy
  ? Map.groupBy(records.filter((r) => quantityOf[r.question]), addressOf)
  : records.filter((r) => quantityOf[r.question]).reduce(
    (map, r) => map.set(addressOf(r), [...(map.get(addressOf(r)) ?? []), r]), new Map());

// As in reports/_verdicts.py: the verdict first, then the error; NaN is the worst of these.
function severity(record) {
  if (record.verdict) return rungs.indexOf(record.verdict);
  if (record.status in told.statusMarks) return rungs.length;
  return record.status === "passed" ? -1 : record.status === "skipped" ? -2 : -3;
}

function errorOf(record) {
  return record.error === "nan" ? Number.MAX_VALUE : record.error === "inf" ? Number.MAX_VALUE / 2 : Number(record.error || -1);
}

function worstFirst(found) {
  return [...found].sort((one, other) => severity(other) - severity(one) || errorOf(other) - errorOf(one));
}

function lookOf(found) {
  if (!found.length) return { css: "blank", glyph: "", text: "", says: "not asked" };
  const [worst] = worstFirst(found);
  const status = ["failed", "known failure"].find((each) => found.some((r) => r.status === each)) ?? "";
  const suffix = status ? ` ${told.statusMarks[status]}` : "";
  if (!worst.verdict && !status) {
    return { css: "blank", glyph: told.glyphs.blank, text: "", says: worst.status === "passed" ? "nothing to judge" : worst.status };
  }
  const largest = found.reduce((one, other) => (errorOf(other) > errorOf(one) ? other : one)).error;
  return {
    css: (worst.verdict ? told.codes[worst.verdict] : "none") + (status === "failed" ? " failed" : ""),
    glyph: told.glyphs[worst.verdict || "no answer"],
    text: (worst.verdict ? largest : "") + suffix,
    says: [worst.verdict || "no answer", worst.verdict && `${largest} ulp`, status].filter(Boolean).join(", "),
  };
}

function addressOfCell(cell) {
  const table = cell.closest("table"), row = cell.parentElement;
  const column = table.tHead.rows[0].cells[cell.cellIndex].dataset.column;
  const { quantity, loss, of, device } = table.dataset;
  return quantity ? [quantity, loss, of, device, row.dataset.regime, column].join("/")
    : [row.dataset.question, column].join("/");
}

const judged = [...document.querySelectorAll("table.matrix[data-quantity] tbody td")].map(
  (cell) => ({ cell, address: addressOfCell(cell) }));
let shownShape = "";

function showShape(shape) {
  if (shape === shownShape) return;
  shownShape = shape;
  for (const { cell, address } of judged) {
    const found = (byAddress.get(address) ?? []).filter((record) => !shape || record.shape === shape);
    const look = lookOf(found), link = cell.querySelector("a");
    cell.className = look.css;
    cell.title = look.says;
    if (!link) continue;
    link.firstElementChild.textContent = look.glyph;
    link.lastChild === link.firstElementChild ? link.append(look.text) : (link.lastChild.textContent = look.text);
  }
}
