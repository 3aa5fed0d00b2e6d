// What does not match the filters is hidden; the cells that do not are faint.

const WRONG = ["BAD", "EXC", "none", "failed"];
const filtered = document.querySelectorAll("main :is([data-dtype], [data-classes], [data-implementation])");
const matrices = [...document.querySelectorAll("table.matrix")];

function terms(text) {
  return text.toLowerCase().split(/[\s,]+/).filter(Boolean);
}

function matchesText(text, wanted) {
  const parts = terms(wanted);
  return !parts.length || parts.some((part) => text.toLowerCase().includes(part));
}

function matches(data, wanted) {
  return (!wanted.dtype || data.dtype === undefined || data.dtype === wanted.dtype)
    && (!wanted.device || data.device === undefined || data.device === wanted.device)
    && (!wanted.classes || data.classes === undefined || data.classes === wanted.classes)
    && (data.implementation === undefined || matchesText(data.implementation, wanted.implementation));
}

function matchesVerdict(cell, verdict) {
  return verdict === "wrong" ? WRONG.some((name) => cell.classList.contains(name))
    : !verdict || cell.classList.contains(verdict);
}

function filterMatrix(table, wanted) {
  const [head, ...rows] = table.rows;
  const hidden = [...head.cells].map(
    ({ dataset }) => dataset.column !== undefined && !matchesText(dataset.column, wanted.implementation));
  [...head.cells].forEach((cell, place) => { cell.hidden = hidden[place]; });
  for (const row of rows) {
    let any = !wanted.verdict;
    [...row.cells].forEach((cell, place) => {
      const fits = place === 0 || matchesVerdict(cell, wanted.verdict);
      cell.hidden = hidden[place];
      cell.classList.toggle("faint", !fits);
      any ||= place > 0 && fits && !hidden[place];
    });
    row.hidden = !any || (row.dataset.regime !== undefined && !matchesText(row.dataset.regime, wanted.regime));
  }
}

function openMatching(wanted) {
  const parts = [...document.querySelectorAll("#regimes details.part")].filter((part) => !part.hidden);
  if (wanted.dtype && !parts.some((part) => part.open)) for (const part of parts) part.open = true;
}

function applyFilters() {
  const wanted = chosen();
  showShape(wanted.shape);
  for (const element of filtered) element.hidden = !matches(element.dataset, wanted);
  openMatching(wanted);
  for (const table of matrices) filterMatrix(table, wanted);
  const rows = matrices.filter((table) => table.checkVisibility()).flatMap((table) => [...table.tBodies[0].rows]);
  const shown = rows.filter((row) => !row.hidden).length;
  const narrowed = Object.values(wanted).some(Boolean);
  form.querySelector("output").textContent = !narrowed ? "" : shown
    ? `${shown} of ${rows.length} rows in the open matrices` : "no row of an open matrix matches";
}
