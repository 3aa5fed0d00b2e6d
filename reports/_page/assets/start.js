// Events to actions; without any of this the page is still a report.

form.parentElement.hidden = false;
form.parentElement.open = innerWidth > 640;
for (const link of document.querySelectorAll("table.matrix td a")) {
  link.dataset.cell ||= addressOfCell(link.parentElement);
  link.href = `#cell=${encodeURIComponent(link.dataset.cell)}`;  // for whoever copies the address
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-cell]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  state.cell = link.dataset.cell;
  writeHash();
  openDrawer();
});
drawer.addEventListener("close", () => { state.cell = ""; writeHash(); });
drawer.addEventListener("click", (event) => { if (event.target === drawer) drawer.close(); });

function show() {
  writeHash();
  applyFilters();
}

form.addEventListener("input", show);
form.addEventListener("reset", () => setTimeout(show));
form.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("toggle", (event) => { if (event.target.matches("details.part")) applyFilters(); }, true);
addEventListener("hashchange", () => { readHash(); applyFilters(); openDrawer(); });
readHash();
applyFilters();
openDrawer();
