"use strict";
// The report's page: filter, sort and page the rows, open a record. Text goes in as text only, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  // Places in a row, in the order of evidence/report/rows.py.
  const PMID = 0, STUDY = 1, TITLE = 2, JOURNAL = 3, YEAR = 4, DESIGN = 5, N = 6, N_TEXT = 7, MONTHS = 8,
    MONTHS_TEXT = 9, STATUS = 10, TERMS = 11, DOI = 12, NO_DESIGN = 13, FIRST_LOOK = 14;
  const PAGE = 100, PRINTED = 3000;
  const rows = data.rows, kinds = Object.keys(data.terms);
  const place = new Map(rows.map((row, number) => [row[PMID], number]));
  const rank = new Map(Object.keys(data.designs).map((code, number) => [code, number]));
  const form = document.getElementById("filters"), body = document.querySelector("#rows tbody");
  const pager = document.getElementById("pager"), dialog = document.getElementById("record");
  const heads = [...document.querySelectorAll("#rows thead th")], frame = document.querySelector("#table .scroll");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const haystack = rows.map((row) => fold([row[PMID], row[STUDY], row[TITLE], row[JOURNAL], row[DOI],
    ...kinds.flatMap((kind, k) => row[TERMS][k].map((term) => data.terms[kind][term]))].join(" ")));
  // A typed word is looked for in each spelling that means it, by the rules of the search; words are looked for while
  // they are typed, so one that breaks off within an ending ("randomisat") has its other spelling too.
  const respelt = data.spelling.words.flatMap(([pattern, written]) => {
    try { return [[new RegExp(pattern), written]]; } catch { return []; } // one that an old browser can't read
  });
  const BROKEN_OFF = /i[sz](?=(?:a(?:t(?:io?)?|bl?)?|in?)?$)/, MOST = 24;
  function spellings(word) {
    if (word.length < 4 || data.spelling.keep.some((kept) => word.startsWith(kept))) return [word];
    const found = respelt.filter(([pattern]) => pattern.test(word)).map(([pattern, written]) => word.replace(pattern, written));
    if (word.length > 5) found.push(word.replace(BROKEN_OFF, (ending) => ending === "is" ? "iz" : "is"));
    return [...new Set([word, ...found])];
  }
  const variants = (typed) => typed.split(/([^\p{L}\p{N}]+)/u).reduce(
    (ways, part) => ways.flatMap((way) => spellings(part).map((one) => way + one)).slice(0, MOST), [""]);
  let shown = rows.map((_, number) => number), page = 0, sorted = { key: null, down: false };

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const names = (row, k) => row[TERMS][k].map((term) => data.terms[kinds[k]][term]).join(", ");

  // --- filter and sort

  const number = (name) => { const typed = form.elements[name].value; return typed === "" ? null : Number(typed); };
  const inside = (value, low, high) => (low === null && high === null)
    || (value !== null && (low === null || value >= low) && (high === null || value <= high));
  const designFits = (code, wanted) => !wanted || (wanted === "-" ? code === null
    : code !== null && (code === wanted || data.designs[code][1] === wanted.slice(1) && wanted[0] === "*"));

  function wanted() {
    const words = fold(form.elements.text.value).split(/\s+/).filter(Boolean).map(variants);
    const deep = form.elements.deep.checked;
    const design = form.elements.design.value, status = form.elements.status.value;
    const n = [number("n_min"), number("n_max")], months = [number("months_min"), number("months_max")];
    const year = [number("year_min"), number("year_max")];
    const terms = kinds.map((_, k) => { const typed = form.elements["kind_" + k].value; return typed === "" ? null : Number(typed); });
    return (row, at) => designFits(row[DESIGN], design) && inside(row[N], ...n) && inside(row[MONTHS], ...months)
      && inside(row[YEAR], ...year) && (!status || row[STATUS].includes(status))
      && terms.every((term, k) => term === null || (term === -1 ? !row[TERMS][k].length : row[TERMS][k].includes(term)))
      && words.every((ways) => ways.some((word) => haystack[at].includes(word) || (deep && (texts[at] || "").includes(word))));
  }

  const collator = new Intl.Collator("en", { numeric: true });
  const keys = {
    study: (row) => row[STUDY], design: (row) => row[DESIGN] === null ? null : rank.get(row[DESIGN]),
    n: (row) => row[N], months: (row) => row[MONTHS], year: (row) => row[YEAR], pmid: (row) => row[PMID],
    status: (row) => row[STATUS].join("; ") || null,
  };
  kinds.forEach((_, k) => { keys["kind_" + k] = (row) => names(row, k) || null; });

  function order(a, b) { // what is missing comes last, whichever way; equals keep the order of the published table
    const x = keys[sorted.key](rows[a]), y = keys[sorted.key](rows[b]);
    if (x === null || y === null) return (x === null) - (y === null) || a - b;
    const way = typeof x === "number" ? x - y : collator.compare(x, y);
    return (sorted.down ? -way : way) || a - b;
  }

  let unread = ""; // why abstracts were not searched that were to be
  async function update() {
    let failed = "";
    if (form.elements.deep.checked && form.elements.text.value.trim()) {
      try { await everyText(); } catch (error) { failed = error.message; }
    }
    unread = failed;
    const fits = wanted();
    shown = [];
    rows.forEach((row, at) => { if (fits(row, at)) shown.push(at); });
    if (sorted.key) shown.sort(order);
    page = 0;
    draw();
  }

  // --- the table

  function statusTags(notes) {
    return notes.map((note) => element("span", {
      class: /RETRACTED|concern|deleted/.test(note) ? "tag bad" : "tag",
      title: note === "summary" ? "our summary, not the published abstract" : note,
    }, note));
  }

  // What should be read first has a sign as well as a shade: a colour alone is seen by few and lost in print.
  function cell(text, numeric, doubt) {
    const made = element("td", numeric ? { class: "number" } : {}, text);
    if (text === "NR" || text === "NA" || text === "no abstract") made.classList.add("none");
    if (doubt) {
      made.classList.add("doubt");
      made.append(" ", element("abbr", { title: doubt }, "?"));
    }
    return made;
  }

  function line(at) {
    const row = rows[at], [ofDesign, ofN, ofMonths] = row[FIRST_LOOK] || [];
    const opener = element("button", { type: "button", "data-pmid": row[PMID] }, row[STUDY]);
    opener.setAttribute("aria-haspopup", "dialog");
    const link = element("a", { href: "https://pubmed.ncbi.nlm.nih.gov/" + row[PMID] + "/", rel: "noreferrer" }, String(row[PMID]));
    return labelled(element("tr", { "data-pmid": row[PMID], role: "row" },
      element("th", { scope: "row" }, opener, element("span", {}, row[TITLE])),
      cell(row[DESIGN] === null ? row[NO_DESIGN] : data.designs[row[DESIGN]][0], false, ofDesign), cell(row[N_TEXT], true, ofN),
      ...kinds.map((_, k) => cell(names(row, k) || "NR")), cell(row[MONTHS_TEXT], true, ofMonths),
      cell(row[YEAR] === null ? "" : String(row[YEAR]), true), element("td", {}, ...statusTags(row[STATUS])),
      element("td", { class: "number" }, link)));
  }

  // A phone shows a row as a card (page.css), where each value needs its head beside it; the roles say that it is a row.
  function labelled(made) {
    [...made.children].forEach((one, place) => {
      one.dataset.key = heads[place].dataset.key;
      one.dataset.label = heads[place].textContent;
      one.setAttribute("role", place ? "cell" : "rowheader");
    });
    return made;
  }

  // The table scrolls with the page, its heads with it; only one that is too wide gets a window of its own.
  function fit() {
    frame.classList.remove("wide");
    frame.classList.toggle("wide", frame.scrollWidth > frame.clientWidth);
  }

  function draw(all = false) {
    const pages = Math.max(1, Math.ceil(shown.length / PAGE)), start = page * PAGE;
    body.replaceChildren(...(all ? shown.slice(0, PRINTED) : shown.slice(start, start + PAGE)).map(line));
    const many = rows.length.toLocaleString("en");
    document.getElementById("count").textContent = shown.length === rows.length ? many + " records"
      : shown.length.toLocaleString("en") + " of " + many + " records";
    if (unread) document.getElementById("count").append("; ", element("span", { class: "warn" }, "abstracts were not searched: " + unread));
    pager.hidden = pages === 1;
    pager.querySelector("span").textContent = "Page " + (page + 1) + " of " + pages;
    pager.querySelector("[data-go='-1']").disabled = page === 0;
    pager.querySelector("[data-go='1']").disabled = page === pages - 1;
    fit();
  }

  // --- one record; the texts lie in files of their own, fetched by script because file:// allows no other way

  const texts = [], loads = new Map(), arrived = new Map();
  window.evidenceRecords = (chunk, records) => {
    records.forEach((record, k) => {
      texts[chunk * data.chunk + k] = fold(record.passages.map((p) => p[2].map((piece) => piece[0]).join("")).join(" "));
    });
    arrived.get(chunk)(records);
  };
  const load = (chunk) => {
    if (!loads.has(chunk)) loads.set(chunk, new Promise((done, fail) => {
      arrived.set(chunk, done);
      const script = element("script", { src: "records/" + String(chunk).padStart(4, "0") + ".js" });
      script.onerror = () => { // not kept: the folder may be put in its place while the page is open
        script.remove();
        loads.delete(chunk);
        fail(new Error("records/ is missing beside this page"));
      };
      script.onload = () => fail(new Error("records/ beside this page is damaged")); // nothing, where it told its records
      document.head.append(script);
    }));
    return loads.get(chunk);
  };
  async function everyText() {
    for (let chunk = 0; chunk * data.chunk < rows.length; chunk += 1) await load(chunk);
  }

  const FIELDS = { design: ["d", "Design"], sample_size: ["n", "Sample size"], follow_up: ["f", "Follow-up"] };
  const LETTER = { d: "design", n: "sample size", f: "follow-up" };
  const percent = (share) => Math.round(share * 100) + " %";

  function valueItem(value) {
    const [letter, name] = FIELDS[value.field];
    const item = element("li", { class: letter }, element("strong", {}, name + ": "),
      value.value || "none (" + value.none + ")");
    if (value.stale) item.append(" ", element("span", { class: "tag bad" }, "correction is stale: the text has changed since"));
    if (value.doubts) item.append(" ", element("span", { class: "tag" }, "read first: " + value.doubts));
    if (value.disputed) item.append(" ", element("span", { class: "tag bad" }, "disputed: " + value.disputed));
    if (value.source) item.append(element("div", {}, element("small", {}, value.confidence === null ? value.source + (value.on ? " on " + value.on : "")
      : "rule " + value.source + ", confidence " + percent(value.confidence))));
    if (value.because) item.append(element("div", {}, element("small", {}, "because: " + value.because)));
    if (value.working) item.append(element("div", {}, element("small", {}, "worked out: " + value.working)));
    for (const [where, parts] of value.quotes) {
      const words = parts.map(([text, mark]) => mark ? element("mark", { class: mark }, text) : text);
      item.append(element("blockquote", {}, "“", ...words, "” ", element("small", {}, where)));
    }
    if (value.lost.length) {
      const list = element("ul", {}, ...value.lost.map(([what, rule, confidence, words, conflict]) => element("li", {},
        what + (conflict ? " (contradicts)" : ""), " ", element("small", {}, rule + ", " + percent(confidence) + ": “" + words + "”"))));
      if (value.more) list.append(element("li", {}, value.more + " more"));
      item.append(element("details", {}, element("summary", {}, "Candidates that lost: " + (value.lost.length + value.more)), list));
    }
    return item;
  }

  function pieces(parts) {
    return parts.map(([words, letters]) => {
      if (!letters) return words;
      const said = [...letters].map((letter) => LETTER[letter]).join(", ");
      return element("mark", { class: letters[0], title: said }, words, element("sub", { "aria-label": said }, letters.toUpperCase()));
    });
  }

  function recordBody(record) {
    const links = element("p", {}, element("a", { href: "https://pubmed.ncbi.nlm.nih.gov/" + record.pmid + "/", rel: "noreferrer" }, "PMID " + record.pmid));
    if (record.doi) links.append(" · ", element("a", { href: "https://doi.org/" + record.doi.split("/").map(encodeURIComponent).join("/"), rel: "noreferrer" }, "doi " + record.doi));
    for (const trial of record.trials) links.append(" · ", trial.startsWith("NCT")
      ? element("a", { href: "https://clinicaltrials.gov/study/" + encodeURIComponent(trial), rel: "noreferrer" }, trial) : trial);
    const parts = [], indexing = { publication_type: [], mesh: [], keyword: [] };
    let title = ["(no title)"];
    for (const [kind, label, cut] of record.passages) {
      if (kind === "title") title = pieces(cut);
      else if (kind in indexing) indexing[kind].push(pieces(cut));
      else parts.push(element("p", {}, ...(label ? [element("strong", {}, label + " ")] : []), ...pieces(cut)));
    }
    const listed = (head, items) => items.length
      ? [element("p", {}, element("strong", {}, head + ": "), ...items.flatMap((item, k) => k ? ["; ", ...item] : item))] : [];
    return [
      element("h2", { id: "record-title" }, ...title),
      element("p", { class: "note" }, record.authors || "No author", ". ", record.cite), links,
      ...(record.status.length ? [element("p", {}, ...statusTags(record.status))] : []),
      element("ul", { class: "values" }, ...record.values.map(valueItem)),
      element("h3", {}, record.status.includes("summary") ? "Our summary, not the published abstract" : "Abstract"),
      ...(parts.length ? parts : [element("p", { class: "none" }, "no abstract")]),
      ...(record.notice ? [element("p", { class: "note" }, record.notice)] : []),
      ...listed("Publication types", indexing.publication_type), ...listed("MeSH", indexing.mesh), ...listed("Keywords", indexing.keyword),
    ];
  }

  async function open(pmid) {
    const at = place.get(pmid);
    if (at === undefined) return;
    const inner = document.getElementById("record-body");
    try {
      const records = await load(Math.floor(at / data.chunk));
      inner.replaceChildren(...recordBody(records[at % data.chunk]));
    } catch (error) {
      inner.replaceChildren(element("h2", { id: "record-title" }, rows[at][STUDY]), element("p", { class: "warn" }, error.message));
    }
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
  }

  // --- the figures: a click on a bubble filters, on a point opens; what a mark is shows when pointed at

  const choose = ([k, term, design]) => {
    form.reset();
    form.elements["kind_" + k].value = String(term);
    form.elements.design.value = design;
    update();
    document.getElementById("table").focus();
    document.getElementById("table").scrollIntoView();
  };
  const act = (mark) => {
    const label = mark.getAttribute("aria-label") || "", point = /^PMID (\d+):/.exec(label);
    if (Object.hasOwn(data.cells, label)) choose(data.cells[label]);
    else if (point) open(Number(point[1]));
  };
  for (const figure of document.querySelectorAll("figure svg")) {
    for (const mark of figure.querySelectorAll("path[aria-label]")) {
      const label = mark.getAttribute("aria-label");
      if (!Object.hasOwn(data.cells, label)) continue;
      mark.setAttribute("role", "button");
      mark.setAttribute("tabindex", "0");
      mark.removeAttribute("aria-roledescription");
    }
    figure.addEventListener("mouseover", (event) => {
      const mark = event.target.closest("path[aria-label]");
      if (!mark || mark.querySelector("title")) return;
      const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
      title.textContent = mark.getAttribute("aria-label");
      mark.append(title);
    });
    figure.addEventListener("click", (event) => { const mark = event.target.closest("path[aria-label]"); if (mark) act(mark); });
    figure.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      act(event.target);
    });
  }

  // --- what people do

  let typing = 0;
  form.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(update, 120); });
  form.addEventListener("submit", (event) => { event.preventDefault(); update(); });
  form.addEventListener("reset", () => setTimeout(update));
  for (const head of document.querySelectorAll("#rows thead th")) {
    head.querySelector("button").addEventListener("click", () => {
      const key = head.dataset.key;
      sorted = sorted.key !== key ? { key, down: false } : sorted.down ? { key: null, down: false } : { key, down: true };
      for (const other of document.querySelectorAll("#rows thead th")) other.removeAttribute("aria-sort");
      if (sorted.key) head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      update();
    });
  }
  body.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    const row = event.target.closest("tr");
    if (row && !String(getSelection())) open(Number(row.dataset.pmid));
  });
  pager.addEventListener("click", (event) => {
    const step = Number(event.target.dataset.go || 0);
    if (!step) return;
    page += step;
    draw();
    document.getElementById("table").scrollIntoView();
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  window.addEventListener("resize", fit);
  window.addEventListener("beforeprint", () => draw(true));
  window.addEventListener("afterprint", () => draw());
  const asked = /^#(\d+)$/.exec(location.hash);
  draw();
  if (asked) open(Number(asked[1]));
})();
