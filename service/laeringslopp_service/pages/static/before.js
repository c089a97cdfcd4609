/* Shows what has failed before while a decision is being written. The server finds it, and makes all that is shown. */
"use strict";
(() => {
  const place = document.getElementById("before-hits");
  const news = document.getElementById("before-news");
  if (!place || !news || !window.fetch) return;
  const form = place.closest("form");
  const fields = ["title", "question"].map((name) => form.elements.namedItem(name)).filter(Boolean);
  let timer = 0;
  let asking = null;
  let last = "";

  const ask = async () => {
    const text = fields.map((field) => field.value.trim()).filter(Boolean).join("\n").slice(0, 2000);
    if (text === last) return;
    last = text;
    if (asking) asking.abort();
    asking = new AbortController();
    if (!text) {
      place.replaceChildren();
      return;
    }
    const url = new URL(place.dataset.hits, location.href);
    url.searchParams.set("q", text);
    try {
      const answer = await fetch(url, { headers: { Accept: "text/html" }, credentials: "same-origin", signal: asking.signal });
      if (!answer.ok) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...found.body.childNodes);
      const said = place.querySelector("h2, p");
      if (said && said.textContent !== news.textContent) news.textContent = said.textContent;
    } catch (error) {
      if (error.name !== "AbortError") last = "";
    }
  };

  for (const field of fields) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 500);
    });
  }
})();
