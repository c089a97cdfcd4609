/* Keeps a page up to date while it is looked at. All that it says and shows is made by the server. */
"use strict";
(() => {
  const place = document.getElementById("live");
  const main = document.getElementById("main");
  if (!place || !main || !window.EventSource || !window.Idiomorph) return;

  const news = document.getElementById("live-news");
  let after = Number(place.dataset.after);
  let seen = Number(place.dataset.seen);
  let source = null;
  let timer = 0;
  let wait = 2000;
  let updating = false;
  let again = false;

  // The browser's own anchoring and ours would move the page twice.
  document.documentElement.style.overflowAnchor = "none";

  const address = () => {
    const url = new URL(place.dataset.events, location.href);
    url.searchParams.set("after", String(after));
    return url;
  };

  const listen = () => {
    clearTimeout(timer);
    if (source || document.hidden) return;
    source = new EventSource(address());
    source.onopen = () => { wait = 2000; };
    source.onmessage = (event) => {
      after = Math.max(after, Number(event.lastEventId));
      update();
    };
    source.onerror = () => {
      if (source && source.readyState === EventSource.CLOSED) later();
    };
  };

  const rest = () => {
    clearTimeout(timer);
    if (source) source.close();
    source = null;
  };

  // The service may be full, stopped, or have begun another register: read the page anew, and listen from there.
  const later = () => {
    rest();
    timer = setTimeout(() => { update().then(listen, later); }, wait);
    wait = Math.min(wait * 2, 60000);
  };

  const page = async (url) => {
    const answer = await fetch(url, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  // What somebody reads stays where it is: the first thing on the screen that is still there afterwards.
  const held = () => [...main.querySelectorAll("[id]")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.height > 0 && box.bottom > 0 && box.top < innerHeight;
  }).map((each) => [each.id, each.getBoundingClientRect().top]);

  const kept = {
    morphStyle: "innerHTML",
    restoreFocus: true,
    callbacks: {
      // What is typed or opened by the reader is the reader's.
      beforeNodeMorphed: (node) => !(node.id === "live" || node.nodeName === "FORM"),
      beforeNodeRemoved: (node) => node.id !== "live",
      beforeAttributeUpdated: (name, node) => !(name === "open" && node.nodeName === "DETAILS"),
    },
  };

  const swap = (fresh) => {
    const places = held();
    window.Idiomorph.morph(main, fresh.getElementById("main").innerHTML, kept);
    for (const [id, top] of places) {
      const now = document.getElementById(id);
      if (!now) continue;
      window.scrollBy({ top: now.getBoundingClientRect().top - top, behavior: "instant" });
      break;
    }
  };

  const tell = async () => {
    const url = new URL(place.dataset.news, location.href);
    url.searchParams.set("seen", String(seen));
    const told = (await page(url)).getElementById("news");
    if (told) news.replaceChildren(...told.cloneNode(true).childNodes);
  };

  const update = async () => {
    if (updating) { again = true; return; }
    updating = true;
    try {
      do {
        again = false;
        const fresh = await page(location.href);
        const now = fresh.getElementById("live");
        swap(fresh);
        if (now) {
          if (Number(now.dataset.seen) > seen) await tell();
          seen = Number(now.dataset.seen);
          after = source ? Math.max(after, Number(now.dataset.after)) : Number(now.dataset.after);
        }
      } while (again);
    } finally {
      updating = false;
    }
  };

  document.addEventListener("visibilitychange", () => { if (document.hidden) rest(); else listen(); });
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  news.addEventListener("keydown", (event) => { if (event.key === "Escape") news.replaceChildren(); });
  listen();
})();
