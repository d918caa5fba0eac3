"use strict";
(async () => {
  const byId = (id) => document.getElementById(id);
  const script = performance.now();

  // Pieces of a large report lie packed in the page until they are asked for.
  const unpack = async (id) => {
    const packed = atob(byId(id).textContent);
    const bytes = Uint8Array.from(packed, (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  };
  if (typeof DecompressionStream === "undefined") return; // an old browser shows what stands in the page

  const data = await unpack("manifest");
  const lists = data.lists;
  const home = new Map(); // key of a piece → name of its list
  for (const [name, list] of Object.entries(lists)) {
    list.limit = list.step;
    list.places = new Map(list.keys.map((key, i) => [key, i]));
    for (const key of list.keys) home.set(key, name);
  }
  const elements = new Map(); // pieces that were in the page once: they are kept when a filter takes them out
  const chunks = new Map();
  const holders = new Map(); // name of a list → its element, once it is in the page
  const take = (root) => {
    for (const holder of root.querySelectorAll("[data-list]")) {
      holders.set(holder.dataset.list, holder);
      for (const child of holder.children) elements.set(child.id, child);
    }
  };
  take(document);

  const parse = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content.firstElementChild;
  };
  const chunkOf = (list, key) => {
    const at = list.places.get(key) - list.first;
    return at < 0 ? -1 : list.base + Math.floor(at / list.per);
  };
  const load = async (list, keys) => {
    const wanted = new Set(keys.filter((key) => !elements.has(key)).map((key) => chunkOf(list, key)).filter((n) => n >= 0));
    await Promise.all([...wanted].filter((n) => !chunks.has(n)).map(async (n) => chunks.set(n, await unpack("z" + n))));
    for (const key of keys) {
      if (elements.has(key)) continue;
      const html = chunks.get(chunkOf(list, key))?.[key];
      const element = html && parse(html.startsWith("<tr") ? `<table><tbody>${html}</tbody></table>` : html);
      if (!element) continue;
      const own = html.startsWith("<tr") ? element.querySelector("tr") : element;
      elements.set(key, own);
      take(own);
    }
  };

  // What is filtered, as it stands in the fragment: #?severity=error,warning&family=CON&document=…&topic=…&q=…
  const form = byId("filters");
  const fields = { q: byId("q"), family: byId("family"), document: byId("document"), topic: byId("topic") };
  const boxes = [...form.querySelectorAll("input[name=severity]")];
  const severities = boxes.map((box) => box.value);
  const option = (select, value, text) => select.append(new Option(text, value));
  for (const [code, title] of data.families) option(fields.family, code, `${code}: ${title}`);
  for (const [path] of data.documents) option(fields.document, path, path);
  for (const [name] of data.topics) option(fields.topic, name, name);
  const documentAt = new Map(data.documents.map(([path], i) => [path, i]));
  const topicAt = new Map(data.topics.map(([name], i) => [name, i]));

  let hits = new Set(data.findings.map((row) => "f-" + row[0]));
  let filtering = false;
  const hit = { topics: null, documents: null };
  const match = () => {
    const words = fields.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const on = boxes.map((box) => box.checked);
    const family = fields.family.value;
    const path = documentAt.get(fields.document.value) ?? -1;
    const topic = topicAt.get(fields.topic.value) ?? -1;
    filtering = words.length > 0 || on.includes(false) || family !== "" || path >= 0 || topic >= 0;
    hits = new Set();
    hit.topics = new Set();
    hit.documents = new Set();
    for (const [id, severity, rule, documents, about, text] of data.findings) {
      if (!on[severity] || (family && !rule.startsWith(family)) || (path >= 0 && !documents.includes(path)) || (topic >= 0 && about !== topic)) continue;
      if (words.length && !words.every((word) => text.includes(word))) continue;
      hits.add("f-" + id);
      if (about >= 0) hit.topics.add(data.topics[about][1]);
      for (const one of documents) hit.documents.add(data.documents[one][1]);
    }
    if (path >= 0) hit.documents = new Set([data.documents[path][1]]);
  };
  const fits = (key) => {
    if (!filtering) return true;
    if (key.startsWith("f-")) return hits.has(key);
    if (key.startsWith("t-")) return hit.topics.has(key);
    if (key.startsWith("r-")) return hit.topics.has(key.slice(2));
    if (key.startsWith("d-") && !key.endsWith("-read")) return hit.documents.has(key);
    return true;
  };

  let order = null; // of the claims, once somebody sorted or searched them
  let turn = 0;
  const fill = async (name, mine) => {
    const list = lists[name];
    const holder = holders.get(name);
    if (!holder) return;
    const keys = name === "claims" && order ? order : list.keys.filter(fits);
    const shown = keys.slice(0, list.limit);
    await load(list, shown);
    if (mine !== undefined && mine !== turn) return; // a later filter was faster
    const wanted = shown.map((key) => elements.get(key)).filter(Boolean);
    const same = wanted.length === holder.children.length && wanted.every((element, i) => holder.children[i] === element);
    if (!same) holder.replaceChildren(...wanted);
    const more = document.querySelector(`[data-more="${name}"]`) ?? holder.parentElement?.querySelector(`:scope > [data-more="${name}"]`);
    if (more) {
      more.hidden = keys.length <= shown.length;
      more.querySelector("span").textContent = `${shown.length.toLocaleString("en")} of ${keys.length.toLocaleString("en")} shown`;
    }
    for (const inner of wanted.flatMap((element) => [...element.querySelectorAll("[data-list]")])) {
      if (inner.dataset.list.endsWith("-1")) await fill(inner.dataset.list, mine);
    }
    for (const folded of wanted.flatMap((element) => [...element.querySelectorAll("details.rest")])) {
      const inner = folded.querySelector("[data-list]").dataset.list;
      const count = lists[inner].keys.filter(fits).length;
      folded.hidden = !count;
      if (filtering && count && !lists[inner.slice(0, -1) + "1"].keys.some(fits)) folded.open = true; // else nothing of the topic would show
      folded.querySelector("summary").textContent = `${count} more ${count === 1 ? "pair" : "pairs"} on this topic`;
      if (folded.open || lists[inner].first) await fill(inner, mine);
    }
  };
  const parts = [...document.querySelectorAll("[data-holds]")];
  const report = byId("shown");
  const first = ["error", "warning", "note"];
  const fillAll = async () => {
    const mine = ++turn;
    const began = performance.now();
    match();
    for (const list of Object.values(lists)) list.limit = list.step;
    for (const part of parts) {
      const some = lists[part.dataset.holds].keys.some(fits);
      part.hidden = !some;
      if (part.tagName === "DETAILS" && filtering && some) part.open = true;
    }
    report.textContent = filtering ? `${hits.size.toLocaleString("en")} of ${data.findings.length.toLocaleString("en")} findings` : `${data.findings.length.toLocaleString("en")} findings`;
    await Promise.all(first.map((name) => fill(name, mine)));
    document.documentElement.dataset.filtered = (performance.now() - began).toFixed(1);
    for (const name of ["topics", "documents"]) await fill(name, mine);
    if (mine === turn) document.documentElement.dataset.settled = (performance.now() - began).toFixed(1);
  };

  const toFragment = () => {
    const query = new URLSearchParams();
    const on = boxes.filter((box) => box.checked).map((box) => box.value);
    if (on.length !== severities.length) query.set("severity", on.join(","));
    for (const [name, field] of Object.entries(fields)) if (field.value) query.set(name, field.value);
    const text = query.toString();
    try {
      history.replaceState(null, "", text ? "#?" + text : location.pathname + location.search);
    } catch {
      if (text) location.replace("#?" + text); // where the address may not be changed otherwise
    }
  };
  const fromFragment = (text) => {
    const query = new URLSearchParams(text);
    const on = query.has("severity") ? query.get("severity").split(",") : severities;
    for (const box of boxes) box.checked = on.includes(box.value);
    for (const [name, field] of Object.entries(fields)) {
      field.value = query.get(name) ?? "";
      if (field.selectedIndex === -1) field.value = "";
    }
  };

  // A link to a piece brings it into the page, opens what it is folded in, and moves the focus there.
  const bring = async (key) => {
    const name = home.get(key);
    if (!name) return;
    const list = lists[name];
    if (list.parent) await bring(list.parent);
    const holder = holders.get(name);
    await load(list, [key]);
    const element = elements.get(key);
    if (holder && element && !holder.contains(element)) holder.append(element);
  };
  const openAround = (element) => {
    for (let at = element; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  };
  const readDocument = async (key) => {
    await bring(key);
    await bring(key + "-read");
  };
  const placeOf = new Map(data.findings.map((row) => [row[0], row[3]]));
  const show = async (id) => {
    const known = (key) => home.has(key) || byId(key);
    if (id.startsWith("f-") && filtering && !hits.has(id)) { form.reset(); await fillAll(); }
    if (known(id)) await bring(id);
    else if (id.startsWith("at-")) for (const n of placeOf.get(id.split("-")[1]) ?? []) { await readDocument(data.documents[n][1]); if (byId(id)) break; }
    else if (id.startsWith("p-")) {
      await bring("c-" + id.slice(2));
      const path = byId("c-" + id.slice(2))?.querySelector(".path")?.textContent.replace(/, line \d+$/, "");
      if (documentAt.has(path)) await readDocument(data.documents[documentAt.get(path)][1]);
    }
    if (id.startsWith("d-")) await readDocument(id);
    const element = byId(id);
    if (!element) return;
    openAround(element);
    for (const old of document.querySelectorAll(".here")) old.classList.remove("here");
    (element.classList.contains("at") ? element.parentElement : element).classList.add("here");
    if (!element.hasAttribute("tabindex") && !element.matches("a, button, summary")) element.setAttribute("tabindex", "-1");
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: element.classList.contains("at") ? "center" : "start" });
  };
  const follow = async () => {
    let fragment = location.hash.slice(1);
    if (fragment.startsWith("?")) {
      fromFragment(fragment.slice(1));
      await fillAll();
    } else if (fragment) {
      try { fragment = decodeURIComponent(fragment); } catch { /* it stays as it is */ }
      await show(home.has("f-" + fragment) ? "f-" + fragment : fragment); // the id of a finding will do
    }
  };

  let waiting = 0;
  const changed = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => { toFragment(); fillAll(); });
  };
  if (matchMedia("(max-width: 52rem)").matches) byId("filterbox").open = location.hash.startsWith("#?"); // on a phone the findings come first
  form.hidden = false;
  form.addEventListener("input", changed);
  form.addEventListener("reset", () => setTimeout(changed));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    const of = link.dataset.claimsOf;
    if (of !== undefined) { byId("claim-q").value = of; searchClaims(); }
    if (link.hash === location.hash && link.hash) follow(); // the address does not change, so nothing else tells
  });
  for (const more of document.querySelectorAll("[data-more]")) more.hidden = lists[more.dataset.more].keys.length <= lists[more.dataset.more].first;
  document.addEventListener("click", async (event) => {
    const more = event.target.closest(".more button")?.parentElement.dataset.more;
    if (!more) return;
    const before = holders.get(more).children.length;
    lists[more].limit += lists[more].step;
    await fill(more);
    const next = holders.get(more).children[before];
    if (next) { next.setAttribute("tabindex", "-1"); next.focus(); }
  });
  document.addEventListener("toggle", async (event) => {
    const opened = event.target;
    if (opened.tagName === "DETAILS" && opened.open && opened.classList.contains("doc")) await bring(opened.id + "-read");
    if (opened.tagName === "DETAILS" && opened.open && opened.classList.contains("rest")) await fill(opened.querySelector("[data-list]").dataset.list);
  }, true);
  // In a finding, J and K go to the next and the one before: only while the focus is there, so they are in nobody's way.
  document.addEventListener("keydown", (event) => {
    const at = event.target.closest?.(".finding");
    if (!at || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const all = [...document.querySelectorAll(".finding")].filter((one) => one.checkVisibility());
    const next = all[all.indexOf(at) + step];
    if (next) { event.preventDefault(); next.setAttribute("tabindex", "-1"); next.focus(); next.scrollIntoView({ block: "start" }); }
  });

  // Print shows what is folded; afterwards it is folded again.
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const one of opened) one.open = true;
  });
  window.addEventListener("afterprint", () => { for (const one of opened) one.open = false; });

  // The table of claims: every row is unpacked when somebody first sorts, searches or downloads it.
  const tools = byId("claim-tools");
  let searchClaims = () => {};
  if (tools) {
    tools.hidden = false;
    const claims = lists.claims;
    const cells = new Map();
    const every = async () => {
      await load(claims, claims.keys);
      for (const key of claims.keys) if (!cells.has(key)) cells.set(key, [...elements.get(key).cells].map((cell) => cell.textContent.trim()));
    };
    const headers = [...byId("claim-table").tHead.rows[0].cells];
    let column = -1;
    let down = false;
    const collator = new Intl.Collator("en", { numeric: true });
    const arrange = async () => {
      await every();
      const words = byId("claim-q").value.toLowerCase().split(/\s+/).filter(Boolean);
      const status = byId("claim-status").value;
      let keys = claims.keys.filter((key) => {
        const row = cells.get(key);
        if (status && (status === "reviewed") !== elements.get(key).classList.contains("reviewed")) return false;
        return !words.length || words.every((word) => row.some((text) => text.toLowerCase().includes(word)));
      });
      if (column >= 0) {
        keys.sort((a, b) => collator.compare(cells.get(a)[column], cells.get(b)[column]));
        if (down) keys.reverse();
      }
      order = keys;
      claims.limit = claims.step;
      byId("claim-shown").textContent = `${keys.length.toLocaleString("en")} of ${claims.keys.length.toLocaleString("en")} claims`;
      await fill("claims");
    };
    searchClaims = arrange;
    headers.forEach((header, i) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = header.textContent;
      header.dataset.name = button.textContent; // what print shows in its place
      header.replaceChildren(button);
      button.addEventListener("click", () => {
        down = column === i && !down;
        column = i;
        headers.forEach((one, n) => one.setAttribute("aria-sort", n === i ? (down ? "descending" : "ascending") : "none"));
        arrange();
      });
    });
    byId("claim-q").addEventListener("input", arrange);
    byId("claim-status").addEventListener("change", arrange);
    byId("csv").addEventListener("click", async () => {
      await every();
      // A cell that a spreadsheet would take for a formula is marked as text.
      const quoted = (text) => '"' + (/^[=+@\t\r-]/.test(text) && !/^-?[\d.]+$/.test(text) ? "'" + text : text).replaceAll('"', '""') + '"';
      const names = ["id", ...headers.map((header) => header.textContent)];
      const lines = (order ?? claims.keys).map((key) => [key.slice(2), ...cells.get(key)].map(quoted).join(","));
      const address = URL.createObjectURL(new Blob(["\ufeff" + names.map(quoted).join(",") + "\r\n" + lines.join("\r\n") + "\r\n"], { type: "text/csv" }));
      const link = document.createElement("a");
      link.href = address;
      link.download = "claims.csv";
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 10000);
    });
  }

  match();
  report.textContent = `${data.findings.length.toLocaleString("en")} findings`;
  await follow();
  document.documentElement.dataset.ready = (performance.now() - script).toFixed(1);
})();
