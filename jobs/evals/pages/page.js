"use strict";
const filters = [...document.querySelectorAll("[data-filter]")];
const rows = [...document.querySelectorAll(".cases tbody tr")];
const count = document.querySelector("[data-count]");

function show() {
  const kept = rows.filter((row) => filters.every((filter) => !filter.value || row.dataset[filter.dataset.filter] === filter.value));
  for (const row of rows) row.hidden = !kept.includes(row);
  count.textContent = kept.length === rows.length ? `${rows.length} cases` : `${kept.length} of ${rows.length} cases`;
}

for (const filter of filters) filter.addEventListener("change", show);
show();
