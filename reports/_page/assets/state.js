"use strict";
// The filters and the open cell are in the hash of the address, so that a view can be shared.

document.documentElement.classList.add("scripted");

const form = document.getElementById("filters");
const state = { cell: "" };

function chosen() {
  return Object.fromEntries([...new FormData(form)].map(([name, text]) => [name, text.trim()]));
}

function readHash() {
  const hash = location.hash.slice(1);
  if (hash && !hash.includes("=")) return;  // the anchor of a section
  const told = new URLSearchParams(hash);
  for (const field of form.elements) if (field.name) field.value = told.get(field.name) ?? "";
  state.cell = told.get("cell") ?? "";
}

function hashOf(cell) {
  const told = Object.entries({ ...chosen(), cell }).filter(([, text]) => text);
  return told.length ? "#" + new URLSearchParams(told) : "";
}

function writeHash() {
  const hash = hashOf(state.cell);
  if (hash !== location.hash) history.replaceState(null, "", hash || location.pathname + location.search);
}
