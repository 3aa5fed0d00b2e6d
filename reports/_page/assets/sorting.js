// A click on the head of a column sorts within each group of rows; blanks stay last.

function keyOf(row, column) {
  const cell = row.cells[column];
  const text = cell?.dataset.sort ?? (cell?.textContent.trim().replace(/^–$/, "") || "");
  const number = Number(text);
  return { text, number: text === "" || text === "nan" ? (text ? Infinity : NaN) : text === "inf" ? Infinity : number };
}

function compare(one, other, sign) {
  if (one.text === "" || other.text === "") return (one.text === "") - (other.text === "");
  if (Number.isNaN(one.number) || Number.isNaN(other.number)) return sign * one.text.localeCompare(other.text);
  return sign * (one.number === other.number ? 0 : one.number < other.number ? -1 : 1);
}

function sortTable(table, column, sign) {
  for (const body of table.tBodies) {
    const rows = [...body.rows].filter((row) => !row.classList.contains("group"));
    rows.map((row) => [keyOf(row, column), row])
      .sort(([one], [other]) => compare(one, other, sign))
      .forEach(([, row]) => body.append(row));
  }
}

for (const table of document.querySelectorAll("table.sortable")) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const sign = head.ariaSort === "ascending" ? -1 : 1;
      for (const other of table.tHead.rows[0].cells) other.ariaSort = null;
      head.ariaSort = sign > 0 ? "ascending" : "descending";
      sortTable(table, column, sign);
    });
  });
}
