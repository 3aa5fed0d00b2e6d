// A cell at length. Everything in here is text of others, so it is only ever set as text.

const drawer = document.getElementById("drawer");
const inside = document.getElementById("drawer-content");

function node(name, text = "", ...children) {
  const made = document.createElement(name);
  if (text !== "") made.textContent = text;
  made.append(...children);
  return made;
}

function decimal(hex) {
  const found = /^([-+]?)0x([0-9a-f]+)\.?([0-9a-f]*)p([-+]?\d+)$/i.exec(hex);
  if (!found) return hex;
  const [, sign, whole, rest, power] = found, exponent = Number(power) - 4 * rest.length;
  const number = parseInt(whole + rest, 16) * 2 ** Math.trunc(exponent / 2) * 2 ** (exponent - Math.trunc(exponent / 2));
  return String(Number((sign === "-" ? -number : number).toPrecision(9)));
}

function both(value) {
  const [first, second] = Array.isArray(value) ? value : [value];
  if (typeof first !== "string" || !first.includes("0x")) return String(first);
  return `${decimal(first)}  (${first}${second && Number(decimal(second)) ? ` + ${second}` : ""})`;
}

function commandOf(record) {
  return record.command || told.usual.replace(/\{(\w+)\}/g, (_, field) => record[field]);
}

function copyable(text) {
  const button = node("button", "Copy"), shown = node("pre");
  text.split(/ (?=--)/).forEach((piece, place) => shown.append(place ? " " : "", node("span", piece)));
  shown.className = "command";
  button.type = "button";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {  // a page from a file may not write to the clipboard everywhere
      getSelection().selectAllChildren(shown);
      button.textContent = "Selected";
    }
  });
  const line = node("div", "", shown, button);
  line.className = "copy";
  return line;
}

function listed(facts) {
  return node("dl", "", ...facts.filter(([, text]) => text !== undefined && text !== "" && text !== null)
    .map(([name, text]) => node("div", "", node("dt", name), node("dd", String(text)))));
}

const ROWS = ["logits", "probs", "hidden", "labels", "shares"];

function rowOf(worst) {
  const names = ROWS.filter((name) => Array.isArray(worst[name]));
  if (!names.length) return [];
  const rows = worst[names[0]].map((_, place) => {
    const notes = [place === worst.target && "target", place === worst.entry && "worst entry"].filter(Boolean);
    const numbers = names.flatMap((name) => [node("td", decimal(worst[name][place])), node("td", "", node("code", worst[name][place]))]);
    const row = node("tr", "", node("td", String(place)), ...numbers, node("td", notes.join(", ")));
    if (notes.length) row.className = "at";
    return row;
  });
  const heads = ["class", ...names.flatMap((name) => [name, "exactly"]), ""];
  const table = node("table", "", node("thead", "", node("tr", "", ...heads.map((text) => node("th", text)))), node("tbody", "", ...rows));
  return [node("details", "", node("summary", `The ${names.join(" and ")} of that row`), table)];
}

const SHOWN = ["row", "target", "entry", "computed", "exact", "nearest", "maximum", "at target", "at entry", "condition"];

function sectionOf(record) {
  const wrong = told.wrong[record.place] ?? {}, worst = wrong.worst ?? {};
  const look = lookOf([record]), chip = node("span", look.glyph);
  chip.className = `chip ${look.css}`;
  const title = node("h3", "", chip, ` ${record.question}${record.shape ? ` at ${record.shape}` : ""}: ${record.verdict || record.status}`);
  const facts = [
    ["status", record.status], ["reason", wrong.reason], ["promised", wrong.promise],
    ["largest error", record.error && `${record.error} ulp`], ["marks", record.marks], ["seed", wrong.seed],
    ...SHOWN.filter((name) => worst[name] !== undefined && worst[name] !== null).map((name) => [name, both(worst[name])]),
    ...Object.keys(worst).filter((name) => ![...SHOWN, ...ROWS].includes(name)).map((name) => [name, both(worst[name])]),
  ];
  return node("section", "", title, listed(facts), ...rowOf(worst), copyable(commandOf(record)));
}

function found(address) {
  const parts = address.split("/");
  if (parts.length === 2) return records.filter((r) => r.question === parts[0] && r.implementation === parts[1]);
  return (byAddress.get(address) ?? []).filter((record) => !shownShape || record.shape === shownShape);
}

function openDrawer() {
  if (!state.cell) return drawer.open && drawer.close();
  const list = worstFirst(found(state.cell));
  if (!list.length) return undefined;
  const [first] = list, { loss, regime, implementation, dtype, device } = first;
  const [quantity] = state.cell.split("/");
  document.getElementById("drawer-title").textContent =
    [`${quantity.replaceAll("_", " ")} of ${implementation}`, loss, regime, dtype, device].filter(Boolean).join(", ");
  inside.replaceChildren(...list.map(sectionOf));
  if (!drawer.open) drawer.showModal();
  drawer.scrollTop = 0;
  return undefined;
}
